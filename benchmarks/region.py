"""Time and memory of a regional run: `python benchmarks/region.py [UNITS...]` (24 48 96; all of Norway: 357).

Each municipality has 600 staff, about 400 of whom answer the long questionnaire; HTML and JSON are written. Printed are
wall time, processor time of all processes, and the largest resident memory of the parent and of any worker: memory must
not grow with the number of municipalities.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nullpunkt.synthetic.write_region import write_region

STAFF = 600
MEASURED = """
import resource, sys
from nullpunkt.cli import run
status = run(sys.argv[1:])
own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"@{own.ru_maxrss} {workers.ru_maxrss}\\n")
sys.exit(status)
"""


def main(sizes: list[int]) -> None:
    print("units  wall s  cpu s  cpu s/unit  parent MiB  worker MiB")
    for units in sizes:
        with tempfile.TemporaryDirectory() as place:
            home = Path(place)
            chosen = tuple((f"{7000 + number}", f"Kommune {number}", STAFF) for number in range(units))
            write_region(home / "region", chosen=chosen)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.monotonic()
            arguments = ["batch", str(home / "region"), "--output", str(home / "out-reports"), "--quiet", "--json"]
            done = subprocess.run(
                [sys.executable, "-c", MEASURED, *arguments], capture_output=True, text=True, check=False
            )
            wall = time.monotonic() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            parent, worker = (int(part) / 1024 for part in done.stderr.rsplit("@", 1)[1].split())
            assert json.loads(done.stdout)["failed"] == 0, done.stdout
            print(
                f"{units:5}  {wall:6.0f}  {cpu:5.0f}  {cpu / units:10.2f}  {parent:10.0f}  {worker:10.0f}", flush=True
            )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [24, 48, 96])
