"""Filters in the words of other platforms: what can be said as «asked if this was answered so»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nullpunkt.survey.model import Condition, ItemKey

_OR = re.compile(r"\s+or\s+|\s*\|\|\s*", re.IGNORECASE)
_XLSFORM = re.compile(r"\$\{(?P<name>[^{}]+)\}\s*=\s*(?P<q>['\"])(?P<code>[^'\"]*)(?P=q)")
_SELECTED = re.compile(r"selected\(\s*\$\{(?P<name>[^{}]+)\}\s*,\s*(?P<q>['\"])(?P<code>[^'\"]*)(?P=q)\s*\)")
_LIME = re.compile(
    r"(?P<name>\w+?)(?:\.(?:NAOK|value|valueNAOK))?\s*(?:==|=|\beq\b)\s*(?P<q>['\"])(?P<code>[^'\"]*)(?P=q)"
)


def xlsform_condition(
    text: str, *, keys: Mapping[str, ItemKey], codes: Mapping[str, Mapping[str, str]]
) -> Condition | None:
    """`${a} = 'x' or selected(${a}, 'y')`; None for anything else."""
    found = [
        _XLSFORM.fullmatch(part) or _SELECTED.fullmatch(part)
        for part in (_bare(each) for each in _OR.split(_bare(text)))
    ]
    pairs = [(match["name"].strip(), match["code"]) for match in found if match is not None]
    return _condition(pairs, keys, codes) if len(pairs) == len(found) else None


def lime_condition(
    text: str, *, keys: Mapping[str, ItemKey], codes: Mapping[str, Mapping[str, str]]
) -> Condition | None:
    """`(a.NAOK == "A1" or a.NAOK == "A2")`, `a_SQ001.NAOK == "Y"`; None for anything else."""
    found = [_LIME.fullmatch(_bare(part)) for part in _OR.split(_bare(text))]
    pairs: list[tuple[str, str]] = []
    for match in found:
        if match is None:
            return None
        name, code = match["name"], match["code"]
        question, _, part = name.partition("_")
        if name not in keys and part and f"{question}/{part}" in keys:
            name = f"{question}/{part}"
        elif name not in keys and part and code == "Y":
            name, code = question, part
        pairs.append((name, code))
    return _condition(pairs, keys, codes)


def _condition(
    pairs: list[tuple[str, str]], keys: Mapping[str, ItemKey], codes: Mapping[str, Mapping[str, str]]
) -> Condition | None:
    """All about one item, each code one of its own."""
    if not pairs or len({name for name, _ in pairs}) != 1 or pairs[0][0] not in keys:
        return None
    key = keys[pairs[0][0]]
    known = codes.get(key.question, {})
    if any(code not in known for _, code in pairs):
        return None
    return Condition(key.question, tuple(known[code] for _, code in pairs), key.item)


def _bare(text: str) -> str:
    """Without the brackets around the whole."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def to_xlsform(condition: Condition, *, name: str, several: bool) -> str:
    """`relevant` of an XLSForm."""
    each = "selected(${{{}}}, '{}')" if several else "${{{}}} = '{}'"
    return " or ".join(each.format(name, code) for code in condition.options)
