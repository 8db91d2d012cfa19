"""What tests move in: exports of WordPress, as its exporter writes them, and folders of others."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from sitegen.cli.commands import main

HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2026-01-02 03:04" -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/{version}/"
>
<channel>
	<title>The Old Paper</title>
	<link>https://old.example</link>
	<description>News &amp; views</description>
	<pubDate>Fri, 02 Jan 2026 03:04:05 +0000</pubDate>
	<language>en-GB</language>
	<wp:wxr_version>{version}</wp:wxr_version>
	<wp:base_site_url>https://old.example</wp:base_site_url>
	<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""
TAIL = "</channel>\n</rss>\n"


def cdata(text: object) -> str:
    """Return a text as WordPress puts it into an export."""
    return f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def author(login: str, name: str, number: int = 1) -> str:
    return (
        f"\t<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def category(slug: str, name: str, parent: str = "", number: int = 1) -> str:
    return (
        f"\t<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{cdata(parent)}</wp:category_parent>"
        f"<wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>\n"
    )


def item(
    key: int,
    title: str = "A story",
    content: str = "",
    *,
    terms: Iterable[tuple[str, str, str]] = (),
    meta: Mapping[str, str] | None = None,
    **values: str,
) -> str:
    """Return one item; `values` are those of `wp:` elements, but for `link` and `excerpt`."""
    slug = values.get("post_name", f"story-{key}")
    told = {
        "post_date": "2012-05-03 10:20:30",
        "post_date_gmt": "2012-05-03 08:20:30",
        "post_name": slug,
        "status": "publish",
        "post_parent": "0",
        "post_type": "post",
        "post_password": "",
        **values,
    }
    day = told["post_date"]
    link = told.pop("link", f"https://old.example/{day[:4]}/{day[5:7]}/{slug}/")
    excerpt = told.pop("excerpt", "")
    creator = told.pop("creator", "ann")
    lines = [
        "\t<item>",
        f"\t\t<title>{cdata(title)}</title>",
        f"\t\t<link>{link}</link>",
        f"\t\t<dc:creator>{cdata(creator)}</dc:creator>",
        f"\t\t<content:encoded>{cdata(content)}</content:encoded>",
        f"\t\t<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>",
        f"\t\t<wp:post_id>{key}</wp:post_id>",
        *(f"\t\t<wp:{name}>{cdata(value)}</wp:{name}>" for name, value in told.items()),
        *(
            f'\t\t<category domain="{domain}" nicename="{nicename}">{cdata(name)}</category>'
            for domain, nicename, name in terms
        ),
        *(
            f"\t\t<wp:postmeta><wp:meta_key>{cdata(name)}</wp:meta_key>"
            f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
            for name, value in (meta or {}).items()
        ),
        "\t</item>\n",
    ]
    return "\n".join(lines)


def attachment(key: int, path: str, *, caption: str = "", parent: int = 0, **meta: str) -> str:
    """Return the item of a file below the folder of uploads."""
    address = f"https://old.example/wp-content/uploads/{path}"
    return item(
        key,
        Path(path).stem,
        post_type="attachment",
        status="inherit",
        post_parent=str(parent),
        attachment_url=address,
        excerpt=caption,
        meta={"_wp_attached_file": path, **meta},
    )


def export(*parts: str, version: str = "1.2") -> str:
    return "".join([HEAD.format(version=version), *parts, TAIL])


def moved(root: Path, *sources: Path, options: Iterable[str] = ()) -> Result:
    """Run the import in this process."""
    words = ["import", *map(str, sources), "--into", str(root), *options]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def folder(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by path below a folder, and return that."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def moved_whole(top: Path, files: Mapping[str, str | bytes]) -> Path:
    """Move a folder of another system into `site` below `top`; `said.txt` has what was said."""
    result = moved(top / "site", folder(top / "source", files))
    assert result.exit_code == 0, result.output
    (top / "said.txt").write_text(result.output, "utf-8")
    return top
