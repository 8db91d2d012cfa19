"""Small sites that must become exactly what lies beside them: no file more, less or different."""

from pathlib import Path

import pytest

from tests import golden


@pytest.mark.parametrize("name", golden.sites())
def test_a_golden_site_becomes_what_is_expected(name: str, tmp_path: Path) -> None:
    assert golden.built(name, tmp_path / name) == golden.tree(golden.SITES / name / "expected")


def test_there_are_golden_sites() -> None:
    assert {"minimal", "newsroom", "unicode"} <= set(golden.sites())
