"""The program's own numbers for checks of one group or one municipality."""

from __future__ import annotations

import math

from tests.stats import survey_files as files
from tests.stats.checks import Check, Numbers, limits, numbers

from nullpunkt.stats import mean, multiselect, proportion, reliability, response_rate, rounding, stratified
from nullpunkt.stats import strata as collapse
from nullpunkt.stats.estimate import normal_quantile


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
