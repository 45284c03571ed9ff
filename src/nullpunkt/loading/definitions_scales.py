"""The library of known scales: the shared ones first, then those that are often met."""

from __future__ import annotations

from pathlib import Path

from nullpunkt.loading.fields import build
from nullpunkt.loading.yaml_file import UnreadableError, read_yaml, refused
from nullpunkt.resources import shipped
from nullpunkt.survey.composition import SHARED_SCALES
from nullpunkt.survey.definition import ModuleFile, OptionEntry, ScaleEntry
from nullpunkt.survey.exchange.scales import KnownAnswers, KnownScale
from nullpunkt.survey.model import Option, OptionKind, Text

_BESIDE = "ved_siden_av"


def known_answers() -> KnownAnswers:
    """Every scale of `modules/skalaer.yaml` and `scales/kjente_skalaer.yaml`."""
    shared = _module(shipped("surveys") / "modules" / f"{SHARED_SCALES}.yaml")
    known = _module(shipped("surveys") / "scales" / "kjente_skalaer.yaml")
    beside = _scale(_BESIDE, known.scales[_BESIDE], shared=False).options
    scales = [_scale(name, entry, shared=True) for name, entry in shared.scales.items()]
    scales += [_scale(name, entry, shared=False) for name, entry in known.scales.items() if name != _BESIDE]
    return KnownAnswers(tuple(scales), beside)


def _module(path: Path) -> ModuleFile:
    try:
        document = read_yaml(path, name=path.name)
    except UnreadableError as error:
        raise refused((error.problem,)) from None
    built = build(document, ModuleFile)
    if isinstance(built, tuple):
        raise refused(built)
    return built


def _scale(name: str, entry: ScaleEntry, *, shared: bool) -> KnownScale:
    places = [option.code for option in entry.options if option.kind is OptionKind.ANSWER]
    options = tuple(_option(option, entry, places) for option in entry.options)
    return KnownScale(name, options, entry.ordered, shared)


def _option(option: OptionEntry, scale: ScaleEntry, places: list[str]) -> Option:
    score = float(places.index(option.code) + 1) if scale.ordered and option.code in places else None
    return Option(option.code, Text(option.text), option.kind, score, option.code in scale.favourable, option.aliases)
