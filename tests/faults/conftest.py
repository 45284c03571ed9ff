"""Marks each test with the fault or attack that it tries; `benchmarks/faults.py` makes a table of them."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fault(what, outcome): the fault or attack tried, and what must come of it")
