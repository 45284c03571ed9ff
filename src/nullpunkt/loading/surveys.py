"""Questionnaires: the shipped ones by id, a person's own by path; each with the modules it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from nullpunkt.loading.fields import build
from nullpunkt.loading.yaml_file import Problem, UnreadableError, YamlDocument, read_yaml, refused
from nullpunkt.resources import shipped
from nullpunkt.survey.composition import SHARED_SCALES, compose
from nullpunkt.survey.definition import ModuleFile, SurveyFile
from nullpunkt.survey.draft import Finding
from nullpunkt.survey.model import Survey


@dataclass(frozen=True, slots=True)
class _Module:
    """A module's file as read: what it says, or what is wrong with it."""

    document: YamlDocument | None
    model: ModuleFile | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Checked:
    survey: Survey | None
    problems: tuple[Problem, ...] = ()


@cache  # a batch may ask once for every municipality: a fifth of a second each time
def load_all_shipped() -> tuple[Survey, ...]:
    """Every shipped questionnaire; each module is read once."""
    modules: dict[Path, _Module] = {}
    return tuple(_survey_or_refuse(path, modules) for path in sorted(shipped("surveys").glob("*.yaml")))


def load_survey(id_or_path: str) -> Survey:
    """A shipped questionnaire by id, or one of the user's own by the path of its file.

    Raises `DefinitionError` with every problem that the file and its modules have.
    """
    return _survey_or_refuse(_path_of(id_or_path), {})


def check_survey(path: str | Path) -> tuple[Problem, ...]:
    """Every problem of a questionnaire's file and its modules; none when it can be used."""
    return _checked(Path(path), {}).problems


def _path_of(id_or_path: str) -> Path:
    by_id = shipped("surveys") / f"{id_or_path}.yaml"
    if id_or_path == Path(id_or_path).name and by_id.is_file():
        return by_id
    path = Path(id_or_path)
    if path.is_file() or path.suffix.casefold() in (".yaml", ".yml"):
        return path
    known = [found.stem for found in sorted(shipped("surveys").glob("*.yaml"))]
    close = get_close_matches(id_or_path, known, n=1)
    hint = f"Did you mean «{close[0]}»?" if close else f"Shipped: {', '.join(known)}; or give the path of a .yaml file."
    raise refused((Problem(id_or_path, None, "", "there is no questionnaire with this id, and no such file.", hint),))


def _survey_or_refuse(path: Path, modules: dict[Path, _Module]) -> Survey:
    checked = _checked(path, modules)
    if checked.survey is None:
        raise refused(checked.problems)
    return checked.survey


def _checked(path: Path, read: dict[Path, _Module]) -> _Checked:
    """Read the file and its modules and compose them; `read` holds modules that were read before."""
    try:
        document = read_yaml(path)
    except UnreadableError as error:
        return _Checked(None, (error.problem,))
    file = build(document, SurveyFile)
    if isinstance(file, tuple):
        return _Checked(None, file)
    modules, missing = _modules(path, document, file, read)
    broken = tuple(problem for module in modules.values() for problem in module.problems)
    ready = {name: module.model for name, module in modules.items() if module.model is not None}
    composed = compose(file, modules=ready)
    found = tuple(_problem(finding, document, modules) for finding in composed.findings) if not broken else ()
    problems = tuple(dict.fromkeys((*missing, *broken, *found)))
    return _Checked(None if problems else composed.survey, problems)


def _modules(
    path: Path, document: YamlDocument, file: SurveyFile, read: dict[Path, _Module]
) -> tuple[dict[str, _Module], tuple[Problem, ...]]:
    """The modules by the names that the file uses, and what is wrong with the names."""
    modules = {SHARED_SCALES: _read_module(shipped("surveys") / "modules" / f"{SHARED_SCALES}.yaml", read)}
    problems: list[Problem] = []
    for number, chapter in enumerate(file.chapters):
        if chapter.module is None:
            continue
        found = _find_module(chapter.module, path)
        if isinstance(found, Path):
            modules[chapter.module] = _read_module(found, read)
        else:
            at = ("chapters", number, "module")
            problems.append(Problem(document.name, document.line_of(at), document.field_name(at), *found))
    return modules, tuple(problems)


def _find_module(name: str, survey: Path) -> Path | tuple[str, str]:
    """The module's file: a path as written, else the shipped one, else one near the survey's file.

    A name that is both shipped and near the file is ambiguous as soon as the two differ: an item has one definition.
    """
    if name.startswith("."):
        own = survey.parent / name
        return own if own.is_file() else (f"there is no file «{name}».", "The path begins at this file's folder.")
    ours = shipped("surveys") / "modules" / f"{name}.yaml"
    near = [folder / f"{name}.yaml" for folder in (survey.parent / "modules", survey.parent)]
    theirs = next((path for path in near if Path(name).name == name and path.is_file() and path != survey), None)
    if Path(name).name == name and ours.is_file():
        if theirs is not None and theirs.read_bytes() != ours.read_bytes():
            hint = f"Give yours another name, or write «module: ./{theirs.relative_to(survey.parent).as_posix()}»."
            return f"«{name}» is both a shipped module and a file of yours.", hint
        return ours
    return theirs or (f"there is no module «{name}».", _module_hint(name, survey))


def _module_hint(name: str, survey: Path) -> str:
    known = sorted(
        {path.stem for folder in (shipped("surveys"), survey.parent) for path in _yaml_in(folder / "modules")}
    )
    close = get_close_matches(name, known, n=1, cutoff=0.55)
    return f"Did you mean «{close[0]}»?" if close else f"Modules: {', '.join(known)}."


def _yaml_in(folder: Path) -> Iterator[Path]:
    return folder.glob("*.yaml")


def _read_module(path: Path, read: dict[Path, _Module]) -> _Module:
    if path not in read:
        read[path] = _module(path)
    return read[path]


def _module(path: Path) -> _Module:
    try:
        document = read_yaml(path)
    except UnreadableError as error:
        return _Module(None, None, (error.problem,))
    model = build(document, ModuleFile)
    return _Module(document, None, model) if isinstance(model, tuple) else _Module(document, model)


def _problem(finding: Finding, survey: YamlDocument, modules: dict[str, _Module]) -> Problem:
    """A finding with the line of the file that it stands in."""
    document = modules[finding.source].document if finding.source else survey
    assert document is not None  # a finding can only be about a file that was read
    line, field = document.line_of(finding.loc), document.field_name(finding.loc)
    return Problem(document.name, line, field, finding.message, finding.hint)
