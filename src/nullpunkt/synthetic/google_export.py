"""Made-up answers as Google Forms exports them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from nullpunkt.survey.model import GridQuestion, Survey
from nullpunkt.synthetic.export_table import LANGUAGE, Rows, columns_of, csv_bytes
from nullpunkt.synthetic.people import Answers


def google_csv(survey: Survey, answers: Sequence[Answers], *, opened: datetime, days: int, seed: int) -> bytes:
    """One csv with commas; a grid's rows stand in square brackets, several answers are joined by «, »."""
    chance = random.Random(seed)
    header: list[object] = ["Tidsmerke"]
    columns = []
    for question, key, _ in columns_of(survey):
        stem = question.text.into(LANGUAGE)
        if isinstance(question, GridQuestion):
            row_text = next(r.text.into(LANGUAGE) for r in question.rows if key.endswith(f".{r.id}"))
            header.append(f"{stem} [{row_text}]")
        else:
            header.append(stem)
        columns.append((key, {o.code: o.text.into(LANGUAGE) for o in getattr(question, "options", ())}))
    moments = sorted(opened + timedelta(minutes=chance.randrange(days * 24 * 60)) for _ in answers)
    rows: Rows = [header]
    for given, moment in zip(answers, moments, strict=True):
        cells = [_joined(given.get(key, ""), texts) for key, texts in columns]
        rows.append([moment.strftime("%d.%m.%Y %H.%M.%S"), *cells])
    return csv_bytes(rows, delimiter=",", encoding="utf-8")


def _joined(given: str | tuple[str, ...], texts: dict[str, str]) -> str:
    if isinstance(given, tuple):
        return ", ".join(texts[code] for code in given)
    return texts.get(given, given)
