"""Time and memory of a regional run: `python benchmarks/region.py [UNITS...]` (24 48 96; all of Norway: 357).

Each municipality has 600 staff, about 400 of whom answer the long questionnaire; HTML and JSON are written. Printed are
wall time, processor time of all processes (a municipality's share of it is what a busy machine does not change), and
the largest memory of one process and of all together, shared pages counted once: neither may grow with the number of
municipalities. Linux only, since it reads /proc.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from watched import watch

from nullpunkt.synthetic.write_region import write_region

STAFF = 600


def main(sizes: list[int]) -> None:
    print("units  wall s  cpu s  cpu s/unit  largest process MiB  all processes MiB")
    for units in sizes:
        with tempfile.TemporaryDirectory() as place:
            home = Path(place)
            chosen = tuple((f"{7000 + number}", f"Kommune {number}", STAFF) for number in range(units))
            write_region(home / "region", chosen=chosen)
            command = [sys.executable, "-m", "nullpunkt", "batch", str(home / "region"), "--quiet"]
            run = watch([*command, "--output", str(home / "out-reports")])
            assert run.status == 0, run.status
            print(
                f"{units:5}  {run.wall:6.0f}  {run.cpu:5.0f}  {run.cpu / units:10.2f}  {run.largest:19.0f}"
                f"  {run.peak:17.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [24, 48, 96])
