"""Findings as the reader sees them: the sentence, how sure, in which order."""

from dataclasses import replace

import pytest
from tests.results_builder import band, full_results, hidden, options_of, results, share, ticks, versus_rest
from tests.small_survey import SURVEY, words

from nullpunkt.analysis.model import Association, Estimate, IndexRow, Results, Statistic
from nullpunkt.loading.languages import load_language
from nullpunkt.report.findings import main_findings
from nullpunkt.report.language import MissingTextError
from nullpunkt.report.published import Published
from nullpunkt.report.sentences import item_sentence, multiple_sentence, number_sentence
from nullpunkt.survey.model import ItemKey, MultipleQuestion, Survey


def published(found: Results, code: str = "nb", survey: Survey = SURVEY) -> Published:
    return Published(found, survey, load_language(code))


def sentences(found: Results, code: str = "nb") -> list[str]:
    return [finding.sentence for finding in main_findings(published(found, code))]


def sentence(estimate: Estimate, code: str = "nb") -> str:
    item = SURVEY.items[ItemKey(estimate.question, estimate.item)]
    return item_sentence(item, published(results(estimate), code))


NEARLY_90 = share("bekymret", 257, 287, population=412, weighted=True, value=0.8860)
CULTURE_68 = share("kultur", 189, 278, population=412, weighted=True, value=0.6808)


@pytest.mark.parametrize(
    ("code", "worried"),
    [
        (
            "nb",
            "Nesten 90 prosent av de ansatte har vært bekymret for et barn eller en ungdom (89 prosent, 287 svar).",
        ),
        ("nn", "Nesten 90 prosent av dei tilsette har vore uroa for eit barn eller ein ungdom (89 prosent, 287 svar)."),
        (
            "en",
            "Nearly 90 per cent of the employees have been worried about a child or a young person "
            "(89 per cent, 287 answers).",
        ),
    ],
)
def test_nearly_90_per_cent_have_been_worried(code: str, worried: str) -> None:
    assert sentence(NEARLY_90, code) == worried


@pytest.mark.parametrize(
    ("code", "culture"),
    [
        ("nb", "68 prosent av de ansatte svarer «Ja» på «Har dere kultur for samarbeid?» (278 svar)."),
        ("nn", "68 prosent av dei tilsette svarer «Ja» på «Har de kultur for samarbeid?» (278 svar)."),
        ("en", "68 per cent of the employees answer “Yes” to “Is there a culture?” (278 answers)."),
    ],
)
def test_68_per_cent_say_yes_without_a_sentence_of_the_questionnaire(code: str, culture: str) -> None:
    assert sentence(CULTURE_68, code) == culture


def test_ni_av_ti_when_the_share_prints_as_90() -> None:
    # 89.6 per cent prints as 90, so «nesten 90» would contradict the table
    said = sentence(share("bekymret", 257, 287, population=412, weighted=True, value=0.896))
    assert said == "Ni av ti ansatte har vært bekymret for et barn eller en ungdom (90 prosent, 287 svar)."


def test_a_likert_item_tells_its_favourable_answers() -> None:
    said = sentence(share("paastander", 39, 74, item="ansvar"))
    assert said == ("53 prosent av dem som svarte, svarer «Enig» eller «Svært enig» på «Ansvaret er klart» (74 svar).")


def test_a_filtered_question_speaks_of_those_who_were_asked() -> None:
    assert sentence(share("handlet", 620, 1000)).startswith("62 prosent av dem som fikk spørsmålet, svarer")


def test_few_answers_are_counts_and_not_per_cent() -> None:
    assert sentence(share("bekymret", 7, 11)) == "7 av 11 som svarte, har vært bekymret for et barn eller en ungdom."


def test_a_band_is_told_as_its_limit() -> None:
    almost = band("bekymret", 60, group="ppt", least=59)._replace(by=None, group=None)
    assert sentence(almost) == (
        "Minst 98 prosent av dem som svarte, har vært bekymret for et barn eller en ungdom (60 svar)."
    )


def test_a_hidden_result_is_not_a_sentence() -> None:
    assert sentence(hidden("bekymret", group="ppt")._replace(by=None, group=None)) == ""


def test_a_survey_may_name_its_respondents() -> None:
    leaders = replace(SURVEY, respondents=words("lederne", "leiarane", "the leaders"))
    said = item_sentence(leaders.items[ItemKey("kultur")], published(results(CULTURE_68), survey=leaders))
    assert said.startswith("68 prosent av lederne svarer")


def test_a_finding_with_an_unknown_brace_is_an_error_that_names_the_survey() -> None:
    wrong = tuple(
        replace(question, finding=words("{andel} har det")) if question.id == "bekymret" else question
        for question in SURVEY.questions
    )
    survey = replace(SURVEY, questions=wrong)
    with pytest.raises(MissingTextError, match=r"“finding” in proeve may hold \{of_whom\}, \{share\}"):
        item_sentence(survey.items[ItemKey("bekymret")], published(results(NEARLY_90), survey=survey))


def test_of_a_nominal_question_the_commonest_answer() -> None:
    clear = results(*options_of("alder", {"smaa": 200, "store": 60, "unge": 40}))
    item = SURVEY.items[ItemKey("alder")]
    assert item_sentence(item, published(clear)) == "Det vanligste svaret er «0–5 år» (67 prosent), av 300 svar."


def test_two_commonest_answers_when_they_cannot_be_told_apart() -> None:
    unclear = results(*options_of("alder", {"smaa": 31, "store": 29, "unge": 10}))
    said = item_sentence(SURVEY.items[ItemKey("alder")], published(unclear))
    assert said == "De to vanligste svarene er «0–5 år» (44 prosent) og «6–12 år» (41 prosent), av 70 svar."


HINDRANCES = SURVEY.by_id["hindringer"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "nb",
            "De tre vanligste hindringene er «Mangler tid» (69 prosent), «Taushetsplikt» (61 prosent) og "
            "«Mangler støtte» (56 prosent).",
        ),
        (
            "nn",
            "Dei tre vanlegaste hindringane er «Manglar tid» (69 prosent), «Teieplikt» (61 prosent) og "
            "«Manglar støtte» (56 prosent).",
        ),
        (
            "en",
            "The three most common hindrances are “Lack of time” (69 per cent), “Confidentiality” (61 per cent) and "
            "“Lack of support” (56 per cent).",
        ),
    ],
)
def test_the_three_hindrances_that_most_point_at(code: str, said: str) -> None:
    assert isinstance(HINDRANCES, MultipleQuestion)
    found = results(*ticks("hindringer", {"tid": 50, "plikt": 44, "stoette": 40, "kontakt": 12, "annet": 60}, 72))
    assert multiple_sentence(HINDRANCES, published(found, code)) == said


def test_among_the_most_common_when_the_fourth_is_too_near() -> None:
    assert isinstance(HINDRANCES, MultipleQuestion)
    found = results(*ticks("hindringer", {"tid": 50, "plikt": 44, "stoette": 40, "kontakt": 38}, 72))
    assert multiple_sentence(HINDRANCES, published(found)).startswith("Blant de vanligste hindringene er «Mangler tid»")


def test_a_hidden_option_could_be_the_commonest() -> None:
    assert isinstance(HINDRANCES, MultipleQuestion)
    secret = hidden("hindringer", group="ppt", option="kontakt")._replace(by=None, group=None)
    found = results(*ticks("hindringer", {"tid": 70, "plikt": 66, "stoette": 60, "ingen": 1}, 72), secret)
    assert multiple_sentence(HINDRANCES, published(found)).startswith("Blant de vanligste hindringene")


def test_a_number_question_has_mean_and_median() -> None:
    found = results(
        Estimate(question="antall", item=None, option=None, statistic=Statistic.MEAN, n=60, estimate=3.4),
        Estimate(question="antall", item=None, option=None, statistic=Statistic.MEDIAN, n=60, estimate=2.0),
    )
    said = number_sentence(ItemKey("antall"), published(found))
    assert said == "I gjennomsnitt er svaret 3,4, og halvparten svarer 2,0 eller mindre (60 svar)."


def index(alpha: float | None) -> IndexRow:
    return IndexRow(index="klima", by=None, group=None, n=70, estimate=2.61, low=2.5, high=2.7, alpha=alpha)


def test_an_index_is_a_finding_when_it_is_reliable() -> None:
    assert sentences(results(indices=[index(0.81)])) == [
        "Indeksen «Samarbeidsklima» har et gjennomsnitt på 2,6 på en skala fra 1 til 4 (70 svar)."
    ]
    assert sentences(results(indices=[index(0.61)])) == []


def test_order_shares_then_choices_then_indices_then_differences() -> None:
    said = sentences(full_results())
    assert [sentence.split()[0] for sentence in said] == ["Nesten", "Om", "De", "Indeksen", "Etter"]


def test_clear_shares_come_before_unclear_and_far_from_a_half_before_near() -> None:
    unclear = results(share("bekymret", 520, 1000), share("kultur", 640, 1000))
    assert [text[:10] for text in sentences(unclear)] == ["64 prosent", "52 prosent"]
    both_clear = results(share("bekymret", 640, 1000), share("kultur", 220, 1000))
    assert [text[:10] for text in sentences(both_clear)] == ["22 prosent", "64 prosent"]


def test_a_point_more_or_less_does_not_change_the_order() -> None:
    # 11 per cent is a little farther from a half than 88, but both are four tens away
    found = results(share("bekymret", 880, 1000), share("kultur", 110, 1000))
    assert [text[:10] for text in sentences(found)] == ["88 prosent", "Én av ti s"]


def test_a_difference_is_called_only_when_the_test_carries_it() -> None:
    kultur = share("kultur", 180, 300, population=400, weighted=True)
    unsure = results(kultur, associations=[versus_rest("kultur", "skole", -0.08, low=-0.2, high=0.04, p=0.21)])
    [finding, last] = main_findings(published(unsure))
    assert "Skole" not in finding.certainty
    assert last.sentence == "Vi finner ingen sikre forskjeller etter tjeneste i hovedfunnene."
    sure = results(kultur, associations=[versus_rest("kultur", "skole", -0.12, low=-0.19, high=-0.05, p=0.004)])
    [finding, last] = main_findings(published(sure))
    assert finding.certainty.endswith(
        "Etter tjeneste skiller én gruppe seg sikkert fra de andre: "
        "Skole ligger 12 prosentpoeng lavere enn resten (mellom 5 og 19)."
    )
    assert last.sentence == "Etter tjeneste er det sikre forskjeller for «Har dere kultur for samarbeid?»."


def test_a_verdict_without_a_p_value_below_the_limit_is_not_believed() -> None:
    doubtful = replace(versus_rest("kultur", "skole", -0.12, low=-0.19, high=-0.05, p=0.06), verdict="lower")
    found = results(share("kultur", 180, 300), associations=[doubtful])
    assert "Skole" not in " ".join(f.sentence + f.certainty for f in main_findings(published(found)))


def overall(**values: float) -> Association:
    return Association(
        question="kultur", item=None, option=None, by="tjeneste", group=None, n=300, estimate=0.2, **values
    )


def test_answers_may_differ_without_one_group_that_stands_out() -> None:
    found = results(share("kultur", 180, 300), associations=[overall(p_value=0.01, p_adjusted=0.02)])
    assert main_findings(published(found))[0].certainty.endswith(
        "Svarene er sikkert ulike etter tjeneste, men vi kan ikke peke ut hvilke grupper som skiller seg ut."
    )


def test_a_p_value_that_was_not_adjusted_calls_no_difference() -> None:
    found = results(share("kultur", 180, 300), associations=[overall(p_value=0.01)])
    assert main_findings(published(found))[-1].sentence == (
        "Vi finner ingen sikre forskjeller etter tjeneste i hovedfunnene."
    )


def test_every_finding_of_a_question_points_at_its_section() -> None:
    found = main_findings(published(full_results()))
    assert [finding.section for finding in found] == ["q-bekymret", "q-kultur", "q-hindringer", "index-klima", ""]
