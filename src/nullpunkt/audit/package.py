"""Reads Office packages part by part: what is shown as tables and text, and what should not be there at all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from nullpunkt.audit.document import Alternative, Document, DocumentTable
from nullpunkt.audit.workbook import read_workbook
from nullpunkt.audit.xmlpart import attribute, local, parsed

_FORBIDDEN_PARTS = (
    (re.compile(r"vbaProject|/macrosheets/|activeX", re.IGNORECASE), "a macro"),
    (re.compile(r"(?:^|/)(?:threaded)?comments\w*(?:/|\.xml)", re.IGNORECASE), "comments"),
    (re.compile(r"(?:^|/)customXml/item\d+\.xml$"), "custom XML"),
    (re.compile(r"/(?:pivotTables|pivotCache)/", re.IGNORECASE), "a pivot table"),
    (re.compile(r"/externalLinks/|/connections\.xml$|/queryTables/", re.IGNORECASE), "an external link"),
    (re.compile(r"docProps/custom\.xml$"), "custom properties"),
    (re.compile(r"/people\.xml$|/persons/", re.IGNORECASE), "a list of people"),
)
_PERSON_PROPERTIES = ("creator", "lastModifiedBy", "Manager", "Company")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_MAIN = {"word": "document.xml", "ppt": "presentation.xml", "xl": "workbook.xml"}
_EMBEDDING = re.compile(r"/embeddings/")


def read_package(content: bytes) -> Document:
    """A Word document, a presentation or a workbook, whichever it is."""
    document = Document()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in sorted(package.namelist()) if not name.endswith("/")}
    except zipfile.BadZipFile:
        document.hidden_parts.append("a package that cannot be opened")
        return document
    _structure(parts, document)
    kind = next((kind for kind in ("word", "ppt", "xl") if f"{kind}/{_MAIN[kind]}" in parts), "")
    if kind == "xl":
        document.absorb(read_workbook(parts))
    titles = _slide_titles(parts)
    for name, part in parts.items():
        if kind == "xl" and not name.startswith(("xl/drawings/", "xl/charts/")):
            continue
        if name.endswith(".xml") and (root := parsed(part)) is not None:
            _text_part(name, root, document, title=titles.get(name, ""))
    _behind_charts(document)
    return document


def _slide_titles(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The first words of each slide, for the slide and for the charts on it."""
    titles: dict[str, str] = {}
    for name, part in parts.items():
        if not _SLIDE.fullmatch(name) or (root := parsed(part)) is None:
            continue
        title = next((text for block in _blocks(root) if (text := text_of(block))), "")
        relations = parsed(parts.get(f"ppt/slides/_rels/{name.rpartition('/')[2]}.rels", b""))
        targets = [attribute(relation, "Target") for relation in relations] if relations is not None else []
        titles |= {name: title} | {f"ppt/{target.removeprefix('../')}": title for target in targets if target}
    return titles


def _behind_charts(document: Document) -> None:
    """A chart's workbook may hold what the chart shows and nothing else."""
    shown = {number for table in document.tables for row in table.rows for cell in row if (number := _number(cell))}
    for name, content in document.embedded:
        if _EMBEDDING.search(name) and name.endswith(".xlsx"):
            tables = read_package(content).tables
            cells = {number for table in tables for row in table.rows for cell in row if (number := _number(cell))}
            if cells - shown:
                document.hidden_parts.append("a number behind a chart that the chart does not show")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _structure(parts: Mapping[str, bytes], document: Document) -> None:
    presentation = "ppt/presentation.xml" in parts
    for name, part in parts.items():
        document.hidden_parts += [said for pattern, said in _FORBIDDEN_PARTS if pattern.search(name)]
        if _EMBEDDING.search(name):
            # an editable chart of a presentation needs its workbook; it is read like any other
            document.embedded.append((name, part))
            if not (presentation and name.endswith(".xlsx")):
                document.hidden_parts.append("an embedded file")
        elif not name.endswith((".xml", ".rels")):
            document.embedded.append((name, part))
        if name.startswith("docProps/") and (root := parsed(part)) is not None:
            _properties(root, document)


def _properties(root: Element, document: Document) -> None:
    for element in root.iter():
        text = (element.text or "").strip()
        if text:
            document.texts.append(text)
        if local(element) in _PERSON_PROPERTIES and text:
            document.hidden_parts.append(f"the property {local(element)}")


def _text_part(name: str, root: Element, document: Document, *, title: str) -> None:
    if root.tag.endswith("}sld") and attribute(root, "show") == "0":
        document.hidden_parts.append("a hidden slide")
    for element in root.iter():
        match local(element):
            case "ins" | "del" | "moveFrom" | "moveTo" if name.startswith("word/"):
                document.hidden_parts.append("tracked changes")
            case "vanish" if name.startswith("word/") and "styles" not in name:
                document.hidden_parts.append("hidden text")
            case "docPr" | "cNvPr":
                descriptions = (attribute(element, "descr"), attribute(element, "title"))
                document.alternatives += [Alternative(text) for text in descriptions if text]
                document.texts += [text for text in descriptions if text]
            case "plotArea":
                document.tables += list(_chart_tables(element, title))
            case _:
                pass
    caption = ""
    for block in _blocks(root):
        if local(block) == "tbl":
            rows = tuple(_table_rows(block))
            stated = next((attribute(e, "val") for e in block.iter() if local(e) == "tblCaption"), "")
            document.tables.append(DocumentTable(rows[1:], rows[0] if rows else (), stated or title or caption))
            document.labels += [row[0] for row in rows if row]
            document.texts += [cell for row in rows for cell in row if cell]
        elif text := text_of(block):
            caption = text
            document.texts.append(text)


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables in reading order; what is inside a table belongs to it."""
    for child in element:
        if local(child) in ("p", "tbl"):
            yield child
        else:
            yield from _blocks(child)


def _table_rows(table: Element) -> Iterator[tuple[str, ...]]:
    for row in table:
        if local(row) == "tr":
            yield tuple(text_of(cell) for cell in row if local(cell) == "tc")


def text_of(element: Element) -> str:
    """The text of a paragraph or cell, its runs joined: Word may split a number over several."""
    words = []
    for part in element.iter():
        if local(part) in ("t", "delText", "instrText"):
            words.append(part.text or "")
        elif local(part) in ("tab", "br"):
            words.append(" ")
    return " ".join("".join(words).split())


def _chart_tables(plot: Element, title: str) -> Iterator[DocumentTable]:
    """What a chart keeps of its numbers: one row a category, one column a series."""
    columns: list[tuple[str, dict[int, str]]] = []
    categories: dict[int, str] = {}
    for series in plot.iter():
        if local(series) != "ser":
            continue
        name = ""
        for part in series:
            if local(part) == "tx":
                name = " ".join(_points(part).values())
            elif local(part) == "cat":
                categories |= _points(part)
            elif local(part) == "val":
                columns.append((name, _points(part)))
    if columns:
        numbers = sorted(categories.keys() | {key for _, values in columns for key in values})
        yield DocumentTable(
            tuple((categories.get(n, ""), *(values.get(n, "") for _, values in columns)) for n in numbers),
            ("", *(name for name, _ in columns)),
            title,
        )


def _points(part: Element) -> dict[int, str]:
    found = {}
    for point in part.iter():
        if local(point) == "pt":
            value = next((child.text or "" for child in point if local(child) == "v"), "")
            found[int(attribute(point, "idx") or 0)] = value
    return found
