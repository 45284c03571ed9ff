"""The lean pipeline over every municipality of a region, by a pool of two warm processes.

python benchmarks/lean_pool.py FOLDER OUT
"""

from __future__ import annotations

import os
import sys
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from lean import main as lean


def one(region: Path, out: Path, folder: Path) -> None:
    """One municipality's report; the questionnaire lies beside the folders."""
    lean(folder, out / folder.name, region / "survey.yaml")


def main(region: Path, out: Path) -> None:
    """All of them, as many at a time as there are processors."""
    folders = sorted(path for path in region.iterdir() if path.is_dir())
    with get_context("forkserver").Pool(os.cpu_count()) as pool:
        pool.map(partial(one, region, out), folders, chunksize=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
