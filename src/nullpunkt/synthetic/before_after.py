"""The shipped example of a repeated survey: a real rise, a real fall, and six points that are nothing but noise.

One made-up staff, asked twice. In between two things change: more know the guide for action well, and fewer do not know
whom to contact. Nobody changes any other answer. Who answers is drawn by lot each time, and that alone makes the 68 and
74 per cent who see a culture for collaboration.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from nullpunkt.survey.model import ChoiceQuestion, Survey
from nullpunkt.synthetic.bamble import PLAN as BAMBLE
from nullpunkt.synthetic.forms_export import forms_rows, forms_workbook
from nullpunkt.synthetic.people import Answers, Service, respondents

SURVEY = "bti-ansatte"
SEED = 20201014
LOTS = 108
"""chosen so that the draw gives six points on the culture for collaboration"""

YEARS = ("2020", "2023")
STAFF = (
    (Service("barnehage", 52, 31, 0.1), 32),
    (Service("skole", 71, 40, -0.1), 43),
    (Service("sfo", 14, 9, -0.2), 9),
    (Service("helsestasjon", 17, 13, 0.4), 13),
    (Service("barnevern", 14, 10, 0.2), 11),
    (Service("ppt", 6, 4, 0.1), 4),
    (Service("nav", 18, 10, -0.3), 10),
    (Service("kultur_fritid", 9, 5, 0.0), 6),
    (Service("flyktningtjeneste", 5, 3, 0.0), 4),
)
"""services with their headcount and answers in the first wave; answers in the second"""
PLAN = replace(
    BAMBLE,
    services=tuple(replace(service, answered=service.invited) for service, _ in STAFF),
    quotas={
        "bekymret": {"ja": 0.86, "vet_ikke": 0.01},
        "samarbeidskultur": {"ja": 0.68, "vet_ikke": 0.04},
        "kjenner_rutiner.handlingsveileder": {"bruker": 0.06, "kjenner_godt": 0.17},
    },
    weights={**BAMBLE.weights, "hindringer": {**BAMBLE.weights["hindringer"], "vet_ikke_hvem": 0.38}},
)

GUIDE = "kjenner_rutiner.handlingsveileder"
LEARNT = 0.3
"""share of those who did not know the guide well who do the second time"""
FOUND_OUT = 0.65
"""share of those who did not know whom to contact who do the second time"""


def workbooks(survey: Survey, *, lots: int = LOTS) -> tuple[bytes, bytes]:
    """`responses-2020.xlsx` and `responses-2023.xlsx` as Microsoft Forms would have exported them."""
    first, second = waves(survey, lots=lots)
    opened = datetime(2020, 9, 28, 8, 0), datetime(2023, 10, 2, 8, 0)
    books = []
    for number, (answers, day) in enumerate(zip((first, second), opened, strict=True)):
        headers, rows = forms_rows(survey, answers, opened=day, days=17, seed=SEED + 10 + number)
        books.append(forms_workbook(headers, rows))
    return books[0], books[1]


def waves(survey: Survey, *, lots: int = LOTS) -> tuple[list[Answers], list[Answers]]:
    """Those of the staff who answered each time."""
    staff = respondents(survey, PLAN, seed=SEED)
    chance = random.Random(SEED + 1 + lots)
    first = _drawn(staff, {service.code: service.answered for service, _ in STAFF}, chance)
    later = [_later(person, random.Random(SEED + 1000 + place)) for place, person in enumerate(staff)]
    second = _drawn(later, {service.code: answered for service, answered in STAFF}, chance)
    return first, second


def _drawn(staff: Sequence[Answers], numbers: dict[str, int], chance: random.Random) -> list[Answers]:
    """So many of each service, by lot, in the order in which they came in."""
    drawn: list[Answers] = []
    for code, number in numbers.items():
        drawn += chance.sample([person for person in staff if person["tjeneste"] == code], number)
    chance.shuffle(drawn)
    return drawn


def _later(person: Answers, chance: random.Random) -> Answers:
    """The same person three years on."""
    answers = dict(person)
    if answers.get(GUIDE) in ("kjenner_ikke", "kjenner_litt") and chance.random() < LEARNT:
        answers[GUIDE] = "kjenner_godt" if chance.random() < 0.6 else "bruker"
    ticked = answers.get("hindringer", ())
    if "vet_ikke_hvem" in ticked and chance.random() < FOUND_OUT:
        rest = tuple(code for code in ticked if code != "vet_ikke_hvem")
        answers["hindringer"] = rest or ("ingen_hindringer",)
    return answers


def population(survey: Survey) -> str:
    """The headcounts, the same in both waves, as a Norwegian Excel writes them."""
    assert survey.main_breakdown is not None
    question = survey.by_id[survey.main_breakdown]
    assert isinstance(question, ChoiceQuestion)
    texts = {option.code: option.text.into("nb") for option in question.options}
    lines = [f"{texts[service.code]};{service.invited}" for service, _ in STAFF]
    return "\r\n".join(["Tjeneste;Antall ansatte", *lines]) + "\r\n"
