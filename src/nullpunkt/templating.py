"""Templates that a user can override: Jinja in a sandbox, where a forgotten word is an error and not a gap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nullpunkt.errors import InputError
from nullpunkt.report.inline import escaped
from nullpunkt.resources import shipped

_HINT = "Compare with the shipped template of the same name."


class TemplateProblem(InputError):
    """A report template does not hold."""


class MarkdownText(str):
    """Text that already is Markdown, and is not escaped again."""

    __slots__ = ()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks once for each kind of value and name whether a template may see it.

    Its answer depends on nothing else, and a page asks 12,000 times: asking each time took an eighth of the page.
    """

    def __init__(self, **options: Any) -> None:  # Any: Jinja's own options
        super().__init__(**options)
        self._answers: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        asked = (type(obj), attr)
        if asked not in self._answers:
            self._answers[asked] = super().is_safe_attribute(obj, attr, value)
        return self._answers[asked]


def render_html(template: str, values: Mapping[str, object], *, folder: Path | None = None) -> str:
    """Fill in an HTML template; every value is escaped unless it is `Markup`."""
    environment = _environment(folder, autoescape=True, finalize=None)
    return _rendered(environment, template, values)


def render_markdown(template: str, values: Mapping[str, object], *, folder: Path | None = None) -> str:
    """Fill in a Markdown template; every value is escaped unless it is `MarkdownText`."""
    environment = _environment(folder, autoescape=False, finalize=_markdown)
    return _rendered(environment, template, values)


def render_project(language: str, **values: object) -> str:
    """The commented project file that `nullpunkt init` writes; every value is YAML already."""
    environment = _environment(None, autoescape=False, finalize=None)
    return _rendered(environment, f"project/nullpunkt.{language}.yaml.j2", {"language": language, **values})


def read(name: str, *, folder: Path | None = None) -> str:
    """A file beside the templates as it is, the user's before ours."""
    for place in _folders(folder):
        if (place / name).is_file():
            return (place / name).read_text(encoding="utf-8")
    raise TemplateProblem(f"template {name} is missing")


def _folders(folder: Path | None) -> tuple[Path, ...]:
    return (*(() if folder is None else (folder,)), shipped("templates"))


@lru_cache(8)  # a region's worker fills in one template for hundreds of units: 30 ms to compile, a tenth of a report
def _environment(folder: Path | None, *, autoescape: bool, finalize: Callable[[object], object] | None) -> _Sandbox:
    loaders: list[BaseLoader] = [FileSystemLoader(place) for place in _folders(folder)]
    return _Sandbox(
        loader=ChoiceLoader(loaders),
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _rendered(environment: _Sandbox, template: str, values: Mapping[str, object]) -> str:
    try:
        return environment.get_template(template).render(values)
    except TemplateError as problem:
        line = f", line {problem.lineno}" if hasattr(problem, "lineno") else ""
        raise TemplateProblem(
            f"template {template}{line}: {problem.message}",
            hint=_HINT,
        ) from None
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        # what the template computes is its author's; the values at hand are not told
        raise TemplateProblem(f"template {template}: {type(problem).__name__}", hint=_HINT) from None


def _markdown(value: object) -> object:
    return value if isinstance(value, MarkdownText) else escaped(str(value))
