"""No sentence contradicts its table, and nothing hidden is told: properties over random published results."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.test_compose import report, texts
from tests.results_builder import band, full_results, hidden, options_of, results, share, ticks
from tests.small_survey import SURVEY

from nullpunkt.analysis.model import Estimate, Results, Status
from nullpunkt.loading.languages import load_language
from nullpunkt.report.cells import cell_text
from nullpunkt.report.findings import main_findings
from nullpunkt.report.model import Report
from nullpunkt.report.published import Published
from nullpunkt.report.sentences import top_options
from nullpunkt.report.wording import certainty_in_words, share_in_words
from nullpunkt.stats.phrases import COUNTS_BELOW
from nullpunkt.survey.model import MultipleQuestion

NB = load_language("nb")
LANGUAGES = ("nb", "nn", "en")


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, int]:
    """A count strictly between nothing and everything, as protection lets through."""
    n = draw(st.integers(5, 1200))
    return draw(st.integers(1, n - 1)), n


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    """A share of all respondents, plain or weighted."""
    count, n = draw(counted())
    if not draw(st.booleans()):
        return share("bekymret", count, n)
    value = min(0.999, max(0.001, count / n + draw(st.floats(-0.05, 0.05))))
    return share("bekymret", count, n, population=n + draw(st.integers(0, 500)), weighted=True, value=value)


def printed(estimate: Estimate) -> str:
    """The share as the table prints it, without its sign."""
    assert estimate.estimate is not None
    return NB.style.percent_number(estimate.estimate)


@settings(max_examples=150, deadline=None)
@given(estimates())
def test_the_percentage_in_the_sentence_is_the_tables(estimate: Estimate) -> None:
    found = Published(results(estimate), SURVEY, NB)
    [finding] = main_findings(found)
    if (estimate.n or 0) < COUNTS_BELOW:
        assert f"{estimate.count} av {estimate.n}" in finding.sentence
        return
    exact = re.findall(r"(?<!esten )\b(\d+) prosent", finding.sentence)
    assert exact == [printed(estimate).lstrip("<>")]
    assert finding.sentence.endswith(f"{NB.style.number(estimate.n or 0)} svar).")


FRACTION_VALUES = {
    "én av ti": 0.1,
    "én av fem": 0.2,
    "én av fire": 0.25,
    "tre av ti": 0.3,
    "én av tre": 1 / 3,
    "to av fem": 0.4,
    "halvparten": 0.5,
    "tre av fem": 0.6,
    "to av tre": 2 / 3,
    "sju av ti": 0.7,
    "tre av fire": 0.75,
    "fire av fem": 0.8,
    "ni av ti": 0.9,
}


@settings(max_examples=150, deadline=None)
@given(estimates())
def test_a_fraction_in_words_is_near_the_share(estimate: Estimate) -> None:
    said = share_in_words(estimate, NB).share
    value = estimate.estimate or 0.0
    for words, fraction in FRACTION_VALUES.items():
        if words in said:
            assert abs(value - fraction) <= 0.0251
            assert not ("nær" in said and value > fraction)
    almost = re.fullmatch(r"nesten (\d+) prosent", said)
    if almost:
        assert value < int(almost[1]) / 100
        assert int(printed(estimate)) < int(almost[1])


@settings(max_examples=100, deadline=None)
@given(estimates())
def test_the_interval_in_words_is_the_tables_interval(estimate: Estimate) -> None:
    said = certainty_in_words(estimate, NB)
    found = re.search(r"mellom (?:under |over )?(\d+) og (?:under |over )?(\d+) prosent", said)
    if found and estimate.low is not None and estimate.high is not None:
        assert found[1] == NB.style.percent_number(estimate.low).lstrip("<>")
        assert found[2] == NB.style.percent_number(estimate.high).lstrip("<>")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 70), min_size=4, max_size=4), st.sampled_from([None, *range(4)]))
def test_the_most_common_are_the_most_common(counts: list[int], secret: int | None) -> None:
    codes = ["tid", "plikt", "stoette", "kontakt"]
    rows = list(ticks("hindringer", dict(zip(codes, counts, strict=True)), 72))
    if secret is not None:
        rows[secret] = hidden("hindringer", group="x", option=codes[secret])._replace(by=None, group=None)
    question = SURVEY.by_id["hindringer"]
    assert isinstance(question, MultipleQuestion)
    named, carried = top_options(question, Published(results(*rows), SURVEY, NB))
    if carried:
        assert secret is None
        least = min(counts[codes.index(option.code)] for option in named)
        assert all(counts[place] < least for place, code in enumerate(codes) if code not in {o.code for o in named})


def random_results(draw: st.DrawFn) -> Results:
    rows: list[Estimate] = []
    for question in ("bekymret", "kultur"):
        count, n = draw(counted())
        rows += options_of(question, {"ja": count, "nei": n - count})
        rows.append(share(question, count, n, population=n + 50, weighted=True))
        for group in ("skole", "barnehage", "ppt"):
            inside, size = draw(counted())
            rows.append(
                draw(
                    st.sampled_from(
                        [
                            share(question, inside, size, group=group),
                            band(question, size, group=group, least=size - 1),
                            band(question, size, group=group, most=1),
                            hidden(question, group=group),
                        ]
                    )
                )
            )
    return results(*rows)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_results_become_a_report_in_every_language(data: st.DataObject) -> None:
    found = random_results(data.draw)
    for code in LANGUAGES:
        composed = report(found, code)
        assert all(1 <= len(chart.alt) <= 900 for chart in composed.charts)
        assert not any("None" in text or "nan" in text.split() for text in texts(composed))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_superlative_is_said_of_rows_with_numbers_alone(data: st.DataObject) -> None:
    found = random_results(data.draw)
    secret = {row.group for row in found.estimates if row.question == "kultur" and row.status is not Status.PUBLISHED}
    labels = {"skole": "Skole", "barnehage": "Barnehage", "ppt": "PPT"}
    for chart in report(found).charts:
        if chart.id == "kultur-by-tjeneste":
            superlative = re.search(r"Høyest.*?\. Lavest.*?\.", chart.alt)
            said = superlative[0] if superlative else ""
            assert not any(labels[group] in said for group in secret if group in labels)


def numbers(found: Report) -> str:
    """All that a reader sees: running text, captions, alternatives and every cell as printed."""
    cells = [
        cell_text(cell, column, found.chart_words)
        for table in found.tables
        for row in table.rows
        for cell, column in zip(row, table.columns, strict=True)
    ]
    return "\n".join([*texts(found), *cells, repr([chart.figure for chart in found.charts])])


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_hidden_row_holds_cannot_be_told(code: str) -> None:
    """Even a number that slipped into a hidden row is not printed: the row's status decides."""
    clean = full_results()
    leaky = replace(
        clean,
        estimates=tuple(
            row._replace(n=4711, count=4242, estimate=0.4321, low=0.4123, high=0.4567)
            if row.status is Status.SUPPRESSED
            else row._replace(count=4242, estimate=0.4321, low=0.4123, high=0.4567)
            if row.status is Status.BAND
            else row
            for row in clean.estimates
        ),
    )
    assert numbers(report(leaky, code)) == numbers(report(clean, code))
