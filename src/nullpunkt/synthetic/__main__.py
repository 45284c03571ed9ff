"""`python -m nullpunkt.synthetic examples`: makes the shipped examples anew; `region DIR` makes a whole region."""

from __future__ import annotations

import sys
from pathlib import Path

from nullpunkt.loading.surveys import load_survey
from nullpunkt.synthetic import bamble
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


if __name__ == "__main__":
    if sys.argv[1] == "region":
        write_region(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
