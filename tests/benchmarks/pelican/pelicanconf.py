"""The newspaper of newspaper.py for Pelican."""

SITENAME = "The Benchmark"
SITEURL = "https://benchmark.example"
SITESUBTITLE = "All the news that fits"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
PATH = "content"
STATIC_PATHS = ["notice.txt"]
THEME = "theme"
THEME_STATIC_DIR = "assets"
PLUGINS: list[str] = []
TYPOGRIFY = False
SLUGIFY_SOURCE = "basename"

# Its quickest way: what was read is kept, and so is what Markdown made of it.
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.smarty": {},
        "markdown.extensions.toc": {"toc_depth": "2-2"},
    },
    "output_format": "html5",
}

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DIRECT_TEMPLATES = ["index", "tags", "authors", "sitemap"]

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": None, "author": None, "tag": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_ALL_RSS = None
FEED_RSS = "feed.xml"
CATEGORY_FEED_RSS = "{slug}/feed.xml"
FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False
