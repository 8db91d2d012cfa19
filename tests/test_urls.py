"""Addresses: what they become, and which are clean."""

import pytest

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
    ("path", "address"),
    [
        ("content/pages/about.md", "/s/"),
        ("content/pages/about/index.md", "/s/"),
        ("content/pages/About Us/Équipe/team.md", "/about-us/equipe/s/"),
        ("content/pages/About Us/team/index.md", "/about-us/s/"),
    ],
)
def test_folders_of_pages_become_parts_of_addresses(path: str, address: str) -> None:
    assert page_address(path, "s", "ascii") == address


@pytest.mark.parametrize(
    ("text", "slug"), [("A  *b* c_d", "a-b-c-d"), ("Kim’s plan", "kim-s-plan"), ("हिन्दी!", "हिन्दी")]
)
def test_a_slug_in_any_script_keeps_letters_numbers_and_marks(text: str, slug: str) -> None:
    assert slugify(text, "unicode") == slug
