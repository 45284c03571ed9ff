"""The questionnaires of one run, read once by each process and not for every municipality."""

from __future__ import annotations

from functools import lru_cache

from nullpunkt.questionnaires import load_questionnaire
from nullpunkt.survey.model import Survey


@lru_cache(16)  # 15 to 30 ms a municipality and phase, which is a tenth of the long questionnaire's report
def definition(id_or_path: str) -> Survey:
    """A questionnaire as `load_questionnaire` gives it; a change of its file is seen by the next run."""
    return load_questionnaire(id_or_path)
