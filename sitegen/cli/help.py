"""The command that explains a word: a command, a key, a block, an option, a message."""

import sys
from collections.abc import Iterator, Mapping

import click

from sitegen.cli.outcome import give, say, typed

MANY = 10
FEW = 4
"""How many messages are told of a word that is nothing else, and of one that is a key, too."""


@click.command("help", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.pass_context
def help_(context: click.Context, words: tuple[str, ...]) -> None:
    """Explain a command, a key, a block, an option or a message; WORD is its name, or words of it.

    Without a word, say what there is. `site.toml`, `article`, `page` and `author` list all keys. A
    message is told with its cure. In single quotes it may be pasted as it stands. The number of an
    exit status says what it means.
    """
    word = " ".join(words)
    above = context.parent
    assert above is not None  # noqa: S101 - it is a command of the group
    group = above.command
    assert isinstance(group, click.Group)  # noqa: S101
    commands = group.commands
    if not word:
        give(typed(_overview(commands)))
        return
    if word in commands:
        with click.Context(commands[word], info_name=f"sitegen {word}") as asked:
            give(commands[word].get_help(asked))
        if lines := list(_keys(word, only_exact=True)):  # `publish` is a table of site.toml, too
            give("\n".join(["", *lines]))
        return
    lines = [*_statuses(word), *_options(commands, word), *_keys(word)]
    lines += _messages(word, many=not lines)
    if not lines:
        from sitegen.reference import entries
        from sitegen.spelling import key_meant

        known = [*commands, *(it.name for it in entries())]
        hint = key_meant(word, known).hint or "`sitegen help` says what there is"
        say(f"there is nothing called `{word}`\n    hint: {hint}")
        sys.exit(1)
    give(typed("\n".join(lines)))


def _overview(commands: Mapping[str, click.Command]) -> str:
    from sitegen.reference import entries

    lines = ["Commands: `sitegen help NAME` explains one.", ""]
    lines += [f"  {name:<9} {it.get_short_help_str(80)}" for name, it in sorted(commands.items())]
    lines += ["", "Keys: `sitegen help KEY` explains one, such as `image.alt` or `policy.alt`.", ""]
    tops: dict[str, list[str]] = {}
    for it in entries():
        if "." not in it.name:
            tops.setdefault(it.where, []).append(it.name)
    lines += [f"  {where}: {', '.join(names)}" for where, names in tops.items()]
    lines += ["", "Messages: `sitegen help WORDS` tells the cure of one, such as `not UTF-8`."]
    return "\n".join(lines)


def _keys(word: str, *, only_exact: bool = False) -> Iterator[str]:
    """Yield lines about the keys and blocks that a word names, and about what is in them.

    By the last part of its name alone, a key is named unless `only_exact`.
    """
    from sitegen.content.kinds import KINDS
    from sitegen.reference import SITE_TOML, entries

    known = list(entries())
    called = {name: it.called for name, it in KINDS.items()} | {SITE_TOML: SITE_TOML}
    if where := called.get(word.removeprefix("content/")):
        found = [it for it in known if it.where == where or it.name == word]
    else:
        name = word.strip("[]")
        found = [it for it in known if name in {it.name, it.name.rpartition(".")[2]}]
        exact = [it for it in found if it.name == name]
        found = exact if exact or only_exact else found
        inside = tuple(f"{it.name}." for it in found)
        found += [it for it in known if inside and it.name.startswith(inside) and it not in found]
    together: dict[tuple[str, str, str, bool], list[str]] = {}
    for it in found:
        key = (it.name, it.meaning, it.default, it.is_required)
        together.setdefault(key, []).append(it.where)
    for (name, meaning, default, is_required), places in together.items():
        yield f"{name}  in {', '.join(places)}{'; required' if is_required else ''}"
        yield f"    {meaning}"
        if default:
            yield f"    default: {default}"


def _statuses(word: str) -> Iterator[str]:
    from sitegen.reference import STATUSES

    if meaning := STATUSES.get(word):
        yield f"exit status {word}"
        yield f"    {meaning}"


def _messages(words: str, *, many: bool) -> Iterator[str]:
    """Yield lines about the messages that somebody means, likely first: all in sight of one screen.

    Below what else a word is there are fewer.
    """
    from sitegen.messages import about

    found = list(about(words))
    shown = found[: MANY if many else FEW]
    if shown and not many:
        yield ""
    for it in shown:
        yield f"message: {it.said}"
        if it.cure:
            yield f"    {it.cure}"
    if more := len(found) - len(shown):
        yield f"and {more} {'message' if more == 1 else 'messages'} more: say another word of yours"


def _options(commands: Mapping[str, click.Command], word: str) -> Iterator[str]:
    """Yield lines about an option, by what it does and for which commands."""
    together: dict[str, list[str]] = {}
    for name, command in commands.items():
        for it in command.params:
            if isinstance(it, click.Option) and word in {*it.opts, *it.secondary_opts}:
                together.setdefault(it.help or "", []).append(name)
    for told, names in together.items():
        yield f"{word}  of {', '.join(sorted(names))}"
        yield f"    {told}"
