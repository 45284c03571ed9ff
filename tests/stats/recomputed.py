"""For every kind of reference check: the program's own numbers, under the names that the check expects."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from tests.stats import survey_files as files
from tests.stats.weighted_checks import weighted

from nullpunkt.stats import (
    association,
    benchmark,
    difference,
    exact,
    mean,
    multiplicity,
    multiselect,
    paired,
    planning,
    proportion,
    ranks,
    reliability,
    response_rate,
    rounding,
    shrinkage,
    stratified,
    welch,
)
from nullpunkt.stats import strata as collapse
from nullpunkt.stats.difference import Difference, Method, newcombe_interval, score_test
from nullpunkt.stats.distributions import student_two_sided
from nullpunkt.stats.estimate import Estimate, Rule, normal_quantile
from nullpunkt.stats.freeman_halton import freeman_halton
from nullpunkt.stats.phrases import choose_phrase

Check = dict[str, Any]
Numbers = dict[str, Any]
RULES = {
    Rule.STRATIFIED_WILSON: "svyciprop_wilson",
    Rule.STRATIFIED_DEGENERATE: "degenerate_neff0_z",
    Rule.CENSUS: "census",
}
METHODS = {
    Method.SCORE: "score_z_fpc",
    Method.FISHER_MID_P: "fisher_midp_nofpc",
    Method.EXACT_CENSUS: "exact_census",
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


def wilson(args: Numbers, _: Check) -> Numbers:
    x, n, N = args["x"], args["n"], args.get("N")
    estimate = proportion.wilson_interval(x, n, population=N)
    if estimate.value is None:
        return numbers(estimate)
    raw = proportion.score_limits(estimate.value, estimate.effective_n, normal_quantile(0.95))
    return numbers(estimate) | {"lo_raw": raw.low, "hi_raw": raw.high}


def wilson_domain(args: Numbers, _: Check) -> Numbers:
    population = proportion.domain_population(args["n_dom"], args["n_resp"], args["N"])
    estimate = proportion.wilson_interval(args["x"], args["n_dom"], population=population)
    return numbers(estimate) | {"N_dom": population}


def hypergeometric(args: Numbers, _: Check) -> Numbers:
    return limits(proportion.hypergeometric_interval(args["x"], args["n"], population=args["N"]))


def strat_prop(args: Numbers, check: Check) -> Numbers:
    if "strata" in args:
        return numbers(stratified.stratified_proportion([stratified.Stratum(*row) for row in args["strata"]]))
    data = check["data"]
    services = files.headcounts(data, data.get("wave"))
    strata = files.proportion_strata(data["file"], services, args["item"], args["success"])
    return numbers(stratified.stratified_proportion(strata))


def strat_mean(args: Numbers, check: Check) -> Numbers:
    if "strata" in args:
        strata = [
            stratified.MeanStratum(name=name, n=n, population=N, mean=average, squares=squares)
            for name, n, N, average, squares in args["strata"]
        ]
        return numbers(stratified.stratified_mean(strata))
    data = check["data"]
    services = files.headcounts(data, data.get("wave"))
    strata = files.mean_strata(data["file"], services, files.item_score(args["item"]))
    sizes = {stratum.name: stratum.population / stratum.n for stratum in strata if stratum.n}
    answers = [row for row in files.rows(data["file"]) if files.is_valid(row, args["item"])]
    weights = [
        math.fsum(sizes[row["service"]] for row in answers if float(row[args["item"]]) == score)
        for score in files.SCALE
    ]
    quartiles = mean.weighted_quartiles(files.SCALE, weights)
    assert quartiles is not None
    return numbers(stratified.stratified_mean(strata)) | {
        "wq1": quartiles.first,
        "wmedian": quartiles.median,
        "wq3": quartiles.third,
    }


def domain_prop(args: Numbers, check: Check) -> Numbers:
    data, leaders = check["data"], args.get("domain", "").startswith("role")
    services = files.headcounts(data, data.get("wave"))

    def belongs(row: files.Row) -> bool:
        return not leaders or row["role"] == "leder"

    strata = files.domain_strata(data["file"], services, args["item"], args["success"], belongs)
    estimate = stratified.domain_proportion(strata)
    return numbers(estimate) | {"n_dom": estimate.n}


def collapsed(args: Numbers, check: Check) -> Numbers:
    data = check["data"]
    strata = files.proportion_strata(data["file"], files.headcounts(data), "y", 1)
    found = collapse.collapse_strata(strata, minimum=args["min_n"])
    return {
        "groups": [list(group) for group in found.groups],
        "N": [stratum.population for stratum in found.strata],
        "n": [stratum.n for stratum in found.strata],
    }


def distribution(args: Numbers, check: Check) -> Numbers:
    found = [row[args["item"]] for row in files.rows(check["data"]["file"])]
    counts = files.scale_counts(files.values(check["data"]["file"], args["item"]))
    n = sum(counts)
    return {
        "n": n,
        "counts": counts,
        "pct": [100 * count / n for count in counts],
        "pct_int": [rounding.percent_half_up(count, n) for count in counts],
        "n_blank": found.count(""),
        "n_dk": found.count("97"),
        "n_na": found.count("98"),
        "n_filtered": found.count("99"),
    }


def mean_srs(args: Numbers, check: Check) -> Numbers:
    counts = files.scale_counts(files.values(check["data"]["file"], args["item"]))
    estimate = mean.mean_from_counts(files.SCALE, counts, population=args["N"])
    return numbers(estimate) | {"sd": mean.standard_deviation(files.SCALE, counts)}


def quartiles(args: Numbers, check: Check) -> Numbers:
    counts = files.scale_counts(files.values(check["data"]["file"], args["item"]))
    found = mean.quartiles_from_counts(files.SCALE, counts)
    assert found is not None
    return {"q1": found.first, "median": mean.median_from_counts(files.SCALE, counts), "q3": found.third}


def mean_no_variation(args: Numbers, check: Check) -> Numbers:
    counts = files.scale_counts(files.values(check["data"]["file"], args["item"]))
    population = sum(N for _, N, _ in files.headcounts({"headcount": "data/d3_headcount.csv"}))
    return numbers(mean.mean_from_counts(files.SCALE, counts, population=population))


def mean_single(args: Numbers, _: Check) -> Numbers:
    counts = files.scale_counts([args["values"]])
    return numbers(mean.mean_from_counts(files.SCALE, counts, population=5)) | {
        "sd": mean.standard_deviation(files.SCALE, counts)
    }


def index_values(file: str, items: list[str], minimum: int) -> list[float | None]:
    return [reliability.index_score(files.battery(row, items), minimum_answered=minimum) for row in files.rows(file)]


def index_mean(args: Numbers, check: Check) -> Numbers:
    data, items, minimum = check["data"], args["items"], args["min_answered"]

    def score(row: files.Row) -> float | None:
        return reliability.index_score(files.battery(row, items), minimum_answered=minimum)

    found = index_values(data["file"], items, minimum)
    given = [value for value in found if value is not None]
    unweighted = mean.mean_from_values(given)
    assert unweighted.se is not None
    strata = files.mean_strata(data["file"], files.headcounts(data, data["wave"]), score)
    return numbers(stratified.stratified_mean(strata)) | {
        "n_dropped": len(found) - len(given),
        "mean_unw": unweighted.value,
        "sd": unweighted.se * math.sqrt(unweighted.n),
    }


def alpha(args: Numbers, check: Check) -> Numbers:
    answers = [files.battery(row, args["items"]) for row in files.rows(check["data"]["file"])]
    found = reliability.cronbach_alpha(answers)
    assert found is not None
    return {
        "n": found.n,
        "k": found.items,
        "alpha": found.alpha,
        "lo": found.interval.low,
        "hi": found.interval.high,
        "std_alpha": found.standardised,
        "alpha_drop": list(found.alpha_if_dropped),
        "item_rest_r": list(found.item_rest_correlation),
    }


def omega(args: Numbers, check: Check) -> Numbers:
    answers = [files.battery(row, args["items"]) for row in files.rows(check["data"]["file"])]
    found = reliability.mcdonald_omega(answers)
    assert found is not None
    return {"omega_ml_std": found.standardised, "omega_ml_raw": found.omega}


def feldt(args: Numbers, _: Check) -> Numbers:
    found = reliability.feldt_interval(args["alpha"], n=args["n"], items=args["k"])
    return {"lo": found.low, "hi": found.high}


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


def multi(args: Numbers, check: Check) -> Numbers:
    people = files.rows(check["data"]["file"])
    found = multiselect.multi_select(
        [row["m_seen"] == "1" for row in people],
        [[row[option] == "1" for option in args["options"]] for row in people],
    )
    x = found.counts[args["options"].index(args["option"])]
    return {
        "x": x,
        "n": found.n,
        "est": x / found.n,
        "n_seen": found.n_seen,
        "n_seen_blank": found.n_seen_blank,
        "n_not_seen": found.n_not_seen,
    }


def response(_: Numbers, check: Check) -> Numbers:
    data = check["data"]
    people, services = files.rows(data["file"]), files.headcounts(data, data["wave"])
    complete = sum(all(row[f"q{i}"] != "" for i in range(1, 7)) for row in people)
    answered = [sum(row["service"] == name for row in people) for name, _, _ in services]
    invited = [population for _, population, _ in services]
    rate = response_rate.ResponseRate(complete=complete, partial=len(people) - complete, invited=sum(invited))
    found = response_rate.representativity(answered, invited)
    assert found is not None
    return {
        "n": rate.answered,
        "N": rate.invited,
        "RR1": rate.rr1,
        "RR2": rate.rr2,
        "service_rr": list(found.rates),
        "S_rho": found.spread,
        "R": found.r,
        "R_adj": found.r_adjusted,
        "max_abs_bias": found.worst_bias,
    }


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


def power_prop(args: Numbers, check: Check) -> Numbers:
    """R asks for n at a given change; we ask for the change at that n, which must be the given one."""
    n = check["r_value"]["n"]
    found = planning.minimal_detectable_change(
        args["p1"], first_effective_n=n, second_effective_n=n, power=args["power"]
    )
    assert found is not None
    return {"n": n * found / (args["p2"] - args["p1"])}


RECOMPUTE: dict[str, Callable[[Numbers, Check], Numbers]] = {
    "wilson": wilson,
    "wilson_fpc": wilson,
    "empty": wilson,
    "wilson_fpc_domain": wilson_domain,
    "hypergeom_exact": hypergeometric,
    "strat_prop": strat_prop,
    "strat_prop_collapsed": strat_prop,
    "strat_mean": strat_mean,
    "strat_mean_collapsed": strat_mean,
    "domain_prop": domain_prop,
    "domain_single": domain_prop,
    "collapse": collapsed,
    "weighted_prop": weighted,
    "weighted_ci": weighted,
    "distribution": distribution,
    "mean_srs": mean_srs,
    "mean_no_variation": mean_no_variation,
    "mean_single": mean_single,
    "quartiles_type1": quartiles,
    "index_mean": index_mean,
    "cronbach_alpha": alpha,
    "feldt_ci": feldt,
    "omega_total": omega,
    "newcombe": newcombe,
    "newcombe_fpc": newcombe,
    "change_strat": change_strat,
    "change_test": change_test,
    "fisher_midp": fisher,
    "fisher_2x2": lambda args, _: {"p": freeman_halton(args["table"]).p},
    "paired_prop": paired_prop,
    "paired_t": paired_t,
    "overlap_info": overlap,
    "welch": welch_test,
    "welch_fpc": welch_test,
    "brunner_munzel": brunner_munzel,
    "mann_whitney": mann_whitney,
    "p_adjust": p_adjust,
    "p_adjust_count": p_adjust_count,
    "chisq_rxc": chi_square,
    "chisq": chi_square,
    "fisher_rxc": fisher_table,
    "service_vs_rest": service_vs_rest,
    "multiselect": multi,
    "response_rate": response,
    "muni_vs_region": muni_vs_region,
    "funnel": funnel,
    "overdispersion": overdispersion,
    "betabinomial_eb": beta_binomial,
    "rank_ci": rank_ci,
    "moe": moe,
    "n_required": n_required,
    "n_required_t2": n_required,
    "mdc": mdc,
    "power_prop_n": power_prop,
    "rounding": rounded,
    "phrase": phrase,
}


def recompute(check: Check) -> Numbers:
    return RECOMPUTE[check["kind"]](check["args"], check)
