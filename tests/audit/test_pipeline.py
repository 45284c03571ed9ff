"""What the program writes passes its own attacker, at every size and with every kind of question."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.pipeline import composition, estimated, every_kind, finished, protected, write
from tests.builders import make_responses, staff_survey

from nullpunkt.audit import audit_folder
from nullpunkt.disclosure.policy import Profile, policy_for

SMALL = every_kind()


@pytest.mark.parametrize(("respondents", "seed"), [(60, 1), (100, 2), (300, 3), (1500, 4)])
def test_a_finished_folder_passes(tmp_path: Path, respondents: int, seed: int) -> None:
    folder = finished(tmp_path, make_responses(respondents, seed=seed, survey=SMALL), SMALL)
    report = audit_folder(folder)
    assert report.findings == ()
    assert report.cells_bounded > 10
    assert report.files_scanned > 10


def test_a_whole_staff_survey_passes_in_every_format(tmp_path: Path) -> None:
    survey = staff_survey(extra_grids=0)
    formats = ("html", "md", "docx", "xlsx", "pptx")
    folder = finished(tmp_path, make_responses(100, seed=2, survey=survey), survey, formats=formats)
    assert audit_folder(folder).findings == ()


def test_the_strict_profile_passes(tmp_path: Path) -> None:
    responses = make_responses(300, seed=5, survey=SMALL)
    folder = finished(tmp_path, responses, SMALL, policy=policy_for(Profile.STRICT), formats=("md",))
    assert audit_folder(folder).findings == ()


@pytest.mark.parametrize(("respondents", "seed"), [(40, 11), (70, 12)])
def test_nobody_is_recognised_by_their_backgrounds(tmp_path: Path, respondents: int, seed: int) -> None:
    """Attack B: all breakdowns together, by somebody who knows everybody's background."""
    responses = make_responses(respondents, seed=seed, survey=SMALL)
    folder = write(tmp_path, estimated(protected(responses, SMALL), SMALL), SMALL, formats=())
    report = audit_folder(folder, composition=composition(responses, SMALL))
    assert report.findings == ()


def test_headcounts_and_weights_give_nothing_away(tmp_path: Path) -> None:
    responses = make_responses(150, seed=6, survey=SMALL)
    sizes = {option.code: 400 // (place + 1) for place, option in enumerate(SMALL.by_id["tjeneste"].options)}
    folder = finished(tmp_path, responses, SMALL, invited={"tjeneste": sizes})
    assert audit_folder(folder).findings == ()
