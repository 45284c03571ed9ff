"""Time and memory of a regional run: `python benchmarks/region.py [UNITS...]` (24 48 96; all of Norway: 357).

Each municipality has 600 staff, about 400 of whom answer the long questionnaire; HTML and JSON are written. Printed are
wall time, processor time of all processes (a municipality's share of it is what a busy machine does not change), and
the largest resident memory of one process and of all together: neither may grow with the number of municipalities.
Linux only, since it reads /proc.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nullpunkt.synthetic.write_region import write_region

STAFF = 600
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE") / 2**20


def main(sizes: list[int]) -> None:
    print("units  wall s  cpu s  cpu s/unit  largest process MiB  all processes MiB")
    for units in sizes:
        with tempfile.TemporaryDirectory() as place:
            home = Path(place)
            chosen = tuple((f"{7000 + number}", f"Kommune {number}", STAFF) for number in range(units))
            write_region(home / "region", chosen=chosen)
            command = [sys.executable, "-m", "nullpunkt", "batch", str(home / "region"), "--quiet"]
            began = time.monotonic()
            process = subprocess.Popen([*command, "--output", str(home / "out-reports")], start_new_session=True)
            cpu, largest, together = _watched(process)
            wall = time.monotonic() - began
            assert process.returncode == 0, process.returncode
            print(
                f"{units:5}  {wall:6.0f}  {cpu:5.0f}  {cpu / units:10.2f}  {largest:19.0f}  {together:17.0f}",
                flush=True,
            )


def _watched(process: subprocess.Popen[bytes]) -> tuple[float, float, float]:
    """Processor seconds, and memory of the largest process and of all, over everything in the run's session."""
    seconds: dict[int, float] = {}
    largest = together = 0.0
    while process.poll() is None:
        sizes = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == process.pid:
                seconds[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICKS
                sizes.append(int(fields[21]) * PAGE)
        largest, together = max([largest, *sizes]), max(together, sum(sizes))
        time.sleep(0.2)
    return sum(seconds.values()), largest, together


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [24, 48, 96])
