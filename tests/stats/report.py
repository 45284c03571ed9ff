"""Writes docs/statistics-checks.md: how closely every formula agrees with its oracle.

Run `python -m tests.stats.report` from the root of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.stats.checks import Check, load
from tests.stats.recomputed import recompute

PAGE = Path(__file__).parents[2] / "docs" / "statistics-checks.md"
SMALLEST_BOUND = 1e-12

# The function that the numbers came from; where no package has the formula, two independent programs of our own.
ORACLES = {
    "wilson": '`DescTools::BinomCI(method = "wilson")`',
    "wilson_fpc": "`stat.extend::CONF.prop`, clipped to the certain bounds",
    "empty": "rule: no answers, no estimate",
    "wilson_fpc_domain": "own R and Python",
    "hypergeom_exact": "`phyper`, tails inverted",
    "strat_prop": '`survey::svyciprop(method = "wilson")`',
    "strat_prop_collapsed": '`survey::svyciprop(method = "wilson")` on merged strata',
    "strat_mean": '`survey::svymean`, `svyquantile(qrule = "math")`',
    "strat_mean_collapsed": "`survey::svymean` on merged strata",
    "domain_prop": "`survey::svyciprop` on `subset(design, domain)`",
    "domain_single": "rule: no interval from one respondent",
    "collapse": "own R and Python",
    "weighted_prop": "`survey::postStratify`, `rake`, `calibrate`",
    "weighted_ci": "`survey::svyciprop` on a calibrated design",
    "distribution": "`table`",
    "mean_srs": "`survey::svymean`, `sd`",
    "mean_no_variation": "rule: no interval without variation",
    "mean_single": "rule: no interval from one answer",
    "quartiles_type1": "`quantile(type = 1)`",
    "index_mean": "`rowMeans`, `survey::svymean`",
    "cronbach_alpha": "`psych::alpha`, `cocron::cronbach.alpha.CI`",
    "feldt_ci": "`cocron::cronbach.alpha.CI`",
    "omega_total": "`factanal(factors = 1)`",
    "newcombe": '`DescTools::BinomDiffCI(method = "score")`',
    "newcombe_fpc": "own R and Python",
    "change_strat": "own R and Python on `survey::svyciprop`",
    "change_test": "own R and Python",
    "fisher_midp": "`fisher.test`, `prop.test(correct = FALSE)`",
    "fisher_2x2": "`fisher.test`",
    "paired_prop": "`contingencytables`, `binom.test`, `mcnemar.test`",
    "paired_t": "`t.test`, `wilcox.test(paired = TRUE)`",
    "overlap_info": "`merge`, `cor`",
    "welch": "`t.test`",
    "welch_fpc": "own R and Python",
    "brunner_munzel": "`brunnermunzel::brunnermunzel.test`, `effsize::cliff.delta`",
    "mann_whitney": "`wilcox.test(exact = FALSE)`",
    "p_adjust": "`p.adjust`",
    "p_adjust_count": "`p.adjust`",
    "chisq_rxc": "`chisq.test`, `DescTools::CramerV`",
    "chisq": "`chisq.test`",
    "fisher_rxc": "`fisher.test` (network algorithm)",
    "service_vs_rest": "own R and Python on `survey::svyciprop`",
    "multiselect": "counts",
    "response_rate": "own R and Python",
    "muni_vs_region": "own R and Python on `survey::svyciprop`",
    "funnel": "`qbinom`, `pbinom`",
    "overdispersion": "own R and Python",
    "betabinomial_eb": "`optim`, `VGAM::vglm(betabinomial)`",
    "rank_ci": "own R and Python",
    "moe": "own R and Python",
    "n_required": "own R and Python",
    "n_required_t2": "Cochran (1977)",
    "mdc": "`power.prop.test`, `uniroot`",
    "power_prop_n": "`power.prop.test`",
    "rounding": "integer arithmetic",
    "phrase": "rule",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What the checks of one kind come to: how many values, and the largest scaled difference."""

    kind: str
    values: int
    difference: float

    @property
    def bound(self) -> float | None:
        """The smallest power of ten not below the difference; None when every value is equal to the last bit."""
        if self.difference == 0:
            return None
        bound = SMALLEST_BOUND
        while bound < self.difference:
            bound *= 10
        return bound


def differences(ours: Any, expected: Any) -> Iterator[float]:
    """|ours − expected| / max(1, |expected|) of every number; 0 for words and null, which other tests hold equal."""
    if isinstance(expected, list):
        for one, two in zip(ours, expected, strict=True):
            yield from differences(one, two)
    elif expected is None or isinstance(expected, (str, bool)):
        yield 0.0
    else:
        yield float(abs(ours - expected) / max(1, abs(expected)))


def measure(checks: list[Check], key: str) -> list[Line]:
    found: dict[str, list[float]] = {}
    for check in checks:
        ours = recompute(check)
        for name, expected in (check[key] or {}).items():
            if name in ours:
                found.setdefault(check["kind"], []).extend(differences(ours[name], expected))
    return [Line(kind, len(values), max(values)) for kind, values in found.items()]


def table(lines: list[Line]) -> str:
    rows = [
        f"| {line.kind} | {ORACLES[line.kind]} | {line.values} | {f'{line.bound:.0e}' if line.bound else 'none'} |"
        for line in lines
    ]
    head = ["| kind of check | oracle | values | differences at most |", "|---|---|---:|---:|"]
    return "\n".join(head + rows)


def page() -> str:
    expected, published = load("expected.json"), load("published.json")
    ours, printed = measure(expected, "expected"), measure(published, "r_value")
    total = sum(line.values for line in ours) + sum(line.values for line in printed)
    return f"""# How the formulas were checked

Every number below was computed by R 4.2.2 (packages and calls in `tests/stats/reference/`) and is recomputed by the
tests at each run: {total} values in {len(expected) + len(published)} checks.
A difference is |ours − theirs| / max(1, |theirs|); "none" means equal to the last bit, and differences below
{SMALLEST_BOUND:.0e} are shown as that. SciPy and statsmodels are further oracles in `tests/stats/test_oracles.py` and
`test_distributions.py`; what must hold for any numbers is in `test_properties.py`.

This page is written by `python -m tests.stats.report`.

## Synthetic surveys and hard cases

{table(ours)}

Where the difference is more than rounding:

- `omega_total` and `betabinomial_eb` are found by different searches for a maximum. Where no difference between
  municipalities is found, R's search also reports the likelihood at a very large prior size instead of the limit.
- `fisher_rxc`: R's network algorithm takes nearly equal paths for equal. For the first table, whole-number arithmetic
  over all tables gives 0.0055080670085518, as ours does; R prints 0.0055080688.
- `weighted_prop`: with unequal base weights R's `rake` projects residuals without weights; its `calibrate` agrees
  with ours.

## Examples from textbooks, papers and manuals

The printed values hold at print precision (`tests/stats/test_reference.py`); here R's 15 digits for the same examples.

{table(printed)}

`DescTools` overshoots 1 by 7e-9 where the groups are completely separated; the schools' weights in R are stored in
single precision; `power.prop.test` stops at its own tolerance.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
