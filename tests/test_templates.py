"""The code of templates says what Jinja's own would say, letter by letter and line by line."""

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis.strategies import just, text
from jinja2 import DictLoader, Environment, StrictUndefined, Template
from jinja2.filters import do_urlencode
from markupsafe import Markup
from msgspec.structs import replace

from sitegen.model import Body
from sitegen.pages import syntax
from sitegen.pages.filters import FILTERS, urlencode
from sitegen.pages.templates import RenderError, Templates
from sitegen.pages.views import Card, ExternalCard, Interface, Link, ShareView, View
from tests import golden
from tests.test_structured import SITE_VIEW

SITE = replace(
    SITE_VIEW,
    title="Fish & Chips’ <Daily>",
    words={"by": 'By "us"', "items": "Things", "count": "{n} of 'em", "empty": ""},
    menu=(Link(text="A&B", href="/a/?b=1&c=2"), Link(text="C", href="/c/")),
)
CARD = Card(
    href="/a/?x=1&y=2",
    headline="\"Quoted\" & 'more' <b>",
    dek="",
    kicker="Plain",
    published="2023-09-10T09:00:00+01:00",
)


class Given(View, frozen=True, kw_only=True):
    """A view with something of everything."""

    title: str = "It’s <b> & more"
    href: str = "/"
    links: tuple[Link, ...] = SITE.menu
    card: Card = CARD
    other: ExternalCard = ExternalCard(href="/", headline="x")
    html: Markup = Markup("<i>&amp;</i>")
    interface: Interface = Interface(
        language="de", direction="ltr", words={"by": "<von>", "count": "{n}"}
    )


MACROS = """
{% macro plain(text, other="it's") %}[{{ text }}|{{ other }}]{% endmacro %}
{% macro many(first) %}{{ first }}{{ varargs | join("+") }}{{ kwargs.get("k") }}{% endmacro %}
{% macro around(text) %}<p>{{ text }}: {{ caller("<" ) }}</p>{% endmacro %}
{% macro nested(card, site) %}
{{ plain(card.headline) }}{{ site.words.by }}{{ site.title }}
{% endmacro %}
{% macro three(a, b="<", c=a) %}{{ a }}{{ b }}{{ c }}{% endmacro %}
{% macro word(class) %}{{ class }}{% endmacro %}
{% macro nil() %}nothing & <i>{% endmacro %}
"""
BASE = """<title>{% block title %}{{ site.title }}{% endblock %}</title>
{% block main %}{% for link in site.menu %}{% block each scoped %}({{ link.text }}){% endblock %}
{% endfor %}{% endblock %}{{ site.words.by }}{{ site.words["by"] }}{{ self.title() }}"""

SAYING = """{% set by = told.words.by %}{{ by }}{{ told.words.count.format(n=1) }}
{% if told.language == "de" %}{% set by = told.language %}{% endif %}{{ by }}{{ site.title }}
{% for link in view.links %}{{ told.words.by }}{% endfor %}{% include 'speaking' %}"""

SAME = {
    "attributes": "{{ view.title }}{{ view.href }}{{ view.links[0].text }}"
    "{{ view.links[1]['href'] }}",
    "mappings": "{% set it = {'a': {'b': '&'}, 'items': 1} %}{{ it.a.b }}{{ it.items() | list }}"
    "{{ it['items'] }}{{ site.words.by }}{{ site.words.items() | list }}",
    "what views have": "{% set it = {'title': '<', 'text': {'href': 1}, 'class': '&'} %}"
    "{{ it.title }}{{ it.text.href }}{{ it.class }}{{ view.card['headline'] }}{{ 'a'.title() }}"
    "{{ view.links | map(attribute='text') | join }}{{ (view | default(1)).title }}",
    "constants": "{{ site.title }}{{ site.title ~ '<' }}{{ site.title | upper }}{{ site.language }}"
    "{% if site.private %}a{% else %}b{% endif %}{% if not site.logo %}c{% endif %}"
    "{{ site.words.empty or site.words.by }}{{ site.words.count.format(n=view.title) }}"
    "{{ site.title[0] }}{{ site.title | length }}{{ site.publisher.name }}",
    "safe": "{{ view.html }}{{ view.html ~ view.title }}{{ view.title | safe }}"
    "{{ [view.html, view.title] | join }}",
    "numbers": "{{ 1 }}{{ 2.5 }}{{ none }}{{ true }}{{ view.links | length }}{{ [1, '<'] }}",
    "undefined": "{{ view.nothing is defined }}{{ view.nothing | default('<') }}"
    "{{ site.nothing is defined }}{{ site.words.nothing | default('none') }}{{ nobody is defined }}"
    "{{ view.card.published is defined }}{{ view.other.published is defined }}",
    "macros": "{% import 'macros.html' as m %}{% from 'macros.html' import plain, nested, word %}"
    "{{ plain(view.title) }}{{ plain(view.title, '<') }}{{ plain(other='&', text=view.html) }}"
    "{{ m.many(1, 2, 3, k='<') }}{{ nested(view.card, site) }}{{ word(class='<c>') }}{{ m.nil() }}"
    "{{ m.three(1) }}{{ m.three(view.html, c=2) }}{{ m.three('&', b=view.title) }}"
    "{{ plain(*['<', '&']) }}{{ plain(**{'text': '<'}) }}{{ plain(m.nil()) }}",
    "imports": "{% from 'macros.html' import plain, nil as none_at_all %}{{ plain(none_at_all()) }}"
    "{% from 'macros.html' import plain as nil, nil as plain %}{{ plain() }}{{ nil(1, other=2) }}"
    "{% from 'macros.html' import nil as link with context %}{{ link() }}"
    "{{ 'abc'.startswith('a') }}{{ view.title.format(x=1) }}{{ '{x}'.format(x='<') }}",
    "callers": "{% import 'macros.html' as m %}"
    "{% call(x) m.around(view.title) %}{{ x }}&{% endcall %}",
    "loops": "{% for link in view.links %}{{ loop.index }}{{ link.text }}"
    "{{ ', ' if not loop.last }}{% else %}none{% endfor %}"
    "{% for x in [] %}{% else %}none{% endfor %}"
    "{% for x in [[1, [2]], [3]] recursive %}{{ x if x is number else loop(x) }};{% endfor %}"
    "{% for x in [3, 1, 1, 2] %}{{ loop.previtem is defined }}{{ loop.nextitem | default(0) }}"
    "{{ loop.revindex }}{{ loop.last }}{{ loop.first }}{{ loop.changed(x) }}{{ loop.length }}"
    "{{ loop.cycle('a', 'b') }}{% endfor %}"
    "{% for x in [1, 2] | map('string') %}{{ x }}{{ loop.last }}{% endfor %}"
    "{% for x in [none] %}{{ loop.nextitem is defined }}{% endfor %}"
    "{% for link in view.links if link.text != 'C' %}{{ link.href }}{% endfor %}",
    "sets": "{% set x %}<b>{{ view.title }}</b>{% endset %}{{ x }}{% set y = view.title %}{{ y }}"
    "{% filter upper %}{{ view.title }}{% endfilter %}{% with z = '<' %}{{ z }}{% endwith %}",
    "unescaped": "{% import 'macros.html' as m %}"
    "{% autoescape false %}{{ view.title }}{{ site.title }}"
    "{{ m.plain(view.title) }}{{ view.title ~ m.nil() }}{% endautoescape %}{{ view.title }}",
    "blocks": "{% extends 'base' %}{% block title %}{{ view.title }} – {{ super() }}{% endblock %}"
    "{% block each %}<{{ link.href }}>{{ super() }}{% endblock %}",
    "blocks within blocks": "{% extends 'frame' %}{% block title %}a{% block inner %}"
    "{% for link in view.links %}{% block each scoped %}{{ link.text }}{% endblock %}{% endfor %}"
    "{% endblock %}{% if view.title %}{% block late %}{% endblock %}{% endif %}b{% endblock %}"
    "{% block main %}{{ super() }}{{ self.inner() }}{{ self.inner() | length }}{% endblock %}",
    "blocks that must be there": "{% extends 'asking' %}{% block asked %}{{ view.title }}"
    "{% endblock %}",
    "included without context": "{% extends 'frame' %}{% block title %}a{% include 'apart' %}b"
    "{% if view.title %}c{% include 'apart' without context %}d{% endif %}e{% endblock %}"
    "{% block main %}{% block inner %}f{% include 'apart' without context %}g"
    "{% endblock %}h{% endblock %}",
    "included by itself": "a{% include 'apart' without context %}b"
    "{% block x %}c{{ view.title }}{% endblock %}",
    "included": "{% for link in view.links %}{% include 'part' %}{% endfor %}",
    "filters": "{{ view.card.published | day(site.language) }}{{ view.title | replace('<', '&') }}",
    "another site": "{% macro m(site) %}{{ site.title }}{{ site.words.by }}{% endmacro %}"
    "{{ m(site) }}{{ m({'title': '&', 'words': {'by': 1}}) }}{{ site.title }}",
    "a loop of sites": "{{ site.title }}{% for site in view.links %}{{ site.text }}"
    "{% include 'sited' %}{% endfor %}{{ site.title }}",
    "a new site": "{% extends 'resited' %}{% block main %}{{ site.title }}{% endblock %}",
    "an imported site": "{% import 'macros.html' as site %}{{ site.plain(1) }}",
    "told by the site": f"{{% set told = view.card.dek or site %}}{SAYING}",
    "told by another": f"{{% set told = view.interface or site %}}{SAYING}",
    "told in a block": "{% extends 'frame' %}{% block main %}{% set told = view.card.dek or site %}"
    f"{SAYING}{{% endblock %}}{{% block title %}}{{% set told = view.interface or site %}}{SAYING}"
    "{% endblock %}",
    "told anew": "{% set told = view.card.dek or site %}{{ told.title }}{% set told = view %}"
    "{{ told.title }}{% for told in view.links %}{{ told.text }}{% endfor %}{{ told.title }}",
    "told in what holds blocks": "{% set told = view.interface or site %}{{ told.language }}"
    "{% block title %}{{ site.title }}{% endblock %}",
    "told by macros": "{% set told = view.card.dek or site %}{% macro m(told) %}{{ told.title }}"
    "{% endmacro %}{{ m(view) }}{{ m(told) }}{{ told.words.by }}",
}
FOR_JINJA = {"attributes", "what views have", "blocks", "another site", "a new site"}
"""What stops lean code, such as a mapping that is asked for what texts or views have."""

OTHERS = {
    "macros.html": MACROS,
    "base": BASE,
    "part": "{{ link.text }}{{ site.title }}{{ view.title }}",
    "asking": "{% block whole %}<{% block asked required %}{% endblock %}>{% endblock %}",
    "apart": "<i>{% block x %}x{% endblock %}</i>",
    "frame": "{% block title %}{% endblock %}|{% block main %}{% endblock %}",
    "speaking": "{{ told.language }}{{ told is defined }}",
    "sited": "{{ site.text }}{{ site.title is defined }}",
    "resited": "{% set site = {'title': 'Another <one>'} %}{% block main %}{% endblock %}",
}


def jinjas(texts: dict[str, str], name: str) -> str:
    """Return what Jinja makes of a template, left to itself."""
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment.get_template(name).render(view=Given(), site=SITE)


def no_body(_digest: bytes) -> Body:
    raise LookupError


@pytest.mark.parametrize("name", SAME)
def test_templates_say_what_jinja_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Where any template calls something else its site, no code knows what the site says.
    others = {it: text for it, text in OTHERS.items() if f"'{it}'" in SAME[name]}
    texts = {**others, name: SAME[name]}
    if name not in FOR_JINJA:  # nothing stops lean code
        monkeypatch.setattr(syntax, "plain_environment", Mock(side_effect=AssertionError))
    assert Templates(texts, {}).render(name, Given(), SITE, no_body) == jinjas(texts, name)


def test_only_what_stops_lean_code_is_left_to_jinja(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Asked(Environment):
        def get_template(self, name: Any, *rest: Any) -> Template:
            asked.append(name)
            return super().get_template(name, *rest)

    given = {"odd": "{% set it = {'title': 1} %}{{ it.title }}", "wrong": "{{ view.no }}"}
    templates = Templates({**given, "usual": "{{ view.title }}"}, {})
    monkeypatch.setattr(syntax, "Environment", Asked)
    assert templates.render("odd", Given(), SITE, no_body) == "1"
    with pytest.raises(RenderError):
        templates.render("wrong", Given(), SITE, no_body)
    templates.render("usual", Given(), SITE, no_body)
    assert asked == ["odd", "wrong"]


def test_nothing_stops_the_code_of_the_default_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that are made twice take three times as long."""
    looked = Mock(side_effect=AssertionError)
    monkeypatch.setattr("sitegen.pages.templates.syntax.plain_environment", looked)
    golden.good_site(tmp_path / "site")
    looked.assert_not_called()


@given(text() | text(" %/~?&=é\u2028", max_size=9) | just(Markup("<b>")) | just({"a": "b c"}))
def test_texts_stand_in_queries_as_jinja_writes_them(value: object) -> None:
    assert urlencode(value) == do_urlencode(value)  # type: ignore[arg-type]


def test_another_site_is_shown_by_the_same_templates() -> None:
    """What a page shows of its site is put into the code of its template."""
    templates = Templates(
        {
            "page.html": "{{ site.title }}{{ piece('part.html', view) }}",
            "part.html": "{% set told = view.card.dek or site %}{{ told.words.by }}",
        },
        {},
    )
    others = (SITE, SITE_VIEW, replace(SITE, title="Other", words={"by": "von"}), SITE)
    view = Given()
    said = [templates.render("page.html", view, site, no_body) for site in others[::2]]
    assert said == ["Fish &amp; Chips’ &lt;Daily&gt;By &#34;us&#34;", "Othervon"]
    again = templates.render("page.html", view, SITE, no_body)
    assert again == said[0]


def test_numbers_and_pairs_of_another_site_are_shown_by_the_same_templates() -> None:
    text = "{{ site.share.width }}{{ site.paper[1] }}{{ 'wide' if site.share.width > 9 }}"
    templates, view = Templates({"page.html": text}, {}), Given()
    share = ShareView(href="/s.jpg", width=9, height=9, alt="")
    sites = [
        replace(SITE, share=replace(share, width=width), paper=("#fff", dark))
        for width, dark in ((9, "#000"), (10, "#000"), (10, "#111"))
    ]
    said = [templates.render("page.html", view, site, no_body) for site in sites]
    assert said == ["9#000", "10#000wide", "10#111wide"]


def test_what_lists_all_pages_is_known_and_shows_those_of_the_edition() -> None:
    templates = Templates(
        {
            "page.html": "{% from 'nav.html' import nav %}{{ nav() }}{{ piece('of.html', view) }}",
            "nav.html": "{% macro nav() %}{{ pages() | length }}{% endmacro %}",
            "of.html": "{% for it in pages() %}{{ it.text }}{% endfor %}",
            "plain.html": "{{ view.pages }}",
            "renamed.html": "{% set every = pages %}",
        },
        {},
    )
    assert templates.may_list_pages
    assert templates.lists_pages("page.html")
    assert not templates.lists_pages("plain.html")
    view, said = Given(), []
    for names in (("A", "B"), ("C",), ()):
        links = tuple(Link(text=it, href="/") for it in names)
        said.append(templates.render("page.html", view, SITE, no_body, pages=links))
    assert said == ["2AB", "1C", "0"]
    [mistake] = templates.check()
    assert mistake.message == "`pages` is a function, which is only ever called"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a\n{{ view.title }}{{ view.nothing }}\n", 2, "there is no `nothing` here"),
        ("a\n\n{{ site.words.nothing }}", 3, "there is no `nothing` here"),
        ("{% block a %}\n{{ nobody(view) }}\n{% endblock %}", 2, "there is no `nobody` here"),
        ("{% macro m(x) %}\n{{ x.y }}\n{% endmacro %}\n{{ m(view) }}", 2, "there is no `y` here"),
        ("{{ piece('part.html', view) }}", 2, "there is no `nothing` here"),
        ("{{ none.nothing }}", 1, "'None' has no attribute 'nothing'"),
        ("{{ (1, 2)[3] }}", 1, "tuple object has no element 3"),
        (
            "{% macro m(x) %}{% endmacro %}\n{{ m(1, 2) }}",
            2,
            "'m' takes not more than 1 argument(s)",
        ),
        ("{% macro m(x) %}{% endmacro %}\n{{ m(y=1) }}", 2, "macro 'm' takes no keyword argument"),
        ("{% macro m(x) %}{% endmacro %}\n{{ m(1, x=2) }}", 2, "macro 'm' takes no keyword"),
        ("\n{% from 'part.html' import m %}\n{{ m() }}", 2, "there is no `view` here"),
        (
            "\n{% from 'bare.html' import m %}\n{{ m() }}",
            3,
            "does not export the requested name 'm'",
        ),
        ("\n{{ view.title + 1 }}", 2, "can only concatenate"),
    ],
)
def test_what_fails_is_told_by_its_line(text: str, line: int, what: str) -> None:
    texts = {"page.html": text, "part.html": "\n{{ view.nothing }}", "bare.html": ""}
    templates = Templates(texts, {})
    with pytest.raises(RenderError) as raised:
        templates.render("page.html", Given(), SITE, no_body)
    assert raised.value.problem.line == line
    assert what in raised.value.problem.message
