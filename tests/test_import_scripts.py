"""Sites of Eleventy, Astro and Jekyll: their settings, scripts, data, collections and languages."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.importing.folders.addresses import Facts, astro_address, eleventy_address
from sitegen.importing.folders.front import moment, parts_of
from sitegen.importing.folders.given import Given, keys_for, of_jekyll
from sitegen.importing.folders.mdx import without_modules
from sitegen.importing.folders.scripts import constants, exported, named
from tests.exports import folder, moved
from tests.pictures import picture


def stories(root: Path) -> dict[str, Mapping[str, str]]:
    """Return what the report says of each story, by the name of its file in the source."""
    told = json.loads((root / "import-report.json").read_text("utf-8"))["stories"]
    return {Path(it["place"]).name: it for it in told}


# Scripts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "means"),
    [
        ("export default { a: 'x', \"b\": `y` }", {"a": "x", "b": "y"}),
        ("export default { a: 3, b: true, c: null }", {"a": 3, "b": True}),
        ("module.exports = {a: ['x', 'y',], b: {c: 'd'}};", {"a": ["x", "y"], "b": {"c": "d"}}),
        ("export default defineConfig({ a: 'x' })", {"a": "x"}),
        ("export default { // no: 'x'\n a: 'it\\'s', /* b: 'y' */ c: 1 }", {"a": "it's", "c": 1}),
        # What is no literal is as if it were not there, and takes nothing with it.
        ("export default { a: f({b: 'no'}), c: x ? 'y' : 'z', j: 'k' }", {"j": "k"}),
        ("export default { ...d, e, g: 'h' + i, j: 'k' }", {"j": "k"}),
        ("export default { a: ['x', f(), 'y'] }", {"a": ["x", "y"]}),
        # A function that returns one text.
        ("export default { a: function({b}) { return `/${b}/` }, c: 1 }", {"a": "/${b}/", "c": 1}),
        ("export default { a: (b) => `/${b}/`, c() { return 'd' } }", {"a": "/${b}/", "c": "d"}),
        ("export default { a: (b) => { if (b) return 'x'; return c; } }", {}),
        ("export default { a: (b) => { if (b) { return 'x' } return 'y'; } }", {}),
        ("export default async function () {}", {}),
        ("export default { a: 'never closed", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_script_says_this_in_so_many_words(script: str, means: object) -> None:
    assert exported(script) == means


def test_a_script_may_be_as_deep_as_it_likes() -> None:
    assert set(exported("export default " + "{a: [" * 5_000)) == {"a"}


def test_constants_and_keys_are_found_wherever_they_stand() -> None:
    script = "const a = 'x';\nexport const b = [1];\nlet c = f();\nf({ d: { e: 'y' }, ee: 'z' })"
    assert constants(script) == {"a": "x", "b": [1]}
    assert named(script, "e") == "y"
    assert named(script, "f") is None


def test_a_front_matter_of_eleventy_may_be_a_script() -> None:
    parts = parts_of(b'---js\nconst title = "A";\nconst draft = true;\n---\nText.\n')
    assert parts is not None
    assert (parts.keys, parts.body) == ({"title": "A", "draft": True}, "Text.\n")


# Addresses, and what is given -----------------------------------------------------------------

FACTS = Facts(
    path="blog/2020-05-06-my-post",
    slug="my-post",
    title="A Title",
    date=moment("2020-05-06"),
    categories=(),
)


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("/x/", "/x/"),
        ("x/index.html", "/x/"),
        ("/blog/{{ page.fileSlug }}/", "/blog/my-post/"),
        ("/b/${ page.fileSlug }/", "/b/my-post/"),
        ("{{ page.filePathStem }}.html", "/blog/my-post.html"),
        ("/{{ title | slugify }}/", "/a-title/"),
        ("/{{ page.date | date: '%Y/%m' }}/x/", "/2020/05/x/"),
        ("/{{ page.number }}/", ""),
        ("/{{ title | mystery }}/", ""),
        ("{% if a %}/x/{% endif %}", ""),
    ],
)
def test_a_permalink_of_eleventy_is_this_address(permalink: str, address: str) -> None:
    assert eleventy_address(permalink, FACTS) == address


def test_a_text_of_astro_may_name_its_own_address() -> None:
    assert astro_address(FACTS, "") == "/blog/my-post/"
    assert astro_address(FACTS, "pt-BR") == "/pt-br/blog/my-post/"


def test_what_is_nearer_to_a_text_goes_before_what_is_further() -> None:
    defaults = [
        {"scope": {"path": "", "type": "posts"}, "values": {"author": "jo", "lang": "de"}},
        {"scope": {"path": "_posts/fr"}, "values": {"lang": "fr"}},
        {"scope": {"path": "about/*/x"}, "values": {"lang": "it"}},
        {"scope": {"path": ""}, "values": {"lang": "en", "Top-Key": 1}},
    ]
    given = of_jekyll(defaults)
    assert keys_for("_posts/a.md", given) == {"author": "jo", "lang": "de", "top_key": 1}
    assert keys_for("_posts/fr/a.md", given)["lang"] == "fr"
    assert keys_for("_posts/french.md", given)["lang"] == "de"
    assert keys_for("about/a/x.md", given)["lang"] == "it"
    assert keys_for("about.md", given) == {"lang": "en", "top_key": 1}
    assert keys_for("a.md", (Given("a", {"x": 1}),)) == {}
    assert of_jekyll("nothing") == ()


# Sites ----------------------------------------------------------------------------------------

ELEVENTY: dict[str, str | bytes] = {
    "_config.yml": "title: The settings of before\n",
    "eleventy.config.js": (
        "export default function (c) { c.addPlugin(x, { dir: 'no' }); }\n"
        "// dir: { input: 'old' }\n"
        "export const config = { dir: { output: '_site', input: 'pages' } };\n"
    ),
    "_data/metadata.js": (
        "export default { title: 'The Bay', url: 'https://bay.example/', language: 'de' }"
    ),
    "pages/about.md": "# About us\n\nWe sail. See [it](blog/2020-05-06-ferry.md).\n",
    "pages/part.md": "---\ntitle: Part\npermalink: false\n---\n\nNo page.\n",
    "pages/blog/blog.11tydata.js": (
        "export default { tags: ['posts'], author: 'Jo Berg',"
        " permalink: (data) => `/news/${data.page.fileSlug}/` }"
    ),
    "pages/blog/2020-05-06-ferry.md": "---\ntitle: Ferry\ntags: [sea]\n---\n\n![A](/quay.jpg)\n",
    "pages/blog/2020-05-06-ferry.json": '{"description": "Why it matters."}',
    "pages/blog/odd.md": (
        "---\ntitle: Odd\ndate: 2020-06-01\npermalink: '/{{ mystery }}/'\n---\n\nText.\n"
    ),
    "pages/feed.md": "---\ntitle: Feed\npermalink: /feed.xml\n---\n<feed>{{ posts }}</feed>\n",
    "public/quay.jpg": picture(),
    "README.md": "# No text of the site\n",
}


def test_a_site_of_eleventy_is_moved_with_what_its_data_say(tmp_path: Path) -> None:
    root = tmp_path / "site"
    result = moved(root, folder(tmp_path / "old", ELEVENTY))
    assert result.exit_code == 0, result.output
    assert "0 lost, 0 invented" in result.output
    toml = (root / "content/site.toml").read_text("utf-8")
    assert 'title = "The Bay"\nbase_url = "https://bay.example/"\nlanguage = "de"\n' in toml
    ferry = (root / "content/articles/2020/ferry.md").read_text("utf-8")
    assert ferry.startswith(
        '---\nheadline: "Ferry"\ndek: "Why it matters."\ndate: 2020-05-06T00:00\n'
        'authors: [jo-berg]\ntags: [sea]\naliases: ["/news/ferry/"]\n---\n\n::: figure quay.jpg\n'
    )
    about = (root / "content/pages/about.md").read_text("utf-8")
    assert about.startswith('---\ntitle: "About us"\n---\n\nWe sail.')
    assert "](../articles/2020/ferry.md)" in about
    assert "1 it was no page of its own (`permalink: false`)\n" in result.output
    assert "1 code makes its address" in result.output
    odd = (root / "content/articles/2020/odd.md").read_text("utf-8")
    assert "aliases" not in odd
    assert "tags" not in odd  # `posts` is the name of a list
    assert set(stories(root)) == {"about.md", "2020-05-06-ferry.md", "odd.md"}
    feed = "it makes `/feed.xml`, which is no page\n    "
    assert f"1 {feed}{tmp_path / 'old/pages/feed.md'}: pages/feed.md\n" in result.output


@pytest.mark.parametrize(
    ("said", "alias", "told"),
    [
        ("/:year/:i_month/:title/", 'aliases: ["/2020/6/odd/"]\n', ""),
        ("", "", "1 code makes its address: write below `[permalinks]` of import.toml which one"),
        (
            "/:yeer/",
            None,
            "import.toml:18:21: error: `permalinks./{{ mystery }}/` must be an address",
        ),
        ("news", None, "must be an address such as `/:year/:month/:day/:title/`, not"),
    ],
)
def test_a_newsroom_says_which_address_code_made(
    tmp_path: Path, said: str, alias: str | None, told: str
) -> None:
    root, old = tmp_path / "site", folder(tmp_path / "old", ELEVENTY)
    moved(root, old)
    toml = root / "import.toml"
    asked = '"/{{ mystery }}/" = ""\n'
    assert asked in toml.read_text("utf-8")
    toml.write_text(toml.read_text("utf-8").replace(asked, asked.replace('""', f'"{said}"')))
    result = moved(root, old)
    assert (result.exit_code == 0) is (alias is not None), result.output
    assert told in result.output
    assert ("code makes its address" in result.output) is (alias == "")
    if alias:
        assert alias in (root / "content/articles/2020/odd.md").read_text("utf-8")


ASTRO: dict[str, str | bytes] = {
    "astro.config.mjs": (
        "import starlight from '@astrojs/starlight';\n"
        "export default defineConfig({\n"
        "  integrations: [starlight({ title: 'The Rim', defaultLocale: 'root',\n"
        "    locales: { root: { label: 'English', lang: 'en' },\n"
        "      'pt-br': { label: 'Português', lang: 'pt-BR' } },\n"
        "    sidebar: [{ base: 'no', site: 'no' }] })],\n"
        "  site: 'https://rim.example', base: '/paper' });\n"
    ),
    "src/content/docs/guides/sea.mdx": (
        "---\ntitle: Sea\n---\n\n"
        "import { Tabs,\n  TabItem } from '@astrojs/starlight/components';\n"
        "import quay from '../../../assets/quay.jpg';\n"
        "export const x = 1;\n\n"
        "Text {/* unseen */} of `<Code />`.\n\n"
        '<Image src={quay} alt="A quay" />\n\n'
        "<Tabs>\n<TabItem>\n\nInside.\n\n</TabItem>\n</Tabs>\n\n<Number of={2} />\n\n"
        "```js\nimport y from 'y';\n```\n\n[Back](/paper/pt-br/guides/sea/)\n"
    ),
    "src/content/docs/pt-BR/guides/sea.mdx": "---\ntitle: Mar\n---\n\nTexto.\n",
    "src/content/docs/pt-BR/blog/um.md": "---\ntitle: Um\ndate: 2020-01-02\n---\n\nTexto.\n",
    "src/assets/quay.jpg": picture(),
}


def test_a_site_of_astro_is_moved_with_its_languages_and_pictures(tmp_path: Path) -> None:
    root = tmp_path / "site"
    result = moved(root, folder(tmp_path / "old", ASTRO))
    assert result.exit_code == 0, result.output
    assert "0 lost, 0 invented" in result.output
    toml = (root / "content/site.toml").read_text("utf-8")
    assert 'title = "The Rim"\nbase_url = "https://rim.example/paper/"\nlanguage = "en"\n' in toml
    assert (root / "content/pages/guides/sea.md").read_text("utf-8") == (
        '---\ntitle: "Sea"\n---\n\nText of `<Code />`.\n\n'
        "::: figure assets/quay.jpg\nalt: A quay\n:::\n\nInside.\n\n"
        "```js\nimport y from 'y';\n```\n\n[Back](../pt-br/guides/sea.md)\n"
    )
    assert "<Number />\n" in result.output
    assert 'lang: "pt-BR"\n' in (root / "content/pages/pt-br/guides/sea.md").read_text("utf-8")
    um = (root / "content/articles/2020/um.md").read_text("utf-8")
    assert 'lang: "pt-BR"\n' in um
    assert 'aliases: ["/pt-br/blog/um/"]\n' in um


def test_html_that_astro_is_given_as_a_text_is_html() -> None:
    text, components = without_modules('a <Fragment set:html={"<b>c \\"d\\"</b>"} /> <E f={g} />')
    assert (text, components) == ('a <b>c "d"</b> ', ("E",))


JEKYLL: dict[str, str | bytes] = {
    "_config.yml": (
        "title: The Bay\nurl: https://bay.example\ncollections_dir: texts\n"
        "exclude: [drafts-of-old]\ncollections:\n"
        "  tips: {output: true, permalink: '/:collection/:path/'}\n"
        "  notes: {output: true}\n  hidden: {output: false}\n"
        "defaults:\n- scope: {path: '', type: tips}\n  values: {lang: fr}\n"
    ),
    "texts/_tips/deep/one.md": "---\ntitle: One\n---\n\nText[^a].\n\n[^a]: Note.\n\n[^b]: Never.\n",
    "texts/_notes/two.md": "---\ntitle: Two\ndate: 2020-01-02\n---\n\nText.\n",
    "texts/_hidden/three.md": "---\ntitle: Three\n---\n\nText.\n",
    "_functions/four.md": "---\ntitle: Four\n---\n\nText.\n",
    "drafts-of-old/five.md": "---\ntitle: Five\n---\n\nText.\n",
}


def test_collections_of_jekyll_are_moved_if_they_were_published(tmp_path: Path) -> None:
    root = tmp_path / "site"
    result = moved(root, folder(tmp_path / "old", JEKYLL))
    assert result.exit_code == 0, result.output
    told = stories(root)
    assert set(told) == {"one.md", "two.md"}
    assert told["one.md"]["address"] == "https://bay.example/tips/deep/one/"
    assert told["two.md"]["address"] == "https://bay.example/notes/two.html"
    assert told["two.md"]["file"] == "content/articles/2020/two.md"
    one = (root / told["one.md"]["file"]).read_text("utf-8")
    assert "lang: fr\n" in one
    assert "Never" not in one
    assert "the footnote `b`" in result.output
