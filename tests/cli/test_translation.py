"""Everything that goes wrong is told in Norwegian: no text of the program without one, and none that is not used."""

from __future__ import annotations

import errno
import os
import re
import string
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tests.cli.message_templates import Program, Wording

from nullpunkt.cli import run
from nullpunkt.cli.display import asked_language, issue_text, show_error
from nullpunkt.cli.translation import translate
from nullpunkt.errors import DefinitionError
from nullpunkt.loading.languages import load_language
from nullpunkt.resources import shipped
from nullpunkt.responses.issues import Issue, IssueCode, Severity

NORWEGIAN = ("nb", "nn")
SYSTEM_ERRORS = (
    *(errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY, errno.EEXIST),
    *(errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.EMFILE, errno.EIO, errno.EBUSY),
    *(errno.EINVAL, errno.ETIMEDOUT, errno.EDQUOT),
)
NAMES = """
alias bokmål bitmap csv date dispcode efs eusurvey excel export forms gif google gzip jpeg json kib kobo lastpage lfdn
libreoffice likert limesurvey mib nb nettskjema nn notepad nullpunkt nynorsk odk parquet pdf pikepdf png powerpoint rar
rtf spss surveymonkey surveyxact typst utf vv wcag windows word xlsb xml yaml zip
"""
SPELLED_ALIKE = """
at be database disk en for form format full id info like open over per person private program same set side start to
type under
"""
"""Norwegian words that are spelled like an English one"""
CODE = re.compile(
    r"""«[^»]*» | `[^`]*` | "[^"]*" | \{+\w*\}+ | --[\w-]+(\s[\w.-]+)? | pip\sinstall\s\S+ | nullpunkt\sinit
      | \S+\.\w+ | \.\w+""",
    re.VERBOSE,
)
"""what is the same in every language: what stands in a file or is written on the command line"""
LETTERS = re.compile(r"[^\W\d_]{2,}")


@cache
def wordings() -> tuple[Wording, ...]:
    return Program().wordings()


@cache
def catalogue(language: str) -> dict[str, dict[str, str]]:
    text = (shipped("templates") / "messages" / f"{language}.yaml").read_text(encoding="utf-8")
    chapters: dict[str, dict[str, str]] = yaml.safe_load(text)
    return chapters


def texts(language: str) -> dict[str, str]:
    return {**catalogue(language)["messages"], **catalogue(language)["parts"], **catalogue(language)["system"]}


def places_in(wording: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(wording) if name is not None)


def words_in(text: str) -> set[str]:
    return {word.casefold() for word in LETTERS.findall(CODE.sub(" ", text))}


@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize(("chapter", "part"), [("messages", False), ("parts", True)])
def test_every_text_of_the_program_has_a_translation(language: str, chapter: str, part: bool) -> None:
    known = catalogue(language)[chapter]
    lacking = [f"{one.place}: {one.template!r}" for one in wordings() if one.part is part and one.template not in known]
    assert lacking == []


@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize(("chapter", "part"), [("messages", False), ("parts", True)])
def test_every_translation_is_of_a_text_that_the_program_has(language: str, chapter: str, part: bool) -> None:
    said = {one.template for one in wordings() if one.part is part}
    assert sorted(catalogue(language)[chapter].keys() - said) == []


@pytest.mark.parametrize("language", NORWEGIAN)
def test_a_translation_has_the_places_of_its_text(language: str) -> None:
    kept = {**catalogue(language)["messages"], **catalogue(language)["parts"]}
    assert {english: ours for english, ours in kept.items() if places_in(english) != places_in(ours)} == {}


@pytest.mark.parametrize("language", NORWEGIAN)
def test_no_english_word_is_left(language: str) -> None:
    english = {word for text in texts(language) for word in words_in(text)} - set((NAMES + SPELLED_ALIKE).split())
    left = {ours: sorted(words_in(ours) & english) for ours in texts(language).values() if words_in(ours) & english}
    assert left == {}


def test_both_languages_have_the_same_texts_in_the_same_order() -> None:
    assert [list(catalogue("nb")[chapter]) for chapter in catalogue("nb")] == [
        list(catalogue("nn")[chapter]) for chapter in catalogue("nn")
    ]


@pytest.mark.parametrize("language", NORWEGIAN)
def test_each_text_is_found_again_with_its_values(language: str) -> None:
    """No text takes another's place: with a value in each place the right sentence comes out."""
    for english, ours in catalogue(language)["messages"].items():
        values = [f"V{number}x" for number in range(len(places_in(english)))]
        assert translate(english.format(*values), language) == ours.format(*values)


def test_the_reader_of_the_source_sees_each_kind_of_text() -> None:
    said = {one.template for one in wordings()}
    assert "{0} does not exist" in said  # an f-string
    assert "Export the answers from the survey platform again, as Excel or CSV." in said  # a constant of the module
    assert "the baseline is from {0} and the follow-up from {1}: the wrong order" in said  # one of two
    assert "a PDF document" in said  # from a table
    assert "there is a tab in the indentation." in said  # from a function of another module
    assert "other sheets were not read: {0}" in said  # a note
    assert "the property author" in said  # what an audit says
    assert "How the question is answered." in said  # what a definition file's field is for
    assert len({one.place for one in wordings()}) > 250


@pytest.mark.parametrize("number", SYSTEM_ERRORS, ids=lambda number: errno.errorcode[number])
def test_what_the_system_says_is_translated(number: int) -> None:
    said = f"cannot read svar.csv: {os.strerror(number)}"
    assert words_in(translate(said, "nb")).isdisjoint(words_in(os.strerror(number)) - set(SPELLED_ALIKE.split()))


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")

    when: date = date(2020, 9, 16)
    share: float = Field(0, ge=0, le=1)
    name: str = Field("a", min_length=1)
    code: str = Field("a", pattern="^[a-z]$")
    months: tuple[str, ...] = Field(("a",), min_length=1, max_length=2)
    texts: dict[str, str] = Field(default_factory=dict)
    counts: tuple[int, ...] = ()


@pytest.mark.parametrize(
    "given",
    [
        {"when": "i fjor"},
        {"when": "2020-13-41"},
        {"share": 2},
        {"share": -1},
        {"name": ""},
        {"name": ["a"]},
        {"code": "AB"},
        {"months": ()},
        {"months": ("a", "b", "c")},
        {"months": "a"},
        {"texts": "a"},
        {"counts": ("x",)},
        {"other": "a"},
    ],
    ids=str,
)
def test_what_is_said_of_a_field_by_the_library_that_checks_it_is_translated(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        Model.model_validate(given)
    said = caught.value.errors()[0]["msg"]
    assert translate(f"texts.a: {said}", "nb") != f"texts.a: {said}"
    assert translate(f"a.yaml, line 2, felt: {said} (found «x»).", "nb").startswith("a.yaml, linje 2, felt: ")
    assert said not in translate(f"a.yaml, line 2, felt: {said} (found «x»).", "nb")


@pytest.mark.parametrize(
    ("english", "norwegian"),
    [
        ("svar.csv does not exist", "svar.csv finnes ikke"),
        (
            "kart.yaml, line 3, questions › no. 3 › text: «text» is missing. Add «text: …». "
            "The question as the respondent reads it.",
            "kart.yaml, linje 3, questions › nr. 3 › text: «text» mangler. Legg til «text: …». "
            "Spørsmålet slik den som svarer, leser det.",
        ),
        ("kart.yaml: there is no such file. Check the name and the folder.", None),
        (
            "the follow-up lacks services of the baseline: ppt; the baseline lacks services of the follow-up: nav, sfo",
            "oppfølgingen mangler tjenester som nullpunktet har: ppt; "
            "nullpunktet mangler tjenester som oppfølgingen har: nav, sfo",
        ),
        (
            "say in nullpunkt.yaml what became of them:\nservices:\n  closed: [ppt]\n"
            "or renamed: {earlier: later}, or merged: {later: [earlier, earlier]}",
            "skriv i nullpunkt.yaml hva som er blitt av dem:\nservices:\n  closed: [ppt]\n"
            "eller «renamed: {før: nå}», eller «merged: {nå: [før, før]}»",
        ),
        (
            "a.yaml, line 2, text: the part «b» stands alone: a text with a comma inside { } needs quotation marks.",
            "a.yaml, linje 2, text: delen «b» står alene: en tekst med komma inni { } må stå i anførselstegn.",
        ),
        ("svar.png is a PNG picture, not a table of answers", "svar.png er et PNG-bilde, ikke en tabell med svar"),
        ("/en/My file is here.xlsx is a folder", "/en/My file is here.xlsx er en mappe"),
        ("«no» is not a language here.", "«no» er ikke et språk her."),
        ("«nothing» is missing.", "«nothing» mangler."),
        ("expected a text, found nothing.", "ventet en tekst, fant ingenting."),
        ("favourable: a hidden row carries a number", "«favourable»: en skjult rad har et tall"),
        ("a sentence that nobody has written", "a sentence that nobody has written"),
        ("", ""),
    ],
)
def test_a_message_in_bokmaal(english: str, norwegian: str | None) -> None:
    expected = norwegian if norwegian is not None else "kart.yaml: en slik fil finnes ikke. Se over navnet og mappen."
    assert translate(english, "nb") == expected


def test_english_and_an_unknown_language_stay_as_they_are() -> None:
    assert translate("svar.csv does not exist", "en") == "svar.csv does not exist"
    assert translate("svar.csv does not exist", "se") == "svar.csv does not exist"


def test_an_error_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    problem = "kart.yaml, line 2: the file is empty."
    hint = "Correct the lines named and try again."
    show_error(DefinitionError("kart.yaml cannot be used: 1 mistake", problems=(problem,), hint=hint), language="nn")
    assert capsys.readouterr().err == (
        "Feil: kart.yaml kan ikkje brukast: 1 feil\n"
        "  kart.yaml, linje 2: fila er tom.\n"
        "Dette kan du gjere: Rett linjene som er nemnde, og prøv igjen.\n"
    )


@pytest.mark.parametrize(
    ("locale", "options", "expected"),
    [
        ("nb_NO.UTF-8", (), "Feil: svar.csv finnes ikke\n"),
        ("nn_NO.UTF-8", (), "Feil: svar.csv finst ikkje\n"),
        ("en_GB.UTF-8", (), "Error: svar.csv does not exist\n"),
        ("en_GB.UTF-8", ("--language", "nb"), "Feil: svar.csv finnes ikke\n"),
        ("nb_NO.UTF-8", ("--language=en",), "Error: svar.csv does not exist\n"),
    ],
)
def test_the_language_is_that_of_the_run(
    locale: str,
    options: tuple[str, ...],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Any,
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.chdir(tmp_path)
    assert run(["analyse", "svar.csv", *options]) == 1
    assert capsys.readouterr().err.startswith(expected)


def test_the_language_that_was_asked_for_last_counts() -> None:
    assert asked_language(("analyse", "--language", "nb", "--language=nn")) == "nn"
    assert asked_language(("analyse", "--language")) == ""


def test_a_reading_note_is_told_in_the_language_of_the_run() -> None:
    note = Issue(IssueCode.READING_NOTE, Severity.NOTE, file="svar.xlsx", found="other sheets were not read: Ark2")
    assert issue_text(load_language("nb"), note) == (
        "svar.xlsx: andre ark er ikke lest: Ark2 Du trenger ikke gjøre noe."
    )


def broken(error: Exception) -> Callable[..., Any]:
    def raises(*arguments: object, **options: object) -> Any:
        raise error

    return raises


def test_a_fault_of_ours_is_told_in_the_language_of_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("nullpunkt.loading.shipped.shipped_surveys", broken(ZeroDivisionError("answer")))
    assert run(["surveys", "list", "--language", "nn"]) == 1
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first == "nullpunkt stoppa på ein feil i sjølve programmet (ZeroDivisionError)."
    assert last == "Meld gjerne frå om desse linjene; dei inneheld ingenting av dataa dine."


def test_a_fault_in_the_words_themselves_is_told_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("nullpunkt.loading.languages.load_language", broken(ZeroDivisionError("answer")))
    assert run(["analyse", "there-is-no-such-file.csv"]) == 1
    assert capsys.readouterr().err.startswith("nullpunkt stopped on a fault of its own (ZeroDivisionError).\n")
