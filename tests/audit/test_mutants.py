"""Every way to break the protection that the policy names must be found: an audit that passes them proves nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.audit.folders import HIDDEN, Json, at_most, coarse, full, results, scale_item, write_folder
from tests.audit.pipeline import composition, estimated, every_kind, finished, protected, write
from tests.builders import make_responses

from nullpunkt.audit import AuditReport, Combination, Kind, audit_folder
from nullpunkt.disclosure.limits import Limits, Scope
from nullpunkt.disclosure.policy import policy_for
from nullpunkt.report.model import Block, Cell, Chart, ColumnKind, Mark, Report, Table

SURVEY = every_kind()
RESPONSES = make_responses(100, seed=2, survey=SURVEY)


def kinds(report: AuditReport) -> set[Kind]:
    return {finding.kind for finding in report.findings}


def edited(folder: Path, change: Callable[[Json], None]) -> Path:
    """The program's own folder with something else in `results.json`."""
    finished(folder, RESPONSES, SURVEY, formats=())
    path = folder / "results.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    return folder


def test_without_mutation_the_folder_passes(tmp_path: Path) -> None:
    assert audit_folder(edited(tmp_path, lambda content: None)).findings == ()


def test_no_bands(tmp_path: Path) -> None:
    policy = replace(policy_for(), band_width=-1, sensitive_band_width=-1)
    report = audit_folder(finished(tmp_path, RESPONSES, SURVEY, policy=policy, formats=()))
    assert Kind.EXTREME in kinds(report)


def test_no_complementary_hiding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_they_are(rows: Any, *_: object) -> Any:
        return rows

    for module in ("items.repair", "options.repair", "options.repair_table", "options.repair_totals"):
        monkeypatch.setattr(f"nullpunkt.disclosure.{module}", as_they_are)
    report = audit_folder(finished(tmp_path, RESPONSES, SURVEY, formats=()))
    assert kinds(report) & {Kind.EXACT, Kind.NARROWED}
    assert all(finding.certified for finding in report.findings)


def test_no_remainder_rule(tmp_path: Path) -> None:
    """Two services with two answers each are hidden: the total minus the others is four people."""
    sizes = {"skole": 20, "ppt": 6, "nav": 6}
    rows = {"skole": full(4, 4, 7, 5), "ppt": HIDDEN, "nav": HIDDEN}
    content = results(scale_item("q", {None: full(5, 5, 8, 6), "tjeneste": rows}), groups={"tjeneste": sizes})
    assert Kind.REMAINDER in kinds(audit_folder(write_folder(tmp_path, content)))


def test_not_stated_as_a_small_group_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nullpunkt.disclosure import groups

    def alone(units: Sequence[groups.LockedGroup], *_: object) -> list[groups.LockedGroup]:
        return [*units, groups.LockedGroup(groups.NOT_STATED, (), True)]

    monkeypatch.setattr(groups, "_place_not_stated", alone)
    report = audit_folder(finished(tmp_path, RESPONSES, SURVEY, formats=()))
    assert {finding.group for finding in report.findings if finding.kind is Kind.SMALL_GROUP} == {"_not_stated"}


LEADERS = [
    Combination({"tjeneste": "skole", "rolle": "leder"}, 9),
    Combination({"tjeneste": "skole", "rolle": "ansatt"}, 21),
    Combination({"tjeneste": "ppt", "rolle": "leder"}, 1),
    Combination({"tjeneste": "ppt", "rolle": "ansatt"}, 14),
]


def crossed(leaders: Any, staff: Any) -> Json:
    """One «uenig» in the municipality: in PPT, and among the leaders."""
    tables: Mapping[str | None, Any] = {
        None: full(1, 9, 20, 15),
        "tjeneste": {"skole": full(0, 6, 14, 10), "ppt": full(1, 3, 6, 5)},
        "rolle": {"leder": leaders, "ansatt": staff},
    }
    sizes = {"tjeneste": {"skole": 30, "ppt": 15}, "rolle": {"leder": 10, "ansatt": 35}}
    return results(scale_item("q", tables), groups=sizes)


def test_full_distributions_by_role(tmp_path: Path) -> None:
    """PPT's only leader is the only one who disagrees: no cross table says so, but two tables together do."""
    folder = write_folder(tmp_path / "full", crossed(full(1, 2, 4, 3), full(0, 7, 16, 12)))
    report = audit_folder(folder, composition=LEADERS)
    (finding,) = report.findings
    assert (finding.kind, finding.group) == (Kind.PERSON_ANSWER, "tjeneste=ppt + rolle=leder")
    folder = write_folder(tmp_path / "coarse", crossed(coarse(10, 7), coarse(35, 28)))
    assert audit_folder(folder, composition=LEADERS).findings == ()


def test_full_distributions_by_role_from_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nullpunkt.disclosure import items

    def everything(policy: Any, *, scope: Scope, sensitive: bool) -> Limits:
        return replace(limits_for(policy, scope=scope, sensitive=sensitive), full_from=1)

    limits_for = items.limits_for
    monkeypatch.setattr(items, "limits_for", everything)
    folder = finished(tmp_path, RESPONSES, SURVEY, formats=())
    report = audit_folder(folder, composition=composition(RESPONSES, SURVEY))
    assert kinds(report) & {Kind.PERSON_ANSWER, Kind.PERSON_SIDE}


def test_a_mean_in_a_band_row(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": at_most(12, 1)}
    estimates = scale_item("q", {None: full(8, 20, 13, 6), "tjeneste": rows})
    sizes = {"tjeneste": {"skole": 20, "barnehage": 15, "ppt": 12}}
    assert audit_folder(write_folder(tmp_path / "without", results(estimates, groups=sizes))).findings == ()
    mean = next(row for row in estimates if row["group"] == "ppt" and row["statistic"] == "mean")
    mean.update(status="published", n=12, estimate=2.1)
    report = audit_folder(write_folder(tmp_path / "with", results(estimates, groups=sizes)))
    found = {(finding.kind, finding.group, finding.lower, finding.upper) for finding in report.findings}
    assert (Kind.BEYOND_STATUS, "ppt", None, None) in found
    assert (Kind.EXACT, "ppt", 1, 1) in found


def test_regional_sums_of_raw_answers(tmp_path: Path) -> None:
    """Three municipalities, one of which hides PPT: the region's sum of all three gives it away."""

    def report(name: str, total: Any, *, units: int = 1, **shown: Any) -> None:
        sizes = {"tjeneste": dict.fromkeys(("skole", "ppt", "nav"), 15 * units)}
        rows = {"skole": HIDDEN, "ppt": HIDDEN, "nav": HIDDEN, **shown}
        content = results(scale_item("q", {None: total, "tjeneste": rows}), groups=sizes)
        content["unit"] = {"id": name, "name": name}
        write_folder(tmp_path / name, content)

    report("bamble", full(9, 10, 12, 14), ppt=full(3, 4, 4, 4))
    report("kragero", full(12, 8, 15, 10), ppt=full(5, 3, 4, 3))
    report("porsgrunn", full(11, 9, 12, 13))
    report("region", full(32, 27, 39, 37), units=3, ppt=full(11, 11, 12, 11))
    leaks = audit_folder(tmp_path).findings
    assert {(finding.kind, finding.folder, finding.group) for finding in leaks} == {
        (Kind.EXACT, f"{tmp_path.name}/region", "ppt"),
        (Kind.EXACT, f"{tmp_path.name}/porsgrunn", "ppt"),
    }
    assert {finding.lower for finding in leaks if finding.option is None} == {8}

    report("region", full(32, 27, 39, 37), units=3)
    assert audit_folder(tmp_path).findings == ()


def test_regional_totals_that_tell_together(tmp_path: Path) -> None:
    """Each total leaves three municipalities over; with the municipalities' own totals they tell one hidden number."""

    def report(name: str, sizes: Mapping[str, int], positive: int, n: int, **shown: Any) -> None:
        rows = {**dict.fromkeys(sizes, HIDDEN), **shown}
        content = results(scale_item("q", {None: coarse(n, positive), "tjeneste": rows}), groups={"tjeneste": sizes})
        content["unit"] = {"id": name, "name": name}
        write_folder(tmp_path / name, content)

    def region(**totals: tuple[int, int]) -> None:
        shown = {service: coarse(n, positive) for service, (n, positive) in totals.items()}
        sizes = {service: n for service, (n, _) in totals.items()}
        content = results(scale_item("q", {None: coarse(108, 54), "tjeneste": shown}), groups={"tjeneste": sizes})
        content |= {"kind": "nullpunkt.region", "unit": {"id": None, "name": "region"}}
        write_folder(tmp_path / "region", content)

    report("bamble", {"nav": 12, "ppt": 12, "skole": 12}, 18, 36)
    report("kragero", {"nav": 12, "ppt": 12}, 10, 24)
    report("skien", {"nav": 12, "ppt": 12}, 14, 24)
    report("tinn", {"nav": 12, "skole": 12}, 12, 24, skole=coarse(12, 5), nav=coarse(12, 7))

    region(nav=(48, 23))
    assert audit_folder(tmp_path).findings == ()
    region(nav=(48, 23), ppt=(36, 20))  # what is left of the three is the school of Bamble: 18 + 10 + 14 − 16 − 20 = 6
    leaks = audit_folder(tmp_path).findings
    assert {(one.kind, one.folder, one.group, one.lower, one.upper) for one in leaks} == {
        (Kind.EXACT, f"{tmp_path.name}/bamble", "skole", 6, 6)
    }


def waves(
    folder: Path, groups: Mapping[str, int], members: Mapping[str, Sequence[str]], baseline: Json
) -> tuple[Path, Path]:
    """A baseline with «Andre» of three services, and a follow-up that shows baseline figures in its own groups."""
    first_rows = {"skole": full(6, 6, 10, 8), "_other": full(2, 3, 4, 3)}
    first = results(
        scale_item("q", {None: full(8, 9, 14, 11), "tjeneste": first_rows}),
        groups={"tjeneste": {"skole": 30, "_other": 12}},
        members={"_other": ("flyktning", "jordmor", "fysio")},
    )
    second_rows = {code: coarse(n, n // 2) for code, n in groups.items()}
    n = sum(groups.values())
    second = results(
        scale_item("q", {None: coarse(n, sum(size // 2 for size in groups.values())), "tjeneste": second_rows}),
        groups={"tjeneste": groups},
        members=members,
        wave="follow_up",
        changes=[
            {"question": "q", "item": None, "option": None, "statistic": "favourable", "by": "tjeneste", **baseline}
        ],
    )
    return write_folder(folder / "first", first), write_folder(folder / "second", second)


def test_a_baseline_that_is_regrouped(tmp_path: Path) -> None:
    """The follow-up shows Fysio's baseline alone (8 of the 12 in «Andre»): four people are left."""
    change = {
        "group": "fysio",
        "baseline": {"n": 8, "count": 5, "estimate": 0.625},
        "follow_up": {},
        "difference": None,
    }
    groups = {"skole": 30, "fysio": 10, "_other": 10}
    members = {"_other": ("flyktning", "jordmor")}
    first, second = waves(tmp_path, groups, members, change)
    assert audit_folder(second).findings == ()
    (finding,) = audit_folder(second, also=[first]).findings
    assert (finding.kind, finding.wave, finding.group) == (Kind.EXACT, "baseline", "flyktning+jordmor")
    assert (finding.lower, finding.upper) == (2, 2)


def test_a_baseline_that_is_merged_further_passes(tmp_path: Path) -> None:
    change = {"group": "_other", "baseline": {"n": 42, "count": 25, "estimate": 25 / 42}, "follow_up": {}}
    members = {"_other": ("skole", "flyktning", "jordmor", "fysio")}
    first, second = waves(tmp_path, {"_other": 50}, members, {**change, "difference": None})
    assert audit_folder(second, also=[first]).findings == ()


def test_a_reason_code_in_json(tmp_path: Path) -> None:
    def leak(content: Json) -> None:
        next(row for row in content["estimates"] if row["status"] == "suppressed")["reason"] = "complementary"

    assert kinds(audit_folder(edited(tmp_path, leak))) == {Kind.REASON_CODE}


def test_rows_in_the_order_of_a_hidden_mean(tmp_path: Path) -> None:
    def leak(content: Json) -> None:
        content["estimates"].reverse()

    assert Kind.ORDER in kinds(audit_folder(edited(tmp_path, leak)))


def test_a_number_about_a_hidden_row(tmp_path: Path) -> None:
    def leak(content: Json) -> None:
        hidden = next(
            row for row in content["estimates"] if row["status"] == "suppressed" and row["statistic"] == "favourable"
        )
        place = {key: hidden[key] for key in ("question", "item", "option", "by", "group")}
        content["associations"].append({**place, "n": 7, "estimate": 0.21, "p_value": 0.04})

    assert kinds(audit_folder(edited(tmp_path, leak))) == {Kind.BEYOND_STATUS}


def test_an_index_over_persons_with_all_its_digits(tmp_path: Path) -> None:
    def leak(content: Json) -> None:
        content["indices"][0]["sd"] = 0.81234567

    assert kinds(audit_folder(edited(tmp_path, leak))) == {Kind.BEYOND_STATUS}


def test_a_hidden_row_with_its_base(tmp_path: Path) -> None:
    def leak(content: Json) -> None:
        next(row for row in content["estimates"] if row["status"] == "suppressed" and row["by"])["n"] = 7

    assert Kind.BEYOND_STATUS in kinds(audit_folder(edited(tmp_path, leak)))


def test_a_band_with_one_value(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "ppt": at_most(12, 0)}
    content = results(
        scale_item("q", {None: full(10, 10, 7, 5), "tjeneste": rows}), groups={"tjeneste": {"skole": 20, "ppt": 12}}
    )
    assert kinds(audit_folder(write_folder(tmp_path, content))) == {Kind.EXACT}


def spoiled_block(block: Block, cell: Cell) -> Block:
    """The first hidden cell of a table by service, filled in."""
    table = block.table if isinstance(block, Chart) else block
    if not isinstance(table, Table) or not table.id.endswith("-tjeneste"):
        return block
    for number, row in enumerate(table.rows):
        for place, kept in enumerate(row):
            if kept is Mark.HIDDEN and table.columns[place].kind is ColumnKind.SHARE:
                new = (*row[:place], cell, *row[place + 1 :])
                table = replace(table, rows=(*table.rows[:number], new, *table.rows[number + 1 :]))
                return replace(block, table=table) if isinstance(block, Chart) else table
    return block


def each_block(change: Callable[[Block], Block]) -> Callable[[Report], Report]:
    def changed(report: Report) -> Report:
        sections = tuple(replace(s, blocks=tuple(change(b) for b in s.blocks)) for s in report.sections)
        return replace(report, sections=sections)

    return changed


@pytest.mark.parametrize("kind", ["html", "md", "docx", "xlsx"])
def test_a_hidden_cell_that_one_format_prints(tmp_path: Path, kind: str) -> None:
    """Only one format is spoiled; html is there too, since it tells which caption belongs to which table."""
    found = estimated(protected(RESPONSES, SURVEY), SURVEY)
    write(tmp_path, found, SURVEY, formats=("html", kind))
    spoiled = write(
        tmp_path / "spoiled", found, SURVEY, formats=(kind,), change=each_block(lambda b: spoiled_block(b, 0.0173))
    )
    name = "tables.xlsx" if kind == "xlsx" else f"report.{kind}"
    (tmp_path / name).write_bytes((spoiled / name).read_bytes())
    shutil.rmtree(spoiled)
    report = audit_folder(tmp_path)
    assert {(finding.kind, finding.file) for finding in report.findings} == {(Kind.FORMAT_LEAK, name)}
    assert all(finding.by == "tjeneste" for finding in report.findings)


def test_a_text_alternative_with_the_true_value(tmp_path: Path) -> None:
    def tells(block: Block) -> Block:
        return replace(block, alt=block.alt + " Ppt: 1,73 %.") if isinstance(block, Chart) else block

    found = estimated(protected(RESPONSES, SURVEY), SURVEY)
    report = audit_folder(write(tmp_path, found, SURVEY, change=each_block(tells)))
    files = {finding.file for finding in report.findings if finding.kind is Kind.FORMAT_LEAK}
    assert {"report.html", "report.md"} < files
    assert any(file.startswith("figures/") for file in files)
