"""Every key, block and command is explained, by `sitegen help` and in the reference alike."""

import re

import pytest
from click.testing import CliRunner, Result
from msgspec import inspect

from sitegen.cli.commands import main
from sitegen.content.kinds import KINDS
from sitegen.messages import about, messages
from sitegen.reference import SETTINGS, STATUSES, entries
from sitegen.settings import Settings
from tests.modules import ROOT
from tests.reference import pages
from tests.test_docs import keys_of

VALUE = re.compile("`[^`]*`")


def asked(*words: str) -> Result:
    return CliRunner().invoke(main, ["help", *words], catch_exceptions=False)


def test_every_key_and_block_is_explained() -> None:
    known = list(entries())
    assert [(it.name, it.where) for it in known if not it.meaning] == []
    for kind in KINDS.values():
        own = {it.name for it in known if it.where == kind.called}
        assert own == set(keys_of(inspect.type_info(kind.fields)))
    own = {it.name for it in known if it.where == "site.toml"}
    assert own == set(keys_of(inspect.type_info(Settings)))


def test_nothing_is_explained_that_is_not_there() -> None:
    own = set(keys_of(inspect.type_info(Settings)))
    uses = {f"pictures.{it}" for it in ("lead", "card", "inline", "portrait")}
    stars = {it.replace(use, "pictures.*") for it in own for use in uses if it.startswith(use)}
    assert set(SETTINGS) - own - stars == set()


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (
            "dek",
            "dek  in an article, a page, a thread, a country\n    One sentence under the headline",
        ),
        ("headline", "headline  in an article; required\n"),
        ("policy.alt", 'default: "error"'),
        ("image", "image.focus  in an article, a thread\n    What a crop must keep"),
        ("content/site.toml", "permalink  in site.toml\n"),
        ("author", "portrait.alt  in an author\n"),
        ("embed", "embed.title  in `::: embed`\n    What it is"),
        ("--strict", "--strict  of build, check\n    Take warnings for errors."),
        ("release", "Usage: sitegen release [OPTIONS] STORY"),
        ("publish", "Usage: sitegen publish [OPTIONS] [NAME]"),
        ("publish", "\npublish.*.bucket  in site.toml\n"),
        ("section", "\nmessage: there is no section `"),
        ("picture", "\nand "),
        (
            "no alternative text",
            "message: `bridge.jpg` has no alternative text\n    say what it shows, as `alt: …`",
        ),
        ("file UTF-8", "message: "),
        ("75", "exit status 75\n    Another command is at work on the site"),
        ("", "Keys: `sitegen help KEY` explains one"),
    ],
)
def test_a_word_is_explained(word: str, told: str) -> None:
    result = asked(*([word] if word else []))
    assert (result.exit_code, result.stderr) == (0, "")
    assert told in result.stdout


def test_every_command_key_and_block_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(entries())
    monkeypatch.setattr("sitegen.reference.entries", lambda: found)
    known = {it.name: f"{it.name}  in " for it in found}
    known |= {name: f"Usage: sitegen {name} " for name in main.commands}
    untold = {word for word, told in known.items() if told not in asked(word).stdout}
    assert untold == set()


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("hedline", "`hedline`: did you mean `headline`?"),
        ("lastmod", "`lastmod`: did you mean `updated`?"),
        ("xyzzy plugh", "`sitegen help` says what there is"),
    ],
)
def test_a_word_that_there_is_not(word: str, hint: str) -> None:
    result = asked(word)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"there is nothing called `{word}`\n    hint: {hint}\n"


def test_whatever_is_said_of_a_mistake_finds_its_cure() -> None:
    """A message may be pasted as a terminal shows it, of a story and with names of one's own."""
    for it in messages():
        pasted = re.sub("`[^`]*`", "`of our own`", f"content/articles/a.md:3:9: error: {it.said}")
        found = list(about(pasted))
        kinds = [(VALUE.sub("", one.said), VALUE.sub("", one.cure)) for one in found]
        assert (VALUE.sub("", it.said), VALUE.sub("", it.cure)) in kinds, it.said


def test_words_in_any_order_find_few_and_the_likeliest_first() -> None:
    said = [it.said for it in about("resolved conflict merge")]
    assert said == ["a merge conflict is not resolved"]
    assert next(about("ferryboat is not a section, there")).said.startswith("there is no section")


def test_statuses_are_those_that_the_reference_tells_of() -> None:
    text = (ROOT / "docs/content/pages/reference/commands.md").read_text("utf-8")
    [told] = [it for it in text.split("\n") if it.startswith("The exit status is 0")]
    assert set(re.findall(r"\b\d+\b", told)) == set(STATUSES)


def test_the_reference_has_all_that_can_be_asked_for() -> None:
    text = "".join(page for _, page in pages())
    assert [it.name for it in entries() if f"| `{it.name}` |" not in text] == []
