"""The page on coverage holds what its command prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.coverage import PAGE, one_service


@pytest.mark.parametrize(("population", "n"), [(5, 3), (18, 11), (50, 45)])
def test_the_page_has_the_line_of_each_service(population: int, n: int) -> None:
    assert one_service(population, n) in Path(PAGE).read_text(encoding="utf-8").splitlines()
