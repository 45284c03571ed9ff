"""Questionnaires and answers made in code, so that a test shows what it is about and reads no file.

`staff_survey` and `make_responses` give something realistic of any size; `code_answers` codes a handful of respondents
that stand in the test itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.model import Responses, Ticks
from nullpunkt.responses.table import BLANK, NOT_ASKED
from nullpunkt.survey.model import (
    Chapter,
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    Index,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    OptionKind,
    Question,
    Row,
    Survey,
    Text,
)

Codes = NDArray[np.int16]

SERVICES = (
    "skole",
    "barnehage",
    "helsestasjon",
    "barnevern",
    "sfo",
    "nav",
    "psykisk_helse",
    "kultur",
    "ppt",
    "flyktning",
    "jordmor",
    "koordinerende",
)
SENIORITY = ("under_1", "1_3", "4_10", "over_10")
AGREE = ("helt_uenig", "uenig", "verken", "enig", "helt_enig")
AGES = ("gravide", "0_5", "6_12", "13_17", "18_24")


def text(wording: str) -> Text:
    """A text in bokmål only."""
    return Text({"nb": wording})


def options(
    *codes: str,
    favourable: Sequence[str] = (),
    scored: bool = False,
    dont_know: bool = False,
    not_relevant: bool = False,
    other: str | None = None,
    none: str | None = None,
) -> tuple[Option, ...]:
    """Options in order; `scored` gives them the places 1, 2, …; the special kinds come last."""
    answers = [
        Option(
            code, text(code.replace("_", " ")), score=float(place) if scored else None, favourable=code in favourable
        )
        for place, code in enumerate(codes, start=1)
    ]
    special = (
        (other, OptionKind.OTHER),
        (none, OptionKind.NONE),
        ("vet_ikke" if dont_know else None, OptionKind.DONT_KNOW),
        ("ikke_relevant" if not_relevant else None, OptionKind.NOT_RELEVANT),
    )
    answers += [Option(code, text(code.replace("_", " ")), kind) for code, kind in special if code is not None]
    return tuple(answers)


def background(id_: str, *codes: str, ordered: bool = False) -> ChoiceQuestion:
    """A background question to break down by."""
    kind = ChoiceType.ORDERED if ordered else ChoiceType.SINGLE
    return ChoiceQuestion(id=id_, text=text(id_), type=kind, options=options(*codes, scored=ordered), background=True)


def yes_no(
    id_: str,
    *,
    favourable: str | None = "ja",
    dont_know: bool = False,
    asked_if: Condition | None = None,
    sensitive: bool = False,
) -> ChoiceQuestion:
    """Yes or no; «ja» is the reported side unless told otherwise."""
    answers = options("ja", "nei", favourable=(favourable,) if favourable else (), dont_know=dont_know)
    return ChoiceQuestion(
        id=id_, text=text(id_), type=ChoiceType.YES_NO, options=answers, asked_if=asked_if, sensitive=sensitive
    )


def likert(id_: str, *, points: int = 5, favourable: int = 2, asked_if: Condition | None = None) -> ChoiceQuestion:
    """An agree item on 1…`points`; the `favourable` highest are the reported side."""
    codes = AGREE if points == 5 else tuple(f"p{place}" for place in range(1, points + 1))
    answers = options(*codes, favourable=codes[points - favourable :], scored=True, not_relevant=True)
    return ChoiceQuestion(id=id_, text=text(id_), type=ChoiceType.LIKERT, options=answers, asked_if=asked_if)


def single(id_: str, *codes: str, asked_if: Condition | None = None, sensitive: bool = False) -> ChoiceQuestion:
    """A nominal question: nothing is favourable."""
    return ChoiceQuestion(
        id=id_,
        text=text(id_),
        type=ChoiceType.SINGLE,
        options=options(*codes),
        asked_if=asked_if,
        sensitive=sensitive,
    )


def ordered(id_: str, *codes: str, asked_if: Condition | None = None) -> ChoiceQuestion:
    """Ordered categories of which none is declared favourable."""
    return ChoiceQuestion(
        id=id_, text=text(id_), type=ChoiceType.ORDERED, options=options(*codes, scored=True), asked_if=asked_if
    )


def multiple(
    id_: str, *codes: str, none: str | None = None, other: str | None = None, asked_if: Condition | None = None
) -> MultipleQuestion:
    """A multiple choice."""
    return MultipleQuestion(id=id_, text=text(id_), options=options(*codes, none=none, other=other), asked_if=asked_if)


def grid(id_: str, *rows: str, favourable: int = 2, not_relevant: bool = True) -> GridQuestion:
    """Statements on the five-point agree scale."""
    answers = options(*AGREE, favourable=AGREE[-favourable:], scored=True, not_relevant=not_relevant)
    return GridQuestion(id=id_, text=text(id_), rows=tuple(Row(row, text(row)) for row in rows), options=answers)


def number(id_: str, *, asked_if: Condition | None = None) -> NumberQuestion:
    """A number from 0 to 100."""
    return NumberQuestion(id=id_, text=text(id_), minimum=0, maximum=100, asked_if=asked_if)


def open_question(id_: str) -> OpenQuestion:
    """A question with free text."""
    return OpenQuestion(id=id_, text=text(id_), type=OpenType.TEXT)


def make_survey(
    *questions: Question,
    id_: str = "test",
    main: str | None = None,
    others: Sequence[str] = (),
    indices: Sequence[Index] = (),
) -> Survey:
    """A questionnaire with one chapter."""
    chapter = Chapter("alt", text("Alt"), tuple(question.id for question in questions))
    return Survey(
        id=id_,
        version="1",
        title=text("Prøve"),
        chapters=(chapter,),
        questions=questions,
        indices=tuple(indices),
        main_breakdown=main,
        breakdowns=tuple(others),
    )


def staff_survey(*, extra_grids: int = 4) -> Survey:
    """All that occurs in a staff survey: 60 items with four extra grids of eight statements."""
    worried = Condition("bekymret", ("ja",))
    bullied = Condition("mobbing", ("ja",))
    core = (
        background("tjeneste", *SERVICES),
        background("rolle", "ansatt", "leder"),
        background("ansiennitet", *SENIORITY, ordered=True),
        yes_no("bekymret", dont_know=True),
        ordered("antall", "1", "2_3", "4_9", "10_flere", asked_if=worried),
        multiple("tema", "omsorg", "rus", "vold", "fravaer", "atferd", other="annet", asked_if=worried),
        likert("handlet_raskt", asked_if=worried),
        multiple(
            "hindringer", "usikker", "taushetsplikt", "tid", "kompetanse", "ventetid", none="ingen", other="annet"
        ),
        yes_no("kultur", dont_know=True),
        yes_no("nesten_alle"),
        single("kanal", "telefon", "epost", "mote", "system"),
        yes_no("mobbing", favourable="nei", sensitive=True),
        single("av_hvem", "kollega", "leder", "annen", asked_if=bullied, sensitive=True),
        grid("samarbeid", *(f"s{place}" for place in range(1, 9))),
        grid("trygg", *(f"t{place}" for place in range(1, 5))),
        grid("rutiner", *(f"r{place}" for place in range(1, 6))),
        number("moter"),
        open_question("hva_hindrer"),
    )
    more = tuple(grid(f"ekstra{g}", *(f"e{g}_{place}" for place in range(1, 9))) for g in range(1, extra_grids + 1))
    keys = tuple(ItemKey("samarbeid", f"s{place}") for place in range(1, 9))
    index = Index("samarbeid", text("Samarbeid"), keys, reversed_items=frozenset({keys[6]}))
    return make_survey(*core, *more, id_="ansatte", main="tjeneste", others=("rolle", "ansiennitet"), indices=(index,))


def make_responses(
    respondents: int,
    *,
    seed: int,
    survey: Survey | None = None,
    item_missing: float = 0.05,
    background_missing: float = 0.02,
) -> Responses:
    """Answers to `survey` (default `staff_survey()`): tiny services, services unlike each other, blanks, filters."""
    survey = survey or staff_survey()
    rng = np.random.default_rng(seed)
    groups = _draw_groups(rng, survey, respondents)
    choices: dict[ItemKey, Codes] = {}
    ticks: dict[str, Ticks] = {}
    numbers: dict[str, NDArray[np.float64]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for question in survey.questions:
        asked = _asked(question.asked_if, choices, survey, respondents)
        blank = rng.random(respondents) < (background_missing if question.background else item_missing)
        match question:
            case ChoiceQuestion() if question.id == survey.main_breakdown:
                choices[ItemKey(question.id)] = np.where(blank, BLANK, groups).astype(np.int16)
            case ChoiceQuestion() | GridQuestion():
                rows = question.rows if isinstance(question, GridQuestion) else (None,)
                for row in rows:
                    codes = _draw_item(rng, question, groups)
                    codes[blank | (rng.random(respondents) < item_missing / 5)] = BLANK
                    codes[~asked] = NOT_ASKED
                    choices[ItemKey(question.id, row.id if row else None)] = codes
            case MultipleQuestion():
                ticks[question.id] = _draw_ticks(rng, question, groups, asked=asked, blank=blank)
            case NumberQuestion():
                drawn = rng.poisson(6, respondents).astype(float)
                numbers[question.id] = np.where(asked, np.where(blank, np.nan, drawn), -np.inf)
            case OpenQuestion():
                texts[question.id] = tuple("" if b else f"Kommentar {i}" for i, b in enumerate(blank))
    return Responses(
        survey.id, respondents, choices, ticks=ticks, numbers=numbers, comments=_written(texts), texts=texts
    )


def code_answers(
    survey: Survey,
    respondents: int,
    answers: Mapping[str, Sequence[str | None]],
    *,
    ticks: Mapping[str, Sequence[Sequence[str] | None]] | None = None,
    texts: Mapping[str, Sequence[str]] | None = None,
) -> Responses:
    """Codes by item (`question` or `question.row`), one entry per respondent; None is blank, "-" was not asked."""
    keys = {str(key): item for key, item in survey.items.items()}
    choices = {keys[name].key: _coded(keys[name].options, column) for name, column in answers.items()}
    return Responses(
        survey.id,
        respondents,
        choices,
        ticks={id_: _coded_ticks(survey, id_, column) for id_, column in (ticks or {}).items()},
        comments=_written(texts or {}),
        texts={id_: tuple(column) for id_, column in (texts or {}).items()},
    )


def repeated(counts: Mapping[str | None, int]) -> list[str | None]:
    """{"ja": 2, "nei": 1} -> ["ja", "ja", "nei"]: one question's answers from its counts."""
    return [code for code, count in counts.items() for _ in range(count)]


def grouped_answers(rows: Mapping[str, Mapping[str | None, int]]) -> tuple[list[str | None], list[str | None]]:
    """A table of counts, group -> answer -> count, as two columns: each respondent's group and answer."""
    group = [name for name, counts in rows.items() for _ in range(sum(counts.values()))]
    answer = [code for counts in rows.values() for code in repeated(counts)]
    return list(group), answer


def permuted(responses: Responses, *, seed: int) -> Responses:
    """The same respondents in another order."""
    order = np.random.default_rng(seed).permutation(responses.respondents)
    return Responses(
        responses.survey,
        responses.respondents,
        {key: codes[order] for key, codes in responses.choices.items()},
        ticks={id_: Ticks(t.chosen[order], t.state[order]) for id_, t in responses.ticks.items()},
        numbers={id_: values[order] for id_, values in responses.numbers.items()},
        comments={id_: written[order] for id_, written in responses.comments.items()},
        texts={id_: tuple(lines[i] for i in order) for id_, lines in responses.texts.items()},
        period=responses.period,
    )


def _written(texts: Mapping[str, Sequence[str]]) -> dict[str, NDArray[np.bool_]]:
    return {id_: np.array([bool(line.strip()) for line in lines]) for id_, lines in texts.items()}


def _coded(answers: Sequence[Option], column: Sequence[str | None]) -> Codes:
    place: dict[str | None, int] = {option.code: i for i, option in enumerate(answers)}
    return np.array([{None: BLANK, "-": NOT_ASKED}.get(code, place.get(code)) for code in column], dtype=np.int16)


def _coded_ticks(survey: Survey, id_: str, column: Sequence[Sequence[str] | None]) -> Ticks:
    question = survey.by_id[id_]
    assert isinstance(question, MultipleQuestion)
    state = np.array([{None: BLANK, "-": NOT_ASKED}.get(ticked and ticked[0], 0) for ticked in column], dtype=np.int8)
    chosen = np.array([[option.code in (ticked or ()) for option in question.options] for ticked in column])
    return Ticks(chosen, state)


def _draw_groups(rng: np.random.Generator, survey: Survey, respondents: int) -> Codes:
    main = survey.by_id[survey.main_breakdown] if survey.main_breakdown else None
    size = len(main.options) if isinstance(main, ChoiceQuestion) else 1
    weights = 1 / (1 + np.arange(size)) ** 1.1
    return rng.choice(size, respondents, p=weights / weights.sum()).astype(np.int16)


def _asked(
    condition: Condition | None, choices: Mapping[ItemKey, Codes], survey: Survey, respondents: int
) -> NDArray[np.bool_]:
    if condition is None:
        return np.ones(respondents, dtype=bool)
    key = ItemKey(condition.question, condition.item)
    wanted = [i for i, option in enumerate(survey.items[key].options) if option.code in condition.options]
    return np.isin(choices[key], wanted)


def _draw_item(rng: np.random.Generator, question: ChoiceQuestion | GridQuestion, groups: Codes) -> Codes:
    size = len(question.options)
    if question.id == "nesten_alle":
        return (rng.random(len(groups)) > 0.985).astype(np.int16)
    if question.id == "mobbing":
        return (rng.random(len(groups)) > 0.15).astype(np.int16)
    alpha = np.array([2.0 if option.valid else 0.15 for option in question.options])
    shares = rng.dirichlet(alpha, int(groups.max(initial=0)) + 1)
    shares = 0.5 * shares + 0.5 * rng.dirichlet(alpha)
    edges = shares.cumsum(axis=1)[groups]
    codes: Codes = np.minimum((rng.random(len(groups))[:, None] > edges).sum(axis=1), size - 1).astype(np.int16)
    return codes


def _draw_ticks(
    rng: np.random.Generator,
    question: MultipleQuestion,
    groups: Codes,
    *,
    asked: NDArray[np.bool_],
    blank: NDArray[np.bool_],
) -> Ticks:
    shares = rng.beta(1.2, 2.0, (int(groups.max(initial=0)) + 1, len(question.options)))
    chosen = rng.random((len(groups), len(question.options))) < shares[groups]
    for place, option in enumerate(question.options):
        if option.kind is OptionKind.NONE:
            alone = chosen[:, place] & (rng.random(len(groups)) < 0.3)
            chosen[:, place] = False
            chosen[alone] = False
            chosen[alone, place] = True
    state = np.where(blank | ~chosen.any(axis=1), BLANK, 0)
    state = np.where(asked, state, NOT_ASKED).astype(np.int8)
    chosen[state != 0] = False
    return Ticks(chosen, state)
