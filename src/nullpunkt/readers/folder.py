"""Which files of a folder are one export."""

from __future__ import annotations

from pathlib import Path

from nullpunkt.errors import FileError

_ANSWERS = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".sav", ".zsav", ".xml"}
_DESCRIPTIONS = {".lss", ".lsa", ".json"}
_SURVEYXACT_SET = ("dataset", "labels", "structure")
_NOT_ANSWERS = ("readme", "population", "befolkning", "inviterte", "invited", "les", "lisens", "license", "nullpunkt")


def files_of_one_export(folder: Path) -> tuple[Path, ...]:
    """A SurveyXact set, or the one file with answers and what describes it; more than one is not guessed between."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    except OSError as error:
        raise FileError(f"{folder} cannot be opened: {error.strerror or 'unknown reason'}") from None
    answers = [path for path in files if path.suffix.lower() in _ANSWERS and not _is_other(path)]
    surveyxact = [path for path in answers if path.stem.lower() in _SURVEYXACT_SET]
    if len(surveyxact) == len(_SURVEYXACT_SET):
        return tuple(surveyxact)
    if not answers:
        raise FileError(
            f"{folder} holds no survey: no file with answers in it",
            hint="Put the platform's export (.xlsx, .csv, .sav) into the folder, or name the file itself.",
        )
    if len(answers) > 1:
        names = ", ".join(path.name for path in answers[:5]) + (" …" if len(answers) > 5 else "")
        raise FileError(
            f"{folder} holds {len(answers)} files that may be answers: {names}", hint="Name the one that is meant."
        )
    return (*answers, *(path for path in files if path.suffix.lower() in _DESCRIPTIONS and not _is_other(path)))


def with_its_set(path: Path) -> tuple[Path, ...]:
    """A SurveyXact `dataset` cannot be read without the `labels` and `structure` that lie beside it."""
    if path.stem.lower() != _SURVEYXACT_SET[0] or not path.is_file():
        return (path,)
    beside = [path.with_name(name + path.suffix) for name in _SURVEYXACT_SET[1:]]
    return (path, *beside) if all(file.is_file() for file in beside) else (path,)


def _is_other(path: Path) -> bool:
    return path.stem.lower().startswith(_NOT_ANSWERS)
