"""Every text that an error, a definition file's problem or a note can say, read from the program's own source.

A small reading of the syntax tree: constants, f-strings, sums, either-or, names that were given a text, and what a
function of the program returns. Whatever cannot be known beforehand is a place, `{0}`, `{1}` and so on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from tests.cli.source_texts import SOURCE, UNKNOWN, Hole, Module, Text, around, called, joined, opens

DEFINITIONS = ("survey/definition.py", "loading/projects.py", "loading/regions.py")
"""the modules whose models a definition file is read into: what they say of a field is shown with a mistake"""
_DEPTH = 12
_FEW = 3
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2}")
_STAYS = re.compile(r"accent|contrast|language|format|profile|\s*\w+:( \[\{0\}\])?|\S+\.\S+")
"""names of fields and options, lines of YAML and names of files are what they are in every language"""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with places, and where in the source it is said."""

    template: str
    place: str
    part: bool = False
    """whether it stands in the place of a value of another text"""


@dataclass
class Program:
    """All modules, and the texts in them."""

    modules: dict[str, Module] = field(
        default_factory=lambda: {(m := Module(path)).name: m for path in sorted(SOURCE.rglob("*.py"))}
    )

    @cached_property
    def errors(self) -> frozenset[str]:
        """The classes below `NullpunktError`, wherever they stand."""
        bases = {
            node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
            for module in self.modules.values()
            for node in module.nodes
            if isinstance(node, ast.ClassDef)
        }
        found = {"NullpunktError"}
        while more := {name for name, above in bases.items() if found & set(above)} - found:
            found |= more
        return frozenset(found)

    def wordings(self) -> tuple[Wording, ...]:
        """Each text once for each place where it is said, in the order of the files."""
        found: dict[Wording, None] = {}
        for module in self.modules.values():
            for node in self._said(module):
                place = f"{module.name}:{node.lineno}"
                for text in self.texts(node, module):
                    found.update((Wording(template, place, part), None) for template, part in _templates(text))
        return tuple(found)

    def _said(self, module: Module) -> Iterator[ast.expr]:
        """The expressions whose texts a person sees."""
        for call in module.calls:
            name = called(call.func)
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            if name in self.errors:
                yield from call.args[:1]
                yield from (given[key] for key in ("message", "hint", "problems") if key in given)
            elif name == "Problem":
                yield from call.args[3:] or [argument for argument in call.args if isinstance(argument, ast.Starred)]
            elif name in ("wrong", "Failure"):
                yield from call.args[:2]
            elif name == "Finding":
                yield from (call.args[2:] or ([given["message"]] if "message" in given else []))
            elif name == "leak":
                yield call.args[2]
            elif name == "Recognition":
                title = module.constants.get(getattr(call.args[1], "id", ""), call.args[1])
                named = isinstance(title, ast.Constant) and not str(title.value).islower()
                yield from call.args[2 if named else 1 : 3]
            elif "evidence" in given:
                yield given["evidence"]
            elif module.name in DEFINITIONS and name == "Field" and not call.args and "description" in given:
                if "default_factory" not in given:  # only a field that must be there is told about
                    yield given["description"]
            elif module.name in DEFINITIONS and name == "ValueError":
                yield call.args[0]
            elif module.name.startswith(("readers/", "platforms/")) and "notes" in given:
                yield given["notes"]
            elif name == "append" and called(call.func.value) == "hidden_parts":  # type: ignore[attr-defined]
                yield call.args[0]
            elif "hidden_parts" in given:
                yield given["hidden_parts"]
        for node in module.nodes:
            if isinstance(node, ast.AugAssign) and called(node.target) == "hidden_parts":
                yield node.value

    def texts(self, node: ast.expr | None, module: Module, depth: int = 0) -> list[Text]:
        """What an expression may say; `UNKNOWN` when it depends on the data."""
        if depth > _DEPTH:
            return [UNKNOWN]
        below = depth + 1
        match node:
            case ast.Constant(value=str(value)):
                return [(value,)]
            case ast.JoinedStr(values=parts):
                return joined([self._part(part, module, below, before) for before, part in pairwise((None, *parts))])
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                sides = [self.texts(left, module, below), self.texts(right, module, below)]
                return [UNKNOWN] if sides == [[UNKNOWN], [UNKNOWN]] else joined(sides)
            case ast.IfExp(body=body, orelse=orelse):
                return self.texts(body, module, below) + self.texts(orelse, module, below)
            case ast.BoolOp(values=values):
                return [text for value in values for text in self.texts(value, module, below)]
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                return [text for part in parts for text in self.texts(part, module, below)]
            case ast.Starred(value=value) | ast.YieldFrom(value=value):
                return self.texts(value, module, below)
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                return self.texts(element, module, below)
            case ast.Dict(values=values):
                return [text for value in values for text in self.texts(value, module, below)]
            case ast.Subscript(value=ast.Name() as name, slice=ast.Constant(value=int(place))):
                rows = [row[place] for row in self._rows(name, module) if place < len(row)]
                return [text for cell in rows for text in self.texts(cell, module, below)] or self._named(
                    name, module, below
                )
            case ast.Subscript(value=ast.Name() as name):
                return self._named(name, module, below)
            case ast.Name():
                return self._named(node, module, below)
            case ast.Call():
                return self._called(node, module, below)
        return [UNKNOWN]

    def _part(self, part: ast.expr, module: Module, depth: int, before: ast.expr | None) -> list[Text]:
        """A piece of an f-string; one of two or three texts, or one that may be left out, belongs to the sentence."""
        if not isinstance(part, ast.FormattedValue):
            return self.texts(part, module, depth)
        value = part.value
        constant = isinstance(value, ast.Name) and value.id.isupper()
        if part.format_spec or part.conversion != -1 or constant or opens(before):
            return [UNKNOWN]
        known = self.texts(value, module, depth)
        worded = [text for text in known if any(isinstance(piece, str) and _WORD.search(piece) for piece in text)]
        few = UNKNOWN not in known and len(known) <= _FEW
        if worded and (few or ("",) in known):
            return known
        return [(Hole(tuple(worded)),)]

    @staticmethod
    def _rows(name: ast.Name, module: Module) -> Iterator[list[ast.expr]]:
        """The rows of a table in the module, what stands for several cells written out."""
        for row in getattr(module.constants.get(name.id), "elts", ()):
            cells: list[ast.expr] = []
            for cell in getattr(row, "elts", ()):
                whole = module.constants[cell.value.id] if isinstance(cell, ast.Starred) else cell
                cells += whole.elts if isinstance(cell, ast.Starred) else [whole]
            yield cells

    def _called(self, call: ast.Call, module: Module, depth: int) -> list[Text]:
        match call:
            case ast.Call(func=ast.Attribute(value=inside, attr="lower"), args=[]):
                return [
                    tuple(piece.lower() if isinstance(piece, str) else piece for piece in text)
                    for text in self.texts(inside, module, depth)
                ]
            case ast.Call(func=ast.Name(id="tuple" | "list" | "sorted"), args=[inside]):
                return self.texts(inside, module, depth)
            case ast.Call(func=ast.Attribute(value=separator, attr="join"), args=[inside]):
                pieces = self.texts(inside, module, depth)
                whole = isinstance(separator, ast.Constant) and separator.value in ("; ", "\n", " ")
                named = isinstance(inside, ast.Name) and inside.id.isupper()
                return pieces if whole and not named else [UNKNOWN]
            case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr="get"), args=[_, *otherwise]):
                found = self._named(name, module, depth)
                return found + [text for value in otherwise for text in self.texts(value, module, depth)]
        name = called(call.func)
        home = module
        if name not in module.functions and name in module.imported:
            home = self.modules.get(module.imported[name], module)
        function = home.functions.get(name)
        return self._returned(function, home, depth) if function is not None else [UNKNOWN]

    def _returned(self, function: ast.FunctionDef, module: Module, depth: int) -> list[Text]:
        values = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Return | ast.Yield) and node.value is not None
        ]
        return [text for value in values for text in self.texts(value, module, depth)]

    def _named(self, name: ast.Name, module: Module, depth: int) -> list[Text]:
        """What a name stands for: in its function, as an argument of it, or in its module."""
        function = around(name)
        if function is not None:
            given = [value for key, value in module.given_in(function) if key == name.id]
            parameters = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
            if name.id in parameters:
                given += self._arguments(function, parameters, name.id, module)
            if given:
                return [text for value in given for text in self.texts(value, module, depth)]
        if name.id in module.constants:
            return self.texts(module.constants[name.id], module, depth)
        if name.id in module.imported and (home := self.modules.get(module.imported[name.id])):
            return self.texts(home.constants.get(name.id), home, depth)
        return [UNKNOWN]

    @staticmethod
    def _arguments(function: ast.FunctionDef, parameters: list[str], name: str, module: Module) -> list[ast.expr]:
        skipped = 1 if parameters[0] in ("self", "cls") else 0
        place = parameters.index(name) - skipped
        found = []
        for call in module.calls:
            if called(call.func) == function.name:
                found += [call.args[place]] if place < len(call.args) else []
                found += [keyword.value for keyword in call.keywords if keyword.arg == name]
        return found


def _templates(text: Text, *, part: bool = False) -> Iterator[tuple[str, bool]]:
    """The text with numbered places, and the texts that may fill them."""
    pieces: list[str | Hole] = []
    for piece in text:
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        elif piece != "":
            pieces.append(piece)
    template, count = "", 0
    for piece in pieces:
        if isinstance(piece, str):
            template += piece.replace("{", "{{").replace("}", "}}")
        else:
            template += f"{{{count}}}"
            count += 1
    holes = [piece for piece in pieces if isinstance(piece, Hole) and piece.known]
    if any(isinstance(piece, str) and _LETTER.search(piece) for piece in pieces):
        yield from (inner for hole in holes for known in hole.known for inner in _templates(known, part=True))
        if not _STAYS.fullmatch(template):
            yield template, part
    elif holes:  # nothing but values: what they say is the sentence
        for filled in joined(
            [[(piece,)] if isinstance(piece, str) else list(piece.known) or [(piece,)] for piece in pieces]
        ):
            yield from _templates(filled, part=part)
