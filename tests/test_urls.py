"""Addresses: what they become, and which are clean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.urls import is_clean, normalise, output_path, page_address, shown, slugify


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/", "index.html"),
        ("/old", "old/index.html"),
        ("/old/", "old/index.html"),
        ("/old.html", "old.html"),
        ("/old.HTM", "old.HTM"),
        ("/u.s.-china-talks", "u.s.-china-talks/index.html"),
        ("/v1.2", "v1.2/index.html"),
        ("/story.php", "story.php/index.html"),
        ("/caf%C3%A9", "café/index.html"),
        ("/cafe%CC%81", "café/index.html"),
    ],
)
def test_an_alias_is_a_folder_unless_it_is_a_page_of_html(alias: str, path: str) -> None:
    assert is_clean(normalise(alias))
    assert output_path(normalise(alias)) == path


@pytest.mark.parametrize(
    "alias",
    [
        *("/caf%E9/", "/%FF", "/a%00b/", "/a%0Ab/", "/a%7F/", "/%E2%80%AEa/", "/%EF%BB%BFa/"),
        *("/a%5Cb/", "/a%3Fb/", "/a%23b/", "/a//b/", "/../a/", "/a/%2E%2E/b/"),
    ],
)
def test_what_does_not_stay_as_it_is_is_not_clean_and_is_shown_as_it_was_written(
    alias: str,
) -> None:
    address = normalise(alias)
    assert not is_clean(address)
    assert normalise(shown(address)) == address
    assert shown(address).isprintable()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("about", "/s/"),
        ("about/index", "/s/"),
        ("About Us/Équipe/team", "/about-us/equipe/s/"),
        ("About Us/team/index", "/about-us/s/"),
    ],
)
def test_folders_of_pages_become_parts_of_addresses(name: str, address: str) -> None:
    assert page_address(name, "s", "ascii") == address


@pytest.mark.parametrize(
    ("text", "slug"), [("A  *b* c_d", "a-b-c-d"), ("हिन्दी!", "हिन्दी"), ("1️⃣ ❤️ 葛󠄀", "1⃣-葛")]
)
def test_a_slug_in_any_script_keeps_letters_numbers_and_marks(text: str, slug: str) -> None:
    assert slugify(text, "unicode") == slug


@pytest.mark.parametrize(
    ("text", "ascii_slug", "unicode_slug"),
    [
        ("Kim’s plan", "kims-plan", "kims-plan"),
        ("Don't panic", "dont-panic", "dont-panic"),
        ("rock ‘n’ roll", "rock-n-roll", "rock-n-roll"),
        ("Hawaiʻi", "hawaii", "hawaii"),
        ("Кам’янець", "kamyanets", "камянець"),
        ("Кам'янець", "kamyanets", "камянець"),
        ("Камʼянець", "kamyanets", "камянець"),
        ("Кам`янець", "kamyanets", "камянець"),
        ("צה״ל", "tshl", "צהל"),
        ("İstanbul", "istanbul", "istanbul"),
        ("I\u0307stanbul", "istanbul", "istanbul"),
        ("i\u0307stanbul", "istanbul", "istanbul"),
        ("Iğdır", "igdir", "iğdır"),
        ("Head\u00ading", "heading", "heading"),
        ("Zero\u200bwidth", "zerowidth", "zerowidth"),
        ("می\u200cخواهم", "mykhwhm", "میخواهم"),
        ("\ufeffEnd\u2060less\u200d", "endless", "endless"),
        ("\u200eسلام\u200f", "slm", "سلام"),
        ("Cafe\u0301", "cafe", "café"),
        ("a `quoted` word", "a-quoted-word", "a-quoted-word"),
        ("AI\u00a0law", "ai-law", "ai-law"),
        ("’", "", ""),
    ],
)
def test_what_is_not_seen_and_apostrophes_leave_no_gap_in_a_slug(
    text: str, ascii_slug: str, unicode_slug: str
) -> None:
    assert slugify(text, "ascii") == ascii_slug
    assert slugify(text, "unicode") == unicode_slug


@given(st.text(), st.sampled_from(["", "uk", "el-CY", "tr", "de", "sr-Latn"]))
def test_a_slug_is_its_own_slug(text: str, language: str) -> None:
    for policy in ("ascii", "unicode"):
        slug = slugify(text, policy, language)
        assert slugify(slug, policy, language) == slug
