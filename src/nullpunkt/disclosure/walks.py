"""Walks through a network of hidden numbers: how one can change while all that is known stays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Change = TypeVar("Change")


def shortest_walk(
    start: Node, goal: Node, steps: Callable[[Node], Iterable[tuple[Node, list[Change]]]]
) -> list[Change] | None:
    """The changes along a shortest walk, by breadth-first search; None where none leads there.

    `steps` tells where a node leads, with what changes on the way.
    """
    walks: dict[Node, list[Change]] = {start: []}
    queue = deque([start])
    while queue and goal not in walks:
        node = queue.popleft()
        for after, changes in steps(node):
            if after not in walks:
                walks[after] = [*walks[node], *changes]
                queue.append(after)
    return walks.get(goal)
