"""By what servers, caches and programs know files of a site: names, endings, media types."""

INDEXED = (".bin", ".js")
"""What the names of the files of a search index end with: they carry a digest, too."""

TYPES = {
    # Browsers show their own types as bare text, or store them; readers know a feed by its root.
    "feed.xml": "application/xml; charset=utf-8",
    "atom.xml": "application/xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "manifest.webmanifest": "application/manifest+json; charset=utf-8",
}
"""Media types that no ending tells, by name."""

HIDDEN = ("_redirects", "_headers", "_nginx.conf", "_caddy.conf")
"""What is there for servers, and not for readers."""
