"""Changes single signs of `stats/` and `disclosure/` and looks whether a test notices.

    python benchmarks/mutants.py [--sample 300] [--seed 1] [--minutes 60] [--only disclosure/regional.py ...]

A sample of all mutants is drawn with a seed, from each module in proportion, and half of it from `disclosure/`. Each is
tried against the tests that run the changed line (`mutant_tests.py`). Survivors are printed with line and change; the
table goes to stdout.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # the folder of this file has a coverage.py of its own

from benchmarks.mutant_tests import SOURCE, killed, test_map, warm_up  # noqa: E402

PACKAGES = ("stats", "disclosure")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change."""

    module: Path
    number: int
    """which of the module's changes"""
    line: int
    change: str
    lines: tuple[int, ...]
    """the lines whose tests it concerns"""

    def tree(self) -> ast.Module:
        """The module with it."""
        tree = ast.parse(self.module.read_text(encoding="utf-8"))
        for number, (_, _, _, apply) in enumerate(_changes(tree)):
            if number == self.number:
                apply()
                return ast.fix_missing_locations(tree)
        raise IndexError(self.number)

    def __str__(self) -> str:
        return f"{self.module.relative_to(SOURCE).as_posix()}:{self.line}: {self.change}"


Change = tuple[ast.expr, tuple[int, ...], str, Callable[[], None]]


def mutants_of(module: Path) -> Iterator[Mutant]:
    """Every comparison, sum, product, junction, number and negation of a module changed, one at a time."""
    for number, (node, lines, change, _) in enumerate(_changes(ast.parse(module.read_text(encoding="utf-8")))):
        yield Mutant(module, number, node.lineno, change, lines)


def _changes(tree: ast.Module) -> Iterator[Change]:
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.stmt | ast.match_case | ast.ExceptHandler):
            continue
        own = [node for node in _own(statement) if isinstance(node, ast.expr)]
        if isinstance(statement, ast.ClassDef):  # that a dataclass is frozen and slotted is for whoever writes code
            own = []
        lines = {line for node in own for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
        for node in own:
            for change, apply in _changes_of(node):
                yield node, tuple(sorted(lines)), change, apply


def _own(statement: ast.AST) -> Iterator[ast.AST]:
    """What belongs to a statement and to no statement in it."""
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt | ast.match_case | ast.ExceptHandler):
            yield child
            yield from _own(child)


def _changes_of(node: ast.expr) -> Iterator[tuple[str, Callable[[], None]]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in SWAPS:
            yield _swap(op), lambda: setattr(node, "ops", [SWAPS[type(op)]()])
        case ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in SWAPS:
            yield _swap(op), lambda: setattr(node, "op", SWAPS[type(op)]())
        case ast.Constant(value=bool()):
            yield f"{node.value} → {not node.value}", lambda: setattr(node, "value", not node.value)
        case ast.Constant(value=int() | float() as value):
            yield f"{value} → {value + 1}", lambda: setattr(node, "value", value + 1)
        case ast.UnaryOp(op=ast.Not()):
            yield "not x → x", lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))


def _swap(op: ast.AST) -> str:
    return f"{type(op).__name__} → {SWAPS[type(op)].__name__}"


def drawn(size: int, seed: int) -> list[Mutant]:
    """Half from each package; from each module as its share of its package's mutants, and one at least."""
    chance = random.Random(seed)
    sample = []
    for package in PACKAGES:
        found = [list(mutants_of(module)) for module in sorted((SOURCE / package).glob("*.py"))]
        total = sum(map(len, found))
        for mutants in found:
            wanted = max(1, round(size / len(PACKAGES) * len(mutants) / total))
            sample += chance.sample(mutants, min(wanted, len(mutants)))
    return chance.sample(sample, len(sample))


def chosen(names: Sequence[str]) -> list[Mutant]:
    """Every mutant of these modules."""
    return [mutant for name in names for mutant in mutants_of(SOURCE / name)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--only", nargs="*", default=[], metavar="MODULE", help="all mutants of these")
    parser.add_argument("--again", type=Path, metavar="OUTPUT", help="those alone that survived an earlier run")
    asked = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    sample = chosen(asked.only) if asked.only else drawn(asked.sample, asked.seed)
    if asked.again:
        told = {line.partition(": ")[2] for line in asked.again.read_text().splitlines() if line.startswith("SURV")}
        sample = [mutant for mutant in sample if str(mutant) in told]
    fates: dict[str, list[bool]] = {package: [] for package in PACKAGES}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(Path(folder) / "examples")
        known = test_map(Path(folder))
        warm_up()
        for module in sorted({mutant.module for mutant in sample}):
            if killed(module, ast.parse(module.read_text(encoding="utf-8")), known.tests_of(module, ())[:40]):
                raise SystemExit(f"the tests of {module.name} fail without any change")
        until = time.monotonic() + 60 * asked.minutes
        for mutant in sample:
            if time.monotonic() > until:
                break
            tests = known.tests_of(mutant.module, mutant.lines)
            dead = killed(mutant.module, mutant.tree(), tests)
            fates[mutant.module.parent.name].append(dead)
            print(f"{'killed' if dead else 'SURVIVED'} ({len(tests)} tests): {mutant}", flush=True)
    all_of = {p: sum(1 for m in (SOURCE / p).glob("*.py") for _ in mutants_of(m)) for p in PACKAGES}
    print("\n| package | mutants | tried | killed | survived | score |\n| --- | --- | --- | --- | --- | --- |")
    for package, dead_or_not in fates.items():
        tried, dead = len(dead_or_not), sum(dead_or_not)
        score = f"{dead / tried:.0%}" if tried else ""
        print(f"| `{package}/` | {all_of[package]} | {tried} | {dead} | {tried - dead} | {score} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
