"""`say`: the text under a key with its values, and what is missing is an error."""

import pytest

from nullpunkt.report.language import Language, MissingTextError, capitalised, inline, placeholders
from nullpunkt.report.numbers import NO_BREAK, NumberStyle

STYLE = NumberStyle(
    decimal=",",
    thousands=NO_BREAK,
    percent=NO_BREAK + "%",
    months=tuple(f"month {number}" for number in range(1, 13)),
    date_pattern="{day}. {month} {year}",
)


def language(**texts: str | dict[str, str]) -> Language:
    return Language(
        code="se",
        tag="se-NO",
        name="davvisámegiella",
        style=STYLE,
        texts={key.replace("__", "."): text for key, text in texts.items()},
        plurals={"one": frozenset({1}), "two": frozenset({2})},
    )


def test_values_are_put_in_and_whole_numbers_get_thousands_marks() -> None:
    assert language(a="{name}: {n} svar").say("a", name="Skole", n=1412) == f"Skole: 1{NO_BREAK}412 svar"


@pytest.mark.parametrize(("n", "said"), [(0, "0 many"), (1, "1 one"), (2, "2 two"), (3, "3 many"), (21, "21 many")])
def test_the_plural_form_follows_the_language_file(n: int, said: str) -> None:
    forms = {"one": "{n} one", "two": "{n} two", "other": "{n} many"}
    assert language(a=forms).say("a", n=n) == said


def test_a_form_that_the_text_lacks_is_other() -> None:
    assert language(a={"one": "en", "other": "flere"}).say("a", n=2) == "flere"


def test_a_missing_key_is_an_error_that_names_file_and_key() -> None:
    with pytest.raises(MissingTextError, match=r"languages/se\.yaml has no text “a\.b”"):
        language(a="x").say("a.b")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(MissingTextError, match="needs the value 'share'"):
        language(a="{share} har").say("a", of_whom="alle")


def test_a_plural_needs_its_number() -> None:
    with pytest.raises(MissingTextError, match="needs a whole number n"):
        language(a={"one": "en", "other": "flere"}).say("a", count=3)


@pytest.mark.parametrize(
    ("items", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a ja b"), (["a", "b", "c"], "a, b ja c")]
)
def test_lists(items: list[str], joined: str) -> None:
    assert language(lists__and="ja").both(items) == joined


def test_under_gives_the_plain_texts_of_a_part() -> None:
    assert language(page__skip="Hopp", page__n={"other": "x"}, pages__a="b").under("page") == {"skip": "Hopp"}


def test_capitalised_leaves_the_rest_alone() -> None:
    assert capitalised("én av fem i NAV") == "Én av fem i NAV"
    assert capitalised("") == ""


def test_questionnaire_words_cannot_become_markup() -> None:
    assert inline("*viktig* [x](http://a) <b>") == r"\*viktig\* \[x\](http://a) \<b\>"


def test_placeholders_of_a_wording() -> None:
    assert placeholders("{share} av {n}, {{ikke denne}}") == {"share", "n"}
