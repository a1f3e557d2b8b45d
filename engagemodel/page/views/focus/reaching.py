"""A diagram and one of its cards in; the cards and lines that this card touches out.

What it depends on and what depends on it, each directly or not, along the lines and along the flows
that feed it (the dependence graph). An organization works with what the channels that it runs need,
so it touches that too, and a platform the organizations that run the channels which depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engagemodel.page.diagram import Card, Connection, Diagram


def touched(card: Card, diagram: Diagram) -> tuple[set[str], set[str]]:
    """Return the ids of the cards and of the lines that a card touches, itself among them.

    Of two models that is what it touches in the one and what it touches in the other: no way leads
    over lines of both.
    """
    cards, lines = set[str](), set[str]()
    for state in _states(diagram.lines):
        near, drawn = _within(card, state)
        cards |= near
        lines |= drawn
    return cards, lines


def _states(lines: Sequence[Connection]) -> Iterator[list[Connection]]:
    """Yield the lines that there are after, and those that there were before if these are others."""
    yield [line for line in lines if line.mark != "removed"]
    if any(line.mark in ("added", "removed") for line in lines):
        yield [line for line in lines if line.mark != "added" and line.kind != "missing"]


def _within(card: Card, lines: Sequence[Connection]) -> tuple[set[str], set[str]]:
    run = [line for line in lines if line.kind == "run_by"]
    above = _reach([card.id], lines, forwards=False)
    starts = [card.id]
    if card.lane == "organization":
        starts += [line.source for line in run if line.target == card.id]
    below = _reach(starts, lines, forwards=True)
    running = [line for line in run if card.lane == "platform" and line.source in above]
    cards = above | below | {line.target for line in running}
    drawn = {line.id for line in running}
    drawn |= {
        line.id
        for line in lines
        if line.kind != "missing" and (_ends(line)[0] in below or _ends(line)[1] in above)
    }
    drawn |= {
        line.id for line in lines if line.kind == "missing" and {line.source, line.target} <= cards
    }
    return cards, drawn


def _ends(line: Connection) -> tuple[str, str]:
    """Return what depends and what it depends on: data flows towards what depends on it."""
    if line.kind in ("flow", "missing"):
        return line.target, line.source
    return line.source, line.target


def _reach(starts: Iterable[str], lines: Iterable[Connection], *, forwards: bool) -> set[str]:
    following: dict[str, list[str]] = {}
    for line in lines:
        if line.kind != "missing":
            one, other = _ends(line) if forwards else reversed(_ends(line))
            following.setdefault(one, []).append(other)
    queue = list(starts)
    seen = set(queue)
    for node in queue:
        for other in following.get(node, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen
