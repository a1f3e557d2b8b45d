"""A difference and the diagram of it in; today and tomorrow as diagrams of the same cards and lines out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from engagemodel.page.diagram import Connection, Diagram, Remark
from engagemodel.page.sketch import sketch, successors
from engagemodel.results import Check, Difference

State = Literal["today", "difference", "tomorrow"]
STATES: tuple[State, ...] = ("today", "difference", "tomorrow")


@dataclass(frozen=True, slots=True)
class Plate:
    """One state: its model where it is that of one, its diagram, and the card of each element."""

    state: State
    check: Check | None
    diagram: Diagram
    standing: Mapping[str, str]


def _whole(_: Check, diagram: Diagram) -> Diagram:
    return diagram


def plates(
    result: Difference, union: Diagram, look: Callable[[Check, Diagram], Diagram] = _whole
) -> tuple[Plate, ...]:
    """Return today, difference and tomorrow, every card in its place in the union.

    Today has an element in the place of what becomes of it; where several become one, they share
    its place, each with a card of its own. Tomorrow says what its cards were, as the difference does.
    `look` is how one model's diagram is looked at.
    """
    places = successors(result)
    here = {id: id for id in result.after.model.elements}
    ids = _ids(places, here)
    before, after = (look(check, sketch(check)) for check in (result.before, result.after))
    return (
        Plate("today", result.before, _today(before, ids, places), ids),
        Plate("difference", None, union, places),
        Plate("tomorrow", result.after, _tomorrow(after, union), here),
    )


def _ids(places: Mapping[str, str], after: Collection[str]) -> Mapping[str, str]:
    """Return the card of each element of today.

    That of the union, where the element is alone in its place or is still called so; else one of
    its own, with ``.before`` behind its id where another element has that id tomorrow.
    """
    shared = Counter(places.values())
    return {
        id: place if shared[place] == 1 or id == place else f"{id}.before" if id in after else id
        for id, place in places.items()
    }


def _today(plain: Diagram, ids: Mapping[str, str], places: Mapping[str, str]) -> Diagram:
    lines, moved = _lines(plain.lines, ids)
    return replace(
        plain,
        cards=tuple(replace(c, id=ids[c.id], place=places[c.id]) for c in plain.cards),
        lines=lines,
        remarks=tuple(_moved(remark, ids, moved) for remark in plain.remarks),
    )


def _tomorrow(plain: Diagram, union: Diagram) -> Diagram:
    was = {card.id: card.was for card in union.cards}
    return replace(plain, cards=tuple(replace(c, was=was[c.id]) for c in plain.cards))


def _lines(
    lines: Iterable[Connection], ids: Mapping[str, str]
) -> tuple[tuple[Connection, ...], Mapping[str, str]]:
    """Return the lines between the cards of today, and which id each line has there."""
    found: dict[str, Connection] = {}
    moved: dict[str, str] = {}
    for line in lines:
        source, target = ids[line.source], ids[line.target]
        id = line.id
        if (source, target) != (line.source, line.target):
            id = f"{line.kind}:{source}->{target}"
        while id in found:
            id += "."
        moved[line.id] = id
        found[id] = replace(line, id=id, source=source, target=target)
    return tuple(found.values()), moved


def _moved(remark: Remark, ids: Mapping[str, str], moved: Mapping[str, str]) -> Remark:
    return replace(
        remark,
        cards=tuple(dict.fromkeys(ids[id] for id in remark.cards)),
        lines=tuple(dict.fromkeys(moved[id] for id in remark.lines if id in moved)),
    )
