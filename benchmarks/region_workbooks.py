"""Made-up exports of so many Norwegian municipalities, each in a folder of its own.

python benchmarks/region_workbooks.py FOLDER --units 35 --respondents 1000
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from workbook import write_all

from nullpunkt.regions.municipalities import municipalities


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=35)
    parser.add_argument("--respondents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for place, one in enumerate(list(municipalities().values())[: given.units]):
        folder = given.folder / f"{one.number} {one.name}"
        write_all(folder, respondents=given.respondents, questions=60, seed=given.seed + place)
        (folder / "nullpunkt.yaml").unlink()
        shutil.move(folder / "survey.yaml", given.folder / "survey.yaml")


if __name__ == "__main__":
    main()
