"""The reference checks, and an estimate under the names that they expect."""

from __future__ import annotations

import json
import math
from typing import Any

from tests.stats import survey_files as files

from nullpunkt.stats.difference import Difference
from nullpunkt.stats.estimate import Estimate, Rule

Check = dict[str, Any]
Numbers = dict[str, Any]
RULES = {
    Rule.STRATIFIED_WILSON: "svyciprop_wilson",
    Rule.STRATIFIED_DEGENERATE: "degenerate_neff0_z",
    Rule.CENSUS: "census",
}


def load(name: str) -> list[Check]:
    checks: list[Check] = json.loads((files.REFERENCE / name).read_text(encoding="utf-8"))
    return checks


def finite(value: float) -> float | None:
    return None if math.isinf(value) else value


def limits(estimate: Estimate | Difference) -> Numbers:
    return {"lo": estimate.low, "hi": estimate.high}


def numbers(estimate: Estimate) -> Numbers:
    return {
        "est": estimate.value,
        "mean": estimate.value,
        "se": estimate.se,
        "df": finite(estimate.degrees_of_freedom),
        "n_eff": finite(estimate.effective_n),
        "n": estimate.n,
        "N": estimate.population,
        "rule": RULES.get(estimate.rule),
        **limits(estimate),
    }
