"""Language files in: a user's own texts go first, and a file that does not hold says what is wrong with it."""

from pathlib import Path

import pytest
import yaml

from nullpunkt.errors import DefinitionError
from nullpunkt.loading.languages import load_language, shipped_languages
from nullpunkt.resources import shipped


def write(folder: Path, code: str, text: str) -> Path:
    (folder / f"{code}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_languages() -> None:
    assert shipped_languages() == ("en", "nb", "nn")


@pytest.mark.parametrize(
    ("code", "tag", "name"), [("nb", "nb-NO", "bokmål"), ("nn", "nn-NO", "nynorsk"), ("en", "en-GB", "English")]
)
def test_a_shipped_language(code: str, tag: str, name: str) -> None:
    language = load_language(code)
    assert (language.code, language.tag, language.name) == (code, tag, name)


def test_a_users_texts_go_before_the_shipped_ones(tmp_path: Path) -> None:
    own = write(tmp_path, "nb", "texts:\n  guide:\n    title: Les dette først\n")
    language = load_language("nb", own)
    assert language.say("guide.title") == "Les dette først"
    assert language.say("method.title") == "Metode"
    assert load_language("nb").say("guide.title") == "Slik leser du tallene"


def test_a_folder_without_the_file_changes_nothing(tmp_path: Path) -> None:
    assert load_language("nn", tmp_path).texts == load_language("nn").texts


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(DefinitionError) as error:
        load_language("da")
    assert (error.value.message, error.value.hint) == (
        "there is no language “da”",
        "choose one of en, nb, nn, or add da.yaml",
    )


def test_a_new_language_needs_a_file_and_no_code(tmp_path: Path) -> None:
    content = yaml.safe_load((shipped("templates") / "languages" / "nb.yaml").read_text(encoding="utf-8"))
    content |= {"code": "se", "tag": "se-NO", "name": "davvisámegiella", "plurals": {"one": [1], "two": [2]}}
    content["texts"]["questions"]["comments"] = {"one": "{n} a", "two": "{n} b", "other": "{n} c"}
    own = write(tmp_path, "se", yaml.safe_dump(content, allow_unicode=True))
    language = load_language("se", own)
    assert [language.say("questions.comments", n=n) for n in (1, 2, 3)] == ["1 a", "2 b", "3 c"]


def test_a_new_language_that_lacks_texts_lists_them(tmp_path: Path) -> None:
    content = yaml.safe_load((shipped("templates") / "languages" / "nb.yaml").read_text(encoding="utf-8"))
    content |= {"code": "se", "tag": "se-NO", "name": "davvisámegiella"}
    del content["texts"]["guide"]["title"]
    own = write(tmp_path, "se", yaml.safe_dump(content, allow_unicode=True))
    with pytest.raises(DefinitionError, match="lacks 1 texts") as error:
        load_language("se", own)
    assert error.value.problems == ("guide.title",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("texts: [", "the language file nb.yaml cannot be read"),
        ("guide: {title: x}", "the language file nb.yaml has no part “texts”"),
        ("texts: {guide: {title: [a, b]}}", "“guide.title” in the language file is not a text"),
    ],
)
def test_a_users_file_that_does_not_hold(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DefinitionError) as error:
        load_language("nb", write(tmp_path, "nb", text))
    assert error.value.message == message


def test_a_whole_file_with_a_wrong_part_names_the_part(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as error:
        load_language("se", write(tmp_path, "se", "code: se\ntag: se-NO\nname: x\nplurals: {}\ntexts: {}\n"))
    assert error.value.problems == ("numbers: Field required",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{guide: {tittel: x}}", "guide.tittel: there is no such text"),
        (
            "{captions: {by: '{tema} etter {by}'}}",
            "captions.by: {tema} is not known here; it may hold {by}, {label}",
        ),
        ("{guide: {title: '{n} tall'}}", "guide.title: {n} is not known here; it may hold no braces"),
        ("{guide: {title: 'Les {'}}", "guide.title: a brace is not closed; write {{ for a brace of your own"),
    ],
)
def test_a_users_text_may_hold_only_what_the_program_gives(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DefinitionError) as error:
        load_language("nb", write(tmp_path, "nb", f"texts: {text}"))
    assert error.value.problems == (problem,)


@pytest.mark.parametrize("word", ["no", "yes", "on", "3", "1.50", "2020-09-16"])
def test_every_word_is_text_whatever_yaml_would_make_of_it(tmp_path: Path, word: str) -> None:
    own = write(tmp_path, "nb", f"texts:\n  guide:\n    title: {word}\n")
    assert load_language("nb", own).say("guide.title") == word
