"""The attacker: tries to recover what a finished report hides. It shares no code with the program that hides it."""

from nullpunkt.audit.findings import AuditReport, Effort, Finding, Kind, Verdict
from nullpunkt.audit.persons import Combination, Composition
from nullpunkt.audit.run import audit_folder

__all__ = ["AuditReport", "Combination", "Composition", "Effort", "Finding", "Kind", "Verdict", "audit_folder"]
