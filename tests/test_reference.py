"""Every key, block and command is explained, by `sitegen help` and in the reference alike."""

import pytest
from click.testing import CliRunner, Result
from msgspec import inspect

from sitegen.cli.commands import main
from sitegen.content.kinds import KINDS
from sitegen.reference import SETTINGS, entries
from sitegen.settings import Settings
from tests.reference import pages
from tests.test_docs import keys_of


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


@pytest.mark.parametrize("word", ["headlin", "xyzzy"])
def test_a_word_that_there_is_not(word: str) -> None:
    result = asked(word)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"there is nothing called `{word}`\n    hint: ")


def test_the_reference_has_all_that_can_be_asked_for() -> None:
    text = "".join(page for _, page in pages())
    assert [it.name for it in entries() if f"| `{it.name}` |" not in text] == []
