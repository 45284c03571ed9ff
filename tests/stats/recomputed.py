"""For every kind of reference check, the function that recomputes it."""

from __future__ import annotations

from collections.abc import Callable

from tests.stats import recomputed_comparisons as comparisons
from tests.stats import recomputed_estimates as estimates
from tests.stats import recomputed_regions as regions
from tests.stats.checks import Check, Numbers
from tests.stats.weighted_checks import weighted

RECOMPUTE: dict[str, Callable[[Numbers, Check], Numbers]] = {
    "wilson": estimates.wilson,
    "wilson_fpc": estimates.wilson,
    "empty": estimates.wilson,
    "wilson_fpc_domain": estimates.wilson_domain,
    "hypergeom_exact": estimates.hypergeometric,
    "strat_prop": estimates.strat_prop,
    "strat_prop_collapsed": estimates.strat_prop,
    "strat_mean": estimates.strat_mean,
    "strat_mean_collapsed": estimates.strat_mean,
    "domain_prop": estimates.domain_prop,
    "domain_single": estimates.domain_prop,
    "collapse": estimates.collapsed,
    "weighted_prop": weighted,
    "weighted_ci": weighted,
    "distribution": estimates.distribution,
    "mean_srs": estimates.mean_srs,
    "mean_no_variation": estimates.mean_no_variation,
    "mean_single": estimates.mean_single,
    "quartiles_type1": estimates.quartiles,
    "index_mean": estimates.index_mean,
    "cronbach_alpha": estimates.alpha,
    "feldt_ci": estimates.feldt,
    "omega_total": estimates.omega,
    "newcombe": comparisons.newcombe,
    "newcombe_fpc": comparisons.newcombe,
    "change_strat": comparisons.change_strat,
    "change_test": comparisons.change_test,
    "fisher_midp": comparisons.fisher,
    "fisher_2x2": comparisons.fisher_two_by_two,
    "paired_prop": comparisons.paired_prop,
    "paired_t": comparisons.paired_t,
    "overlap_info": comparisons.overlap,
    "welch": comparisons.welch_test,
    "welch_fpc": comparisons.welch_test,
    "brunner_munzel": comparisons.brunner_munzel,
    "mann_whitney": comparisons.mann_whitney,
    "p_adjust": comparisons.p_adjust,
    "p_adjust_count": comparisons.p_adjust_count,
    "chisq_rxc": comparisons.chi_square,
    "chisq": comparisons.chi_square,
    "fisher_rxc": comparisons.fisher_table,
    "service_vs_rest": comparisons.service_vs_rest,
    "multiselect": estimates.multi,
    "response_rate": estimates.response,
    "muni_vs_region": regions.muni_vs_region,
    "funnel": regions.funnel,
    "overdispersion": regions.overdispersion,
    "betabinomial_eb": regions.beta_binomial,
    "rank_ci": regions.rank_ci,
    "moe": regions.moe,
    "n_required": regions.n_required,
    "n_required_t2": regions.n_required,
    "mdc": regions.mdc,
    "power_prop_n": regions.power_prop,
    "rounding": regions.rounded,
    "phrase": regions.phrase,
}


def recompute(check: Check) -> Numbers:
    return RECOMPUTE[check["kind"]](check["args"], check)
