"""A made-up region: 35 municipalities of realistic sizes from four platforms, three of them with files that fail.

The names are those of municipalities in the south-east; every number is invented. Municipalities differ a little more
than chance on some questions, two stand out, and three files cannot be used: one is damaged, one answers another
questionnaire, one is empty.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nullpunkt.survey.model import ChoiceQuestion, Survey
from nullpunkt.synthetic import bamble
from nullpunkt.synthetic.forms_export import forms_rows, forms_workbook
from nullpunkt.synthetic.other_exports import google_csv, nettskjema_files, surveyxact_files
from nullpunkt.synthetic.people import Answers, Plan, Service, respondents

SURVEY, OTHER_SURVEY = "bti-ansatte", "bti-ledere"
SEED = 20240916
NAME = "Oppdiktet region"
_OPENED, _DAYS = datetime(2024, 9, 2, 8, 0), 17

MUNICIPALITIES: tuple[tuple[str, str, int], ...] = (
    ("3314", "Øvre Eiker", 820), ("3316", "Modum", 610), ("3318", "Krødsherad", 105), ("3320", "Flå", 80),
    ("3322", "Nesbyen", 160), ("3324", "Gol", 230), ("3326", "Hemsedal", 140), ("3328", "Ål", 245),
    ("3330", "Hol", 240), ("3332", "Sigdal", 165), ("3334", "Flesberg", 130), ("3336", "Rollag", 85),
    ("3338", "Nore og Uvdal", 120), ("3901", "Horten", 1200), ("3903", "Holmestrand", 1050), ("3905", "Tønsberg", 2500),
    ("3907", "Sandefjord", 2450), ("3909", "Larvik", 2100), ("3911", "Færder", 1150), ("4001", "Porsgrunn", 1750),
    ("4003", "Skien", 2300), ("4005", "Notodden", 640), ("4010", "Siljan", 115), ("4012", "Bamble", 690),
    ("4014", "Kragerø", 520), ("4016", "Drangedal", 210), ("4018", "Nome", 330), ("4020", "Midt-Telemark", 560),
    ("4022", "Seljord", 155), ("4024", "Hjartdal", 90), ("4026", "Tinn", 290), ("4028", "Kviteseid", 125),
    ("4030", "Nissedal", 95), ("4034", "Tokke", 110), ("4036", "Vinje", 200),
)  # fmt: skip
CORRUPT, WRONG_SURVEY, EMPTY = "4016", "3330", "4036"
FAULTY = (CORRUPT, WRONG_SURVEY, EMPTY)
_STANDS_OUT: Mapping[str, float] = {"4003": -0.16, "3911": 0.14}
"""how far the culture for collaboration is from the region's"""

_SHARES: Mapping[str, float] = {
    "barnehage": 0.25,
    "skole": 0.36,
    "sfo": 0.055,
    "helsestasjon": 0.06,
    "barnevern": 0.05,
    "ppt": 0.02,
    "nav": 0.06,
    "psykisk_helse_rus": 0.06,
    "kultur_fritid": 0.03,
    "flyktningtjeneste": 0.02,
    "andre": 0.035,
}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One municipality's folder: its files by name."""

    number: str
    name: str
    staff: int
    files: Mapping[str, bytes]


def municipalities(
    survey: Survey,
    other: Survey,
    *,
    chosen: tuple[tuple[str, str, int], ...] = MUNICIPALITIES,
    seed: int = SEED,
) -> Iterator[MadeUp]:
    """The folders of the region; each is made by itself, so that leaving one out changes no other."""
    for number, name, staff in chosen:
        own = seed * 10_000 + int(number)
        plan = _plan(number, staff, seed=own)
        asked = other if number == WRONG_SURVEY else survey
        answers = respondents(asked, plan, seed=own)
        files = _files(number, asked, answers, plan, seed=own)
        if number == CORRUPT:
            files = {name_: content[: len(content) // 2] for name_, content in files.items()}
        if number == EMPTY:
            files = dict.fromkeys(files, b"")
        yield MadeUp(number, name, staff, {**files, "population.csv": _population(survey, plan)})


def _plan(number: str, staff: int, *, seed: int) -> Plan:
    """Headcounts, a response rate of its own, and quotas that vary about the example's."""
    chance = random.Random(seed)
    rate = chance.uniform(0.52, 0.82)
    services = []
    for code, share in _SHARES.items():
        invited = max(2, round(staff * share * chance.uniform(0.85, 1.15)))
        answered = min(invited, max(1, round(invited * rate * chance.uniform(0.85, 1.15))))
        services.append(Service(code, invited, answered, chance.gauss(0, 0.25)))
    culture = min(0.9, max(0.3, 0.652 + _STANDS_OUT.get(number, 0.0) + chance.gauss(0, 0.02)))
    worried = min(0.96, max(0.7, 0.884 + chance.gauss(0, 0.02)))
    return replace(
        bamble.PLAN,
        services=tuple(services),
        quotas={
            "bekymret": {"ja": worried, "vet_ikke": 0.01},
            "samarbeidskultur": {"ja": culture, "vet_ikke": 0.04},
        },
        levels={key: level + chance.gauss(0, 0.15) for key, level in bamble.PLAN.levels.items()},
    )


def _files(number: str, survey: Survey, answers: tuple[Answers, ...], plan: Plan, *, seed: int) -> dict[str, bytes]:
    """The export as one of four platforms would have made it; which one follows from the number."""
    match int(number) // 2 % 4:
        case 0:
            headers, rows = forms_rows(survey, answers, opened=_OPENED, days=_DAYS, seed=seed)
            return {"responses.xlsx": forms_workbook(headers, rows)}
        case 1:
            return nettskjema_files(survey, answers, opened=_OPENED, days=_DAYS, seed=seed)
        case 2:
            invited = sum(service.invited for service in plan.services)
            return surveyxact_files(survey, answers, invited=invited, seed=seed)
        case _:
            return {"responses.csv": google_csv(survey, answers, opened=_OPENED, days=_DAYS, seed=seed)}


def _population(survey: Survey, plan: Plan) -> bytes:
    assert survey.main_breakdown is not None
    question = survey.by_id[survey.main_breakdown]
    assert isinstance(question, ChoiceQuestion)
    texts = {option.code: option.text.into("nb") for option in question.options}
    lines = [f"{texts[service.code]};{service.invited}" for service in plan.services]
    return ("\r\n".join(["Tjeneste;Antall ansatte", *lines]) + "\r\n").encode("utf-8-sig")


def region_file(chosen: tuple[tuple[str, str, int], ...] = MUNICIPALITIES) -> str:
    """`region.yaml`: what all have in common, and each municipality's folder."""
    lines = [
        "# En oppdiktet region. Svarene er laget av et program; ingen av dem er fra en virkelig person.",
        f"name: {NAME}",
        f"survey: {SURVEY}",
        "wave: baseline",
        "date: 2024-09-18",
        "language: nb",
        "formats: [html]",
        "synthetic: true",
        "units:",
    ]
    for number, name, _ in chosen:
        folder = folder_of(number, name)
        lines += [
            f'  - id: "{number}"',
            f"    name: {name} (syntetiske data)",
            f"    responses: {folder}",
            f"    population: {folder}/population.csv",
        ]
    return "\n".join(lines) + "\n"


def folder_of(number: str, name: str) -> str:
    """The municipality's sub-folder."""
    return f"{number} {name}"
