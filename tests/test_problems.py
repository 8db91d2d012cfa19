"""Problems packed by the thousand are the same problems: none lost, none twice, in order."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from sitegen.errors import Finding, Findings, Problem, Problems, Severity, findings, in_order

PATHS = st.sampled_from(["content/a.md", "content/articles/b.md", "content/site.toml"])
SEVERITIES: st.SearchStrategy[Severity] = st.sampled_from(["error", "warning"])
PROBLEMS = st.builds(
    Problem,
    PATHS,
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["`a` was removed", "`b` was removed", "no"]),
    st.sampled_from(["", "do this"]),
    SEVERITIES,
)
MANY = st.lists(PROBLEMS, max_size=30)


def packed(rest: Iterable[Problem], own: Iterable[Problem]) -> Problems:
    """Return problems as a site has them: those of documents by themselves are packed."""
    told = list(own)
    paths = {it.path for it in told}
    return Problems.of(
        set(rest) - set(told),
        {path: findings(it.at("") for it in told if it.path == path) for path in paths},
    )


@given(MANY, MANY)
def test_what_is_packed_is_what_was_found(rest: list[Problem], own: list[Problem]) -> None:
    problems = packed(rest, own)
    every = in_order([*rest, *own])
    assert tuple(problems) == every
    assert len(problems) == len(every)
    assert problems.errors == sum(it.severity == "error" for it in every)
    assert problems.errors + problems.warnings == len(every)
    assert problems.wrong == {it.path for it in every if it.severity == "error"}
    assert tuple(problems.of_severity("error")) == tuple(
        it for it in every if it.severity == "error"
    )
    assert tuple(problems.of_severity("warning")) == tuple(
        it for it in every if it.severity == "warning"
    )
    assert tuple(problems.as_errors()) == in_order(it.as_error() for it in every)
    assert tuple(problems.only(lambda path: path.endswith(".toml"))) == tuple(
        it for it in every if it.path == "content/site.toml"
    )
    assert msgpack.decode(msgpack.encode(problems), type=Problems) == problems


@given(MANY, MANY, MANY, MANY)
def test_what_is_new_is_all_that_was_not_known(
    rest: list[Problem], own: list[Problem], was_rest: list[Problem], was_own: list[Problem]
) -> None:
    now, before = packed(rest, own), packed(was_rest, was_own)
    told = set(now.without(before))
    assert set(now) - set(before) <= told
    assert told - set(before.rest) - set(before) == set(now) - set(before)
    assert not now.without(now)


@given(MANY, MANY)
def test_what_is_known_of_a_document_is_not_told_again(
    own: list[Problem], was: list[Problem]
) -> None:
    told = packed([], own).without(packed([], was))
    assert set(told) == set(own) - set(was)


@given(MANY, MANY, MANY)
def test_more_problems_join_in_order(
    rest: list[Problem], own: list[Problem], more: list[Problem]
) -> None:
    joined = packed(rest, own).joined(it for it in more if it not in own)
    assert tuple(joined) == in_order([*rest, *own, *more])


def test_a_message_is_kept_once_for_all_its_places() -> None:
    found = findings(Problem("", 1 + at // 50, at % 50, "m" * 200, "h") for at in range(1000))
    assert found.each() == (Finding("m" * 200, "h", "error", found.each()[0].places),)
    assert len(found) == 1000
    assert len(found.packed) < 3000


def test_what_has_no_problems_is_nothing() -> None:
    assert findings([]) == Findings()
    assert not Problems.of([], {"content/a.md": Findings()}).own
    assert list(Findings()) == []
