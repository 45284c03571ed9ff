"""The program's own numbers for checks of regions, planning, rounding and phrases."""

from __future__ import annotations

import math

from tests.stats import survey_files as files
from tests.stats.checks import Check, Numbers, finite, limits

from nullpunkt.stats import benchmark, planning, proportion, rounding, shrinkage, stratified
from nullpunkt.stats.phrases import choose_phrase


def region(check: Check) -> list[stratified.Stratum]:
    return [
        stratified.Stratum(row["municipality"], int(row["x"]), int(row["n"]), int(row["N"]))
        for row in files.rows(check["data"]["file"])
    ]


def region_counts(check: Check) -> tuple[list[int], list[int]]:
    strata = region(check)
    return [stratum.count for stratum in strata], [stratum.n for stratum in strata]


def muni_vs_region(args: Numbers, check: Check) -> Numbers:
    strata = region(check)
    own = next(stratum for stratum in strata if stratum.name == args["municipality"])
    found = benchmark.compare_with_region(own, [stratum for stratum in strata if stratum is not own])
    return {
        "p": found.municipality.value,
        "p_rest": found.rest.value,
        "rest_se": found.rest.se,
        "rest_df": found.rest.degrees_of_freedom,
        "rest_lo": found.rest.low,
        "rest_hi": found.rest.high,
        "diff": found.difference.value,
        "z": found.z,
        "p_value": found.p,
        **limits(found.difference),
    }


def funnel(args: Numbers, check: Check) -> Numbers:
    counts, ns = region_counts(check)
    theta, q = sum(counts) / sum(ns), args["prob"]
    return {
        "theta": theta,
        "exact": [benchmark.funnel_limit(n, target=theta, probability=q) for n in ns],
        "normal": [benchmark.funnel_limit_normal(n, target=theta, probability=q) for n in ns],
    }


def overdispersion(args: Numbers, check: Check) -> Numbers:
    found = benchmark.overdispersion(*region_counts(check), winsor=args["winsor"])
    assert found is not None
    return {"phi": found.phi, "phi_w": found.phi_winsorised, "z": list(found.z)}


def beta_binomial(_: Numbers, check: Check) -> Numbers:
    counts, ns = region_counts(check)
    found = shrinkage.beta_binomial(counts, ns)
    assert found is not None
    pairs = list(zip(counts, ns, strict=True))
    reliabilities = [found.reliability(n) for n in ns]
    intervals = [found.interval(x, n) for x, n in pairs]
    return {
        "mu": found.mean,
        "M": finite(found.prior_size),
        "gamma_mom": shrinkage.kleinman_gamma(counts, ns),
        "M_mom": finite(found.moment_size),
        "eb": [found.shrunk(x, n) for x, n in pairs],
        "lo": [interval.low for interval in intervals],
        "hi": [interval.high for interval in intervals],
        "reliability": reliabilities,
        "mean_reliability": sum(reliabilities) / len(reliabilities),
        "loglik_bb": found.log_likelihood,
        "loglik_bin": found.binomial_log_likelihood,
    }


def rank_ci(_: Numbers, check: Check) -> Numbers:
    found = shrinkage.rank_intervals(*region_counts(check))
    return {"rank": [r.rank for r in found], "lo": [r.low for r in found], "hi": [r.high for r in found]}


def moe(args: Numbers, _: Check) -> Numbers:
    return {
        "moe": planning.margin_of_error(args["n"], population=args["N"], proportion=args["p"]),
        "moe_nofpc": planning.margin_of_error(args["n"], proportion=args["p"]),
    }


def n_required(args: Numbers, check: Check) -> Numbers:
    margin = args.get("moe", args.get("d"))
    confidence = math.erf(args["t"] / math.sqrt(2)) if "t" in args else 0.95
    n0 = planning.answers_for_infinite_population(margin, proportion=args["p"], confidence=confidence)
    n = planning.answers_required(margin, population=args["N"], proportion=args["p"], confidence=confidence)
    return {"n0": round(n0, 9) if check["kind"] == "n_required_t2" else n0, "n": n}


def mdc(args: Numbers, _: Check) -> Numbers:
    first, second = (proportion.effective_size(args[f"n{i}"], args[f"N{i}"]) for i in (1, 2))
    found = planning.minimal_detectable_change(
        args["p1"], first_effective_n=first, second_effective_n=second, power=args["power"]
    )
    return {"mdc": found}


def power_prop(args: Numbers, check: Check) -> Numbers:
    """R asks for n at a given change; we ask for the change at that n, which must be the given one."""
    n = check["r_value"]["n"]
    found = planning.minimal_detectable_change(
        args["p1"], first_effective_n=n, second_effective_n=n, power=args["power"]
    )
    assert found is not None
    return {"n": n * found / (args["p2"] - args["p1"])}


def rounded(args: Numbers, _: Check) -> Numbers:
    counts = args["counts"]
    return {
        "honest": [rounding.percent_half_up(count, sum(counts)) for count in counts],
        "honest_1dp": [rounding.percent_half_up(count, sum(counts), 1) for count in counts],
        "largest_remainder": list(rounding.largest_remainder(counts)),
    }


def phrase(args: Numbers, _: Check) -> Numbers:
    found = choose_phrase(args["x"], args["n"], population=args["N"])
    words = {"almost": "nesten", "over": "over"}
    return {
        "form": found.form.value,
        "fraction": found.fraction and str(found.fraction),
        "ten": f"{words[found.near_ten.side]} {found.near_ten.percent}" if found.near_ten else "none",
        "majority": found.majority,
    }
