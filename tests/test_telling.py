"""Problems by the thousand: what a terminal, a program and GitHub are told of them."""

import json
import re
from collections.abc import Callable, Iterable

import pytest

from sitegen.errors import Problem, Problems, Severity, findings
from sitegen.telling import ALL, annotations, kinds, told, verdict
from tests.newsroom import NOW, Newsroom, article

Make = Callable[..., Newsroom]

HINT = "do this"


def some(message: str, number: int, severity: Severity = "warning", path: str = "a") -> Problems:
    """Return problems of one kind in files of ten each."""
    return Problems.of(
        Problem(f"{path}{at // 10}.md", at % 10 + 1, 1, message.format(at), HINT, severity)
        for at in range(number)
    )


def lines(problems: Problems, *, every: bool = False) -> list[str]:
    return "\n".join(told(problems, every=every)).splitlines()


def mixed(*many: Iterable[Problem]) -> Problems:
    return Problems.of(it for some_ in many for it in some_)


# On a terminal ---------------------------------------------------------------------------------


def test_few_are_told_one_by_one_and_errors_last() -> None:
    problems = mixed(some("`{}` is odd", 2, "error"), some("it has {} words", 20))
    head = [f"a{at // 10}.md:{at % 10 + 1}:1: warning: it has {at} words" for at in range(20)]
    assert [it for it in lines(problems) if not it.startswith("    ")] == [
        *head,
        "a0.md:1:1: error: `0` is odd",
        "a0.md:2:1: error: `1` is odd",
    ]
    assert lines(problems).count(f"    hint: {HINT}") == 22


def test_many_are_told_by_kind_with_three_examples_the_rarest_last() -> None:
    problems = mixed(
        some("`{}` is odd", 4000), some("it has {} words", 30), some("no", 1, path="z")
    )
    assert lines(problems) == [
        "a0.md:1:1: warning: `0` is odd",
        "a0.md:2:1: warning: `1` is odd",
        "a0.md:3:1: warning: `2` is odd",
        f"    hint: {HINT}",
        "    and 3,997 more like this in 400 files",
        "a0.md:1:1: warning: it has 0 words",
        "a0.md:2:1: warning: it has 1 words",
        "a0.md:3:1: warning: it has 2 words",
        f"    hint: {HINT}",
        "    and 27 more like this in 3 files",
        "z0.md:1:1: warning: no",
        f"    hint: {HINT}",
        f"4,031 warnings of 3 kinds: {ALL}",
    ]


def test_errors_among_half_a_million_warnings_stand_at_the_end_whole() -> None:
    places = [Problem("", at // 90 + 1, at % 90 + 1, "`<o:p>` was removed") for at in range(5000)]
    own = {f"a{number}.md": findings(places) for number in range(100)}
    warned = {path: it.as_errors() for path, it in own.items()}
    assert Problems((), warned).errors == 500_000
    warnings = [Problem("", it.line, it.column, it.message, "", "warning") for it in places]
    problems = Problems.of(
        some("there is no `{}`", 3, "error"), {path: findings(warnings) for path in own}
    )
    assert lines(problems)[-7:] == [
        f"500,000 warnings of 1 kind: {ALL}",
        *(
            line
            for at in range(3)
            for line in (f"a0.md:{at + 1}:1: error: there is no `{at}`", f"    hint: {HINT}")
        ),
    ]
    assert len(lines(problems)) < 20
    assert verdict(problems) == "3 errors, 500,000 warnings"


def test_many_errors_are_told_by_kind_too() -> None:
    assert lines(some("`{}` is odd", 21, "error"))[-2:] == [
        "    and 18 more like this in 3 files",
        f"21 errors of 1 kind: {ALL}",
    ]


def test_a_hint_of_its_own_stands_below_each() -> None:
    problems = Problems.of(
        Problem("a.md", at + 1, 1, f"no `{at}`", f"did you mean `{at // 2}`?") for at in range(30)
    )
    assert lines(problems) == [
        "a.md:1:1: error: no `0`",
        "a.md:2:1: error: no `1`",
        "    hint: did you mean `0`?",
        "a.md:3:1: error: no `2`",
        "    hint: did you mean `1`?",
        "    and 27 more like this",
        f"30 errors of 1 kind: {ALL}",
    ]


def test_of_very_many_kinds_each_has_one_example_and_some_have_none() -> None:
    words = [a + b for a in "abcdefgh" for b in "abcdefgh"]
    fifteen = mixed(*(some(it, 2) for it in words[:15]))
    assert len([it for it in lines(fifteen) if "and 1 more like this" in it]) == 15
    all_of_them = lines(mixed(*(some(it, 2) for it in words)))
    assert len(all_of_them) == 40 * 3 + 1
    assert all_of_them[-1] == f"128 warnings of 64 kinds; of 24 kinds none is shown: {ALL}"


def test_everything_is_told_to_who_asks_for_it() -> None:
    problems = mixed(some("`{}` is odd", 4000), some("`{}` is even", 100, "error"))
    said = lines(problems, every=True)
    assert said == [
        line
        for severity in ("warning", "error")
        for it in problems
        if it.severity == severity
        for line in str(it).splitlines()
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("`class` was removed from `<p>`", "`style` was removed from `<div>`", True),
        ("the guid `x` is that of content/a.md", "the guid `y` is that of content/b/c.md", True),
        ("on 2026-05-31; used in a/b.md", "on 2025-01-01; used in c/d.md, a/b.md", True),
        ("the headline has 111 characters", "the headline has 1,234 characters", True),
        ("is “AFP” here, in its file “X”", "is “R” here, in its file “Y”", True),
        ("the article has no `dek`", "the page has no `dek`", False),
        ("`a` is no date", "`a` is no time", False),
    ],
)  # fmt: skip
def test_a_kind_is_a_message_without_its_values(one: str, other: str, *, alike: bool) -> None:
    found = kinds(Problems.of([Problem("a.md", 1, 1, one), Problem("b.md", 1, 1, other)]))
    assert (len(found) == 1) == alike


# On GitHub -------------------------------------------------------------------------------------


def test_github_is_told_ten_of_each_severity_errors_first() -> None:
    words = [a + b for a in "abcd" for b in "abcd"]
    problems = mixed(
        some("`{}` is odd", 400), some("no", 1), *(some(it, 2, "error") for it in words)
    )
    said = list(annotations(problems))
    severities = [it.split(" ")[0] for it in said]
    assert severities == ["::error"] * 10 + ["::warning"] * 2
    assert said[9] == (f"::error title=sitegen::14 errors of 7 more kinds%0Ahint: {ALL}")
    assert said[10] == (
        f"::warning file=a0.md,line=1,col=1::`0` is odd%0Ahint: {HINT}"
        "%0Aand 399 more like this in 40 files"
    )
    assert len(list(annotations(problems, every=True))) == len(problems)


def test_github_is_told_each_of_ten() -> None:
    assert len(list(annotations(some("`{}` is odd", 10)))) == 10
    assert len(list(annotations(some("`{}` is odd", 11)))) == 1


# From the command line -------------------------------------------------------------------------

ODD = "<odd>a</odd> <odd>b</odd>\n\n"


@pytest.fixture
def archive(newsroom: Make) -> Newsroom:
    """Write an archive with warnings in each of its stories."""
    return newsroom(
        {
            f"content/articles/s{number}.md": article(f"Story {number}", ODD * 60)
            for number in range(20)
        }
    )


def test_an_archive_is_told_on_one_screen_and_json_has_everything(archive: Newsroom) -> None:
    built = archive.run("build", "--now", NOW)
    assert (built.exit_code, len(built.stderr.splitlines())) == (0, 6)
    assert built.stderr.splitlines()[-1] == f"2,400 warnings of 1 kind: {ALL}"
    assert built.stdout.splitlines()[0].endswith(" MB; 2,400 warnings")
    checked = archive.run("check", "--now", NOW, "--all")
    assert checked.stderr.count("warning: `<odd>`") == 2400
    report = json.loads(archive.run("build", "--now", NOW, "--format", "json").stdout)
    assert len([it for it in report["problems"] if "was removed" in it["message"]]) == 2400
    strict = archive.run("build", "--now", NOW, "--strict")
    assert strict.exit_code == 1
    assert strict.stderr.splitlines()[-1] == "2,400 errors; nothing was written"


def test_a_build_that_changes_nothing_says_one_line(archive: Newsroom) -> None:
    archive.write({"content/articles/later.md": article("Later", date="2026-07-01 09:00")})
    archive.build()
    again = archive.run("build", "--now", NOW)
    assert (again.exit_code, again.stderr) == (0, "")
    (line,) = again.stdout.splitlines()
    assert re.fullmatch(
        re.escape(f"{archive.output}: nothing has changed, 0 written, ")
        + r"\d+ unchanged, 0 removed in \d+\.\d\d s; \d+ files, \d\.\d MB; held back: 1 article; "
        + re.escape(f"2,400 warnings: {ALL}"),
        line,
    )
    everything = archive.run("build", "--now", NOW, "--all")
    assert everything.stderr.count("was removed") == 2400
    assert archive.run("build", "--now", NOW, "--format", "github").stdout.count("::warning") == 1
    # What somebody edits is told of, though no page shows it.
    archive.edit("content/articles/later.md", "Some words.", "<odder>Some</odder> words.")
    assert "2,401 warnings" in archive.run("build", "--now", NOW).stderr


def test_a_file_of_mistakes_is_told_whole(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article("A", "[a](javascript:b)\n\n" * 1000)})
    report = json.loads(site.run("build", "--now", NOW, "--format", "json").stdout)
    assert len(report["problems"]) == 1000
    assert len(site.run("build", "--now", NOW).stderr.splitlines()) == 7
