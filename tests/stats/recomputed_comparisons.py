"""The program's own numbers for checks of change and of services against each other."""

from __future__ import annotations

import math

from tests.stats import survey_files as files
from tests.stats.checks import Check, Numbers, limits
from tests.stats.recomputed_estimates import index_values

from nullpunkt.stats import (
    association,
    difference,
    exact,
    mean,
    multiplicity,
    paired,
    proportion,
    ranks,
    stratified,
    welch,
)
from nullpunkt.stats.difference import Method, newcombe_interval, score_test
from nullpunkt.stats.distributions import student_two_sided
from nullpunkt.stats.estimate import Estimate
from nullpunkt.stats.freeman_halton import freeman_halton

METHODS = {
    Method.SCORE: "score_z_fpc",
    Method.FISHER_MID_P: "fisher_midp_nofpc",
    Method.EXACT_CENSUS: "exact_census",
}


def two_groups(args: Numbers) -> tuple[Estimate, Estimate]:
    first, second = (
        proportion.wilson_interval(args[f"x{i}"], args[f"n{i}"], population=args.get(f"N{i}")) for i in (1, 2)
    )
    return first, second


def change(first: Estimate, second: Estimate) -> Numbers:
    found, score = newcombe_interval(first, second), score_test(first, second)
    return {
        "diff": found.value,
        "z": score and score.z,
        "p": score and score.p,
        "p1": first.value,
        "p2": second.value,
        **limits(found),
    }


def newcombe(args: Numbers, _: Check) -> Numbers:
    return change(*two_groups(args))


def change_strat(args: Numbers, check: Check) -> Numbers:
    data, item = check["data"], args["item"]
    success: object = 1 if item.startswith("b") else [4, 5]
    first, second = (
        stratified.stratified_proportion(files.proportion_strata(file, files.headcounts(data, wave), item, success))
        for wave, file in enumerate(data["files"], start=1)
    )
    return change(first, second)


def change_test(args: Numbers, _: Check) -> Numbers:
    found = difference.change_test(*two_groups(args))
    return {"method": METHODS[found.method], "v": found.variance, "p": found.p}


def fisher(args: Numbers, _: Check) -> Numbers:
    found = exact.fisher_test(args["x1"], args["n1"], second_count=args["x2"], second_n=args["n2"])
    score = score_test(*two_groups(args))
    assert score is not None
    return {"fisher": found.p, "midp": found.mid_p, "z": score.z, "p_z": score.p}


def fisher_two_by_two(args: Numbers, _: Check) -> Numbers:
    return {"p": freeman_halton(args["table"]).p}


def paired_prop(args: Numbers, _: Check) -> Numbers:
    table = paired.PairedTable(both=args["a"], lost=args["b"], gained=args["c"], neither=args["d"])
    found, test = paired.newcombe_paired(table), paired.mcnemar_test(table)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return {
        "n": table.n,
        "p1": table.first / table.n,
        "p2": table.second / table.n,
        "diff": found.value,
        "diff12": -found.value,
        "lo12": -found.high,
        "hi12": -found.low,
        "mcnemar_exact": test.exact_p,
        "mcnemar_midp": test.mid_p,
        "mcnemar_chi2": test.chi_square,
        "mcnemar_p": test.asymptotic_p,
        **limits(found),
    }


def linked(item: str) -> list[tuple[float, float]]:
    waves: list[dict[str, float]] = [{}, {}]
    for row in files.rows("data/d5.csv"):
        if files.is_valid(row, item):
            waves[int(row["wave"]) - 1][row["code"]] = float(row[item])
    return [(waves[0][code], waves[1][code]) for code in sorted(waves[0].keys() & waves[1].keys())]


def paired_t(args: Numbers, _: Check) -> Numbers:
    changes = [second - first for first, second in linked(args["item"])]
    found = paired.paired_t_test(changes)
    return {
        "n": found.n,
        "diff": found.difference.value,
        "t": found.t,
        "df": found.degrees_of_freedom,
        "p": found.p,
        "wilcoxon_p": paired.wilcoxon_signed_rank(changes),
        **limits(found.difference),
    }


def overlap(_: Numbers, __: Check) -> Numbers:
    first, second = ({row["code"] for row in files.rows("data/d5.csv") if row["wave"] == w} for w in "12")
    pairs = linked("y")
    table = paired.PairedTable(
        both=pairs.count((1, 1)), lost=pairs.count((1, 0)), gained=pairs.count((0, 1)), neither=pairs.count((0, 0))
    )
    return {
        "n_both": len(first & second),
        "n1": len(first),
        "n2": len(second),
        "phi": paired.phi(table),
        "wave1_only": len(first - second),
        "wave2_only": len(second - first),
    }


def welch_groups(args: Numbers, check: Check) -> list[welch.MeanGroup]:
    if "x" in args:
        samples = [args["y"], args["x"]]
    else:
        items = [f"q{i}" for i in range(1, 7)]
        found = [index_values(file, items, 3) for file in check["data"]["files"]]
        samples = [[value for value in wave if value is not None] for wave in found]
    groups = []
    for sample, population in zip(samples, (args.get("N1"), args.get("N2")), strict=True):
        estimate = mean.mean_from_values(sample)
        assert estimate.value is not None
        assert estimate.se is not None
        groups.append(welch.MeanGroup(estimate.value, estimate.se * math.sqrt(len(sample)), len(sample), population))
    return groups


def welch_test(args: Numbers, check: Check) -> Numbers:
    found = welch.welch_test(*welch_groups(args, check))
    assert found.t is not None
    assert found.degrees_of_freedom is not None
    return {
        "diff": found.difference.value,
        "se": found.se,
        "t": found.t,
        "df": found.degrees_of_freedom,
        "p": student_two_sided(found.t, found.degrees_of_freedom),
        **limits(found.difference),
    }


def ordinal_counts(args: Numbers, check: Check) -> list[list[int]]:
    if "x" in args:
        return [files.scale_counts(args["x"]), files.scale_counts(args["y"])]
    return [files.scale_counts(files.values(file, args["item"])) for file in check["data"]["files"]]


def brunner_munzel(args: Numbers, check: Check) -> Numbers:
    first, second = ordinal_counts(args, check)
    found = ranks.brunner_munzel(first, second)
    assert found is not None
    return {
        "stat": found.statistic,
        "df": found.degrees_of_freedom,
        "p": found.p,
        "p_superiority": found.superiority,
        "lo": found.interval.low,
        "hi": found.interval.high,
        "cliffs_delta": ranks.cliffs_delta(first, second),
    }


def mann_whitney(args: Numbers, check: Check) -> Numbers:
    found = ranks.mann_whitney(*ordinal_counts(args, check))
    assert found is not None
    return {"U": found.u, "p": found.p}


def p_adjust(args: Numbers, _: Check) -> Numbers:
    return {"holm": list(multiplicity.holm(args["p"])), "BH": list(multiplicity.benjamini_hochberg(args["p"]))}


def p_adjust_count(args: Numbers, _: Check) -> Numbers:
    p, level = args["p"], args["alpha"]
    return {
        "n_reject_BH": sum(q <= level for q in multiplicity.benjamini_hochberg(p)),
        "n_reject_bonferroni": sum(len(p) * value <= level for value in p),
    }


def chi_square(args: Numbers, _: Check) -> Numbers:
    found = association.chi_square_test(args["table"])
    assert found is not None
    return {
        "chisq": found.statistic,
        "df": found.degrees_of_freedom,
        "p": found.p,
        "min_expected": found.smallest_expected,
        "V": found.uncorrected_v,
        "V_bc": found.cramers_v,
    }


def fisher_table(args: Numbers, check: Check) -> Numbers:
    pearson = chi_square(args, check)
    return {
        "p": freeman_halton(args["table"]).p,
        "p_chisq": pearson["p"],
        "min_expected": pearson["min_expected"],
    }


def service_vs_rest(args: Numbers, check: Check) -> Numbers:
    data, item = check["data"], args["item"]
    success: object = 1 if item.startswith("b") else [4, 5]
    strata = files.proportion_strata(data["file"], files.headcounts(data, data["wave"]), item, success)
    found = next(c for c in association.against_the_rest(strata) if c.name == args["service"])
    return {
        "p_service": found.service.value,
        "p_rest": found.rest.value,
        "rest_lo": found.rest.low,
        "rest_hi": found.rest.high,
        "rest_n_eff": found.rest.effective_n,
        "diff": found.difference.value,
        "z": found.z,
        "p": found.score_p,
        "v": found.test.variance,
        "p_used": found.test.p,
        **limits(found.difference),
    }
