"""The report as one web page that needs nothing else: no script, no request, fonts and pictures inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from markupsafe import Markup, escape

from nullpunkt import templating
from nullpunkt.charts.svg import narrow_svg, svg
from nullpunkt.report.cells import HIDDEN_SIGN, cell_text, hides, is_numeric
from nullpunkt.report.inline import Run, runs
from nullpunkt.report.model import Block, Cell, Chart, Mark, Report, Section, Table, TableColumn
from nullpunkt.report.numbering import numbering
from nullpunkt.resources import shipped
from nullpunkt.writers.settings import SHIPPED, WriterSettings

_FACES = (("Regular", 400), ("Bold", 700))
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{digest}'; "
    "base-uri 'none'; form-action 'none'"
)


def render_html(report: Report, settings: WriterSettings = SHIPPED) -> str:
    """The whole page."""
    style = _style(report, settings)
    return templating.render_html("html/report.html.j2", _values(report, style), folder=settings.templates)


def _values(report: Report, style: str) -> Mapping[str, object]:
    words = report.chart_words
    titles = {section.id: section.title for section in report.sections}

    def rows(table: Table) -> list[tuple[bool, str, list[tuple[str, bool]]]]:
        # all at once: every call out of the template's sandbox costs as much as printing a number
        numeric = [is_numeric(column) for column in table.columns]
        found = []
        for place, row in enumerate(table.rows):
            head, *rest = [_cell(value, column, report) for value, column in zip(row, table.columns, strict=True)]
            found.append((place in table.emphasis, head, list(zip(rest, numeric[1:], strict=True))))
        return found

    def picture(chart: Chart) -> Markup:
        return Markup(svg(chart, words, report.palette))  # noqa: S704 (the painter escapes)

    def phone_picture(chart: Chart) -> Markup:
        return Markup(narrow_svg(chart, words, report.palette))  # noqa: S704 (the painter escapes)

    return {
        "report": report,
        "words": report.words,
        "date": words.numbers.date(report.date) if report.date else "",
        "style": Markup(style),  # noqa: S704 (our own file)
        "policy": _POLICY.format(digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()),
        "logo": _logo(report.logo) if report.logo else "",
        "number": numbering(report),
        "title_of": titles,
        "children": _children(report),
        "text": _inline,
        "rows": rows,
        "hides": hides,
        "numeric": is_numeric,
        "picture": picture,
        "phone_picture": phone_picture,
        "kind": _kind,
    }


def _kind(block: Block) -> str:
    return type(block).__name__


def _children(report: Report) -> Mapping[str, tuple[Section, ...]]:
    """The sections of level 3 under each of level 2."""
    found: dict[str, list[Section]] = {}
    chapter = ""
    for section in report.sections:
        if section.level == 2:
            chapter = section.id
            found[chapter] = []
        elif chapter:
            found[chapter].append(section)
    return {name: tuple(sections) for name, sections in found.items()}


def _inline(text: str) -> Markup:
    return Markup("").join(_run(run) for run in runs(text))


def _run(run: Run) -> Markup:
    shown = escape(run.text)
    for used, tag in ((run.code, "code"), (run.italic, "em"), (run.bold, "strong")):
        if used:
            shown = Markup("<{0}>{1}</{0}>").format(Markup(tag), shown)  # noqa: S704 (one of three words)
    return Markup('<a href="{}">{}</a>').format(run.href, shown) if run.href else shown


def _cell(value: Cell, column: TableColumn, report: Report) -> str:
    if value is Mark.HIDDEN:
        return Markup('<abbr title="{}">{}</abbr>').format(report.words["hidden"], HIDDEN_SIGN)
    return cell_text(value, column, report.chart_words)


def _style(report: Report, settings: WriterSettings) -> str:
    faces = "".join(_face(name, weight) for name, weight in _FACES)
    colours = f":root{{--accent:{report.palette.accent};--contrast:{report.palette.contrast}}}"
    foot = report.words["synthetic"] if report.synthetic else f"{report.unit} · {report.title}"
    paper = f"@media print{{@page{{@bottom-left{{content:{_css_string(foot)};font:9pt 'Open Sans',sans-serif}}}}}}"
    return f"{faces}{colours}\n{templating.read('html/report.css', folder=settings.templates)}{paper}"


def _css_string(text: str) -> str:
    """A text as a quoted CSS string in which no letter can end the string or the style sheet."""
    return (
        '"'
        + "".join(letter if letter.isalnum() or letter in " .,:·–" else f"\\{ord(letter):x} " for letter in text)
        + '"'
    )


def _face(name: str, weight: int) -> str:
    content = (shipped("templates") / "fonts" / f"OpenSans-{name}.woff2").read_bytes()
    source = f"url(data:font/woff2;base64,{base64.b64encode(content).decode()}) format('woff2')"
    return f"@font-face{{font-family:'Open Sans';font-weight:{weight};src:{source}}}"


def _logo(content: bytes) -> str:
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg" if content.startswith(b"\xff\xd8") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
