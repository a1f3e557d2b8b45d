"""What changes, counted, and the legend of what is on the page: nothing else is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from engagemodel.model import ElementKind
from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Connection, Diagram, Remark, Stress
from engagemodel.page.drawing.cards import swatch
from engagemodel.page.drawing.connections import signed, stroke
from engagemodel.page.drawing.icons import STORES, icon
from engagemodel.page.drawing.marks import SIGNS, badge, dot, sign, tag
from engagemodel.page.scene import Group, Item, Rect, Text, polyline
from engagemodel.page.sheet import Sheet
from engagemodel.page.tables import Cell
from engagemodel.page.typeset import measure
from engagemodel.page.words import WORDS

Sample = Callable[[float, float], list[Item]]
_LINE_MARKS = ("added", "changed", "removed")
_CLOSE = 1.42  # times the smallest text: rows of a legend are no closer


def changes(diagram: Diagram, x: float, y: float, sheet: Sheet, *, drawn: bool = True) -> Group:
    """Return how many elements and lines were added, changed and so on, with the sign of each.

    A view about one thing counts what is in it: what is faded is not. Where lines are not `drawn` as lines, they have a sign alone.
    """
    size, density = sheet.smallest, _density(sheet)
    cards = Counter(card.mark for card in diagram.cards if card.stress != "faded")
    lines = Counter(line.mark for line in diagram.lines if line.stress != "faded")
    items: list[Item] = [_head(WORDS["changes"], x, y, sheet)]
    rows = changed(diagram)
    base = y + sheet.heading * 1.55 + size * 0.95
    if not rows:
        items.append(Text(x, base, WORDS["no changes"], size, palette.MUTED))
        return Group(tuple(items), role="group", title=WORDS["changes"])
    right = x + changes_width(sheet)
    middle = right - size * 6.3
    items.append(Text(middle, base, WORDS["elements"], size, palette.MUTED, anchor="end"))
    if diagram.lines:
        items.append(Text(right, base, WORDS["lines"], size, palette.MUTED, anchor="end"))
    for mark in rows:
        base += _pitch(sheet)
        colour = palette.MARKS[mark]
        items.extend(tag(x, base - size * 0.33 - density.tag / 2, density, mark))
        items.append(Text(x + density.tag + size * 0.5, base, WORDS[mark], size, colour, bold=True))
        items.append(_number(middle, base, cards[mark], size))  # type: ignore[index]
        if mark not in _LINE_MARKS or not diagram.lines:
            continue
        items.append(_number(right, base, lines[mark], size))  # type: ignore[index]
        if lines[mark]:  # type: ignore[index]
            sample = _line(_dummy(kind="need", mark=mark), sheet) if drawn else _disc(mark, sheet)
            items.extend(sample(middle + size * 0.9, base - size * 0.33))
    return Group(tuple(items), role="group", title=WORDS["changes"])


def _number(right: float, base: float, count: int, size: float) -> Text:
    return Text(right, base, str(count), size * 1.1, palette.INK, bold=True, anchor="end")


def changed(diagram: Diagram) -> list[str]:
    """Return the marks on the page, in the order of the signs, of what is not faded."""
    there = {card.mark for card in diagram.cards if card.stress != "faded"}
    there |= {line.mark for line in diagram.lines if line.stress != "faded"}
    return [mark for mark in SIGNS if mark in there]


def changes_width(sheet: Sheet) -> float:
    """Return the width of the table of changes, in points, whichever changes there are."""
    size = sheet.smallest
    widest = max(measure(WORDS[mark], size, bold=True) for mark in palette.WASHES if mark in SIGNS)
    return max(size * 16.5, _density(sheet).tag + widest + size * 9.4)


def changes_height(diagram: Diagram, sheet: Sheet) -> float:
    """Return the height of the table of changes, in points."""
    return sheet.heading * 1.55 + sheet.leading + len(changed(diagram)) * _pitch(sheet)


def legend(
    samples: list[tuple[Sample, str]], x: float, y: float, height: float, sheet: Sheet
) -> Group:
    """Return the samples in columns of that height, its left edge at x."""
    items: list[Item] = [_head(WORDS["legend"], x, y, sheet)]
    parts = _parts(samples, height, sheet)
    pitch = _apart(len(parts[0]) if parts else 0, height, sheet)
    for part in parts:
        base = y + sheet.heading * 1.55 + sheet.smallest * 0.95
        for sample, label in part:
            items.extend(sample(x, base - sheet.smallest * 0.33))
            left = x + _sample_width(sheet)
            items.append(Text(left, base, label, sheet.smallest, palette.INK))
            base += pitch
        x += _part_width(part, sheet)
    return Group(tuple(items), role="group", title=WORDS["legend"])


def legend_width(samples: list[tuple[Sample, str]], height: float, sheet: Sheet) -> float:
    """Return the width that the legend needs at that height, in points."""
    return sum(_part_width(part, sheet) for part in _parts(samples, height, sheet))


def legend_height(samples: list[tuple[Sample, str]], sheet: Sheet) -> float:
    """Return the height at which the legend is in two columns, in points."""
    return sheet.heading * 1.55 + -(-len(samples) // 2) * _pitch(sheet)


def samples(
    cards: Iterable[Card],
    lines: Iterable[Connection],
    remarks: Iterable[Remark],
    sheet: Sheet,
) -> list[tuple[Sample, str]]:
    """Return a sample and its meaning for each thing that is on the page."""
    found: list[tuple[Sample, str]] = []
    drawn = [line for line in lines if line.stress != "faded"]
    kinds = {line.kind for line in drawn if line.stress != "down"}
    if "use" in kinds:
        found.append((_line(_dummy(kind="use"), sheet), WORDS["use"]))
    needs = [kind for kind in ("need", "run_by") if kind in kinds]
    if needs:
        label = ", ".join(WORDS[kind] for kind in needs)
        found.append((_line(_dummy(kind="need"), sheet), label))
    if "flow" in kinds:
        found.append((_line(_dummy(kind="flow"), sheet), WORDS["flow"]))
    found += [
        (_disc(state, sheet), WORDS[state])
        for state in ("slow", "unknown")
        if any(line.state == state for line in drawn)
    ]
    if "missing" in kinds:
        found.append((_line(_dummy(kind="missing", state="broken"), sheet), WORDS["missing"]))
    if any(line.stress == "down" for line in drawn):
        found.append((_line(_dummy(kind="need", stress="down"), sheet), WORDS["down.line"]))
    shown = list(cards)
    found += _stresses(shown, sheet) + _signs(shown, list(remarks), sheet)
    return found


def cell_samples(cells: Iterable[Cell], sheet: Sheet) -> list[tuple[Sample, str]]:
    """Return a sample and its meaning for each thing that is in the cells of a table."""
    radius = 3.2 * sheet.smallest / 7.5
    kinds: dict[str, None] = {}
    states: dict[str, None] = {}
    for cell in cells:
        if not cell.lines:
            kinds["through"] = None
        elif signed(cell.lines[0]):
            states[signed(cell.lines[0])[0]] = None
        else:
            kinds["flow" if all(line.kind == "flow" for line in cell.lines) else "line"] = None
    found = [
        (_centred(partial(dot, radius=radius, kind=kind), sheet), WORDS[f"cell.{kind}"])
        for kind in ("line", "flow", "through")
        if kind in kinds
    ]
    return found + [
        (_disc(state, sheet), WORDS["missing" if state == "broken" else state])
        for state in ("added", "changed", "removed", "slow", "unknown", "broken")
        if state in states
    ]


def _centred(draw: Callable[[float, float], list[Item]], sheet: Sheet) -> Sample:
    middle = (_sample_width(sheet) - sheet.smallest * 0.7) / 2
    return lambda x, y: draw(x + middle, y)


def _stresses(cards: list[Card], sheet: Sheet) -> list[tuple[Sample, str]]:
    """Return a sample of each way in which a card is set off by a view about one thing."""
    there = {card.stress: card.lane for card in reversed(cards)}
    density = _density(sheet)
    return [
        (_swatch(stress, there[stress], density, sheet), WORDS[stress])
        for stress in ("subject", "failed", "down", "cut", "hurt", "touched", "faded")
        if stress in there
    ]


def _swatch(stress: Stress, lane: ElementKind, density: Density, sheet: Sheet) -> Sample:
    card = Card(id="", lane=lane, name="", stress=stress)
    width, height = sheet.smallest * 3.2, sheet.smallest * 1.05
    return lambda x, y: list(swatch(card, x, y - height / 2, width, height, density))


def _signs(cards: list[Card], remarks: list[Remark], sheet: Sheet) -> list[tuple[Sample, str]]:
    density = _density(sheet)
    sorts = {card.sort for card in cards if not card.members and card.stress != "faded"}
    found = [(_icon(sort, sheet), WORDS[sort]) for sort in STORES if sort in sorts]
    for severity in ("high", "medium", "low"):
        for remark in remarks:
            if remark.severity == severity and remark.status != "resolved":
                found.append((_badge(remark, density, sheet), WORDS[severity]))
                break
    gone = next((remark for remark in remarks if remark.status == "resolved"), None)
    if gone:
        found.append((_badge(gone, density, sheet), WORDS["resolved"]))
    return found


def _dummy(**what: str) -> Connection:
    return Connection(id="", source="", target="", **what)  # type: ignore[arg-type]


def _line(line: Connection, sheet: Sheet) -> Sample:
    scale = sheet.smallest / 8.5

    def draw(x: float, y: float) -> list[Item]:
        end = x + _sample_width(sheet) - sheet.smallest * 0.7
        items: list[Item] = [stroke(line, polyline((x, y), (end, y)), scale)]
        if line.kind == "flow" and line.mark == "kept":
            items.append(Rect(x - 1.7, y - 1.7, 3.4, 3.4, 1.7, items[0].stroke))  # type: ignore[union-attr]
        for shown in signed(line):
            items.extend(sign((x + end) / 2 - 2, y, 3.7 * scale, shown))
        return items

    return draw


def _disc(state: str, sheet: Sheet) -> Sample:
    middle = (_sample_width(sheet) - sheet.smallest * 0.7) / 2
    return lambda x, y: sign(x + middle, y, 3.7 * sheet.smallest / 8.5, state)


def _icon(sort: str, sheet: Sheet) -> Sample:
    left = (_sample_width(sheet) - sheet.smallest * 1.5) / 2
    return lambda x, y: list(icon(x + left, y, sheet.smallest, sort))


def _badge(remark: Remark, density: Density, sheet: Sheet) -> Sample:
    middle = (_sample_width(sheet) - sheet.smallest * 0.7) / 2
    return lambda x, y: list(badge(x + middle, y, density, remark))


def _density(sheet: Sheet) -> Density:
    return Density(sheet.smallest, sheet.smallest)


def _pitch(sheet: Sheet) -> float:
    return sheet.smallest * 1.5


def _apart(rows: int, height: float, sheet: Sheet) -> float:
    """Return how far the rows of a legend are apart: closer where that saves a column."""
    free = (height - sheet.heading * 1.55) / max(rows, 1)
    return min(_pitch(sheet), max(free, sheet.smallest * _CLOSE))


def _parts(
    samples: list[tuple[Sample, str]], height: float, sheet: Sheet
) -> list[list[tuple[Sample, str]]]:
    """Return the samples in as few columns as the height allows, of like length."""
    most = max(1, int((height - sheet.heading * 1.55) / (sheet.smallest * _CLOSE)))
    columns = -(-len(samples) // most)
    rows = -(-len(samples) // columns)
    return [samples[start : start + rows] for start in range(0, len(samples), rows)]


def _sample_width(sheet: Sheet) -> float:
    return sheet.smallest * 3.9


def _part_width(part: list[tuple[Sample, str]], sheet: Sheet) -> float:
    text = max(measure(label, sheet.smallest) for _, label in part)
    return _sample_width(sheet) + text + sheet.smallest * 1.6


def _head(text: str, x: float, y: float, sheet: Sheet) -> Text:
    return Text(x, y + sheet.heading, text, sheet.heading, palette.TITLE, bold=True)
