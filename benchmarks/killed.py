"""Kills a regional run at random points and resumes it, many times: `python benchmarks/killed.py [TIMES] [SEED]`.

The made-up region of 35 municipalities is run once undisturbed. Then a run into another folder is killed with SIGKILL
after a random time and started again, until it was killed TIMES times (20) under way. Whenever it comes to its end,
both folders must hold the same bytes, and it begins anew.
"""

from __future__ import annotations

import os
import random
import shutil
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
        killed = ends = 0
        while killed < times:
            process = subprocess.Popen([*command, str(home / "killed-reports")], start_new_session=True)
            try:
                process.wait(chance.uniform(0.3, whole / 2))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                killed += 1
                bundles = len(list((home / "killed-private" / "bundles").glob("[0-9]*")))
                reports = len(list((home / "killed-reports").glob("[0-9]*")))
                print(f"killed {killed}: {bundles} analysed, {reports} reported", flush=True)
            else:
                ends += 1
                _held_against_undisturbed(home)
        status = subprocess.run([*command, str(home / "killed-reports")], check=False).returncode
        _held_against_undisturbed(home)
        print(f"status {status}; killed {killed} times under way, brought to its end {ends + 1} times")


def _held_against_undisturbed(home: Path) -> None:
    """Says whether the bytes are the same, and clears the place for a new run."""
    for kind in ("reports", "private"):
        same = _tree(home / f"whole-{kind}") == _tree(home / f"killed-{kind}")
        print(f"{kind}: {'the same bytes' if same else 'DIFFERENT'}", flush=True)
        shutil.rmtree(home / f"killed-{kind}")


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "batch.log")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["20", "1"][len(sys.argv) - 1 :])[:2]))
