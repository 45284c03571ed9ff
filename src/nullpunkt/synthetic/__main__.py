"""`python -m nullpunkt.synthetic examples`: makes the shipped examples anew; `region DIR` makes a whole region."""

from __future__ import annotations

import sys
from pathlib import Path

from nullpunkt.loading.surveys import load_survey
from nullpunkt.synthetic import bamble, before_after
from nullpunkt.synthetic.write_region import write_region
from nullpunkt.writers.deterministic import normalise
from nullpunkt.writers.folder import replace_files


def main(folder: Path) -> None:
    """Writes every example's data into `folder`."""
    survey = load_survey(bamble.SURVEY)
    workbook = normalise(bamble.workbook(survey), day=None, language="nb-NO")
    replace_files(
        folder / "bamble",
        {"responses.xlsx": workbook, "population.csv": bamble.population(survey).encode("utf-8-sig")},
    )
    headcounts = before_after.population(survey).encode("utf-8-sig")
    repeated: dict[str, bytes] = {}
    for year, book in zip((2020, 2023), before_after.workbooks(survey), strict=True):
        repeated[f"responses-{year}.xlsx"] = normalise(book, day=None, language="nb-NO")
        repeated[f"population-{year}.csv"] = headcounts
    replace_files(folder / "before-after", repeated)


if __name__ == "__main__":
    if sys.argv[1] == "region":
        write_region(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
