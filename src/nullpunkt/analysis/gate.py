"""What may be compared, decided before any number is looked at: the waves, the questionnaires, the services.

Nothing is matched silently. A question whose wording, options or filter changed is not comparable, unless the project
file says that it is and why; services that were renamed, merged, closed or are new have to be named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nullpunkt.analysis.model import Results
from nullpunkt.analysis.services import Services
from nullpunkt.errors import InputError
from nullpunkt.survey.diff import ChangeKind, ItemDiff, diff
from nullpunkt.survey.model import Survey
from nullpunkt.survey.record import recorded

OTHER_UNIT = "other-unit"
DIFFERENT_QUESTIONNAIRE = "different-questionnaire"
"""what may be accepted with `--accept`"""

_HARMLESS = frozenset({ChangeKind.ORDER, ChangeKind.OPTION_KIND})
_NEVER = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.TYPE, ChangeKind.FAVOURABLE})
"""the two numbers are then not shares of the same thing, whatever anybody declares"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the municipality has decided about a comparison."""

    services: Services = field(default_factory=Services)
    comparable_with_note: Mapping[str, str] = field(default_factory=dict)
    """`question` or `question.row` -> why it may be compared although it was changed"""
    accept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemNote:
    """One item that is not the same in both questionnaires."""

    item: str
    comparable: bool
    kinds: tuple[str, ...]
    note: str = ""


def check_waves(baseline: Results, follow_up: Results, terms: Terms) -> None:
    """Refuses a pair that is no baseline and follow-up of the same municipality."""
    if baseline == follow_up:
        raise InputError(
            "the baseline and the follow-up are the same results",
            hint="give the file of the earlier survey first and that of the later one second",
        )
    _same_unit(baseline, follow_up, terms)
    before, after = baseline.wave.date, follow_up.wave.date
    if before is not None and after is not None and before >= after:
        raise InputError(
            f"the baseline is from {before.isoformat()} and the follow-up from {after.isoformat()}: "
            + ("the same day" if before == after else "the wrong order"),
            hint="the earlier survey comes first; if a date is wrong, set it in nullpunkt.yaml under waves:",
        )


def _same_unit(baseline: Results, follow_up: Results, terms: Terms) -> None:
    one, two = baseline.unit, follow_up.unit
    if one.id is not None and two.id is not None:
        other = one.id != two.id
    else:
        other = bool(one.name and two.name) and one.name.strip().casefold() != two.name.strip().casefold()
    if other and OTHER_UNIT not in terms.accept:
        raise InputError(
            f"the baseline is from {_unit(baseline)}, the follow-up from {_unit(follow_up)}",
            hint="compare waves of one municipality; if it has a new name or number, add --accept " + OTHER_UNIT,
        )


def _unit(results: Results) -> str:
    unit = results.unit
    return f"{unit.name} ({unit.id})" if unit.id and unit.name else unit.name or unit.id or "?"


def check_questionnaires(baseline: Results, follow_up: Results, terms: Terms) -> tuple[ItemNote, ...]:
    """Every item that is not the same in both, with the verdict; refuses two questionnaires that are not the same."""
    if baseline.survey_id != follow_up.survey_id and DIFFERENT_QUESTIONNAIRE not in terms.accept:
        raise InputError(
            f"the baseline answered the questionnaire {baseline.survey_id}, the follow-up {follow_up.survey_id}",
            hint=f"to compare the questions that both have, add --accept {DIFFERENT_QUESTIONNAIRE}",
        )
    differences = diff(questionnaire_of(baseline), questionnaire_of(follow_up))
    known = {str(item.key) for item in differences.items}
    unknown = sorted(set(terms.comparable_with_note) - known)
    if unknown:
        raise InputError(
            f"comparable_with_note names {', '.join(unknown)}, which neither questionnaire has",
            hint="write question or question.row, as `nullpunkt surveys diff` prints them",
        )
    found = tuple(_note(item, terms) for item in differences.items if item.changes)
    if not any(item.changes == () or _note(item, terms).comparable for item in differences.items):
        raise InputError(
            "the two questionnaires have no comparable question in common",
            hint="see what differs with `nullpunkt surveys diff`",
        )
    return found


def _note(item: ItemDiff, terms: Terms) -> ItemNote:
    kinds = tuple(dict.fromkeys(change.kind for change in item.changes))
    declared = terms.comparable_with_note.get(str(item.key))
    harmless = set(kinds) <= _HARMLESS and not any(c.verdict == "not_comparable" for c in item.changes)
    comparable = harmless or (declared is not None and not set(kinds) & _NEVER)
    return ItemNote(
        item=str(item.key), comparable=comparable, kinds=tuple(str(kind) for kind in kinds), note=declared or ""
    )


def questionnaire_of(results: Results) -> Survey:
    """The questionnaire as it was asked in a wave."""
    if not results.questionnaire:
        raise InputError(
            "the results file does not hold the questionnaire, so nobody can tell whether it is the same",
            hint="analyse the responses again with this version of the program",
        )
    try:
        return recorded(results.questionnaire, survey_id=results.survey_id, version=results.survey_version)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("the questionnaire in the results file is damaged") from error


def check_services(baseline: Results, follow_up: Results, terms: Terms) -> None:
    """Refuses services of one wave that the other lacks, until the project file says what became of them."""
    by = follow_up.main_breakdown
    if by is None or baseline.main_breakdown != by:
        return
    services = terms.services
    earlier, later = members_of(baseline, by), members_of(follow_up, by)
    known_before = earlier | _options(baseline, by)
    known_after = later | _options(follow_up, by)
    for name, codes, known in (
        ("renamed, merged or closed", {*services.renamed, *_flat(services.merged), *services.closed}, known_before),
        ("renamed to, merged into or new", {*services.renamed.values(), *services.merged, *services.new}, known_after),
    ):
        unknown = sorted(codes - known)
        if unknown:
            raise InputError(
                f"services: {', '.join(unknown)} is said to be {name} but is no service of that wave",
                hint=f"the services are: {', '.join(sorted(known))}",
            )
    gone = sorted(code for code in earlier - services.closed if services.now(code) not in later)
    added = sorted(later - {services.now(code) for code in earlier} - services.new)
    if gone or added:
        raise InputError(_missing(gone, added), hint=_declare(gone, added))


def _flat(merged: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(code for codes in merged.values() for code in codes)


def members_of(results: Results, by: str) -> frozenset[str]:
    """The options of a breakdown that have people in a wave."""
    return frozenset(code for group in results.groups if group.by == by for code in group.members)


def _options(results: Results, by: str) -> frozenset[str]:
    question = questionnaire_of(results).by_id.get(by)
    return frozenset(option.code for option in getattr(question, "options", ()))


def _missing(gone: list[str], added: list[str]) -> str:
    parts = []
    if gone:
        parts.append(f"the follow-up lacks services of the baseline: {', '.join(gone)}")
    if added:
        parts.append(f"the baseline lacks services of the follow-up: {', '.join(added)}")
    return "; ".join(parts)


def _declare(gone: list[str], added: list[str]) -> str:
    lines = ["say in nullpunkt.yaml what became of them:", "services:"]
    if gone:
        lines.append(f"  closed: [{', '.join(gone)}]")
    if added:
        lines.append(f"  new: [{', '.join(added)}]")
    return "\n".join([*lines, "or renamed: {earlier: later}, or merged: {later: [earlier, earlier]}"])
