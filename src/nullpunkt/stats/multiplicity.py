"""Adjusting p-values when a report asks many questions at once."""

from __future__ import annotations

from collections.abc import Sequence


def _checked(p_values: Sequence[float]) -> list[float]:
    if any(not 0 <= p <= 1 for p in p_values):
        raise ValueError("every p-value must lie between 0 and 1")
    return list(p_values)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down adjusted p-values, in the order given.

    Use it for the few indicators that were declared beforehand: the chance of even one false finding stays below the
    level. For screens over many items it is needlessly strict; see `benjamini_hochberg`.

    Source: Holm (1979), Scandinavian Journal of Statistics 6:65. Equals R's `p.adjust(p, "holm")`.

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    p = _checked(p_values)
    adjusted, running = [0.0] * len(p), 0.0
    for rank, index in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        running = max(running, (len(p) - rank) * p[index])
        adjusted[index] = min(1.0, running)
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg's adjusted p-values, in the order given.

    Use it for screens (one question over services, all cells of a table): among what is called a finding, at most the
    level is false on average. Not for a single declared indicator.

    Source: Benjamini & Hochberg (1995), JRSS B 57:289; their example in section 4.2 has four rejections at 0.05.

    >>> p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .324, .4262, .5719, .6528, .759, 1]
    >>> sum(q <= 0.05 for q in benjamini_hochberg(p))
    4
    """
    p = _checked(p_values)
    adjusted, running = [0.0] * len(p), 1.0
    order = sorted(range(len(p)), key=p.__getitem__)
    for rank in range(len(p), 0, -1):
        index = order[rank - 1]
        running = min(running, len(p) * p[index] / rank)
        adjusted[index] = running
    return tuple(adjusted)
