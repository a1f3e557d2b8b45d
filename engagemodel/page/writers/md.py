"""A page in, its tables in Markdown for a wiki out, in which no name of a model is markup."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from engagemodel.markup import cell, escaped, table
from engagemodel.page.diagram import LANES, Card, Connection, Diagram
from engagemodel.page.outline import notes
from engagemodel.page.scene import Scene, link
from engagemodel.page.words import WORDS, sort

_ENTITY = re.compile(r"&(?=#?\w+;)")


def write(scene: Scene, level: int = 1) -> str:
    """Return a table a lane, the lines, the findings and the figures; headings begin at a level."""
    diagram = scene.diagram
    parts = [f"# {escaped(scene.title)}", "", escaped(scene.description), ""]
    numbers = defaultdict[str, list[str]](list)
    for remark in diagram.remarks:
        for id in (*remark.cards, *remark.lines):
            numbers[id].append(str(remark.number))
    for lane in LANES:
        cards = [card for card in diagram.cards if card.lane == lane]
        if cards:
            heads = [WORDS[f"one.{lane}"].capitalize(), *_heads("kind", "change", "findings")]
            rows = ((*_card(card, diagram), ", ".join(numbers[card.id])) for card in cards)
            parts += [f"## {WORDS[lane]}", "", *table(heads, rows)]
    if diagram.lines:
        heads = _heads("from", "to", "line", "time", "change", "findings")
        names = {card.id: cell(card.name) for card in diagram.cards}
        ties = (
            (names[line.source], names[line.target], *_line(line), ", ".join(numbers[line.id]))
            for line in diagram.lines
        )
        parts += [f"## {WORDS['lines'].capitalize()}", "", *table(heads, ties)]
    parts += [*_findings(diagram), *_figures(diagram)]
    # A text of the model never begins with the sign of a heading: it is escaped.
    deeper = "#" * (level - 1)
    return "\n".join(deeper + part if part.startswith("#") else part for part in parts)


def _heads(*keys: str) -> list[str]:
    return [WORDS.get(f"column.{key}", WORDS.get(key, key)) for key in keys]


def _card(card: Card, diagram: Diagram) -> tuple[str, str, str]:
    name = cell(card.name)
    address = link(card.url)
    if address:
        name = f"[{name}](<{_address(address)}>)"
    kept = [WORDS["kept"]] if diagram.before and card.look == "kept" else []
    platform = card.lane == "platform"
    kind = WORDS.get(card.sort, card.sort) if platform else sort(card.lane, card.sort)
    return name, cell(kind), cell("; ".join([*kept, *notes(card)]))


def _address(url: str) -> str:
    """Return an address that ends neither its brackets nor its cell, and in which nothing is decoded."""
    safe = "".join(f"%{ord(c):02X}" if c in '<>|\\"` ' else c for c in url)
    return _ENTITY.sub("&amp;", safe)


def _line(line: Connection) -> tuple[str, str, str]:
    state = "" if line.state == "plain" or line.kind == "missing" else WORDS[line.state]
    kind = ", ".join(part for part in (WORDS[line.kind], state) if part)
    return kind, cell(line.label), WORDS[line.mark] if line.mark != "kept" else ""


def _findings(diagram: Diagram) -> Iterator[str]:
    if diagram.remarks:
        yield from (f"## {WORDS['findings']}", "")
        rows = (
            (
                str(remark.number),
                WORDS[remark.severity],
                WORDS[remark.status],
                f"**{escaped(remark.title)}**: {escaped(remark.text)}",
            )
            for remark in diagram.remarks
        )
        yield from table(["", *_heads("severity", "status", "finding")], rows)


def _figures(diagram: Diagram) -> Iterator[str]:
    if not diagram.tiles:
        return
    yield from (f"## {WORDS['column.figures']}", "")
    if diagram.before is None:
        yield from table(
            _heads("figure", "value"), ((cell(t.title), cell(t.after)) for t in diagram.tiles)
        )
        return
    rows = (
        (cell(t.title), cell(t.before or ""), cell(t.after), WORDS.get(t.effect, ""))
        for t in diagram.tiles
    )
    yield from table(_heads("figure", "before", "after", "effect"), rows)
