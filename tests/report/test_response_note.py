"""The response chart says that groups were merged only where they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.results_builder import full_results
from tests.small_survey import SURVEY

from nullpunkt.loading.languages import load_language
from nullpunkt.report.compose import compose


@pytest.mark.parametrize("merged", [True, False])
def test_merging_is_told_only_where_it_happened(merged: bool) -> None:
    results = full_results()
    groups = tuple(
        replace(group, members=(group.group, "another") if merged and place == 0 else (group.group,))
        for place, group in enumerate(results.groups)
    )
    report = compose(replace(results, groups=groups), SURVEY, load_language("nb"))
    chart = next(chart for chart in report.charts if chart.id == "response-rate")
    assert ("slått sammen" in chart.note) is merged
