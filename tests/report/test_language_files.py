"""The language files beside each other and beside the code: same keys, same values, no word of another language."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.report.test_compose import report, texts
from tests.results_builder import full_results, groups_in

import nullpunkt
from nullpunkt.loading.languages import load_language, shipped_languages
from nullpunkt.report.language import placeholders
from nullpunkt.resources import shipped
from nullpunkt.responses.issues import IssueCode, Severity

SOURCE = Path(nullpunkt.__file__).parent
LANGUAGES = shipped_languages()


def wordings(code: str) -> Iterator[tuple[str, str]]:
    """Every wording with its key, plural forms one by one."""
    for key, text in load_language(code).texts.items():
        if isinstance(text, str):
            yield key, text
        else:
            yield from ((key, form) for form in text.values())


def test_bokmaal_nynorsk_and_english_are_shipped() -> None:
    assert {"nb", "nn", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_same_keys_and_plural_texts_in_every_language(code: str) -> None:
    reference, own = load_language("nb").texts, load_language(code).texts
    assert own.keys() == reference.keys()
    assert [key for key in own if isinstance(own[key], str) != isinstance(reference[key], str)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_same_values_in_every_language(code: str) -> None:
    def values(language: str) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for key, text in wordings(language):
            found[key] = found.get(key, frozenset()) | placeholders(text)
        return found

    assert values(code) == values("nb")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty_or_has_stray_spaces(code: str) -> None:
    odd = [key for key, text in wordings(code) if not text.strip() or "  " in text]
    assert odd == []
    assert [key for key, text in wordings(code) if text != text.strip() and key != "groups.joiner"] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_plural_form_is_one_that_the_language_has(code: str) -> None:
    language = load_language(code)
    allowed = {*language.plurals, "other"}
    assert [key for key, text in language.texts.items() if not isinstance(text, str) and not set(text) <= allowed] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_key_stands_twice_in_the_file(code: str) -> None:
    def keys(node: yaml.Node, path: str = "") -> Iterator[str]:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield f"{path}.{name.value}"
                yield from keys(value, f"{path}.{name.value}")

    root = yaml.compose((shipped("templates") / "languages" / f"{code}.yaml").read_text(encoding="utf-8"))
    found = list(keys(root))
    assert [key for key in found if found.count(key) > 1] == []


def keys_said() -> set[str]:
    """Keys that stand whole in the code, as in `say("hidden.in_text")`; a key without a dot is half of one."""
    said = r"""say\(\s*["']([a-z0-9_-]+\.[a-z0-9_.-]+)["']"""
    return {key for path in SOURCE.rglob("*.py") for key in re.findall(said, path.read_text(encoding="utf-8"))}


def test_every_key_in_the_code_is_in_the_files() -> None:
    known = load_language("nb").texts.keys()
    # a chapter may put its own part before the key
    endings = {key.split(".", depth)[-1] for key in known for depth in range(key.count(".") + 1)}
    assert sorted(keys_said() - endings) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_issue_has_its_text_and_hint(code: str) -> None:
    language = load_language(code)
    values = {"place": "F", "count": 3, "item": "bekymret", "found": "x", "expected": "y"}
    for issue in IssueCode:
        assert language.say(f"issues.{issue}", **values)
        assert language.say(f"issue_hints.{issue}", **values)
    for severity in Severity:
        assert language.say(f"terminal.severity.{severity}")


def listed(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", words))


# words that are Norwegian too («for», «by», «is») are not in the list
ENGLISH_ALONE = listed("""
    the of and are with not was were share answers answered who they that which only between those
""")
# «de», «ser», «si», «derfor», «også», «enkelt» and «gitt» are nynorsk too
BOKMAAL_ALONE = listed("""
    ikke jeg hva hvem hvor hvordan hvorfor hvilke hvilken noen noe mye mer flere bare fra dem deres ble være vært gjøre
    gjør gjort sier vet tjeneste tjenester tjenesten tjenestene ansatte ansatt leder ledere ledelsen skole skoler uten
    svarene tallene tallet andel andelen andelene usikkerhet usikkerheten forskjell forskjeller høyere lavere høyest
    lavest høyst gruppen filen grensen rekkefølgen spørreskjema spørreskjemaet regnet regner hvert hver egne egen annet
    annen avgjør følsomme pålitelighet igjen eget spørsmålene påstander mulig
    oppgitt utelatt laget leser ligger sammen sammenlignet én
""")
NYNORSK_ALONE = listed("""
    ikkje eg kva kven kor korleis kvifor nokon noko mykje meir fleire berre frå dei vart vere vore gjere gjer seier seie
    veit teneste tenester tenesta tenestene tilsette tilsett leiar leiarar skule utan svara tala delen uvisse uvissa
    skilnad skilnader høgare lågare høgast lågast høgst gruppa fila kvar eige eigen anna einskild saman difor òg att
    spørsmåla påstandar mogleg gjeve laga ligg éin éi eitt
""")
FORBIDDEN = {
    "nb": ENGLISH_ALONE | NYNORSK_ALONE,
    "nn": ENGLISH_ALONE | BOKMAAL_ALONE,
    "en": listed("ikke ikkje svar og av prosent tjeneste teneste andel er som det på til med eller"),
}


def words_in(text: str) -> set[str]:
    """Lower-case words, without what stands between braces and what is code."""
    plain = re.sub(r"\{[^}]*\}|`[^`]*`|“aliases”|«aliases»|--\S+|\S+\.json", " ", text)
    return set(re.findall(r"[^\W\d_]+", plain.lower()))


@pytest.mark.parametrize("code", sorted(FORBIDDEN))
def test_no_word_of_another_language_in_the_file(code: str) -> None:
    odd = {key: words_in(text) & FORBIDDEN[code] for key, text in wordings(code)}
    assert {key: found for key, found in odd.items() if found} == {}


@pytest.mark.parametrize("code", sorted(FORBIDDEN))
def test_no_word_of_another_language_in_a_whole_report(code: str) -> None:
    found = report(full_results(language=code, groups=groups_in(code)), code, recognised=())
    odd = {text: words_in(text) & FORBIDDEN[code] for text in texts(found)}
    assert {text: words for text, words in odd.items() if words} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_percent_sign_stands_as_the_language_writes_it(code: str) -> None:
    sign = load_language(code).style.percent
    assert [key for key, text in wordings(code) if re.sub(rf"\d{sign}", "", text).count("%")] == []


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_norwegian_typography(code: str) -> None:
    for key, text in wordings(code):
        assert '"' not in text, key
        assert "“" not in text, key
        assert not re.search(r"\d\.\d", text), key


@pytest.mark.parametrize(
    ("code", "share", "points", "day"),
    [
        ("nb", "68\u00a0%", "−3", "16. september 2020"),
        ("nn", "68\u00a0%", "−3", "16. september 2020"),
        ("en", "68%", "−3", "16 September 2020"),
    ],
)
def test_number_style(code: str, share: str, points: str, day: str) -> None:
    style = load_language(code).style
    assert (style.share(0.68), style.points(-0.03), style.date(date(2020, 9, 16))) == (share, points, day)
