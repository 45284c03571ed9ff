"""What a command is asked to do, once the command line and the project file are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from unicodedata import category, normalize

from nullpunkt.analysis.services import Services
from nullpunkt.disclosure.policy import DisclosurePolicy, Profile, policy_for
from nullpunkt.errors import FileError, UsageError
from nullpunkt.loading.projects import PROJECT_FILE, ProjectFile, WaveFile, load_project

PICTURES = ("svg", "png")
LANGUAGES = ("nb", "nn", "en")
DEFAULT_FORMATS = ("html", "docx", "xlsx", "md")
DEFAULT_MIN_ANSWERED = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The municipality's own look."""

    logo: Path | None = None
    accent: str | None = None
    contrast: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWave:
    """A wave that was answered before: its responses, or the `results.json` of its report."""

    path: Path
    label: str | None = None
    date: date | None = None
    population: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyseRequest:
    """One report: everything that decides its bytes besides the responses."""

    responses: tuple[Path, ...]
    survey: str | None = None
    population: Path | None = None
    name: str | None = None
    unit: str | None = None
    wave: str | None = None
    date: date | None = None
    by: tuple[str, ...] = ()
    language: str = "nb"
    formats: tuple[str, ...] = DEFAULT_FORMATS
    policy: DisclosurePolicy = field(default_factory=policy_for)
    output: Path
    private: Path
    overwrite: bool = False
    accept: frozenset[str] = frozenset()
    mapping: Mapping[str, str] = field(default_factory=dict)
    min_answered: float = DEFAULT_MIN_ANSWERED
    synthetic: bool = False
    theme: Theme = field(default_factory=Theme)
    templates: Path | None = None
    word_template: Path | None = None
    slide_template: Path | None = None
    png_figures: bool = False
    """PNG beside the SVG pictures of the Markdown report"""
    earlier: tuple[EarlierWave, ...] = ()
    """what the responses are compared with, the baseline first"""
    services: Services = field(default_factory=Services)
    """by name or option code, as the project file has them"""
    comparable_with_note: Mapping[str, str] = field(default_factory=dict)
    respondent_code: str | None = None
    approved_by: str | None = None
    """who has read and approved the comments that are published"""
    small_exact: bool = False
    """exact hypergeometric intervals for services of at most 50 people"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """The options of `analyse` as they were typed; None or empty where they were not."""

    responses: tuple[Path, ...]
    survey: str | None = None
    population: Path | None = None
    name: str | None = None
    wave: str | None = None
    by: tuple[str, ...] = ()
    language: str | None = None
    formats: tuple[str, ...] = ()
    min_group: int | None = None
    profile: str | None = None
    accept_risk: bool = False
    output: Path | None = None
    overwrite: bool = False
    project: Path | None = None
    word_template: Path | None = None
    slide_template: Path | None = None
    figures: str | None = None
    accept: tuple[str, ...] = ()
    baseline: Path | None = None
    baseline_population: Path | None = None


def request_for(line: CommandLine, *, known_formats: tuple[str, ...]) -> AnalyseRequest:
    """The request: what was typed wins over the project file, which wins over what is usual."""
    home, project = project_of(line)
    return request_with(project, home, line, known_formats=known_formats)


def request_with(
    project: ProjectFile, home: Path, line: CommandLine, *, known_formats: tuple[str, ...]
) -> AnalyseRequest:
    """The request with this project's decisions; files that it names lie in `home`."""
    first = line.responses[0]
    own, earlier = _waves(line, home, project)
    output = line.output or _sibling(first, f"{_stem(first)}-report")
    return AnalyseRequest(
        responses=line.responses,
        survey=line.survey or _definition(home, project.survey),
        population=line.population or _beside(home, own.population),
        name=_printable(line.name or project.name),
        unit=project.unit,
        wave=_printable(line.wave or own.label or ("follow_up" if earlier else None)),
        date=own.date,
        by=line.by or project.by,
        language=_one_of("language", line.language or project.language or "nb", LANGUAGES),
        formats=_formats(line.formats or project.formats, known_formats),
        policy=policy_for(
            Profile(_one_of("profile", line.profile or project.profile or "standard", tuple(Profile))),
            min_group=project.min_group if line.min_group is None else line.min_group,
            accept_risk=line.accept_risk or project.accept_risk,
            mergers=project.merge,
            open_text=project.open_text.show,
        ),
        output=output,
        private=_private(output),
        overwrite=line.overwrite,
        accept=frozenset(line.accept) | frozenset(project.accept),
        mapping=project.mapping,
        min_answered=DEFAULT_MIN_ANSWERED if project.min_answered is None else project.min_answered,
        synthetic=project.synthetic,
        theme=Theme(
            logo=_beside(home, project.theme.logo), accent=project.theme.accent, contrast=project.theme.contrast
        ),
        templates=_beside(home, project.templates),
        word_template=line.word_template or _beside(home, project.word_template),
        slide_template=line.slide_template or _beside(home, project.slide_template),
        png_figures=_is_raster(line.figures or project.figures),
        earlier=earlier,
        services=_services(project),
        comparable_with_note=project.comparable_with_note,
        respondent_code=project.respondent_code,
        approved_by=project.open_text.approved_by,
        small_exact=project.small == "exact",
    )


def _waves(line: CommandLine, home: Path, project: ProjectFile) -> tuple[WaveFile, tuple[EarlierWave, ...]]:
    """The wave that is analysed, as the project file tells of it, and the waves before it."""
    first = line.responses[0]
    listed = [
        EarlierWave(path=_named(home, w.file), label=w.label, date=w.date, population=_beside(home, w.population))
        for w in project.waves
    ]
    here = next((i for i, wave in enumerate(listed) if _same(wave.path, first)), None)
    usual = WaveFile(file=first.name, label=project.wave, date=project.date, population=project.population)
    own = usual if here is None else project.waves[here]
    before = tuple(listed if here is None else listed[:here])
    chosen = line.baseline or (None if before else _beside(home, project.baseline))
    if line.baseline is None and chosen is not None and _same(chosen, first):
        chosen = None  # the project's baseline is itself being analysed
    if chosen is None:
        return own, before
    place = next((i for i, wave in enumerate(before) if _same(wave.path, chosen)), None)
    earlier = (EarlierWave(path=chosen),) if place is None else before[place:]
    if line.baseline_population is not None:
        earlier = (replace(earlier[0], population=line.baseline_population), *earlier[1:])
    return own, earlier


def _printable(text: str | None) -> str | None:
    """The text without control signs, which no document can hold."""
    return None if text is None else "".join(sign for sign in text if category(sign) not in ("Cc", "Cs", "Cn")).strip()


def _same(one: Path, two: Path) -> bool:
    return one.resolve() == two.resolve()


def _services(project: ProjectFile) -> Services:
    told = project.services
    return Services(renamed=told.renamed, merged=told.merged, closed=frozenset(told.closed), new=frozenset(told.new))


def project_of(line: CommandLine) -> tuple[Path, ProjectFile]:
    """The project file that was named, or the one beside the responses, or an empty one; and the folder it is in."""
    first = line.responses[0]
    home = first if first.is_dir() else first.parent
    path = line.project or home / PROJECT_FILE
    if line.project is not None and not path.is_file():
        raise FileError(f"there is no project file {path}", hint="check the name given with --project")
    return (path.parent, load_project(path)) if path.is_file() else (home, ProjectFile())


def _stem(path: Path) -> str:
    return path.resolve().name if path.is_dir() else path.stem


def _sibling(path: Path, name: str) -> Path:
    """A place beside a path; «.» and «..» do not say what they are called, and «/» has nothing beside it."""
    told = path.resolve() if path.name in ("", "..") else path
    return told.with_name(name) if told.name else told / name


def _private(output: Path) -> Path:
    name = output.resolve().name
    return _sibling(output, name.removesuffix("-report") + "-private")


def _beside(home: Path, name: str | None) -> Path | None:
    return None if name is None else _named(home, name)


def _named(home: Path, name: str) -> Path:
    """A file that the project file names. An «å» can be written as one sign or as two; a zip made on a Mac has two."""
    path = home / name
    if path.exists() or not path.parent.is_dir():
        return path
    same = [file for file in path.parent.iterdir() if normalize("NFC", file.name) == normalize("NFC", path.name)]
    return same[0] if len(same) == 1 else path


def _definition(home: Path, survey: str | None) -> str | None:
    """A questionnaire in the project file is an id, or a file beside it."""
    return str(_named(home, survey)) if survey is not None and _named(home, survey).is_file() else survey


def _one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageError(f"{value!r} is no {option}", hint=f"choose one of: {', '.join(known)}")
    return value


def _is_raster(figures: str) -> bool:
    if figures not in PICTURES:
        raise UsageError(f"{figures!r} is no picture format", hint=f"choose one of: {', '.join(PICTURES)}")
    return figures == "png"


def _formats(asked: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    if not asked:
        return tuple(name for name in DEFAULT_FORMATS if name in known)
    names = [name.strip() for several in asked for name in several.split(",")]
    if "all" in names:
        return known
    return tuple(dict.fromkeys(_one_of("format", name, known) for name in names))
