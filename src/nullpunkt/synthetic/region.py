"""A made-up region: 35 municipalities of realistic sizes from four platforms, three of them with files that fail.

Names and numbers (kommunenummer) are invented like everything else. Municipalities differ a little more than chance on
some questions, two stand out, and three files cannot be used: one is damaged, one answers another questionnaire, one is
empty.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nullpunkt.survey.model import ChoiceQuestion, Survey
from nullpunkt.synthetic import bamble
from nullpunkt.synthetic.forms_export import forms_rows, forms_workbook
from nullpunkt.synthetic.google_export import google_csv
from nullpunkt.synthetic.nettskjema_export import nettskjema_files
from nullpunkt.synthetic.people import Answers, Plan, Service, respondents
from nullpunkt.synthetic.surveyxact_export import surveyxact_files

SURVEY, OTHER_SURVEY = "bti-ansatte", "bti-ledere"
SEED = 20240916
NAME = "Oppdiktet region"
_OPENED, _DAYS = datetime(2024, 9, 2, 8, 0), 17

MUNICIPALITIES: tuple[tuple[str, str, int], ...] = (
    ("9901", "Askedal", 820), ("9902", "Bjørkøy", 610), ("9903", "Dalvang", 105), ("9904", "Elvestad", 80),
    ("9905", "Furulia", 160), ("9906", "Granvoll", 230), ("9907", "Havnes", 140), ("9908", "Innvik", 245),
    ("9909", "Juvdal", 240), ("9910", "Kråkefjord", 165), ("9911", "Lindvåg", 130), ("9912", "Myrland", 85),
    ("9913", "Nordeid", 120), ("9914", "Olvik", 1200), ("9915", "Perleborg", 1050), ("9916", "Reinsund", 2500),
    ("9917", "Solstrand", 2450), ("9918", "Tangvik", 2100), ("9919", "Ulvestad", 1150), ("9920", "Vårdal", 1750),
    ("9921", "Ytrebygd", 2300), ("9922", "Ørnes", 640), ("9923", "Åmdalen", 115), ("9924", "Bringebu", 690),
    ("9925", "Eikvoll", 520), ("9926", "Fosslia", 210), ("9927", "Hagavik", 330), ("9928", "Jordfall", 560),
    ("9929", "Kvitberg", 155), ("9930", "Leirdal", 90), ("9931", "Moseby", 290), ("9932", "Rossvik", 125),
    ("9933", "Skarnes", 95), ("9934", "Tindeby", 110), ("9935", "Vassend", 200),
)  # fmt: skip
CORRUPT, WRONG_SURVEY, EMPTY = "9928", "9909", "9935"
_STANDS_OUT: Mapping[str, float] = {"9921": -0.16, "9919": 0.14}
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


_KNOWN: Mapping[str, float] = {
    "samarbeid_frekvens.barnehage": 0.3,
    "samarbeid_frekvens.skole": 0.6,
    "samarbeid_frekvens.sfo": -0.9,
    "samarbeid_frekvens.helsestasjon": 0.4,
    "samarbeid_frekvens.barnevern": 0.1,
    "samarbeid_frekvens.ppt": 0.2,
    "samarbeid_frekvens.nav": -0.8,
    "samarbeid_frekvens.psykisk_helse_rus": -0.4,
    "samarbeid_frekvens.kultur_fritid": -1.2,
    "samarbeid_frekvens.flyktningtjeneste": -1.5,
    "samarbeid_frekvens.andre": -1.0,
}
"""how often each service is worked with"""


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
        levels={key: level + chance.gauss(0, 0.15) for key, level in {**bamble.PLAN.levels, **_KNOWN}.items()},
    )


def _files(number: str, survey: Survey, answers: tuple[Answers, ...], plan: Plan, *, seed: int) -> dict[str, bytes]:
    """The export as one of four platforms would have made it; which one follows from the number."""
    match int(number) % 4:
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


def region_file(chosen: tuple[tuple[str, str, int], ...] = MUNICIPALITIES, *, survey: str = SURVEY) -> str:
    """`region.yaml`: what all have in common, and each municipality's folder."""
    lines = [
        "# En oppdiktet region. Svarene er laget av et program; ingen av dem er fra en virkelig person.",
        f"name: {NAME}",
        f"survey: {survey}",
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
            f"    name: {name}",
            f"    responses: {folder}",
            f"    population: {folder}/population.csv",
        ]
    return "\n".join(lines) + "\n"


def folder_of(number: str, name: str) -> str:
    """The municipality's sub-folder."""
    return f"{number} {name}"
