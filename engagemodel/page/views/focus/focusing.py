"""A check or difference, its diagram and an id in; the diagram with all else faded out.

An element's focus is what it depends on and what depends on it, each directly or not, along the
lines and along the flows that feed it (the dependence graph); of a journey, what its steps touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from engagemodel.page.diagram import LANES, Card, Connection, Diagram, Tile
from engagemodel.page.subjects import card_of, journey, nothing, places, told_in
from engagemodel.page.typeset import clean
from engagemodel.page.words import WORDS, say
from engagemodel.results import Check, Difference


def focus(result: Check | Difference, diagram: Diagram, id: str) -> Diagram:
    """Return the diagram about one element, or about a journey where no element has that id.

    Raises:
        ArgumentError: there is neither; names the nearest.
    """
    subject = card_of(result, id)
    if subject is None and told_in(result, id) is None:
        raise nothing(result, id)
    if subject is None:
        return _journey(result, diagram, id)
    card = next(card for card in diagram.cards if card.id == subject)
    below = _reach(subject, diagram.lines, forwards=True)
    above = _reach(subject, diagram.lines, forwards=False)
    lit = {
        line.id
        for line in diagram.lines
        if _ends(line)[0] in below or _ends(line)[1] in above or line.kind == "missing"
    }
    key = "topic.focus.customer_type" if card.lane == "customer_type" else "topic.focus"
    topic = say(key, name=card.name)
    return _faded(diagram, below | above, lit, {subject}, topic)


def _ends(line: Connection) -> tuple[str, str]:
    """Return what depends and what it depends on: data flows towards what depends on it."""
    if line.kind in ("flow", "missing"):
        return line.target, line.source
    return line.source, line.target


def _reach(start: str, lines: Iterable[Connection], *, forwards: bool) -> set[str]:
    following: dict[str, list[str]] = {}
    for line in lines:
        if line.kind != "missing":
            one, other = _ends(line) if forwards else reversed(_ends(line))
            following.setdefault(one, []).append(other)
    seen, queue = {start}, [start]
    for node in queue:
        for other in following.get(node, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


def _journey(result: Check | Difference, diagram: Diagram, id: str) -> Diagram:
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs

    model, told = journey(result, id)
    standing = places(result, model)
    stages = walk(Graphs(model), told).stages
    touched = {told.customer}
    flows: set[str] = set()
    for stage in stages:
        touched.update((*stage.channels, *stage.organizations, *stage.platforms))
        for read in stage.reads:
            touched.update((*read.kept_in, *read.found_in))
            flows.update(f"flow:{flow}" for flow in read.path)
            for flow in read.path:
                touched.update((model.flow[flow].source, model.flow[flow].target))
    cards = {standing[element] for element in touched if element in standing}
    lit = {
        line.id
        for line in diagram.lines
        if line.id in flows or (line.kind != "flow" and line.mark != "removed")
    }
    customer = clean(model.customer_types[told.customer].name)
    topic = say("topic.focus.journey", name=clean(told.name), customer=customer)
    return _faded(diagram, cards, lit, set(), topic)


def _faded(
    diagram: Diagram, cards: set[str], lines: set[str], subjects: set[str], topic: str
) -> Diagram:
    """Return the diagram with everything faded but some cards, and of the lines between these some."""
    shown = tuple(_card(card, cards, subjects) for card in diagram.cards)
    drawn = tuple(
        line
        if line.id in lines and {line.source, line.target} <= cards
        else replace(line, stress="faded")
        for line in diagram.lines
    )
    remarks = tuple(remark for remark in diagram.remarks if cards & {*remark.cards})
    counts = _counts(diagram, cards, drawn, len(remarks))
    return replace(
        diagram,
        cards=shown,
        lines=drawn,
        remarks=remarks,
        topic=topic,
        tiles=tuple(_tiles(diagram, cards, counts)),
        calm=WORDS["calm.focus"],
        aside=say("aside.focus", **counts),
    )


def _card(card: Card, lit: set[str], subjects: set[str]) -> Card:
    if card.id in subjects:
        return replace(card, stress="subject")
    return card if card.id in lit else replace(card, stress="faded")


def _tiles(diagram: Diagram, cards: set[str], counts: Mapping[str, int]) -> Iterator[Tile]:
    """Yield how much of everything is in focus: of each lane, of the lines, of the findings."""
    for lane in LANES:
        inside = [card.id for card in diagram.cards if card.lane == lane]
        if inside:
            lit = sum(id in cards for id in inside)
            yield _tile(lane, WORDS[lane], lit, len(inside))
    yield _tile("lines", WORDS["tile.lines"], counts["lines"], counts["total"])
    yield _tile("findings", WORDS["findings"], counts["remarks"], counts["found"])


def _tile(name: str, title: str, part: int, whole: int) -> Tile:
    return Tile(name, title, None, say("of", part=part, whole=whole), "")


def _counts(
    diagram: Diagram, cards: set[str], drawn: tuple[Connection, ...], remarks: int
) -> Mapping[str, int]:
    lines = [line for line in drawn if line.kind != "missing"]
    return {
        "cards": len(cards),
        "all": len(diagram.cards),
        "lines": sum(line.stress != "faded" for line in lines),
        "total": len(lines),
        "remarks": remarks,
        "found": len(diagram.remarks),
    }
