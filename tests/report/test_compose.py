"""The whole report: its sections, ids, charts with alternatives and tables, and what must never stand in it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.results_builder import base, full_results, hidden, options_of, results, share, ticks
from tests.small_survey import SURVEY

from nullpunkt.analysis.model import GroupRow, ResponseRow, Results
from nullpunkt.loading.languages import load_language
from nullpunkt.report.compose import compose
from nullpunkt.report.figures import DistributionFigure, DotFigure, HeatFigure, RowStatus
from nullpunkt.report.model import (
    Block,
    Bullets,
    Callout,
    Chart,
    Findings,
    KeyFigures,
    Mark,
    Paragraph,
    Report,
    Section,
    Table,
)

LANGUAGES = ("nb", "nn", "en")


def report(found: Results, code: str = "nb", **options: object) -> Report:
    return compose(found, SURVEY, load_language(code), **options)  # type: ignore[arg-type]


def section(found: Report, name: str) -> Section:
    return next(section for section in found.sections if section.id == name)


def chart(found: Report, name: str) -> Chart:
    return next(chart for chart in found.charts if chart.id == name)


def table(found: Report, name: str) -> Table:
    return next(table for table in found.tables if table.id == name)


def texts(found: Report) -> Iterator[str]:
    """Every text of the report, as a reader of any format meets it."""
    yield from (found.title, found.subtitle, found.wave, found.footer, *found.words.values())
    yield from (part for fact in found.facts for part in fact)
    for block in found.summary:
        yield from _block(block)
    for part in found.sections:
        yield part.title
        for block in part.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield text
        case Bullets(items):
            yield from items
        case Callout(title, text):
            yield from (title, text)
        case KeyFigures(items):
            yield from (part for pair in items for part in pair)
        case Findings(items):
            yield from (part for item in items for part in (item.sentence, item.certainty))
        case Table():
            yield from (block.caption, block.note)
            yield from (column.label for column in block.columns)
            yield from (
                cell for row in block.rows for cell in row if isinstance(cell, str) and not isinstance(cell, Mark)
            )
        case Chart():
            yield from (block.caption, block.alt, block.note)
            yield from _block(block.table)


def test_sections_in_their_order() -> None:
    assert [part.id for part in report(full_results()).sections] == [
        "chapter-response",
        "theme-samarbeid",
        "q-bekymret",
        "q-kultur",
        "q-handlet",
        "q-antall",
        "q-hindringer",
        "q-paastander",
        "index-klima",
        "q-alder",
        "q-fritt",
        "chapter-guide",
        "chapter-method",
        "chapter-method-uncertainty",
        "chapter-method-privacy",
        "chapter-method-findings",
        "chapter-left-out",
    ]


def test_charts_and_tables_have_stable_ascii_ids() -> None:
    found = report(full_results())
    assert [chart.id for chart in found.charts] == [
        "response-rate",
        "bekymret-by-tjeneste",
        "kultur-by-tjeneste",
        "handlet",
        "hindringer",
        "hindringer-by-tjeneste",
        "paastander",
        "paastander-by-tjeneste",
        "index-klima-by-tjeneste",
        "alder",
    ]
    assert {"t-bekymret-all", "t-bekymret-tjeneste", "t-paastander-all"} <= {t.id for t in found.tables}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_brace_is_left_and_nothing_is_empty(code: str) -> None:
    for text in texts(report(full_results(), code, recognised=("Microsoft Forms",))):
        if "{" in text:
            assert re.fullmatch(r".*\{(number|title|generator|share)\}.*", text)  # filled in by the page itself


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_begin_large_and_have_no_double_spaces_or_stray_commas(code: str) -> None:
    found = report(full_results(), code)
    [findings] = [block for block in found.summary if isinstance(block, Findings)]
    for finding in findings.items:
        assert finding.sentence[0].isupper() or finding.sentence[0].isdigit()
        assert finding.sentence.endswith(".")
        assert not re.search(r"  |,\.|,,| ,|\.\.|\( ", finding.sentence + finding.certainty)


def test_a_yes_no_question_has_its_table_and_a_dot_for_each_group() -> None:
    found = report(full_results())
    figure = chart(found, "bekymret-by-tjeneste").figure
    assert isinstance(figure, DotFigure)
    assert [(row.label, row.status) for row in figure.rows] == [
        ("Alle", RowStatus.SHOWN),
        ("Skole", RowStatus.SHOWN),
        ("Barnehage", RowStatus.SHOWN),
        ("PPT", RowStatus.BAND),
    ]
    assert figure.reference == pytest.approx(0.894)
    assert table(found, "t-bekymret-all").rows[0][:2] == ("Ja", 67)


def test_groups_stand_in_the_questionnaires_order_whatever_their_values() -> None:
    figure = chart(report(full_results()), "kultur-by-tjeneste").figure
    assert isinstance(figure, DotFigure)
    assert [row.label for row in figure.rows] == ["Alle", "Skole", "Barnehage", "PPT"]


def test_a_hidden_row_has_no_number_in_figure_table_or_alternative() -> None:
    found = chart(report(full_results()), "kultur-by-tjeneste")
    assert isinstance(found.figure, DotFigure)
    ppt = found.figure.rows[-1]
    assert (ppt.status, ppt.estimate, ppt.low, ppt.high, ppt.n) == (RowStatus.HIDDEN, None, None, None, None)
    assert found.table.rows[-1] == ("PPT", Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN)
    assert found.alt == (
        "Prikkdiagram for 3 grupper, med usikkerhet. Alle: 68\u00a0%. "
        "Høyest blant dem med tall: Barnehage (90\u00a0%). Lavest: Skole (51\u00a0%). "
        "1 er ikke vist, av hensyn til personvernet."
    )


def test_a_breakdown_without_any_number_is_one_sentence() -> None:
    found = section(report(full_results()), "q-handlet")
    assert Paragraph("Tallene etter tjeneste vises ikke her, av hensyn til personvernet.") in found.blocks


def test_a_grid_is_one_distribution_and_one_map() -> None:
    found = report(full_results())
    figure = chart(found, "paastander").figure
    assert isinstance(figure, DistributionFigure)
    assert figure.diverging
    assert [row.label for row in figure.rows] == ["Ansvaret er klart", "Lederne gir rom"]
    heat = chart(found, "paastander-by-tjeneste").figure
    assert isinstance(heat, HeatFigure)
    assert heat.row_labels == ("Ansvaret er klart", "Lederne gir rom")
    assert heat.column_labels == ("Skole", "Barnehage", "PPT")
    assert heat.cells[1][2].status is RowStatus.BAND


def test_the_base_stands_in_the_column_of_a_map() -> None:
    labels = [column.label for column in table(report(full_results()), "t-paastander-tjeneste").columns]
    assert labels == ["Påstand", "Skole (38 svar)", "Barnehage", "PPT (6 svar)"]


def test_a_grid_of_services_by_service_is_a_map_of_who_works_with_whom() -> None:
    grid = next(question for question in SURVEY.questions if question.id == "paastander")
    rows = tuple(
        replace(row, id=service)
        for row, service in zip(grid.rows, ("skole", "barnehage"), strict=True)  # type: ignore[union-attr]
    )
    survey = replace(
        SURVEY,
        indices=(),
        questions=tuple(replace(q, rows=rows) if q is grid else q for q in SURVEY.questions),  # type: ignore[call-arg]
    )
    estimates = [
        *options_of("paastander", {"uenig": 10, "verken": 5, "enig": 20, "svaert_enig": 5}, item="skole"),
        share("paastander", 25, 40, item="skole"),
        share("paastander", 12, 30, item="skole", group="barnehage"),
    ]
    found = compose(results(*estimates), survey, load_language("nb"))
    heat = chart(found, "paastander-by-tjeneste").figure
    assert isinstance(heat, HeatFigure)
    assert heat.row_labels == ("Skole", "Barnehage", "PPT")
    assert heat.cells[1][0].value == pytest.approx(0.4)


def test_multiple_choice_is_sorted_with_hidden_last() -> None:
    secret = hidden("hindringer", group="ppt", option="annet")._replace(by=None, group=None)
    found = report(results(*ticks("hindringer", {"tid": 10, "plikt": 44, "stoette": 40}, 72), secret))
    assert [row[0] for row in table(found, "t-hindringer-all").rows] == [
        "Taushetsplikt",
        "Mangler støtte",
        "Mangler tid",
        "Annet",
    ]


def test_what_was_left_out_of_the_base_is_told() -> None:
    found = report(
        results(*options_of("kultur", {"ja": 51, "nei": 24}), bases=[base("kultur", 75, dont_know=20, blank=1)])
    )
    assert table(found, "t-kultur-all").note == "Grunnlag: 75 svar. Utenfor grunnlaget: 20 «vet ikke» og 1 ubesvart."
    assert Paragraph("Merk at 21 prosent svarte «vet ikke».") in section(found, "q-kultur").blocks


def test_ten_per_cent_dont_know_is_not_yet_remarkable() -> None:
    found = report(results(*options_of("kultur", {"ja": 60, "nei": 30}), bases=[base("kultur", 90, dont_know=10)]))
    assert not any("Merk at" in text for text in texts(found))


def test_a_sum_of_99_is_explained_and_one_of_100_is_not() -> None:
    thirds = report(results(*options_of("alder", {"smaa": 1000, "store": 1000, "unge": 1000})))
    assert "Summen kan avvike fra 100" in table(thirds, "t-alder-all").note
    even = report(results(*options_of("alder", {"smaa": 50, "store": 25, "unge": 25})))
    assert "Summen" not in table(even, "t-alder-all").note


def test_absent_items_and_breakdowns_are_listed() -> None:
    found = report(full_results(items_absent=("kultur", "paastander.rom"), breakdowns_left_out=("rolle",)))
    left_out = section(found, "chapter-left-out").blocks[1]
    assert isinstance(left_out, Bullets)
    assert left_out.items[0] == (
        "Filen med svar manglet 2 spørsmål fra skjemaet: «Har dere kultur for samarbeid?» og «Lederne gir rom»."
    )
    assert left_out.items[1].startswith("Inndelingen «Rolle» er utelatt")
    assert "q-kultur" not in {part.id for part in found.sections}


def test_merged_groups_are_named() -> None:
    merged = GroupRow(by="tjeneste", group="_other", label="Andre (PPT, NAV)", members=("ppt", "nav"), n=12)
    left_out = section(report(full_results(groups=(merged,))), "chapter-left-out").blocks[1]
    assert isinstance(left_out, Bullets)
    assert left_out.items[0] == (
        "Gruppen «Andre (PPT, NAV)» er 2 kategorier som er slått sammen, fordi det var for få svar i minst én av dem."
    )


def test_the_response_rate_is_told_with_its_meaning() -> None:
    found = section(report(full_results()), "chapter-response")
    assert found.blocks[0] == Paragraph("76 av 118 inviterte svarte. Det gir en svarprosent på 64 prosent.")


def test_without_headcounts_the_rate_is_unknown_and_said_to_be() -> None:
    unknown = ResponseRow(by=None, group=None, invited=None, answered=76, rate=None)
    found = section(report(full_results(response=(unknown,))), "chapter-response")
    assert [block.title for block in found.blocks if isinstance(block, Callout)] == ["Svarprosenten er ukjent"]


def test_a_low_rate_is_a_warning() -> None:
    low = ResponseRow(by=None, group=None, invited=200, answered=76, rate=0.38)
    found = section(report(full_results(response=(low,))), "chapter-response")
    assert [block.title for block in found.blocks if isinstance(block, Callout)] == ["Under halvparten svarte"]


def test_the_bounds_that_need_no_assumption() -> None:
    # 67 of 75 answers among 118: from 67/118 to (67 + 43)/118
    row = table(report(full_results()), "t-method-bounds").rows[0]
    assert row[0] == "Har vært bekymret"
    assert (row[3].low, row[3].high) == (pytest.approx(67 / 118), pytest.approx(110 / 118))  # type: ignore[union-attr]


def test_an_accepted_risk_is_written_in_the_method_chapter() -> None:
    risky = {"profile": "standard", "min_group": 3, "risk_accepted": True}
    blocks = section(report(full_results(policy=risky)), "chapter-method-privacy").blocks
    assert isinstance(blocks[0], Callout)
    assert "ned til 3 svar" in blocks[0].text


def test_an_unreliable_index_is_shown_with_a_warning() -> None:
    weak = tuple(replace(row, alpha=0.55) if row.by is None else row for row in full_results().indices)
    said = [
        block.text
        for block in section(report(full_results(indices=weak)), "index-klima").blocks
        if isinstance(block, Paragraph)
    ]
    assert any("Vær varsom" in text and "0,55" in text for text in said)


def test_synthetic_data_is_said_first() -> None:
    found = report(full_results(), synthetic=True)
    assert found.synthetic
    assert isinstance(found.summary[0], Callout)
    assert found.summary[0].title == "Oppdiktede data"


def test_what_was_recognised_stands_in_the_method_chapter() -> None:
    found = report(full_results(), recognised=("Plattform: Microsoft Forms",))
    assert section(found, "chapter-method-file").blocks[-1] == Bullets(("Plattform: Microsoft Forms",))


@pytest.mark.parametrize(("code", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_report_carries_its_language_tag(code: str, tag: str) -> None:
    found = report(full_results(), code)
    assert (found.language, found.chart_words.language) == (tag, tag)


def test_a_survey_with_nothing_published_is_still_a_report() -> None:
    empty = report(results(response=(), groups=(), main_breakdown=None, blocks={}, comments={}))
    assert [part.id for part in empty.sections][:2] == ["chapter-response", "chapter-guide"]
