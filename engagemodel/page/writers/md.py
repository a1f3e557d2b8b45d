"""A page in, its tables in Markdown for a wiki out, in which no name of a model is markup."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engagemodel.markup import cell, escaped, table
from engagemodel.page.diagram import LANES, Card, Connection, Diagram, Remark, Tile
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.outline import notes
from engagemodel.page.scene import Scene, link
from engagemodel.page.steps import Deed, Step
from engagemodel.page.words import WORDS, say, sort

_ENTITY = re.compile(r"&(?=#?\w+;)")


def write(scene: Scene) -> str:
    """Return the page's name, topic, state and date, and its tables.

    What the ledger says of cards and lines holds for the picture: here is all that there is.
    """
    diagram = scene.diagram
    told = (diagram.topic, subtitle(diagram), diagram.aside)
    facts = " · ".join(escaped(part) for part in told if part)
    parts = [f"# {escaped(scene.title)}", "", *([facts, ""] if facts else []), *tables(diagram)]
    return "\n".join(parts)


def tables(diagram: Diagram, level: int = 2) -> Iterator[str]:
    """Yield a table a lane, the lines, the findings and the figures, under headings of a level."""
    numbers = defaultdict[str, list[str]](list)
    for remark in diagram.remarks:
        for id in (*remark.cards, *remark.lines):
            numbers[id].append(str(remark.number))
    depth = "#" * level
    for lane in LANES:
        cards = [card for card in diagram.cards if card.lane == lane]
        if cards:
            heads = [WORDS[f"one.{lane}"].capitalize(), *_heads("kind", "change", "findings")]
            rows = [(*_card(card, diagram), ", ".join(numbers[card.id])) for card in cards]
            yield from (f"{depth} {WORDS[lane]}", "", *_filled(heads, rows))
    if diagram.steps:
        yield from (f"{depth} {WORDS['journey.steps']}", "", *_steps(diagram))
    elif lines := (*diagram.lines, *diagram.within):
        heads = _heads("from", "to", "line", "time", "change", "findings")
        names = {card.id: cell(card.name) for card in diagram.cards}
        ties = [
            (names[line.source], names[line.target], *_line(line), ", ".join(numbers[line.id]))
            for line in lines
        ]
        yield from (f"{depth} {WORDS['lines'].capitalize()}", "", *_filled(heads, ties))
    if diagram.remarks:
        yield from (f"{depth} {WORDS['findings']}", "", *findings(diagram.remarks, status=True))
    if diagram.tiles:
        yield from (f"{depth} {WORDS['column.figures']}", "", *figures(diagram.tiles))


def _steps(diagram: Diagram) -> Iterator[str]:
    """Yield the steps of a journey: the lines between its cards are not what it is about."""
    names = {card.id: card.name for card in diagram.cards}
    keys = ("number", "step", "promise", "channel", "organization", "platform", "writes", "reads")
    heads = _heads(*keys, "age", "breaks", "before", "change", "findings")
    numbers = {step.column: step.number for step in diagram.steps}
    return _filled(heads, [_step(step, names, numbers) for step in diagram.steps])


def _step(step: Step, names: Mapping[str, str], numbers: Mapping[int, int]) -> tuple[str, ...]:
    taking = (step.channels, step.organizations, step.platforms)
    missing = dict.fromkeys(deed.line for deed in step.deeds if deed.line)
    wrong = [deed.text for deed in step.deeds if deed.breaks]
    wrong += [say("missing line", line=line) for line in missing]
    return (
        str(step.number),
        cell(step.title),
        cell(say("quoted", words=step.promise)) if step.promise else "",
        *(cell("; ".join(names[id] for id in ids)) for ids in taking),
        *(
            cell("; ".join(f"{deed.data} ({names[deed.card]})" for deed in found))
            for found in (
                [deed for deed in step.deeds if deed.writes],
                [deed for deed in step.deeds if not deed.writes],
            )
        ),
        cell("; ".join(filter(None, (_age(deed, numbers) for deed in step.deeds)))),
        cell("; ".join(wrong)),
        cell("; ".join(text.removeprefix(f"{WORDS['column.before']}: ") for text in step.past)),
        WORDS[step.mark] if step.mark != "kept" else "",
        ", ".join(map(str, step.findings)),
    )


def _age(deed: Deed, numbers: Mapping[int, int]) -> str:
    """Return how old what is read is, and which step it is from, as far as there is anything to say."""
    number = None if deed.since is None else numbers.get(deed.since)
    if not deed.age and number is None:
        return ""
    age = deed.age or WORDS["hand.broken"] * (deed.tone == "broken")
    if number is None:
        return f"{deed.data}: {age}"
    key = "from step" if age else "of step"
    return f"{deed.data}: {say(key, age=age, number=number)}"


def findings(remarks: Sequence[Remark], *, status: bool = False) -> Iterator[str]:
    """Yield findings in full, with their numbers, and what becomes of them where that is known."""
    known = status and any(remark.status != "open" for remark in remarks)
    heads = _heads("number", "severity", *(["status"] if known else []), "finding")
    rows = (
        (
            str(remark.number),
            WORDS[remark.severity],
            *([WORDS[f"fate.{remark.status}"]] if known else []),
            f"**{escaped(remark.title)}**: {escaped(remark.text)}",
        )
        for remark in remarks
    )
    return table(heads, rows)


def figures(tiles: Sequence[Tile]) -> Iterator[str]:
    """Yield figures, before and after where there are two."""
    if all(tile.before is None and not tile.effect for tile in tiles):
        rows = ((cell(tile.title), cell(tile.after)) for tile in tiles)
        return table(_heads("figure", "value"), rows)
    return table(_heads("figure", "before", "after", "effect"), map(_compared, tiles))


def _compared(tile: Tile) -> tuple[str, ...]:
    before = tile.before or (tile.after if tile.effect in ("same", "near") else "")
    return cell(tile.title), cell(before), cell(tile.after), WORDS.get(tile.effect, "")


def _filled(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table without the columns in which no row has anything."""
    there = [number for number in range(len(heads)) if any(row[number] for row in rows)]
    return table([heads[n] for n in there], ([row[n] for n in there] for row in rows))


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
