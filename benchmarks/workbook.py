"""Made-up exports of any size, for measuring: like Microsoft Forms', with questionnaire and headcounts beside them.

    python benchmarks/workbook.py FOLDER --respondents 1000 --questions 60 --seed 1

writes `responses.xlsx`, `survey.yaml`, `population.csv` and `nullpunkt.yaml`. The same numbers give the same cells.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
import yaml

Kind = Literal["service", "background", "likert", "frequency", "yes_no", "number", "multiple", "text"]
STATEMENTS_LEAST = 8

SERVICES = {
    "Barnehage": 14, "Grunnskole": 21, "PPT": 3, "Barnevernstjenesten": 5, "Helsestasjon og skolehelsetjeneste": 6,
    "Hjemmetjenesten": 13, "Sykehjem": 14, "NAV": 6, "Kultur og idrett": 4, "Plan og bygg": 4, "Teknisk drift": 5,
    "Administrasjon": 5,
}  # fmt: skip
"""shares of the staff, per cent"""
AGREEMENT = ("Helt uenig", "Delvis uenig", "Verken enig eller uenig", "Delvis enig", "Helt enig")
FREQUENCY = ("Aldri", "Sjelden", "Av og til", "Ofte", "Svært ofte")
DONT_KNOW = "Vet ikke"
BACKGROUND = {
    "Hva er rollen din?": ("Ansatt", "Fagleder", "Leder", "Annet"),
    "Hvor lenge har du arbeidet her?": ("Under 1 år", "1–3 år", "4–10 år", "Over 10 år"),
    "Hvor stor er stillingen din?": ("Under 50 %", "50–79 %", "80–99 %", "100 %"),
    "Hvor gammel er du?": ("Under 30 år", "30–39 år", "40–49 år", "50–59 år", "60 år eller eldre"),
}
MULTIPLE = {
    "Hvem samarbeider du med?": ("Skolen", "Barnehagen", "Legen", "Politiet", "Helsestasjonen", "Frivillige"),
    "Hva hindrer samarbeid?": (
        "Tid",
        "Taushetsplikt",
        "Uklart ansvar",
        "Ulike systemer",
        "Avstand",
        "Økonomi",
        "Uvane",
    ),
    "Hvor får du råd?": ("Kollega", "Leder", "Team på tvers", "Veileder på nett", "Fagperson utenfor", "Ingen steder"),
    "Hvilke møter er du med i?": ("Teammøter", "Ansvarsgrupper", "Nettverksmøter", "Foreldremøter", "Planmøter"),
}
THEMES = (
    "samarbeid", "opplæring", "rutinene", "ledelsen", "informasjonen", "veiledningen", "tilliten", "ansvaret", "tiden",
    "målene", "planene", "møtene", "verktøyene", "oppfølgingen", "kunnskapen", "kulturen",
)  # fmt: skip
STEMS = (
    "Jeg er fornøyd med {} i tjenesten",
    "Vi snakker ofte nok om {} hos oss",
    "I kommunen blir {} tatt på alvor",
    "Jeg vet hvem jeg skal spørre om {}",
    "Det siste året er {} blitt bedre",
    "Nyansatte lærer fort om {} her",
)
WORDS = (
    "vi",
    "trenger",
    "mer",
    "tid",
    "til",
    "samtaler",
    "og",
    "felles",
    "møter",
    "mellom",
    "tjenestene",
    "om",
    "barna",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One column of the export."""

    id: str
    kind: Kind
    text: str
    options: tuple[str, ...] = ()
    share: float = 0.0
    """of the respondents who write something, for free text"""


def questionnaire(number: int = 60) -> tuple[Question, ...]:
    """This many questions: all kinds, and statements for the rest."""
    fixed = [
        Question("tjeneste", "service", "Hvilken tjeneste arbeider du i?", tuple(SERVICES)),
        *(Question(f"bakgrunn{n}", "background", text, opts) for n, (text, opts) in enumerate(BACKGROUND.items(), 1)),
    ]
    after = [
        *(Question(f"hyppig{n}", "frequency", f"Hvor ofte snakker du med andre om {theme}?", FREQUENCY)
          for n, theme in enumerate(THEMES[:6], 1)),
        *(Question(f"janei{n}", "yes_no", f"Har tjenesten en plan for {theme}?", ("Ja", "Nei"))
          for n, theme in enumerate(THEMES[:4], 1)),
        *(Question(f"tall{n}", "number", text)
          for n, text in enumerate(("Hvor trygg er du, fra 0 til 10?", "Hvor godt virker det, fra 0 til 10?"), 1)),
        *(Question(f"flervalg{n}", "multiple", text, opts) for n, (text, opts) in enumerate(MULTIPLE.items(), 1)),
        Question("tekst1", "text", "Hva er viktigst å gjøre?", share=0.35),
        Question("tekst2", "text", "Hva virker godt?", share=0.20),
        Question("tekst3", "text", "Andre kommentarer", share=0.12),
    ]  # fmt: skip
    wordings = [stem.format(theme) for stem in STEMS for theme in THEMES]
    statements = number - len(fixed) - len(after)
    if not STATEMENTS_LEAST <= statements <= len(wordings):
        raise SystemExit(f"between 32 and {len(wordings) + 24} questions can be made")
    likert = [Question(f"paastand{n}", "likert", text, AGREEMENT) for n, text in enumerate(wordings[:statements], 1)]
    return (*fixed, *likert, *after)


def answers(questions: Sequence[Question], respondents: int, seed: int) -> dict[str, list[str | int | None]]:
    """Every respondent's answer to every question; services differ a little, and so do people."""
    chance = np.random.default_rng(seed)
    share = np.array(list(SERVICES.values()), dtype=float)
    service = chance.choice(len(SERVICES), size=respondents, p=share / share.sum())
    mood = chance.normal(0, 0.3, len(SERVICES))[service] + chance.normal(0, 0.6, respondents)
    return {q.id: _column(q, service, mood, chance) for q in questions}


def _column(q: Question, service: np.ndarray, mood: np.ndarray, chance: np.random.Generator) -> list[str | int | None]:
    n = len(service)
    match q.kind:
        case "service":
            return [q.options[code] for code in service.tolist()]
        case "likert" | "frequency":
            leaning = mood + chance.normal(chance.normal(0.3, 0.5), 1.0, n)
            codes = np.where(chance.random(n) < 0.05, 5, np.digitize(leaning, (-1.2, -0.4, 0.3, 1.2)))
            return _blanked([(*q.options, DONT_KNOW)[code] for code in codes.tolist()], chance, 0.03)
        case "yes_no":
            codes = np.where(chance.random(n) < 0.08, 2, (mood + chance.normal(0, 1, n) < 0).astype(int))
            return _blanked([(*q.options, DONT_KNOW)[code] for code in codes.tolist()], chance, 0.02)
        case "background":
            weights = chance.dirichlet(np.full(len(q.options), 4.0))
            return _blanked(
                [q.options[code] for code in chance.choice(len(weights), n, p=weights).tolist()], chance, 0.02
            )
        case "number":
            values = np.clip(np.round(6 + 1.5 * mood + chance.normal(0, 1.6, n)), 0, 10).astype(int)
            return _blanked(values.tolist(), chance, 0.04)
        case "multiple":
            ticked = chance.random((n, len(q.options))) < chance.uniform(0.1, 0.5, len(q.options))
            return ["".join(f"{q.options[place]};" for place in np.flatnonzero(row)) or None for row in ticked]
        case "text":
            written = chance.random(n) < q.share
            return [" ".join(chance.choice(WORDS, chance.integers(3, 40))) if wrote else None for wrote in written]


def _blanked(cells: Sequence[str | int], chance: np.random.Generator, share: float) -> list[str | int | None]:
    return [None if blank else cell for cell, blank in zip(cells, chance.random(len(cells)) < share, strict=True)]


def write_workbook(path: Path, questions: Sequence[Question], respondents: int, seed: int) -> None:
    """The export: five columns of the platform's own, then the questions."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2026, 3, 23)})
    sheet, moment = book.add_worksheet("Sheet1"), book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
    headers = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", *(q.text for q in questions)]
    sheet.write_row(0, 0, headers)
    columns = list(answers(questions, respondents, seed).values())
    for number, cells in enumerate(zip(*columns, strict=True), 1):
        start = datetime(2026, 3, 2, 7) + timedelta(seconds=number * 1_800_000 // respondents)
        sheet.write_number(number, 0, number)
        sheet.write_datetime(number, 1, start, moment)
        sheet.write_datetime(number, 2, start + timedelta(seconds=240 + number * 37 % 1500), moment)
        sheet.write_string(number, 3, "anonymous")
        for place, cell in enumerate(cells, 5):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    book.close()


def survey_entries(questions: Sequence[Question]) -> dict[str, object]:
    """The questionnaire as nullpunkt's YAML holds it."""
    chapters = {
        "bakgrunn": ("Om deg", ("service", "background")),
        "paastander": ("Påstander", ("likert",)),
        "annet": ("Andre spørsmål", ("frequency", "yes_no", "number", "multiple", "text")),
    }
    return {
        "id": "maaling",
        "version": "1",
        "title": "Måling",
        "breakdowns": {"main": "tjeneste"},
        "chapters": [
            {"id": id, "title": title, "questions": [_entry(q) for q in questions if q.kind in kinds]}
            for id, (title, kinds) in chapters.items()
        ],
    }


def _entry(q: Question) -> dict[str, object]:
    entry: dict[str, object] = {"id": q.id, "text": q.text}
    match q.kind:
        case "service" | "background":
            return {**entry, "type": "single", "background": True, "options": list(_options(q))}
        case "likert":
            return {**entry, "type": "likert", "options": list(_options(q)), "favourable": ["svar4", "svar5"]}
        case "frequency":
            return {**entry, "type": "ordered", "options": list(_options(q)), "favourable": ["svar4", "svar5"]}
        case "yes_no":
            return {**entry, "type": "yes_no"}
        case "number":
            return {**entry, "type": "number", "minimum": 0, "maximum": 10}
        case "multiple":
            return {**entry, "type": "multiple", "options": list(_options(q))}
        case "text":
            return {**entry, "type": "text"}


def _options(q: Question) -> Iterator[dict[str, str]]:
    for number, text in enumerate(q.options, 1):
        yield {"code": f"svar{number}", "text": text}
    if q.kind in ("likert", "frequency"):
        yield {"code": "vet_ikke", "text": DONT_KNOW, "kind": "dont_know"}


def write_all(folder: Path, *, respondents: int, questions: int, seed: int) -> Path:
    """Everything that an analysis needs, in a folder; the export's path."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = questionnaire(questions)
    write_workbook(folder / "responses.xlsx", asked, respondents, seed)
    text = yaml.safe_dump(survey_entries(asked), allow_unicode=True, sort_keys=False, width=1000)
    (folder / "survey.yaml").write_text(text, encoding="utf-8")
    staff = "".join(f"{name};{round(respondents * share / 100 * 1.6) + 3}\n" for name, share in SERVICES.items())
    (folder / "population.csv").write_text("Tjeneste;Antall ansatte\n" + staff, encoding="utf-8")
    project = 'name: Målekommune\nunit: "9999"\nwave: baseline\ndate: 2026-03-23\nlanguage: nb\nsynthetic: true\n'
    (folder / "nullpunkt.yaml").write_text(
        project + "population: population.csv\nsurvey: survey.yaml\n", encoding="utf-8"
    )
    return folder / "responses.xlsx"


def main() -> None:
    """Write one folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--respondents", type=int, default=1000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(write_all(given.folder, respondents=given.respondents, questions=given.questions, seed=given.seed))


if __name__ == "__main__":
    main()
