"""Which kind of description of a questionnaire was opened, and the questionnaire in it."""

from __future__ import annotations

import json
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from nullpunkt.errors import FileError
from nullpunkt.loading.definitions_scales import known_answers
from nullpunkt.platforms.headers import shared_stems
from nullpunkt.platforms.raw import Document, DocumentKind, RawFiles, RawSheet, cell_text
from nullpunkt.platforms.roles import role_of_header
from nullpunkt.platforms.surveyxact import BOOKKEEPING
from nullpunkt.survey.exchange.background import background
from nullpunkt.survey.exchange.limesurvey_in import from_tree
from nullpunkt.survey.exchange.nettskjema_in import from_elements
from nullpunkt.survey.exchange.sketch import Sketch
from nullpunkt.survey.exchange.surveyxact_in import HEADERS, from_structure, variables_in
from nullpunkt.survey.exchange.xlsform_in import from_sheets

_KNOWN = (
    "XLSForm (.xlsx), LimeSurvey (.lss, .lsg, .lsq), SurveyXact (Structure and Labels), Nettskjema (codebook .json)"
)


def describes(raw: RawFiles) -> bool:
    """Whether a platform's own description of the questionnaire is among the files."""
    return bool(raw.documents) or _xlsform(raw) is not None or _structure(raw) is not None


def sketch_of(raw: RawFiles, *, name: str) -> Sketch:
    """The questionnaire that the files describe; FileError where they describe none."""
    sketch = _sketch(raw, name=name)
    if not sketch.survey.questions:
        raise FileError(f"{raw.source} has no question that can be counted", hint="Its fields are of other types.")
    return background(sketch)


def _sketch(raw: RawFiles, *, name: str) -> Sketch:
    if raw.documents:
        return _document(raw.documents[0], name=name)
    if (form := _xlsform(raw)) is not None:
        return from_sheets(form, known_answers(), name=name)
    if (structure := _structure(raw)) is not None:
        return _surveyxact(raw, structure, name=name)
    raise FileError(f"{raw.source} describes no questionnaire that is known", hint=f"Known: {_KNOWN}.")


def _document(document: Document, *, name: str) -> Sketch:
    known = known_answers()
    match document.kind:
        case DocumentKind.LIMESURVEY:
            try:
                root = fromstring(document.content, forbid_dtd=True)
            except (ParseError, DefusedXmlException, ValueError, LookupError):
                raise FileError(f"{document.file} is not a LimeSurvey structure that can be read") from None
            return from_tree(root, known, name=name)
        case DocumentKind.NETTSKJEMA:
            content = json.loads(document.content)
            elements = content if isinstance(content, list) else content.get("elements", [])
            return from_elements([each for each in elements if isinstance(each, dict)], known, name=name)


def _xlsform(raw: RawFiles) -> dict[str, list[list[str]]] | None:
    """The sheets of an XLSForm, whatever their case."""
    sheets = {(sheet.name or "").strip().casefold(): sheet for sheet in raw.sheets}
    survey = sheets.get("survey")
    if survey is None or "type" not in {header.strip().casefold() for header in survey.head[0]}:
        return None
    return {name: _cells(sheets[name]) for name in ("survey", "choices", "settings") if name in sheets}


def _structure(raw: RawFiles) -> RawSheet | None:
    first = HEADERS[:4]
    return next((s for s in raw.sheets if s.head and tuple(h.strip() for h in s.head[0][:4]) == first), None)


def _surveyxact(raw: RawFiles, structure: RawSheet, *, name: str) -> Sketch:
    """Book-keeping and personal particulars are no questions."""
    variables = [
        variable
        for variable in variables_in(_cells(structure), shared_stems)
        if variable.question not in BOOKKEEPING
        and not role_of_header(variable.name)
        and not role_of_header(variable.stem)
    ]
    labels: dict[str, list[tuple[str, str]]] = {}
    for sheet in raw.sheets:
        if sheet is not structure and (sheet.name or sheet.file).casefold().startswith("labels"):
            for row in _cells(sheet):
                if len(row) >= 3:
                    labels.setdefault(row[0].strip(), []).append((row[1].strip(), row[2].strip()))
    return from_structure(variables, labels, known_answers(), name=name)


def _cells(sheet: RawSheet) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in sheet.rows()]
