"""A check or difference, its diagram and an id in; the diagram with all else faded out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engagemodel.page.diagram import LANES, Connection, Diagram, Remark, Tile
from engagemodel.page.sketch import successors
from engagemodel.page.subjects import card_of, journey, nothing, places, told_in
from engagemodel.page.typeset import clean
from engagemodel.page.views.focus.concerning import concerning
from engagemodel.page.views.focus.reaching import touched
from engagemodel.page.words import WORDS, say
from engagemodel.results import Check, Difference


def focus(result: Check | Difference, diagram: Diagram, id: str) -> Diagram:
    """Return the diagram about one element, or about a journey where no element has that id.

    An element's focus is what it touches, a journey's what its steps touch.

    Raises:
        ArgumentError: there is neither; names the nearest.
    """
    subject = card_of(result, id)
    if subject is None and told_in(result, id) is None:
        raise nothing(result, id)
    if subject is None:
        return _journey(result, diagram, id)
    card = next(card for card in diagram.cards if card.id == subject)
    key = f"topic.focus.{card.lane}"
    topic = say(key if key in WORDS else "topic.focus", name=card.name)
    return _elements(result, diagram, {subject}, topic)


def then(result: Difference, topic: str, id: str, check: Check, diagram: Diagram) -> Diagram:
    """Return the diagram of one of two models about what an id means in both.

    That may be several elements today, which become one, or nothing in one of the two. If it is not
    one thing, the `topic` is that of both.
    """
    now = check is result.after
    subject = card_of(result, id)
    if subject is None:
        heirs = {} if now else result.lineage.heirs.get("journey", {})
        found = [each for each in check.model.journeys if (heirs.get(each) or (each,))[0] == id]
    elif now:
        found = [each for each in check.model.elements if each == subject]
    else:
        found = [each for each, card in successors(result).items() if card == subject]
    if len(found) == 1:
        return focus(check, diagram, found[0])
    return _elements(check, diagram, {*found}, topic)


def _elements(
    result: Check | Difference, diagram: Diagram, subjects: set[str], topic: str
) -> Diagram:
    """Return the diagram about some elements, given as their cards."""
    cards, lines = set[str](), set[str]()
    for card in diagram.cards:
        if card.id in subjects:
            near, drawn = touched(card, diagram)
            cards |= near
            lines |= drawn
    told = concerning(result, diagram.remarks, cards, subjects=subjects)
    shown = tuple(
        replace(card, stress="subject") if card.id in subjects else card for card in diagram.cards
    )
    return _faded(replace(diagram, cards=shown), cards, lines, told, topic)


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
    return _faded(
        diagram, cards, lit, concerning(result, diagram.remarks, cards, journey=id), topic
    )


def _faded(
    diagram: Diagram, cards: set[str], lines: set[str], remarks: Sequence[Remark], topic: str
) -> Diagram:
    """Return the diagram with everything faded but some cards, and of the lines between these some.

    `remarks` are those that the page is to tell; what is missing is not faded if one of them says so.
    """
    told = {id for remark in remarks for id in remark.lines}
    drawn = tuple(
        line
        if line.id in (lines & told if line.kind == "missing" else lines)
        and {line.source, line.target} <= cards
        else replace(line, stress="faded")
        for line in diagram.lines
    )
    counts = _counts(diagram, cards, drawn, len(remarks))
    return replace(
        diagram,
        cards=tuple(
            card if card.id in cards else replace(card, stress="faded") for card in diagram.cards
        ),
        lines=drawn,
        remarks=tuple(remarks),
        topic=topic,
        tiles=tuple(_tiles(diagram, cards, counts)),
        calm=WORDS["calm.focus"],
        aside=say("aside.focus", **counts),
    )


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
