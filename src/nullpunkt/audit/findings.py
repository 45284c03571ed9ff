"""What an audit says: each thing that can be recovered, and how much was tried."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong. The first group comes from the numbers, the second from a format, the third from the bytes."""

    EXACT = "exact"
    """a hidden number can be worked out"""
    ALL_OR_NONE = "all_or_none"
    """it is certain that all, or none, of a hidden group answered favourably"""
    NARROWED = "narrowed"
    """a hidden number or a band can be narrowed too far"""
    REMAINDER = "remainder"
    """the hidden groups together are fewer than the smallest group that may be shown"""
    SMALL_GROUP = "small_group"
    """a number is shown for too few people"""
    EXTREME = "extreme"
    """almost all or almost none is shown as a number"""
    BEYOND_STATUS = "beyond_status"
    """a row that is hidden or a band carries more than its status allows"""
    PERSON_ANSWER = "person_answer"
    """the answer of a few recognisable people is certain"""
    PERSON_SIDE = "person_side"
    """which side of the scale a few recognisable people are on is certain"""
    INCONSISTENT = "inconsistent"
    """the published numbers contradict each other, so that nothing can be certified"""
    NO_CERTIFICATE = "no_certificate"
    """the solver gave no point that could be verified"""

    FORMAT_LEAK = "format_leak"
    """a number stands in one format and is hidden in another"""
    UNEXPLAINED = "unexplained"
    """a number beside a hidden row is no function of what is published"""
    ORDER = "order"
    """the place of a hidden row tells its value"""
    GEOMETRY = "geometry"
    """a drawing shows a hidden row's value"""

    CANARY = "canary"
    PERSONAL_NUMBER = "personal_number"
    TELEPHONE = "telephone"
    EMAIL = "email"
    PATH = "path"
    REASON_CODE = "reason_code"
    HIDDEN_PART = "hidden_part"
    """a hidden sheet, a comment, a macro, a property, an embedded file"""
    UNEXPECTED_FILE = "unexpected_file"
    FOREIGN_HASH = "foreign_hash"
    """a hash of something that is not in the folder"""


class Verdict(StrEnum):
    """Whether anything was found."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an attacker gets: where, what, and between which bounds."""

    kind: Kind
    folder: str
    message: str
    file: str = ""
    wave: str = ""
    question: str | None = None
    item: str | None = None
    option: str | None = None
    by: str | None = None
    group: str | None = None
    lower: int | None = None
    """fewest people that the number can stand for"""
    upper: int | None = None
    certified: bool = True
    """the bounds are attained by integer points that were verified; or the finding is read straight from a file"""

    def sort_key(self) -> tuple[str, ...]:
        """A fixed order: by folder, file, question, breakdown, group and kind."""
        place = (self.folder, self.file, self.question, self.item, self.by, self.group, self.option)
        return (*(part or "" for part in place), self.kind, self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much was tried."""

    tables_checked: int = 0
    cells_bounded: int = 0
    solves: int = 0
    files_scanned: int = 0

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            tables_checked=self.tables_checked + other.tables_checked,
            cells_bounded=self.cells_bounded + other.cells_bounded,
            solves=self.solves + other.solves,
            files_scanned=self.files_scanned + other.files_scanned,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The outcome of an audit."""

    findings: tuple[Finding, ...]
    tables_checked: int
    cells_bounded: int
    solves: int
    files_scanned: int
    verdict: Verdict


def audit_report(findings: list[Finding], effort: Effort) -> AuditReport:
    """Findings in a fixed order, each once, with the verdict that follows."""
    unique = tuple(sorted(set(findings), key=Finding.sort_key))
    return AuditReport(
        findings=unique,
        tables_checked=effort.tables_checked,
        cells_bounded=effort.cells_bounded,
        solves=effort.solves,
        files_scanned=effort.files_scanned,
        verdict=Verdict.FAIL if unique else Verdict.PASS,
    )
