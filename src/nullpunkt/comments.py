"""Free text, published only by choice: masked into a private review file, and back from it what a person approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nullpunkt.errors import FileError

if TYPE_CHECKING:
    from nullpunkt.disclosure.public import PublicTables
    from nullpunkt.request import AnalyseRequest
    from nullpunkt.responses.model import Responses

REVIEW = "open-text-review.csv"


def review_file(responses: Responses, request: AnalyseRequest) -> dict[str, bytes]:
    """The masked comments to be read; a file that somebody has begun to fill in is left as it is."""
    if not request.policy.open_text or (request.private / REVIEW).exists():
        return {}
    from nullpunkt.disclosure.review import review_rows, review_to_csv

    return {REVIEW: review_to_csv(review_rows(responses.texts)).encode("utf-8-sig")}


def with_approved(tables: PublicTables, request: AnalyseRequest) -> PublicTables:
    """The tables with the comments that the review file approves, when somebody answers for them by name."""
    path = request.private / REVIEW
    if not request.policy.open_text or request.approved_by is None or not path.is_file():
        return tables
    from nullpunkt.disclosure.review import review_from_csv, with_open_text

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot read {path}", hint="Save it as CSV UTF-8, or delete it to get a new one.") from error
    return with_open_text(tables, review_from_csv(text))
