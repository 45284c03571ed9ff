"""The weighted estimates of the reference survey d8, each by the method that the check's name tells."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from tests.stats import survey_files as files

from nullpunkt.stats.estimate import Estimate
from nullpunkt.stats.weighting import (
    Margin,
    base_weights,
    kish_design_effect,
    post_stratify,
    rake,
    weighted_proportion,
)

Numbers = dict[str, Any]


def margin(*columns: str) -> Margin:
    people, known = files.rows("data/d8.csv"), files.rows(f"data/d8_pop_{'_'.join(columns)}.csv")
    return Margin(
        tuple("/".join(row[column] for column in columns) for row in people),
        {"/".join(row[column] for column in columns): float(row["N"]) for row in known},
    )


def one_stratum() -> Margin:
    total = sum(float(row["N"]) for row in files.rows("data/d8_pop_service.csv"))
    return Margin(("all",) * len(files.rows("data/d8.csv")), {"all": total})


def design(check_id: str) -> tuple[Margin, npt.NDArray[np.float64], list[Margin]]:
    services = margin("service")
    strata = services if check_id.endswith("strat") else one_stratum()
    base = base_weights(strata)
    if "poststrat_service_age" in check_id:
        cells = margin("service", "age")
        return strata, post_stratify(base, cells), [cells]
    if "poststrat_service" in check_id:
        return strata, post_stratify(base, services), [services]
    if "rak" in check_id:
        margins = [services, margin("age"), margin("parttime")]
        return strata, rake(base, margins), margins
    return strata, base, []


def weighted(args: Numbers, check: Numbers) -> Numbers:
    strata, weights, margins = design(check["id"])
    favourable = [files.is_success(row, args["item"], args["success"]) for row in files.rows("data/d8.csv")]
    estimate: Estimate = weighted_proportion(favourable, strata=strata, weights=weights, margins=margins)
    return {
        "est": estimate.value,
        "se": estimate.se,
        "df": estimate.degrees_of_freedom,
        "n_eff": estimate.effective_n,
        "lo": estimate.low,
        "hi": estimate.high,
        "w_min": weights.min(),
        "w_max": weights.max(),
        "w_sum": weights.sum(),
        "deff_kish": kish_design_effect(weights),
    }
