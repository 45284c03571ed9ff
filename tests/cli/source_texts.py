"""A module of the program as a tree, and what a name in it was given: the ground that `message_templates` stands on."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "nullpunkt"


@dataclass(frozen=True, slots=True)
class Hole:
    """A value that is known when the program runs; `known` are the texts that it may be."""

    known: tuple[Text, ...] = ()


Text = tuple[str | Hole, ...]
UNKNOWN: Text = (Hole(),)


@dataclass
class Module:
    """One file of the program."""

    path: Path
    _given: dict[ast.FunctionDef, list[tuple[str, ast.expr]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.relative_to(SOURCE).as_posix()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """The whole tree, outermost first; each node knows what it stands in."""
        nodes: list[ast.AST] = [self.tree]
        for node in nodes:
            for child in ast.iter_child_nodes(node):
                child.parent = node  # type: ignore[attr-defined]
                nodes.append(child)
        return nodes

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in self.nodes if isinstance(node, ast.FunctionDef)}

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in self.nodes if isinstance(node, ast.Call)]

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        return {name: value for node in self.tree.body for name, value in assigned(node)}

    def given_in(self, function: ast.FunctionDef) -> list[tuple[str, ast.expr]]:
        """Each name in the function with what it is given."""
        if function not in self._given:
            self._given[function] = [pair for node in ast.walk(function) for pair in assigned(node)]
        return self._given[function]

    @cached_property
    def imported(self) -> dict[str, str]:
        """Names that come from another module of the program, with that module's file."""
        return {
            alias.asname or alias.name: node.module.removeprefix("nullpunkt.").replace(".", "/") + ".py"
            for node in self.nodes
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nullpunkt.")
            for alias in node.names
        }


def called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def opens(part: ast.expr | None) -> bool:
    """Whether a name follows, between marks: it is what it is in every language."""
    return isinstance(part, ast.Constant) and str(part.value).endswith(("«", "`"))


def around(node: ast.AST) -> ast.FunctionDef | None:
    """The function that a node stands in."""
    above = getattr(node, "parent", None)
    while above is not None and not isinstance(above, ast.FunctionDef):
        above = getattr(above, "parent", None)
    return above


def assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names and what they are given by an assignment, a loop, `:=` or `append`."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            pairs: Sequence[tuple[ast.expr, ast.expr]] = list(zip(targets, values, strict=True))
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
            pairs = [(target, value) for target in targets]
        case ast.Assign(targets=targets, value=value):
            pairs = [(target, value) for target in targets]
        case ast.AnnAssign(target=target, value=value) if value is not None:
            pairs = [(target, value)]
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            pairs = [(target, value)]
        case ast.For(target=target, iter=iterable) | ast.comprehension(target=target, iter=iterable):
            pairs = _looped(target, iterable)
        case ast.Call(func=ast.Attribute(value=target, attr="append"), args=[value]):
            pairs = [(target, value)]
        case _:
            return
    yield from ((target.id, value) for target, value in pairs if isinstance(target, ast.Name))


def _looped(target: ast.expr, iterable: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    match target, iterable:
        case ast.Tuple(elts=targets), ast.Tuple(elts=rows):
            return [pair for row in rows if isinstance(row, ast.Tuple) for pair in zip(targets, row.elts, strict=False)]
        case ast.Tuple(elts=[_, value]), ast.Call(func=ast.Attribute(value=ast.Name() as name, attr="items")):
            return [(value, name)]
        case ast.Tuple(elts=targets), ast.Name() as name:
            return [(each, ast.Subscript(name, ast.Constant(place))) for place, each in enumerate(targets)]
        case ast.Tuple(elts=targets), ast.Call():
            return [(each, iterable) for each in targets]
        case ast.Name(), ast.Call():
            return [(target, iterable)]
    return []


def joined(parts: list[list[Text]]) -> list[Text]:
    return [sum(chosen, ()) for chosen in product(*parts)]
