"""The command that starts a file, and asks for what only a person can say."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import now_of, now_option, root_option
from sitegen.cli.outcome import failing, give, say, shown
from sitegen.content.kinds import ARTICLE, KINDS
from sitegen.progress import Stopwatch

if TYPE_CHECKING:
    from sitegen.config import Config
    from sitegen.scaffold.drafts import Picture, Started


@click.command()
@click.argument("headline")
@click.option("--kind", type=click.Choice(list(KINDS)), default=ARTICLE.name, help="What to start.")
@click.option("--section", default="", help="The id of a section.")
@click.option("--author", "authors", multiple=True, help="The id of an author.")
@click.option("--tag", "tags", multiple=True, help="A topic.")
@click.option("--country", "countries", multiple=True, help="Two letters of ISO 3166-1: NO.")
@click.option("--lang", default="", help="Its language, if it is not the site's: fr, pt-BR.")
@click.option("--slug", default="", help="For the address, instead of the headline.")
@click.option(
    "--picture",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The lead picture: it is copied beside the story.",
)
@click.option("--alt", default="", help="What the picture shows, for those who cannot see it.")
@click.option("--credit", default="", help="Who made the picture, if its file does not say so.")
@now_option
@root_option
def new(
    *,
    headline: str,
    kind: str,
    section: str,
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    countries: tuple[str, ...],
    lang: str,
    slug: str,
    file: Path | None,
    alt: str,
    credit: str,
    now: str | None,
    root: Path,
) -> None:
    """Start an article, a page, an author, a thread or a country: a file that is valid at once.

    An article is a draft, without a date: `sitegen release` gives it one.
    """
    from sitegen.scaffold.drafts import New, write_new

    with failing("text", Stopwatch(say)):
        moment, config = now_of(root, now)
        wanted = New(
            headline=headline,
            now=moment,
            kind=KINDS[kind].name,
            section=section,
            authors=authors,
            tags=tags,
            countries=countries,
            lang=lang,
            slug=slug,
            picture=_picture(file, alt, credit, config) if file else None,
        )
        started = write_new(root, config, wanted)
    give(str(started.path))
    for line in _next_steps(started, root, kind):
        say(line)


def _picture(file: Path, alt: str, credit: str, config: "Config") -> "Picture":
    """Return a picture with what is said of it; a person at a terminal is asked.

    Raises `SiteError` if it is none, or if nobody says what it shows.
    """
    from sitegen.errors import SiteError
    from sitegen.scaffold.drafts import Picture, picture_at

    name, data, found = picture_at(file, config.pictures.max_megapixels)
    rights = found.rights
    is_credited = bool(rights.credit or rights.creators)
    asks = sys.stdin.isatty()
    if not alt and asks:
        alt = click.prompt("What does the picture show?", err=True)
    if not credit and not is_credited and asks:
        credit = click.prompt("Who made it? (Photographer/Agency)", err=True)
    if not alt:
        hint = "say it with `--alt`"
        raise SiteError.about("--alt", "nobody says what the picture shows", hint)
    if not credit and not is_credited and config.policy.uncredited == "error":
        message = f"nobody says who made {file.name}, and the file does not either"
        raise SiteError.about("--credit", message, "say it with `--credit`")
    return Picture(name, data, alt, credit)


def _next_steps(it: "Started", root: Path, kind: str) -> list[str]:
    """Return what is to be done with a new file."""
    here = shown(root)
    option = f" --root {here}" if here != Path() else ""
    if kind != ARTICLE.name:
        where = f", at {it.address}" if it.address else ""
        return [f"next: write below the second `---`; it is shown from the next build on{where}"]
    seen = f"`sitegen serve{option}` shows it, at {it.address} until it has a date"
    return [
        f"next: write below the second `---`; {seen}",
        f"then: `sitegen release{option} {it.name}` lets it out, dated and checked",
    ]
