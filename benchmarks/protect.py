"""How long protection takes: 60 items, three breakdowns, by number of respondents. Run: python benchmarks/protect.py"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.builders import make_responses, staff_survey

from nullpunkt.disclosure.policy import policy_for
from nullpunkt.disclosure.protect import protect
from nullpunkt.tabulation.tabulate import tabulate


def main() -> None:
    """Print the best of three runs, and how much is shown."""
    survey = staff_survey()
    for respondents in (60, 100, 300, 1500):
        tabulation = tabulate(make_responses(respondents, seed=1), survey)
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            protected = protect(tabulation, survey, policy_for())
            seconds.append(time.perf_counter() - start)
        shown = ", ".join(f"{detail} {count}" for detail, count in protected.log.details.items())
        print(f"{respondents:5} respondents  {min(seconds):.3f} s  rows: {shown}")


if __name__ == "__main__":
    main()
