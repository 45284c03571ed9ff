"""A file's values become what their fields declare, or are told as what they are not."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import pytest

from nullpunkt.loading.values import read_entry
from nullpunkt.survey.entry import Between, ByLanguage, Entry, Field, Long, Matching, OneOrMore
from nullpunkt.survey.model import OptionKind


class Part(Entry):
    """A part."""

    name: str = Field("What it is called.")


class Whole(Entry):
    """Every kind of field."""

    id: Annotated[str, Matching("^[a-z]+$")] = Field("Its name.")
    title: Annotated[dict[str, str], ByLanguage()] | None = Field("Its title.", default=None)
    names: Annotated[tuple[str, ...], OneOrMore()] = Field("Names.", default=())
    share: Annotated[float, Between(0, 1)] | None = Field("A share.", default=None)
    count: int | None = Field("A count.", default=None)
    sure: bool = Field("Whether it is so.", default=False)
    day: date | None = Field("When.", default=None)
    mode: Literal["one", "two"] = Field("How.", default="one")
    kind: OptionKind = Field("What it means.", default=OptionKind.ANSWER)
    months: Annotated[tuple[str, ...], Long(2, 2)] = Field("Months.", default=("a", "b"))
    parts: tuple[Part, ...] = Field("Parts.", default=())
    by_name: dict[str, Part] = Field("Parts by name.", default_factory=dict)


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("title", " Kort ", {"nb": "Kort"}),
        ("title", {"nb": "Kort", "en": "Short"}, {"nb": "Kort", "en": "Short"}),
        ("title", None, None),
        ("names", "ja", ("ja",)),
        ("names", ["ja", "nei"], ("ja", "nei")),
        ("share", "0.3", 0.3),
        ("count", "12", 12),
        ("sure", "true", True),
        ("sure", "No", False),
        ("day", "2020-09-16", date(2020, 9, 16)),
        ("mode", "two", "two"),
        ("kind", "dont_know", OptionKind.DONT_KNOW),
        ("months", ["jan", "feb"], ("jan", "feb")),
    ],
)
def test_what_is_written_becomes_what_the_field_declares(field: str, written: object, value: object) -> None:
    found = read_entry(Whole, {"id": "a", field: written})
    assert isinstance(found, Whole), found
    assert getattr(found, field) == value
    assert found.written() == {"id": "a", field: written}


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ({}, [(("id",), "missing")]),
        ({"id": "Å"}, [(("id",), "pattern")]),
        ({"id": ["a"]}, [(("id",), "text")]),
        ({"id": "a", "idd": "b"}, [(("idd",), "unknown")]),
        ({"id": "a", "title": {"nb": "Er du", "eller ikke": None}}, [(("title",), "comma")]),
        ({"id": "a", "title": {"nb": None}}, [(("title", "nb"), "text")]),
        ({"id": "a", "share": "2"}, [(("share",), "bounds")]),
        ({"id": "a", "share": "nan"}, [(("share",), "bounds")]),
        ({"id": "a", "share": "halv"}, [(("share",), "number")]),
        ({"id": "a", "count": "1.5"}, [(("count",), "number")]),
        ({"id": "a", "sure": "kanskje"}, [(("sure",), "truth")]),
        ({"id": "a", "day": "i fjor"}, [(("day",), "date")]),
        ({"id": "a", "mode": "three"}, [(("mode",), "choice")]),
        ({"id": "a", "kind": ["answer"]}, [(("kind",), "choice")]),
        ({"id": "a", "months": ["jan"]}, [(("months",), "length")]),
        ({"id": "a", "months": ["jan", "feb", "mar"]}, [(("months",), "length")]),
        ({"id": "a", "parts": "b"}, [(("parts",), "list")]),
        ({"id": "a", "parts": ["b", {}]}, [(("parts", 0), "fields"), (("parts", 1, "name"), "missing")]),
        ({"id": "a", "by_name": {"b": {"name": {}}}}, [(("by_name", "b", "name"), "text")]),
        (
            {"count": "x", "sure": "x", "y": "x"},
            [(("id",), "missing"), (("count",), "number"), (("sure",), "truth"), (("y",), "unknown")],
        ),
    ],
    ids=str,
)
def test_everything_that_does_not_fit_is_found_at_once(written: dict[str, Any], kinds: list[object]) -> None:
    found = read_entry(Whole, written)
    assert isinstance(found, list), found
    assert [(one.loc, one.kind) for one in found] == kinds


def test_an_entry_is_changed_only_into_another() -> None:
    one = Part(name="a")
    two = one.but(name="b")
    assert (one.name, two.name, two.written()) == ("a", "b", {"name": "b"})
    with pytest.raises(AttributeError, match=r"Part\.name cannot be changed"):
        one.name = "c"  # type: ignore[misc]
    assert Whole(id="a").written() == {"id": "a"}


def test_an_entry_made_by_the_program_has_its_fields_and_no_other() -> None:
    given: dict[str, Any] = {"nam": "a"}
    with pytest.raises(TypeError, match="Part has no nam"):
        Part(**given)
    with pytest.raises(TypeError, match="Part needs name"):
        Part(**{})
