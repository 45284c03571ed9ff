"""A worker that dies costs the one task that killed it."""

from __future__ import annotations

import os

from nullpunkt.regions.pool import Pool


def double(task: int) -> int:
    """Kills its process at 3."""
    if task == 3:
        os.kill(os.getpid(), 9)
    return 2 * task


def test_a_worker_that_dies_costs_its_own_task_alone() -> None:
    with Pool(double, jobs=2, died=lambda task: -task, preload=("json",)) as pool:
        assert dict(pool.run(range(12))) == {task: -3 if task == 3 else 2 * task for task in range(12)}
