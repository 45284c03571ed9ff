"""Filters are read where they say «asked if this was answered so», and left to a person where they say more."""

from __future__ import annotations

import pytest

from nullpunkt.survey.exchange.filters import lime_condition, xlsform_condition
from nullpunkt.survey.model import Condition, ItemKey

KEYS = {"q1": ItemKey("q1"), "q2": ItemKey("q2"), "m": ItemKey("m"), "g/SQ001": ItemKey("g", "a")}
CODES = {"q1": {"ja": "ja", "A1": "ja", "nei": "nei"}, "m": {"x": "x", "SQ002": "y"}, "g": {"A1": "lite"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${q1} = 'ja'", Condition("q1", ("ja",))),
        ('${q1}="ja" or ${q1} = "nei"', Condition("q1", ("ja", "nei"))),
        ("selected(${m}, 'x')", Condition("m", ("x",))),
        ("(${q1} = 'ja')", Condition("q1", ("ja",))),
        ("${q1} = 'ja' or ${q2} = 'ja'", None),
        ("${q1} != 'ja'", None),
        ("${q1} = 'ja' and ${m} = 'x'", None),
        ("${q9} = 'ja'", None),
        ("${q1} = 'kanskje'", None),
    ],
)
def test_xlsform(text: str, expected: Condition | None) -> None:
    assert xlsform_condition(text, keys=KEYS, codes=CODES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('(q1.NAOK == "A1")', Condition("q1", ("ja",))),
        ('((q1.NAOK == "A1" or q1.NAOK == "nei"))', Condition("q1", ("ja", "nei"))),
        ('((q1.NAOK == "A1") || (q1.NAOK == "nei"))', Condition("q1", ("ja", "nei"))),
        ('m_SQ002.NAOK == "Y"', Condition("m", ("y",))),
        ('g_SQ001.NAOK == "A1"', Condition("g", ("lite",), "a")),
        ("!is_empty(q1.NAOK)", None),
        ('q1.NAOK == "A1" and m_SQ002.NAOK == "Y"', None),
    ],
)
def test_limesurvey(text: str, expected: Condition | None) -> None:
    assert lime_condition(text, keys=KEYS, codes=CODES) == expected
