"""Changes single signs of `stats/` and `disclosure/` and looks whether a test notices.

    python benchmarks/mutants.py [--sample 60] [--minutes 12] [--seed 1]

A sample of all mutants, drawn with a seed. Each is tried on a copy of the checkout: first the doctests of its own
module, then the tests of its package. Survivors are printed with line and change; the table goes to stdout.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("stats", "disclosure")
PRLIMIT = shutil.which("prlimit")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change."""

    module: Path
    line: int
    change: str
    text: str
    """the module with it"""


def mutants_of(module: Path) -> Iterator[Mutant]:
    """Every comparison, sum, product, junction, number and negation of a module changed, one at a time."""
    source = module.read_text(encoding="utf-8")
    places = sum(1 for _ in _changes(ast.parse(source)))
    for number in range(places):
        tree = ast.parse(source)
        for at, (node, change, apply) in enumerate(_changes(tree)):
            if at == number:
                apply()
                yield Mutant(module, getattr(node, "lineno", 0), change, ast.unparse(tree))
                break


def _changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str, object]]:
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in SWAPS:
                yield node, _named(op), lambda node=node, op=op: setattr(node, "ops", [SWAPS[type(op)]()])
            case ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in SWAPS:
                yield node, _named(op), lambda node=node, op=op: setattr(node, "op", SWAPS[type(op)]())
            case ast.Constant(value=bool()):
                yield node, f"{node.value} → {not node.value}", lambda node=node: setattr(node, "value", not node.value)
            case ast.Constant(value=int() | float()):
                yield node, f"{node.value} → {node.value + 1}", lambda node=node: setattr(node, "value", node.value + 1)
            case ast.UnaryOp(op=ast.Not()):
                yield (
                    node,
                    "not x → not not x",
                    lambda node=node: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand)),
                )


def _named(op: ast.AST) -> str:
    return f"{type(op).__name__} → {SWAPS[type(op)].__name__}"


def killed(mutant: Mutant, copy: Path, *, longest: int) -> bool:
    """Whether a test fails, or never ends."""
    place = copy / mutant.module.relative_to(ROOT)
    package = mutant.module.relative_to(ROOT / "src" / "nullpunkt").parts[0]
    original = place.read_text(encoding="utf-8")
    place.write_text(mutant.text, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": "ci"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header"]
    tests = [str(place.relative_to(copy)), f"tests/{package}"]
    if package == "disclosure":
        tests.append("tests/audit/test_pipeline.py")
    try:
        for target in tests:
            # processor time, so that a busy machine kills no mutant
            limited = ["prlimit", f"--cpu={longest}", *command, target] if PRLIMIT else [*command, target]
            done = subprocess.run(limited, cwd=copy, env=env, capture_output=True, timeout=20 * longest, check=False)
            if done.returncode not in (0, 5):
                return True
    except subprocess.TimeoutExpired:
        return True
    finally:
        place.write_text(original, encoding="utf-8")
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    everything = [
        mutant
        for package in PACKAGES
        for module in sorted((ROOT / "src" / "nullpunkt" / package).glob("*.py"))
        for mutant in mutants_of(module)
    ]
    sample = random.Random(asked.seed).sample(everything, min(asked.sample, len(everything)))
    until = time.monotonic() + 60 * asked.minutes
    tried: dict[str, list[bool]] = {package: [] for package in PACKAGES}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        kept = shutil.ignore_patterns(".git", ".venv", "*.pyc", ".hypothesis", "__pycache__", ".mypy_cache", "demo")
        shutil.copytree(ROOT, copy, ignore=kept)
        for package in PACKAGES:
            module = ROOT / "src" / "nullpunkt" / package / "__init__.py"
            if killed(Mutant(module, 0, "none", module.read_text(encoding="utf-8")), copy, longest=600):
                raise SystemExit(f"the tests of {package}/ fail without any change")
        for mutant in sample:
            if time.monotonic() > until:
                break
            dead = killed(mutant, copy, longest=120)
            tried[mutant.module.parent.name].append(dead)
            name = mutant.module.relative_to(ROOT / "src" / "nullpunkt").as_posix()
            print(f"{'killed' if dead else 'SURVIVED'}: {name}:{mutant.line}: {mutant.change}", flush=True)
    print(f"\n{len(everything)} mutants in all, a sample of {sum(map(len, tried.values()))} tried\n")
    print("| package | tried | killed | survived |\n| --- | --- | --- | --- |")
    for package, fates in tried.items():
        print(f"| `{package}/` | {len(fates)} | {sum(fates)} | {len(fates) - sum(fates)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
