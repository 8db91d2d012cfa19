"""Reading modes, by Mozilla's Readability, which is Firefox's: they show all of a story's text.

So they do its standfirst, and its lead picture unless the text is very long: what stands beside a
text is shown if it is worth a fifth of that, and a picture is worth some 55 points, whereof a
paragraph has up to ten. It is worth none without a caption of 25 letters. Sources they leave out:
within the text, programs that collect texts, as newspaper4k, take them for part of it.
"""

from pathlib import Path

from tests.browser import open_chromium
from tests.judge import npm
from tests.serving import served

NAME = "reading modes"
NEEDS: tuple[str, ...] = ("npm",)

STORY = 'class="body article-body"'

# What is not shown of the standfirst, of the headings, paragraphs, items, cells and captions of a
# text, and of the lead picture.
CHECK = """() => {
  const parts = "p, h2, h3, h4, li, dt, dd, td, th, figcaption";
  const words = (it) => it.textContent.replaceAll("\\u00ad", "").replace(/\\s+/g, " ").trim();
  const isSentence = (it) => /\\.( |$)/.test(words(it)) || words(it).length > 80;
  const dek = [...document.querySelectorAll("main > article > .dek")].filter(isSentence);
  const told = [...dek, ...document.querySelectorAll(".article-body *")]
    .filter((it) => it.matches(parts) && !it.querySelector(parts) && !it.closest("[hidden], svg"))
    .map((it) => [it.localName, words(it)]);
  // A text without a single sentence is none for Readability.
  if (!told.some(([, text]) => text.length >= 25)) return [];
  const caption = document.querySelector(".lead-picture figcaption");
  const isLong = document.querySelectorAll(".article-body p").length > 25;
  const { content } = new Readability(document).parse();
  const { body } = new DOMParser().parseFromString(content, "text/html");
  const shown = words(body), lost = told.filter(([, text]) => !shown.includes(text));
  const wanted = caption && words(caption).length >= 25 && !isLong;
  return wanted && !body.querySelector("img") ? [...lost, ["picture", words(caption)]] : lost;
}"""


def run(site: Path) -> list[str]:
    engine = npm.installed() / "@mozilla" / "readability" / "Readability.js"
    script = engine.read_text(encoding="utf-8")
    paths = stories(site)
    if not paths:
        return [f"{site} has no stories"]
    faults = []
    with served(site) as address, open_chromium() as browser:
        # Readability is put into the page, which no policy of a paper would let in.
        page = browser.new_context(bypass_csp=True).new_page()
        for path in paths:
            page.goto(f"{address}/{path}", wait_until="commit")
            page.wait_for_load_state("domcontentloaded")
            page.evaluate(script)
            faults += [f"{path} loses a {name}: {text}" for name, text in page.evaluate(CHECK)]
    return faults


def stories(site: Path) -> list[str]:
    """Return the paths of the pages that tell a story, in the order of their addresses."""
    files = sorted(site.rglob("*.html"))
    return [it.relative_to(site).as_posix() for it in files if STORY in it.read_text("utf-8")]
