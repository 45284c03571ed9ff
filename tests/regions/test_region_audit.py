"""Nothing that a municipality hides can be recovered from the whole tree, in either mode."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.regions.conftest import GOOD, run

from nullpunkt.audit import audit_folder
from nullpunkt.disclosure import regional
from nullpunkt.regions.model import BatchOutcome


def totals(output: Path) -> dict[tuple[object, ...], tuple[int, int, int]]:
    """Favourable answers in each service, with the answers and the municipalities behind them."""
    found = json.loads((output / "region" / "results.json").read_text(encoding="utf-8"))
    return {
        (row["question"], row["item"], row["group"]): (row["count"], row["n"], row["municipalities"])
        for row in found["estimates"]
        if row["by"] == "tjeneste" and row["statistic"] == "favourable"
    }


def shown(output: Path) -> dict[tuple[object, ...], tuple[int, int, int]]:
    """The same, summed over the municipalities' own results."""
    sums: dict[tuple[object, ...], tuple[int, int, int]] = {}
    for unit in GOOD:
        found = json.loads(next(output.glob(f"{unit}-*/results.json")).read_text(encoding="utf-8"))
        alone = {row["group"] for row in found["groups"] if row["members"] == [row["group"]]}
        for row in found["estimates"]:
            if row["by"] == "tjeneste" and row["statistic"] == "favourable" and row["count"] and row["group"] in alone:
                key = (row["question"], row["item"], row["group"])
                count, n, units = sums.get(key, (0, 0, 0))
                sums[key] = (count + row["count"], n + row["n"], units + 1)
    return sums


def raw_mode(region: Path, folder: Path) -> Path:
    """The same region, which now holds all answers."""
    own = shutil.copytree(region, folder / "small")
    told = (own / "region.yaml").read_text(encoding="utf-8")
    (own / "region.yaml").write_text(told.replace("wave: baseline", "wave: baseline\nmode: raw"), encoding="utf-8")
    return own


def test_published_mode_is_the_sum_of_what_is_published_and_passes_the_audit(finished: BatchOutcome) -> None:
    assert totals(finished.plan.output) == shown(finished.plan.output)
    assert audit_folder(finished.plan.output).findings == ()


@pytest.mark.slow
def test_raw_mode_adds_what_is_hidden_only_where_nothing_is_told(region: Path, tmp_path: Path) -> None:
    outcome = run(raw_mode(region, tmp_path), tmp_path / "small-reports")
    raw, sums = totals(outcome.plan.output), shown(outcome.plan.output)
    assert raw
    assert all(raw[key][1] >= sums[key][1] for key in raw if key in sums)
    assert any(raw[key][1] > sums.get(key, (0, 0, 0))[1] for key in raw)
    assert audit_folder(outcome.plan.output).findings == ()


@pytest.mark.slow
@pytest.mark.parametrize("mutant", ["no remainder rule", "not dropped until clean", "raw sums unchecked"])
def test_raw_totals_without_their_protection_do_not_pass(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    if mutant != "not dropped until clean":
        monkeypatch.setattr(regional, "_enough", lambda *_, **__: True)
    if mutant != "no remainder rule":
        monkeypatch.setattr(
            regional, "_clean", lambda _, __, candidates, hiding: tuple(s for s in hiding if s in candidates)
        )
    outcome = run(raw_mode(region, tmp_path), tmp_path / "small-reports")
    assert audit_folder(outcome.plan.output).findings
