"""What stands in a report's folder besides the report, and in the adviser's own beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt import __version__
from nullpunkt.comments import review_file
from nullpunkt.errors import FileError

if TYPE_CHECKING:
    from nullpunkt.analysis.model import Results
    from nullpunkt.disclosure.protect import Protected
    from nullpunkt.intake import Loaded
    from nullpunkt.request import AnalyseRequest
    from nullpunkt.survey.model import Survey


def estimates_table(results: Results) -> str:
    """`estimates.csv`: the estimates as one tidy table, as a Norwegian Excel opens it."""
    from nullpunkt.analysis.table import tidy_csv

    return tidy_csv(results.estimates, decimal="," if results.language in ("nb", "nn") else ".")


def manifest_of(files: Mapping[str, bytes], survey: Survey, request: AnalyseRequest) -> bytes:
    """`manifest.json`: the options of the run and the seal of every file."""
    from nullpunkt.writers.folder import manifest

    options = {
        "survey": {"id": survey.id, "version": survey.version},
        "language": request.language,
        "formats": list(request.formats),
        "profile": str(request.policy.profile),
        "min_group": request.policy.min_group,
        "by": list(request.by),
        "name": request.name,
        "wave": request.wave,
        "accept": sorted(request.accept),
    }
    return manifest(files, version=__version__, options=options)


def private_files(loaded: Loaded, protected: Protected, request: AnalyseRequest) -> dict[str, bytes]:
    """What the adviser alone may see: quality, reasons for hiding, hashes of the inputs."""
    from nullpunkt.disclosure.log import log_to_json

    return {
        "quality.json": quality(loaded).encode(),
        "disclosure-log.json": log_to_json(protected.log).encode(),
        "inputs.json": _inputs(request).encode(),
        **review_file(loaded.coded.responses, request),
    }


def quality(loaded: Loaded) -> str:
    """`quality.json`: what was recognised, how columns were matched, what is wrong; never an answer."""
    table = loaded.table
    return _json(
        {
            "kind": "nullpunkt.quality",
            "schema_version": 1,
            "file": table.source,
            "sheet": table.sheet,
            "platform": asdict(table.recognition),
            "survey": {"id": loaded.survey.id, "version": loaded.survey.version},
            "rows": table.rows,
            "respondents": loaded.coded.responses.respondents,
            "left_out": [asdict(left) for left in table.left_out],
            "dropped_columns": [asdict(dropped) for dropped in table.dropped],
            "columns": [asdict(match) for match in loaded.coded.matches],
            "issues": [asdict(issue) for issue in loaded.issues],
            "notes": list(table.notes),
        }
    )


def _inputs(request: AnalyseRequest) -> str:
    paths = [file for path in request.responses for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    files = [*(path for path in paths if path.is_file()), *([request.population] if request.population else [])]
    hashes = {path.name: hashlib.sha256(read_file(path)).hexdigest() for path in files}
    return _json({"kind": "nullpunkt.inputs", "schema_version": 1, "files": hashes})


def read_file(path: Path) -> bytes:
    """A file of the user's, whole."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", hint="check the name and the folder") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
