"""Running text as runs: bold, italic, code and link, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullpunkt.report.inline import Run, _is_plain, _parsed, escaped, opening, plain, runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bare tekst", (Run("bare tekst"),)),
        ("**fet** og *kursiv*", (Run("fet", bold=True), Run(" og "), Run("kursiv", italic=True))),
        ("***begge***", (Run("begge", bold=True, italic=True),)),
        ("`kode`", (Run("kode", code=True),)),
        ("[her](#metode)", (Run("her", href="#metode"),)),
        ("[**her**](https://korus.no)", (Run("her", bold=True, href="https://korus.no"),)),
        ("[her](javascript:alert)", (Run("[her](javascript:alert)"),)),
        ("[her](file:///etc/passwd)", (Run("[her](file:///etc/passwd)"),)),
        ("[her](ftp://korus.no)", (Run("her"),)),
        ("<b>nei</b>", (Run("<b>nei</b>"),)),
        ("to\nlinjer", (Run("to"), Run(" "), Run("linjer"))),
        ("", ()),
    ],
)
def test_text_becomes_runs(text: str, expected: tuple[Run, ...]):
    assert runs(text) == expected


def test_a_picture_is_not_fetched():
    assert plain("![bilde](https://korus.no/x.png)").endswith("bilde")
    assert all(run.text != "" for run in runs("![bilde](https://korus.no/x.png)"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab*_`[]()<>|~&#;\\-+1. !", min_size=1, max_size=30).map(str.strip).filter(bool))
def test_what_is_escaped_is_read_back_letter_by_letter(text: str):
    assert plain(opening(escaped(text))) == text
    assert all(not (run.bold or run.italic or run.code or run.href) for run in runs(opening(escaped(text))))


@settings(max_examples=500)
@given(
    st.text(
        st.one_of(st.sampled_from(" .:/()-%«»|~>#1a\u00a0\u2028"), st.characters(exclude_categories=["Cs"])), min_size=1
    )
)
def test_what_is_taken_as_it_stands_is_what_the_parser_reads(text: str) -> None:
    assert not _is_plain(text) or _parsed(text) == (Run(text),)


@pytest.mark.parametrize(
    "text", ["se https://eksempel.no/a.b", "1. mai", "# nei", "| a |", "> sitat", "a  b", "68 % – 70 %"]
)
def test_text_without_marks_is_plain_and_the_parser_agrees(text: str) -> None:
    assert _is_plain(text)
    assert runs(text) == _parsed(text) == (Run(text),)
