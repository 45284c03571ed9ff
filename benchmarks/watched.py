"""One run of a program with all the processes that it starts: time, processor time, memory (Linux: reads /proc)."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.1
"""seconds between two looks"""


@dataclass(frozen=True, slots=True)
class Watched:
    """A finished run; `series` are (seconds since the start, MiB of all processes, shared pages counted once)."""

    wall: float
    cpu: float
    status: int
    series: tuple[tuple[float, float], ...]
    largest: float
    """MiB, the most that a single process held"""

    @property
    def peak(self) -> float:
        """MiB, the most that all processes held together."""
        return max((size for _, size in self.series), default=0.0)


def watch(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    longest: float = 3600.0,
) -> Watched:
    """Runs a command in a session of its own, by which its processes are known, to its end or `longest` seconds."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    began = time.perf_counter()
    process = subprocess.Popen(arguments, env=env, cwd=cwd, start_new_session=True, **quiet)
    seconds: dict[int, float] = {}
    series: list[tuple[float, float]] = [(0.0, 0.0)]
    largest = 0.0
    while process.poll() is None:
        sizes = [0.0]
        for folder in _of_session(process.pid):
            with suppress(OSError, ValueError, IndexError):
                fields = _fields(folder)
                seconds[int(folder.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
                sizes.append(_share_of_memory(folder))
        series.append((time.perf_counter() - began, sum(sizes)))
        if series[-1][0] > longest:
            os.killpg(process.pid, signal.SIGKILL)
        largest = max(largest, *sizes)
        time.sleep(EVERY)
    return Watched(time.perf_counter() - began, sum(seconds.values()), process.returncode, tuple(series), largest)


def _of_session(leader: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            if int(_fields(folder)[3]) == leader:
                yield folder


def _fields(folder: Path) -> list[str]:
    """Of /proc/PID/stat, from the third on: a program's name may hold blanks and brackets."""
    return (folder / "stat").read_text().rsplit(")", 1)[1].split()


def _share_of_memory(folder: Path) -> float:
    for line in (folder / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1]) / 1024
    return 0.0
