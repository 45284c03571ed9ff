"""Every reference value, recomputed: R's numbers at the check's tolerance, printed ones at print precision."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.stats.checks import Check, load
from tests.stats.recomputed import RECOMPUTE, recompute

EXPECTED = load("expected.json")
PUBLISHED = load("published.json")


def disagreements(ours: Any, expected: Any, tolerance: float) -> list[str]:
    """What differs, in words; strings, booleans and null must be equal, numbers near, lists alike in length."""
    if isinstance(expected, list):
        if len(ours) != len(expected):
            return [f"{len(ours)} values instead of {len(expected)}"]
        pairs = zip(ours, expected, strict=True)
        return [f"[{i}] {text}" for i, pair in enumerate(pairs) for text in disagreements(*pair, tolerance)]
    if expected is None or isinstance(expected, (str, bool)):
        return [] if ours == expected else [f"{ours!r} instead of {expected!r}"]
    near = ours is not None and math.isfinite(ours) and abs(ours - expected) <= tolerance * max(1, abs(expected))
    return [] if near else [f"{ours!r} instead of {expected!r} (tolerance {tolerance})"]


def compare(check: Check, expected: dict[str, Any], tolerance: float, source: str) -> None:
    ours = recompute(check)
    found = [f"{key}: {text}" for key in expected for text in disagreements(ours[key], expected[key], tolerance)]
    assert not found, f"{check['id']} disagrees with {source}\n" + "\n".join(found)


@pytest.mark.parametrize("check", EXPECTED, ids=[check["id"] for check in EXPECTED])
def test_agrees_with_r(check: Check) -> None:
    compare(check, check["expected"], check["tol"], check["source"])


@pytest.mark.parametrize("check", PUBLISHED, ids=[check["id"] for check in PUBLISHED])
def test_agrees_with_print(check: Check) -> None:
    compare(check, check["published"] or {}, check["tol"], check["citation"])


@pytest.mark.parametrize("check", PUBLISHED, ids=[check["id"] for check in PUBLISHED])
def test_agrees_with_r_on_published_examples(check: Check) -> None:
    known = recompute(check).keys()
    expected = {key: value for key, value in check["r_value"].items() if key in known}
    assert expected, "a published example without a number that we compute"
    compare(check, expected, 1e-8, check["r_call"])


def test_every_kind_of_check_is_used() -> None:
    assert {check["kind"] for check in EXPECTED + PUBLISHED} == RECOMPUTE.keys()


def test_the_comparison_notices_a_wrong_number() -> None:
    assert disagreements(0.5000001, 0.5, 1e-9)
    assert disagreements(None, 0.5, 1e-9)
    assert disagreements(0.5, None, 1e-9)
    assert disagreements([1, 2], [1, 2, 3], 1e-9)
    assert not disagreements([1, None, "a"], [1.0, None, "a"], 1e-9)
