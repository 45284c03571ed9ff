"""A small survey with its answers, as files: everything that a run needs, and people who must not be found again."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from unicodedata import category

OUTPUT = "ut-report"
PRIVATE = "ut-private"

SERVICES = ("Skole", "Barnehage", "PPT")
AGREE = ("Helt uenig", "Uenig", "Enig", "Helt enig")
HEADERS = ("ID", "E-post", "Navn", "Hvor arbeider du?", "Jeg trives på jobb", "Hvorfor?", "Har du barn?")

CANARIES = {
    "ID": "R-KANARI-ID",
    "E-post": "kanari.epost@eksempel.no",
    "Navn": "Kanari Navnesen",
    "Hvorfor?": "kanarifritekst om naboen",
}
"""what the input says of a person, by column; none of it may come out"""

SURVEY: Mapping[str, object] = {
    "id": "proeve",
    "version": "1",
    "title": "Prøveskjema",
    "breakdowns": {"main": "tjeneste"},
    "scales": {
        "enig": {
            "ordered": True,
            "favourable": ["a2", "a3"],
            "options": [{"code": f"a{place}", "text": name} for place, name in enumerate(AGREE)],
        }
    },
    "chapters": [
        {
            "id": "alt",
            "title": "Alt",
            "questions": [
                {
                    "id": "tjeneste",
                    "type": "single",
                    "background": True,
                    "text": HEADERS[3],
                    "options": [{"code": f"s{place}", "text": name} for place, name in enumerate(SERVICES)],
                },
                {
                    "id": "trives",
                    "type": "likert",
                    "main_finding": True,
                    "text": HEADERS[4],
                    "scale": "enig",
                },
                {"id": "hvorfor", "type": "text", "text": HEADERS[5]},
                {"id": "barn", "type": "yes_no", "text": HEADERS[6]},
            ],
        }
    ],
}


def rows(people: int = 60) -> Iterator[list[str]]:
    """Answers that are nobody's, with a canary in every place that could tell who somebody is."""
    for person in range(people):
        yield [
            f"{CANARIES['ID']}-{person}",
            f"{person}.{CANARIES['E-post']}",
            f"{CANARIES['Navn']} {person}",
            SERVICES[person % 3],
            AGREE[person * 7 % 4],
            f"{CANARIES['Hvorfor?']} {person}",
            "Ja" if person % 5 else "Nei",
        ]


def write_responses(path: Path, table: Sequence[Sequence[str]], *, headers: Sequence[str] = HEADERS) -> Path:
    """The answers as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([headers, *table])
    return path


def write_scenario(
    folder: Path, *, survey: Mapping[str, object] = SURVEY, project: Mapping[str, object] | None = None
) -> Path:
    """Answers, questionnaire and project file; the path of the answers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "skjema.yaml").write_text(_yaml(survey), encoding="utf-8")
    told = {"name": "Prøve", "survey": "skjema.yaml", **(project or {})}
    (folder / "nullpunkt.yaml").write_text(_yaml(told), encoding="utf-8")
    return write_responses(folder / "ut.csv", list(rows()))


def write_region(folder: Path, files: Sequence[str], *, survey: Mapping[str, object] = SURVEY, **more: object) -> Path:
    """A region.yaml with one file of answers for each municipality; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "skjema.yaml").write_text(_yaml(survey), encoding="utf-8")
    for place, unit in enumerate(files):
        write_responses(folder / f"{unit}.csv", list(rows(60 + 3 * place)))
    listed = [{"id": unit, "name": f"Kommune {unit}", "responses": f"{unit}.csv"} for unit in files]
    region = {"name": "Prøveregionen", "survey": "skjema.yaml", "formats": ["md"], "units": listed, **more}
    (folder / "region.yaml").write_text(_yaml(region), encoding="utf-8")
    return folder


def _yaml(value: object) -> str:
    """The value as JSON, which is YAML; what no text file may hold is written with a backslash."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if category(sign) in ("Cc", "Cn", "Zl", "Zp") else sign for sign in text)


def nullpunkt(
    *arguments: str | Path, cwd: Path, before: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `before` is Python that runs first in it."""
    script = f"import sys\n{before}\nsys.argv[0] = 'nullpunkt'\nfrom nullpunkt.__main__ import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", script, *(str(argument) for argument in arguments)],
        cwd=cwd,
        env=os.environ if env is None else env,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=120,
    )


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def in_a_child(task: Callable[[], int]) -> int:
    """What a forked process makes of the task: its status, or 128 and more where a signal ended it.

    A copy of this process needs no start, so that hundreds can be killed in a second.
    """
    child = os.fork()
    if child == 0:  # never returns to the test
        status = 70
        try:
            status = task()
        finally:
            os._exit(status)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return 128 - code if code < 0 else code
