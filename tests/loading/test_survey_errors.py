"""What a person who has never seen YAML is told: each slip, and the line that comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from nullpunkt.errors import DefinitionError
from nullpunkt.loading.surveys import check_survey, load_survey

RIGHT = """\
id: proeve
version: 1
title: Prøveskjema
breakdowns:
  main: leder
scales:
  skala:
    ordered: true
    favourable: [hoy]
    options:
      - {code: lav, text: Lav}
      - {code: hoy, text: Høy}
chapters:
  - id: om_deg
    title: Om deg
    questions:
      - id: leder
        type: yes_no
        background: true
        text: Er du leder?
      - id: trivsel
        type: likert
        text: Jeg trives på jobb
        scale: skala
      - id: hvorfor
        type: text
        text: Hvorfor?
        asked_if: {question: trivsel, answer: [lav]}
indices: []
"""
Q = "chapters › om_deg › questions › "
INDENT = "Lines that belong together begin in the same column; use blanks, two for each level."
CLOSED = "a quotation mark that is opened here is never closed. Add the closing mark."
SPECIAL = (
    "a text begins with *, & or !. *, & and ! at the beginning have a meaning of their own: "
    "put the text in quotation marks."
)


def problems(folder: Path, text: str) -> list[str]:
    """The lines that the person reads, without the folder."""
    path = folder / "egen.yaml"
    path.write_text(text, encoding="utf-8")
    return [str(problem).replace(f"{folder}/", "") for problem in check_survey(path)]


def test_the_example_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path, RIGHT) == []


@pytest.mark.parametrize(
    ("written", "instead_of", "told"),
    [
        (
            "tekst: Er du leder?",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › tekst: «tekst» is not a field here. Did you mean «text»?",
        ),
        (
            "fasit: 3",
            "text: Er du leder?",
            f"egen.yaml, line 17, {Q}leder › text: «text» is missing. Add «text: …». "
            "The question as the respondent reads it.",
        ),
        (
            "type: yesno",
            "type: yes_no",
            f"egen.yaml, line 18, {Q}leder › type: «yesno» is not possible here. Did you mean «yes_no»?",
        ),
        (
            "background: ja",
            "background: true",
            f"egen.yaml, line 19, {Q}leder › background: «ja» is neither true nor false. Write true or false.",
        ),
        (
            "background: {ja: nei}",
            "background: true",
            f"egen.yaml, line 19, {Q}leder › background: fields (name: value) is neither true nor false. "
            "Write true or false.",
        ),
        (
            "text:",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › text: nothing is written here. Fill it in, or remove the line.",
        ),
        (
            "id: Er leder",
            "id: leder",
            f"egen.yaml, line 17, {Q}Er leder › id: «Er leder» cannot be a name. Begin with a letter a–z; "
            "use small letters a–z, digits and _ only (no æ, ø, å, blanks or capitals).",
        ),
        (
            "text: {nb: Er du, eller er du ikke, leder?}",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › text: the part «eller er du ikke» stands alone: "
            "a text with a comma inside { } needs quotation marks.",
        ),
        (
            "text: {no: Er du leder?}",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › text › no: «no» is not a language here. "
            "Languages are nb (bokmål), nn (nynorsk), en (English).",
        ),
        (
            "type: zzz",
            "type: yes_no",
            f"egen.yaml, line 18, {Q}leder › type: «zzz» is not possible here. "
            "Possible: yes_no, single, ordered, likert, grid, multiple, number, date, text.",
        ),
        (
            "text: Er du leder?\n        minimum: tre",
            "text: Er du leder?",
            f"egen.yaml, line 21, {Q}leder › minimum: «tre» is not a number. "
            "Write digits only, with a point for decimals.",
        ),
        (
            "text: {nb: [a]}",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › text › nb: expected a text, found a list. Write the text after the colon.",
        ),
        (
            "aliases: {a: b}\n        text: Er du leder?",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › aliases: expected a list, found fields (name: value). "
            "Write [one, two], or one entry per line with «- » before it.",
        ),
        (
            'version: ""',
            "version: 1",
            "egen.yaml, line 2, version: String should have at least 1 character (found «»).",
        ),
        (
            "text: [Er, du]",
            "text: Er du leder?",
            f"egen.yaml, line 20, {Q}leder › text: expected fields, found a list. "
            "Write «name: value» on lines of their own, indented two blanks.",
        ),
    ],
)
def test_a_field_that_does_not_fit(tmp_path: Path, written: str, instead_of: str, told: str) -> None:
    assert told in problems(tmp_path, RIGHT.replace(instead_of, written, 1))


@pytest.mark.parametrize(
    ("written", "instead_of", "told"),
    [
        (
            "text: Tenk etter: er du leder?",
            "text: Er du leder?",
            "egen.yaml, line 20: there is a colon inside the text. "
            'A text with a colon needs quotation marks: text: "Tenk etter: har du …"',
        ),
        (
            "text Er du leder?",
            "text: Er du leder?",
            "egen.yaml, line 20: this line has no «name: value». Put a colon and a blank after the field's name, "
            "or quotation marks round a text that runs over several lines.",
        ),
        ('text: "Er du leder?', "text: Er du leder?", f"egen.yaml, line 20: {CLOSED}"),
        ("text: *leder", "text: Er du leder?", f"egen.yaml, line 20: {SPECIAL}"),
        ("text: &leder Leder", "text: Er du leder?", f"egen.yaml, line 20: {SPECIAL}"),
        ("text: !!python/object:os.system x", "text: Er du leder?", f"egen.yaml, line 20: {SPECIAL}"),
        (
            "text: @leder",
            "text: Er du leder?",
            "egen.yaml, line 20: a text may not begin with this character. Put the text in quotation marks.",
        ),
        (
            "\ttype: yes_no",
            "        type: yes_no",
            "egen.yaml, line 18: there is a tab in the indentation. "
            "Use blanks, two for each level; in Notepad++ choose «TAB to Space».",
        ),
        (
            "       type: yes_no",
            "        type: yes_no",
            f"egen.yaml, line 18: the indentation does not fit the list above. {INDENT}",
        ),
        (
            "          type: yes_no",
            "        type: yes_no",
            f"egen.yaml, line 18: this line is indented further than the line above allows. {INDENT}",
        ),
        (
            "-id: leder",
            "- id: leder",
            "egen.yaml, line 17: a blank is missing after the dash. Write «- id: …» with a blank between.",
        ),
        (
            "type: yes_no\n        type: single",
            "type: yes_no",
            "egen.yaml, line 19: «type» stands twice (first on line 18). "
            "Each field may stand once in an entry: remove one, or begin a new entry with «- ».",
        ),
        (
            "favourable: [hoy",
            "favourable: [hoy]",
            "egen.yaml, line 10: a list in [ ] or { } is not closed, or a comma is missing. "
            "Texts with commas need quotes.",
        ),
        (
            "indices: []\n---\nid: to",
            "indices: []",
            "egen.yaml, line 30: a second document begins here. Remove the line with ---.",
        ),
    ],
)
def test_what_is_not_yaml(tmp_path: Path, written: str, instead_of: str, told: str) -> None:
    assert problems(tmp_path, RIGHT.replace(instead_of, written, 1)) == [told]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "egen.yaml, line 1: the file is empty."),
        (b"# bare en merknad\n", "egen.yaml, line 1: the file is empty."),
        (
            "id: a\ntitle: Prøve".encode("cp1252"),
            "egen.yaml, line 2: a letter here is not written as UTF-8. "
            "Save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8).",
        ),
        (
            b"PK\x03\x04\x00\x00",
            "egen.yaml: this is not a text file. A definition is a YAML text file, saved as UTF-8.",
        ),
        (b"[" * 5000, "egen.yaml, line 1: too many levels inside each other."),
        (b"- a\n- b\n", "egen.yaml, line 1: expected fields, found a list. "
         "Write «name: value» on lines of their own, indented two blanks."),
        (b"? [a]\n: b\n", "egen.yaml, line 1: a field has no name. "
         "Each line is «name: value»; a list has «- » before each entry."),
        (b"id: \x01\n", "egen.yaml: the file holds characters that no text file should."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_definition(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "egen.yaml"
    path.write_bytes(content)
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in check_survey(path)] == [told]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in ("ab", "bc", "cd", "de"))
    assert problems(tmp_path, bomb) == [f"egen.yaml, line 1: {SPECIAL}"]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    assert problems(tmp_path, "# " + "x" * 2_000_001) == ["egen.yaml: the file is too large to be a definition file."]


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    wrong = RIGHT.replace("scale: skala", "scale: skal").replace("main: leder", "main: trivsell")
    wrong = wrong.replace("favourable: [hoy]", "favourable: [høyt]").replace("question: trivsel,", "question: triv,")
    assert problems(tmp_path, wrong) == [
        f"egen.yaml, line 24, {Q}trivsel › scale: there is no scale called «skal». Did you mean «skala»?",
        f"egen.yaml, line 28, {Q}hvorfor › asked_if › question: the filter names «triv», which is not asked here. "
        "Did you mean «trivsel»?",
        "egen.yaml, line 5, breakdowns › main: results cannot be broken down by «trivsell»: there is no such question. "
        "Background questions with one answer: leder.",
    ]


def test_a_module_that_does_not_exist(tmp_path: Path) -> None:
    told = problems(tmp_path, RIGHT.replace("chapters:\n", "chapters:\n  - module: bakgrun\n"))
    assert told == [
        "egen.yaml, line 14, chapters › bakgrun › module: there is no module «bakgrun». Did you mean «bakgrunn»?"
    ]


def test_a_mistake_in_a_module_names_the_module_s_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "trivsel.yaml").write_text(
        "id: trivsel\ntitle: Trivsel\nquestions:\n"
        "  - id: trives\n    type: yes_no\n    text: Trives du?\n    scale: ja\n",
        encoding="utf-8",
    )
    told = problems(tmp_path, RIGHT.replace("chapters:\n", "chapters:\n  - module: trivsel\n"))
    assert len(told) == 1
    assert told[0].startswith("trivsel.yaml, line 7, questions › trives › scale: there is no scale called «ja».")


def test_a_module_named_like_a_shipped_one_is_ambiguous_until_the_path_is_written(tmp_path: Path) -> None:
    own = "id: bakgrunn\ntitle: Min\nquestions:\n  - {id: by, type: text, text: By?}\n"
    (tmp_path / "bakgrunn.yaml").write_text(own, encoding="utf-8")
    text = RIGHT.replace("chapters:\n", "chapters:\n  - module: bakgrunn\n")
    assert problems(tmp_path, text) == [
        "egen.yaml, line 14, chapters › bakgrunn › module: «bakgrunn» is both a shipped module and a file of yours. "
        "Give yours another name, or write «module: ./bakgrunn.yaml»."
    ]
    assert problems(tmp_path, text.replace("module: bakgrunn", "module: ./bakgrunn.yaml")) == []
    assert load_survey(str(tmp_path / "egen.yaml")).by_id["leder"].background


def test_no_such_questionnaire() -> None:
    with pytest.raises(DefinitionError) as raised:
        load_survey("bti-ansate")
    assert raised.value.problems == (
        "bti-ansate: there is no questionnaire with this id, and no such file. Did you mean «bti-ansatte»?",
    )


def test_the_error_carries_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "egen.yaml"
    path.write_text(RIGHT.replace("text: Er", "tekst: Er").replace("type: likert", "type: likart"), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"cannot be used: 2 mistakes") as raised:
        load_survey(str(path))
    assert [problem.split(": ", 1)[1] for problem in raised.value.problems] == [
        "«tekst» is not a field here. Did you mean «text»?",
        "«likart» is not possible here. Did you mean «likert»?",
    ]


def test_a_module_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "egen_modul.yaml").write_text("id: egen_modul\ntitle: *x\n", encoding="utf-8")
    told = problems(tmp_path, RIGHT.replace("chapters:\n", "chapters:\n  - module: egen_modul\n"))
    assert told == [f"modules/egen_modul.yaml, line 2: {SPECIAL}"]


def test_a_path_need_not_end_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "skjema.txt"
    path.write_text(RIGHT, encoding="utf-8")
    assert load_survey(str(path)).id == "proeve"


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_survey("finnes-ikke.yaml")] == [
        "finnes-ikke.yaml: there is no such file. Check the name and the folder."
    ]
    assert [str(problem) for problem in check_survey(tmp_path)] == [
        f"{tmp_path}: the file cannot be opened. Check the name and the folder."
    ]
