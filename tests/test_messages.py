"""Everything that can be wrong with a newspaper, and what sitegen says about it, word for word."""

import shutil
from pathlib import Path

import pytest

from tests import golden


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the good newspaper once."""
    return golden.good_site(tmp_path_factory.mktemp("newspaper") / "site")


@pytest.mark.parametrize("case", golden.cases())
def test_a_broken_newspaper_is_told_what_is_wrong_and_stays_online(
    case: str, good: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(good, tmp_path / "site")
    expected = (golden.BROKEN / case / golden.EXPECTED).read_text("utf-8")
    assert golden.transcript(case, site) == expected
