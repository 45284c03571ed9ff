"""Throws damaged input at the program for a while: only our own errors may come out, and no answer in them.

    python benchmarks/fuzz.py [--seconds 60] [--seed 1]

Exports, questionnaires, project files, language files, results and command lines are taken from small seeds and
damaged at random, from a seed, so that every finding can be repeated. A finding is printed with its target, seed and
number, and its input is kept in `fuzz-findings/`.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.faults.scenario import CANARIES, rows, write_region, write_responses, write_scenario  # noqa: E402

from nullpunkt.cli import COMMANDS, run  # noqa: E402
from nullpunkt.errors import NullpunktError  # noqa: E402
from nullpunkt.frames import read_results  # noqa: E402
from nullpunkt.loading.languages import load_language  # noqa: E402
from nullpunkt.loading.projects import load_project  # noqa: E402
from nullpunkt.loading.surveys import check_survey, load_survey  # noqa: E402
from nullpunkt.platforms.registry import recognise_table  # noqa: E402
from nullpunkt.readers.reading import read  # noqa: E402
from nullpunkt.regions.plan import BatchLine, plan_of  # noqa: E402
from nullpunkt.responses.coding import code  # noqa: E402
from nullpunkt.writers import WRITERS  # noqa: E402

FINDINGS = ROOT / "fuzz-findings"
PIECES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b";", b",", b"\t", b"\r", b"\n", b"=1+1", b"<", b"&x;",
    b"]]>", b"{{", b"}}", b"- ", b": ", b"&a ", b"*a", b"!!", b"[", b"]", b"{", b"}", b"PK\x03\x04", b"null", b"-1",
    b"1e999",
    b"NaN", b"9" * 400, b"A" * 5000, "æøå".encode(), "😀".encode(), b"\xc3", b"2020-13-45", b"\x1b[31m", b"../",
)  # fmt: skip
REGION = b"""name: Sor
language: nn
formats: [html]
survey: skjema.yaml
units:
  - {id: "4014", responses: ut.csv, wave: follow_up, in_region: false}
  - id: "4012"
    name: Bamble
    responses: seed.csv
    population: seed.csv
"""
OPTIONS = (
    "--survey", "--population", "--name", "--wave", "--by", "--language", "--format", "--min-group", "--profile",
    "--output", "--overwrite", "--project", "--baseline", "--accept", "--quiet", "--verbose", "--json", "--fail-on",
    "--help", "--",
    "ut.csv", "skjema.yaml", "nullpunkt.yaml", "nowhere.csv", ".", "..", "", "-", "md", "html", "nb", "xx", "5", "0",
    "-1", "1e9", "tjeneste", "proeve", "bti-ansatte", "strict", "æ", "list", "show", "check", "diff",
)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few pieces cut, doubled, moved, flipped or put in."""
    for _ in range(chance.randint(1, 6)):
        at, other = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
        other = min(other, at + chance.choice((1, 4, 40, 400)))
        match chance.randrange(5):
            case 0:
                content = content[:at] + content[other:]
            case 1:
                content = content[:other] + content[at:other] * chance.randint(1, 20) + content[other:]
            case 2:
                content = content[:at] + chance.choice(PIECES) + content[at:]
            case 3 if at < len(content):
                content = content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
            case _:
                content = content[:at] + content[other:] + content[at:other]
    return content


def export(path: Path) -> None:
    """An export is read and coded against a questionnaire."""
    code(recognise_table(read([path])), load_survey(str(path.parent / "skjema.yaml")))


def survey(path: Path) -> None:
    """A questionnaire is checked."""
    check_survey(path)


def project(path: Path) -> None:
    """A project file is loaded."""
    load_project(path)


def language(path: Path) -> None:
    """A language file is laid over ours."""
    load_language.cache_clear()
    load_language("nb", path.parent)


def region(path: Path) -> None:
    """A region file becomes a plan."""
    plan_of(BatchLine(region=path, output=path.parent / "region-reports"), known_formats=tuple(WRITERS))


def results(path: Path) -> None:
    """A results file is read back."""
    read_results(path)


def seeds(home: Path) -> list[tuple[Callable[[Path], None], str, bytes]]:
    """What is damaged: the target, the file's name, its sound content."""
    import openpyxl

    answers = write_scenario(home)
    book = openpyxl.Workbook()
    for row in rows(10):
        book.active.append(row)
    book.save(home / "seed.xlsx")
    with contextlib.redirect_stderr(io.StringIO()):
        run(["analyse", str(answers), "--format", "md", "--quiet", "--output", str(home / "ut-report")])
    small = write_responses(home / "seed.csv", list(rows(10))).read_bytes()
    yaml = (ROOT / "surveys" / "bekymring.yaml").read_bytes()
    whole = (
        write_region(home / "regionen", ["1", "2"], mode="published", unit_names={"A": "1"}) / "region.yaml"
    ).read_bytes()
    return [
        (region, "fuzz-region.yaml", whole),
        (region, "fuzz-region2.yaml", REGION),
        (export, "fuzz.csv", small),
        (export, "fuzz.xlsx", (home / "seed.xlsx").read_bytes()),
        (survey, "fuzz.yaml", (home / "skjema.yaml").read_bytes()),
        (survey, "fuzz2.yaml", yaml),
        (
            project,
            "fuzz-project.yaml",
            b"name: X\nlanguage: nb\nmin_group: 5\nwaves:\n  - {file: a.csv, label: foer}\n",
        ),
        (language, "nb.yaml", b"texts:\n  terminal:\n    error: Feil\n"),
        (results, "results.json", (home / "ut-report" / "results.json").read_bytes()),
    ]


def tells_an_answer(text: str) -> bool:
    return any(canary.casefold() in text.casefold() for canary in CANARIES.values())


def command_line(chance: random.Random) -> list[str]:
    command = chance.choice([name for name in COMMANDS if name not in ("batch", "example", "init")])
    return [command, *(chance.choice(OPTIONS) for _ in range(chance.randint(0, 6)))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    tried: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        home = Path(folder)
        sound = seeds(home)
        until, number = time.monotonic() + asked.seconds, 0
        while time.monotonic() < until:
            number += 1
            chance = random.Random(f"{asked.seed} {number}")
            place = chance.randrange(len(sound) + 1)
            if place == len(sound):
                target, content = "options", " ".join(line := command_line(chance)).encode()
                wrong = _run(line)
            else:
                task, name, whole = sound[place]
                target, content = f"{task.__name__} {name}", damaged(whole, chance)
                (home / name).write_bytes(content)
                wrong = _try(task, home / name, refused, target)
            tried[target] += 1
            if wrong:
                kind = f"{target}: {wrong.splitlines()[0]}"
                findings[kind] += 1
                if findings[kind] == 1:
                    FINDINGS.mkdir(exist_ok=True)
                    (FINDINGS / f"{asked.seed}-{number}").write_bytes(content)
                    print(f"seed {asked.seed}, number {number}, {target}:\n{wrong}\n", flush=True)
    print("| target | inputs | refused in good order |\n| --- | --- | --- |")
    for target in sorted(tried):
        print(f"| {target} | {tried[target]} | {refused[target] if target != 'options' else ''} |")
    print(f"\n{sum(findings.values())} findings of {len(findings)} kinds in {sum(tried.values())} inputs")
    return 1 if findings else 0


def _try(task: Callable[[Path], None], path: Path, refused: Counter[str], target: str) -> str:
    """What was wrong, empty where nothing was."""
    begun = time.monotonic()
    try:
        task(path)
    except NullpunktError as error:
        refused[target] += 1
        if tells_an_answer(f"{error.message} {error.hint}"):
            return "an answer in a message"
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {last.name}\n" + "".join(traceback.format_exception(error)[-4:])
    return "slow: more than 20 s" if time.monotonic() - begun > 20 else ""


def _run(line: list[str]) -> str:
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            status = run(line)
    except BaseException as error:
        return f"{type(error).__name__}\n" + "".join(traceback.format_exception(error)[-4:])
    if "fault of its own" in said.getvalue() or status not in (0, 1, 2):
        return f"status {status}\n{' '.join(map(repr, line))}\n{said.getvalue()}"
    return "an answer in a message" if tells_an_answer(said.getvalue()) else ""


if __name__ == "__main__":
    sys.exit(main())
