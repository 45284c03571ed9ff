"""EUSurvey, Questback EFS, SPSS and tables made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from tests.exports.cells import Rows, columns_of, texts_of, ticked, write_text
from tests.exports.simulated import Person, header_of, was_asked

from nullpunkt.survey.model import GridQuestion, MultipleQuestion, Survey


def full_header(survey: Survey, key, *, joint: str) -> str:  # type: ignore[no-untyped-def]
    """A grid's row with its stem before it."""
    question = survey.by_id[key.question]
    row = header_of(question, key)
    return f"{question.text.into('nb')}{joint}{row}" if isinstance(question, GridQuestion) else row


def write_eusurvey(path: Path, survey: Survey, people: Sequence[Person]) -> Path:
    """Alias and export date above, headers in row 4, metadata last."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Content"
    sheet.append(["Alias", "kartlegging"])
    sheet.append(["Export Date", "16-03-2026 10:00"])
    sheet.append([])
    headers = [full_header(survey, key, joint=": ") for _, key in columns_of(survey)]
    sheet.append([*headers, "Invitation Number", "Contribution Id", "User Name", "Creation Date", "Languages"])
    for person in people:
        answers = ["; ".join(texts_of(person, question, key)) for question, key in columns_of(survey)]
        sheet.append([*answers, "", f"c-{person.number}", person.name, "02/03/2026 10:00", "NB"])
    workbook.save(path)
    return path


def write_efs(path: Path, survey: Survey, people: Sequence[Person], *, begun: int = 0, tests: int = 0) -> Path:
    """Texts as headers and answers; 0 is seen and not answered, -77 not shown."""
    headers: list[object] = ["lfdn", "external_lfdn", "tester", "dispcode", "lastpage", "duration", "datetime"]
    for question, key in columns_of(survey):
        if isinstance(question, MultipleQuestion):
            headers += [f"{question.text.into('nb')}: {option.text.into('nb')}" for option in question.options]
        else:
            headers.append(full_header(survey, key, joint=": "))
    rows: Rows = [headers]
    for person in [*people, *people[:begun], *people[:tests]]:
        number = len(rows)
        code = 31 if number <= len(people) or number > len(people) + begun else 22
        tester = int(number > len(people) + begun)
        row: list[object] = [number, "", tester, code, "12", "300", "2026-03-02 10:00:00"]
        for question, key in columns_of(survey):
            if isinstance(question, MultipleQuestion):
                shown = was_asked(person, question)
                row += [int(ticked(person, key, option)) if shown else -77 for option in question.options]
            else:
                row.append("".join(texts_of(person, question, key)) or ("0" if was_asked(person, question) else "-77"))
        rows.append(row)
    return write_text(path, rows, encoding="utf-8")


def write_notes_first(path: Path, survey: Survey, people: Sequence[Person]) -> Path:
    """A workbook that somebody edited: a sheet of notes first, then a title, a row of stems, a row of headers."""
    workbook = Workbook()
    workbook.active.title = "Notater"
    workbook.active.append(["Husk å slette navn før møtet"])
    sheet = workbook.create_sheet("Svar")
    sheet.append(["Kartlegging 2026"])
    sheet.append([])
    sheet.append(["Nr", *(full_header(survey, key, joint=" - ") for _, key in columns_of(survey))])
    for person in people:
        sheet.append([person.number, *("; ".join(texts_of(person, q, key)) for q, key in columns_of(survey))])
    workbook.save(path)
    return path


def write_excel_csv(path: Path, survey: Survey, people: Sequence[Person]) -> Path:
    """Saved as «CSV» by a Norwegian Excel: Windows-1252, semicolon, a `sep=` line."""
    rows: Rows = [["Tidspunkt", *(full_header(survey, key, joint=" - ") for _, key in columns_of(survey))]]
    for person in people:
        cells = [", ".join(texts_of(person, question, key)) for question, key in columns_of(survey)]
        rows.append(["02.03.2026 10:00", *cells])
    write_text(path, rows, encoding="cp1252", quoting=0)
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    return path


def write_spss(path: Path, survey: Survey, people: Sequence[Person]) -> Path:
    """Variable labels as questions, value labels as answers, a multiple choice as 0/1 variables."""
    import pandas
    import pyreadstat

    data: dict[str, list[object]] = {}
    labels: list[str] = []
    values: dict[str, dict[float, str]] = {}
    for number, (question, key) in enumerate(columns_of(survey), start=1):
        options = getattr(question, "options", ())
        if isinstance(question, MultipleQuestion):
            for place, option in enumerate(options, start=1):
                name = f"v{number}_{place}"
                labels.append(f"{question.text.into('nb')}: {option.text.into('nb')}")
                data[name] = [float(ticked(p, key, option)) if p.answers[key] else float("nan") for p in people]
                values[name] = {0.0: "Ikke valgt", 1.0: "Valgt"}
        elif options:
            name = f"v{number}"
            codes = {option.code: float(place) for place, option in enumerate(options, start=1)}
            labels.append(full_header(survey, key, joint=" - "))
            data[name] = [codes.get(p.answers[key], float("nan")) for p in people]  # type: ignore[arg-type]
            values[name] = {codes[option.code]: option.text.into("nb") for option in options}
        else:
            labels.append(header_of(question, key))
            data[f"v{number}"] = ["".join(texts_of(person, question, key)) for person in people]
    pyreadstat.write_sav(pandas.DataFrame(data), str(path), column_labels=labels, variable_value_labels=values)
    return path
