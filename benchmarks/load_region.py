"""A whole region of very many municipalities: time, and the largest memory of the parent and of a worker.

    python benchmarks/load_region.py [UNITS ...]      usually 250 500 1000 2000

Each municipality has its own file of 60 to 99 respondents, and gets a report in Markdown; two workers. Memory must not
grow with the region but for what is known of each municipality, and time in step with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)

from tests.faults.scenario import rows, write_region, write_responses  # noqa: E402

USUAL = (250, 500, 1000, 2000)
EVERY = 0.25
"""seconds between two looks at the processes"""


@dataclass
class Watch:
    """The most that each process of a session was seen to take."""

    session: int
    memory: dict[int, int] = field(default_factory=dict)
    """MiB"""
    ticks: dict[int, int] = field(default_factory=dict)

    def look(self) -> None:
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) != self.session:
                    continue
                most = next(line for line in (entry / "status").read_text().splitlines() if line.startswith("VmHWM"))
            except (OSError, StopIteration):  # it is gone already
                continue
            self.memory[int(entry.name)] = int(most.split()[1]) // 1024
            self.ticks[int(entry.name)] = int(fields[11]) + int(fields[12])


def measured(units: int) -> str:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        region = write_region(home / "region", [])
        listed = []
        for number in range(units):
            write_responses(region / f"{number:04}.csv", list(rows(60 + number % 40)))
            listed.append({"id": f"{number:04}", "name": f"Kommune {number:04}", "responses": f"{number:04}.csv"})
        write_region(home / "region", [], units=listed)
        command = [sys.executable, "-m", "nullpunkt", "batch", str(region), "--jobs", "2", "--quiet"]
        begun = time.perf_counter()
        child = subprocess.Popen([*command, "--output", str(home / "ut-reports")], start_new_session=True)
        watch = Watch(child.pid)
        while child.poll() is None:
            watch.look()
            time.sleep(EVERY)
        clock = time.perf_counter() - begun
        if child.returncode:
            raise SystemExit(f"the run ended with {child.returncode}")
        reports = sum(1 for _ in (home / "ut-reports").glob("*/manifest.json")) - 1
    used = sum(watch.ticks.values()) / os.sysconf("SC_CLK_TCK")
    parent = watch.memory.pop(child.pid)
    each = 1000 * used / units
    return f"| {units} | {reports} | {clock:.0f} | {used:.0f} | {each:.0f} | {parent} | {max(watch.memory.values())} |"


def main(sizes: list[int]) -> None:
    """Print the table."""
    print("| units | reports | seconds | processor seconds | ms each | parent, at most MiB | worker, at most MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        print(measured(size), flush=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(USUAL))
