"""The command that makes a new site, and asks a person at a terminal for what it is to be."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.outcome import failing, give, say
from sitegen.progress import Stopwatch

if TYPE_CHECKING:
    from sitegen.scaffold.sites import NewSite


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The newspaper's name; else that of the folder.")
@click.option("--base-url", metavar="URL", default="", help="The address that readers will use.")
@click.option("--language", default="", help="Its language: en, fr, pt-BR.")
@click.option("--timezone", default="", help="The newsroom's time zone: Europe/Oslo.")
@click.option("--section", "sections", multiple=True, help="A section: World.")
@click.option("--sample/--no-sample", default=True, help="With three stories to begin with.")
@click.option("--git/--no-git", default=True, help="With a repository and a first commit.")
def init(
    *,
    folder: Path,
    title: str,
    base_url: str,
    language: str,
    timezone: str,
    sections: tuple[str, ...],
    sample: bool,
    git: bool,
) -> None:
    """Make a new site in FOLDER: stories, settings, and all that publishes it."""
    from sitegen.checking.repository import begun
    from sitegen.scaffold.sites import NewSite, write_site

    with failing("text", Stopwatch(say)):
        wanted = NewSite(
            title=title or folder.resolve().name,
            base_url=base_url or "https://example.org/",
            language=language or "en",
            timezone=timezone or "UTC",
            sections=sections or ("World",),
            with_stories=sample,
        )
        if sys.stdin.isatty():
            wanted = _asked(
                wanted,
                {
                    "title": title,
                    "base_url": base_url,
                    "language": language,
                    "timezone": timezone,
                    "sections": sections,
                },
            )
        written = write_site(folder, wanted, datetime.now(UTC))
        kept = begun(folder) if git else "nothing"
    give(f"{folder} is a site now, of {len(written.paths)} files")
    give(f"  cd {folder}")
    give("  make serve   shows it while you write; the first time, this fetches what it needs")
    give("  make build   builds it into public/; README.md says how to go on")
    if kept == "staged":
        give('  git commit -m "Begin"   keeps the first version, once Git knows your name')
    if not written.has_wheel:
        say("sitegen was not installed here: write into requirements.txt what installs it")


QUESTIONS = {
    "title": "What is the newspaper called?",
    "base_url": "Which address will readers use?",
    "language": "Which language is it in?",
    "timezone": "In which time zone is the newsroom?",
    "sections": "Which sections has it?",
}


def _asked(wanted: "NewSite", said: dict[str, object]) -> "NewSite":
    """Return what is wanted after a person was asked for what no option says.

    An answer that cannot be is told at once, and asked for again.
    """
    from sitegen.scaffold.sites import refuse

    refuse(wanted)
    for key, question in QUESTIONS.items():
        if not said[key]:
            default = getattr(wanted, key)
            shown = ", ".join(default) if key == "sections" else default
            answered = partial(_answered, wanted, key)
            wanted = click.prompt(question, default=shown, value_proc=answered, err=True)
    return wanted


def _answered(wanted: "NewSite", key: str, text: str) -> "NewSite":
    """Return what is wanted with one thing more. Raises `UsageError`, which asks for it again."""
    from msgspec.structs import replace

    from sitegen.errors import SiteError
    from sitegen.scaffold.sites import refuse

    names = tuple(it.strip() for it in text.split(",") if it.strip())
    wanted = replace(wanted, **{key: names if key == "sections" else text})
    try:
        refuse(wanted)
    except SiteError as error:
        told = next(iter(error.problems))
        raise click.UsageError(f"{told.message}\n    hint: {told.hint}") from error
    return wanted
