"""Whole runs on large surveys: time and the largest memory, which must grow in step with answers and questions.

python benchmarks/load.py [RESPONDENTSxQUESTIONS ...]      usually 1000x80 10000x80 100000x80 1000x300
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

USUAL = ("1000x80", "10000x80", "100000x80", "1000x300")
AGREE = ("Helt uenig", "Uenig", "Enig", "Helt enig")
SERVICES = tuple(f"Tjeneste {letter}" for letter in "ABCDEFGHIJKL")


def write_survey(folder: Path, *, people: int, questions: int) -> Path:
    """A questionnaire of agreement by twelve services, and its answers as CSV."""
    services = [{"code": f"s{place}", "text": name} for place, name in enumerate(SERVICES)]
    first = {"id": "tjeneste", "type": "single", "background": True, "text": "Hvor arbeider du?", "options": services}
    asked = [
        {"id": f"q{n}", "type": "likert", "scale": "enig", "text": f"Påstand nummer {n}"} for n in range(questions - 1)
    ]
    levels = [{"code": f"a{place}", "text": name} for place, name in enumerate(AGREE)]
    survey = {
        "id": "last", "version": "1", "title": "Last", "breakdowns": {"main": "tjeneste"},
        "scales": {"enig": {"ordered": True, "favourable": ["a2", "a3"], "options": levels}},
        "chapters": [{"id": "alt", "title": "Alt", "questions": [first, *asked]}],
    }  # fmt: skip
    (folder / "skjema.yaml").write_text(json.dumps(survey, ensure_ascii=False), encoding="utf-8")
    chance = random.Random(1)
    path = folder / "svar.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([first["text"], *(question["text"] for question in asked)])
        for _ in range(people):
            writer.writerow([chance.choice(SERVICES), *chance.choices(AGREE, (1, 2, 4, 2), k=questions - 1)])
    return path


def measured(path: Path) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and mebibytes at most, of one run."""
    command = [sys.executable, "-m", "nullpunkt", "analyse", str(path), "--survey", str(path.with_name("skjema.yaml"))]
    begun = time.perf_counter()
    child = subprocess.Popen([*command, "--format", "html", "--quiet"])
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"the run ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main(sizes: list[str]) -> None:
    """Print the table."""
    print("| respondents × questions | file, MiB | seconds | processor seconds | µs per answer | largest memory, MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        people, questions = (int(part) for part in size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            path = write_survey(Path(folder), people=people, questions=questions)
            heavy = path.stat().st_size / 1024**2
            clock, processor, memory = measured(path)
        each = processor * 1e6 / people / questions
        print(
            f"| {people} × {questions} | {heavy:.1f} | {clock:.1f} | {processor:.1f} | {each:.1f} | {memory} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:] or list(USUAL))
