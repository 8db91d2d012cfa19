"""Who may ask the preview: each rule by itself, as a table of requests."""

import pytest

from sitegen.preview.guard import Guard, Verdict

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - nobody listens there
NAMES = frozenset({"Newsroom-7"})


def status(guard: Guard, host: str, query: str = "", cookie: str = "") -> int:
    cookies = {guard.cookie: cookie} if cookie else {}
    return guard.judge("GET", query, {"host": host}, cookies).status


def test_an_invitation_admits_once_and_the_token_as_often_as_it_is_shown() -> None:
    guard = Guard(EVERYWHERE, 8000)
    first, second = guard.invitation(), guard.invitation()
    assert len({first, second, guard.token}) == 3
    for invitation in (first, second):
        headers = {"host": "127.0.0.1:8000"}
        assert guard.judge("GET", f"token={invitation}", headers, {}) == Verdict(admits=True)
        assert guard.judge("GET", f"token={invitation}", headers, {}).status == 403
    for _ in range(2):
        assert status(guard, "127.0.0.1:8000", f"token={guard.token}") == 200
        assert status(guard, "127.0.0.1:8000", cookie=guard.token) == 200
    assert status(guard, "127.0.0.1:8000", cookie=first) == 403


def test_an_invitation_that_nobody_has_used_is_no_cookie_and_none_of_another_preview() -> None:
    guard, other = Guard(EVERYWHERE, 8000), Guard(EVERYWHERE, 8000)
    invitation = guard.invitation()
    assert status(guard, "127.0.0.1:8000", cookie=invitation) == 403
    assert status(other, "127.0.0.1:8000", f"token={invitation}") == 403
    assert Guard(HERE, 8000).invitation() == ""


@pytest.mark.parametrize(
    ("listens", "asked", "expected"),
    [
        (HERE, "localhost:8000", 200),
        (HERE, "[::1]:8000", 200),
        # Without a token, whoever answers for a name in the network could be asked through it.
        (HERE, "newsroom-7:8000", 421),
        (HERE, "192.0.2.1:8000", 421),
        (HERE, "evil.example", 421),
        (EVERYWHERE, "newsroom-7:8000", 403),
        (EVERYWHERE, "NEWSROOM-7:8000", 403),
        (EVERYWHERE, "192.0.2.1:8000", 403),
        (EVERYWHERE, "evil.example", 421),
    ],
)
def test_names_of_this_machine_are_its_own_where_a_token_is_asked_for(
    listens: str, asked: str, expected: int
) -> None:
    guard = Guard(listens, 8000, NAMES)
    assert status(guard, asked) == expected
    admitted = 421 if expected == 421 else 200
    assert status(guard, asked, f"token={guard.token}") == admitted
