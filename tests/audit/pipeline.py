"""Finished folders as the program writes them, from made-up answers: count, protect, estimate, say, render."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.builders import (
    SENIORITY,
    SERVICES,
    background,
    grid,
    likert,
    make_survey,
    multiple,
    ordered,
    single,
    text,
    yes_no,
)

from nullpunkt.analysis.analyse import Naming, analyse
from nullpunkt.analysis.groups import GroupWords
from nullpunkt.analysis.model import Results, Unit, Wave
from nullpunkt.analysis.serial import to_json
from nullpunkt.analysis.table import tidy_csv
from nullpunkt.audit import Combination
from nullpunkt.disclosure import serial
from nullpunkt.disclosure.policy import DisclosurePolicy, policy_for
from nullpunkt.disclosure.protect import Protected, protect
from nullpunkt.disclosure.public import PublicTables
from nullpunkt.loading.languages import load_language
from nullpunkt.report.compose import compose
from nullpunkt.report.model import Report
from nullpunkt.responses.model import Responses
from nullpunkt.responses.table import BLANK
from nullpunkt.survey.model import Condition, Index, ItemKey, Survey
from nullpunkt.survey.record import record
from nullpunkt.tabulation.tabulate import tabulate
from nullpunkt.writers import SHIPPED, WRITERS


def every_kind() -> Survey:
    """One question of every kind, by three breakdowns: filtered, sensitive, nominal, near-unanimous, multiple."""
    worried, bullied = Condition("bekymret", ("ja",)), Condition("mobbing", ("ja",))
    keys = tuple(ItemKey("trygg", row) for row in ("t1", "t2", "t3", "t4"))
    return make_survey(
        background("tjeneste", *SERVICES),
        background("rolle", "ansatt", "leder"),
        background("ansiennitet", *SENIORITY, ordered=True),
        yes_no("bekymret", dont_know=True),
        multiple("tema", "omsorg", "rus", "vold", other="annet", asked_if=worried),
        likert("raskt", asked_if=worried),
        multiple("hindringer", "usikker", "tid", "ventetid", "kompetanse", none="ingen"),
        yes_no("nesten_alle"),
        single("kanal", "telefon", "epost", "mote", "system"),
        ordered("antall", "1", "2_3", "4_9"),
        yes_no("mobbing", favourable="nei", sensitive=True),
        single("av_hvem", "kollega", "leder", "annen", asked_if=bullied, sensitive=True),
        grid("trygg", "t1", "t2", "t3", "t4"),
        id_="alle_slag",
        main="tjeneste",
        others=("rolle", "ansiennitet"),
        indices=(Index("trygghet", text("Trygghet"), keys),),
    )


def protected(
    responses: Responses,
    survey: Survey,
    policy: DisclosurePolicy | None = None,
    *,
    invited: Mapping[str, Mapping[str, int]] | None = None,
) -> PublicTables:
    """Public counts, through the text that is the border."""
    found: Protected = protect(tabulate(responses, survey), survey, policy or policy_for(), invited=invited)
    return serial.from_json(serial.to_json(found.tables))


def estimated(tables: PublicTables, survey: Survey, *, wave: str = "baseline", unit: str = "bamble") -> Results:
    """Every published number."""
    words = GroupWords(**load_language("nb").under("groups"))
    return analyse(
        tables,
        survey,
        Naming(unit=Unit(id=unit, name=unit.capitalize()), wave=Wave(label=wave, date=None), words=words),
    )


def write(
    folder: Path,
    results: Results,
    survey: Survey,
    *,
    formats: tuple[str, ...] = ("html", "md"),
    change: Callable[[Report], Report] = lambda report: report,
) -> Path:
    """The folder, with what the questionnaire says of its items; `change` spoils the report before it is rendered."""
    report = change(compose(results, survey, load_language("nb")))
    content = json.loads(to_json(results, generator_version="0"))
    content.setdefault("questionnaire", record(survey))
    files: dict[str, bytes] = {
        "results.json": json.dumps(content, ensure_ascii=False).encode(),
        "estimates.csv": tidy_csv(results.estimates).encode("utf-8-sig"),
    }
    for name in formats:
        files.update(WRITERS[name](report, SHIPPED))
    for name, content_of in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content_of)
    return folder


def finished(
    folder: Path,
    responses: Responses,
    survey: Survey,
    *,
    policy: DisclosurePolicy | None = None,
    formats: tuple[str, ...] = ("html", "md"),
    invited: Mapping[str, Mapping[str, int]] | None = None,
    wave: str = "baseline",
) -> Path:
    """Everything from answers to files."""
    tables = protected(responses, survey, policy, invited=invited)
    return write(folder, estimated(tables, survey, wave=wave), survey, formats=formats)


def composition(responses: Responses, survey: Survey) -> tuple[Combination, ...]:
    """How many respondents have each combination of background answers."""
    breakdowns = [by for by in (survey.main_breakdown, *survey.breakdowns) if by is not None]
    columns = {}
    for by in breakdowns:
        options = survey.items[ItemKey(by)].options
        columns[by] = [
            None if code == BLANK else options[code].code for code in responses.choices[ItemKey(by)].tolist()
        ]
    people = Counter(zip(*columns.values(), strict=True))
    return tuple(
        Combination({by: code for by, code in zip(breakdowns, codes, strict=True) if code is not None}, size)
        for codes, size in sorted(people.items(), key=str)
    )
