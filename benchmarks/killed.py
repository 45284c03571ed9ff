"""Kills a regional run at random points and resumes it, many times: `python benchmarks/killed.py [TIMES] [SEED]`.

The made-up region of 35 municipalities is run once undisturbed. Then a run into another folder is killed with SIGKILL
after a random time and started again, TIMES times (20), and let to its end: both folders must hold the same bytes.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nullpunkt.synthetic.write_region import write_region


def main(times: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        write_region(home / "region")
        command = [sys.executable, "-m", "nullpunkt", "batch", str(home / "region"), "--quiet", "--output"]
        began = time.monotonic()
        subprocess.run([*command, str(home / "whole-reports")], check=False)
        whole = time.monotonic() - began
        print(f"undisturbed: {whole:.0f} s")
        chance = random.Random(seed)
        done = 0
        for number in range(times):
            process = subprocess.Popen([*command, str(home / "killed-reports")], start_new_session=True)
            try:
                process.wait(chance.uniform(1.0, whole / 6))
                done += 1
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
            bundles = len(list((home / "killed-private" / "bundles").glob("[0-9]*")))
            reports = len(list((home / "killed-reports").glob("[0-9]*")))
            print(f"killed {number + 1}: {bundles} analysed, {reports} reported")
        status = subprocess.run([*command, str(home / "killed-reports")], check=False).returncode
        for kind in ("reports", "private"):
            same = _tree(home / f"whole-{kind}") == _tree(home / f"killed-{kind}")
            print(f"{kind}: {'the same bytes' if same else 'DIFFERENT'}")
        print(f"status {status}; {done} of {times} runs ended before they were killed")


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "batch.log")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["20", "1"][len(sys.argv) - 1 :])[:2]))
