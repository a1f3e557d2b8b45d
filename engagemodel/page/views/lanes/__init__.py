"""A diagram and a sheet in, one page out: customer types, channels, organizations, platforms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from engagemodel.model import ElementKind
from engagemodel.page import palette
from engagemodel.page.diagram import LANES, Diagram, Remark
from engagemodel.page.drawing.cards import draw
from engagemodel.page.drawing.connections import Room, group, rank, signs, stroke
from engagemodel.page.drawing.icons import STORES
from engagemodel.page.frame.band import Band
from engagemodel.page.frame.foot import MOST, foot, footed, reserved
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.frame.ledger import ledger
from engagemodel.page.glyphs import warnings
from engagemodel.page.layout import Column
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.scene import Group, Item, Rect, Scene, Text, box
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, wrap
from engagemodel.page.views.lanes.borrowing import as_drawn
from engagemodel.page.views.lanes.columns import GROUND
from engagemodel.page.views.lanes.fitting import Plan, fit_grouped, roomy, settings
from engagemodel.page.views.lanes.spreading import best
from engagemodel.page.views.lanes.staying import remarks, same_size, stay
from engagemodel.page.words import WORDS


def lanes(diagram: Diagram, sheet: Sheet, manner: Manner = OWN) -> Scene:
    """Return the page: heading, lanes, findings, legend, foot; always one, text never too small."""
    return plates(diagram, (diagram,), sheet, manner)[0]


def plates(
    union: Diagram, states: Sequence[Diagram], sheet: Sheet, manner: Manner = OWN
) -> tuple[Scene, ...]:
    """Return a page for each state of one union, every card in the same place on all of them.

    The foot has no room to count texts that are cut short until some are.
    """
    top = max(heading(state, sheet)[1] for state in states) + sheet.smallest * 0.9
    told = ledger(union, union)
    for floor in dict.fromkeys((foot(union, told, sheet)[1], reserved(union, told, sheet))):
        ways = _plans(union, sheet, (top, floor), manner)
        others = [state for state in states if state is not union]
        plan, seated = best(ways, others, top + _header(sheet)) if others else (next(ways), ())
        plans = iter(seated)
        drawn = [
            _page(state, plan if state is union else next(plans), sheet, top) for state in states
        ]
        left = 0.0 if plan.lanes.diagram is union else MOST * sheet.leading  # groups are counted
        if all(low >= floor - left - 0.01 for _, low in drawn):
            break
    said = remarks(union, sheet, plan, manner.keep) if manner.keep else ()
    return tuple(replace(page, warnings=(*page.warnings, *said)) for page, _ in drawn)


def _page(diagram: Diagram, plan: Plan, sheet: Sheet, top: float) -> tuple[Scene, float]:
    """Return the page of a state, and the height at which its foot begins."""
    head, _ = heading(diagram, sheet)
    shown, low = plan.lanes.diagram, plan.bottom + GROUND
    band, grounds = Band(diagram, shown, sheet), tuple(_grounds(plan, sheet, top, low))
    floors = list[float]()

    def drawn(floor: float) -> tuple[Item, ...]:
        floors.append(floor)
        below, remarks = band.draw(low + sheet.smallest * 0.8, floor)
        return head, *grounds, *_body(plan, sheet, remarks), below

    items, told = footed(diagram, ledger(diagram, shown), sheet, drawn)
    scene = Scene(
        sheet.width,
        sheet.height,
        items,
        diagram.after.name,
        ". ".join(part for part in (subtitle(diagram), told) if part),
        smallest=sheet.smallest,
        warnings=warnings(diagram),
        diagram=diagram,
        grouped={id: card.id for card in shown.cards for id in card.member_ids},
    )
    return scene, floors[-1]


def _plans(
    diagram: Diagram, sheet: Sheet, area: tuple[float, float], manner: Manner
) -> Iterator[Plan]:
    """Yield where the cards can go, best first, one plan at least.

    `area` is from where on there is room, and where the foot begins.

    That is where they were, else whole if the page holds it, else grouped.
    """
    band = Band(diagram, diagram, sheet)
    top, floor = area
    first = top + _header(sheet)
    room = floor - first - sheet.smallest * 0.8 - GROUND
    fair, most = band.natural(room * 0.36), band.least()
    spare = room - roomy(diagram, sheet, manner)
    heights = (band.natural(max(room * 0.48, spare)), fair, (fair + most) / 2, most)
    bottoms = tuple(first + room - height for height in heights)
    if manner.keep and same_size(sheet, manner.keep):
        kept = stay(diagram, sheet, first, bottoms, manner.keep)
        if kept is not None:
            yield kept
            return
    whole = False
    for plan in settings(diagram, sheet, first, bottoms, manner):
        whole = True
        yield as_drawn(plan, first) if manner.engine == "dot" else plan
    if not whole:
        plan = fit_grouped(diagram, sheet, first, bottoms[-1] - MOST * sheet.leading, manner)
        yield as_drawn(plan, first) if manner.engine == "dot" else plan


def _header(sheet: Sheet) -> float:
    """Return the height of a lane above its first card: its name, and room for a badge."""
    return sheet.heading * 1.9 + sheet.smallest * 0.8


def _grounds(plan: Plan, sheet: Sheet, top: float, bottom: float) -> Iterator[Item]:
    """Yield the lanes: a calm ground with a coloured edge, the name and how many there are."""
    start, *between = plan.columns[: plan.lanes.first]
    alone = not between  # platforms have the page, and the other lanes share one column
    for number, lane in enumerate(LANES[:-1]):
        if alone:
            high = (bottom - top - 2 * GROUND) / 3
            over = top + number * (high + GROUND)
            yield from _ground(plan, sheet, lane, (start, start), (over, over + high))
        else:
            column = plan.columns[number]
            yield from _ground(plan, sheet, lane, (column, column), (top, bottom))
    platforms = (plan.columns[plan.lanes.first], plan.columns[-1])
    yield from _ground(plan, sheet, "platform", platforms, (top, bottom))
    yield from _halves(plan, sheet, top + sheet.heading * 1.5)


def _ground(
    plan: Plan,
    sheet: Sheet,
    lane: ElementKind,
    columns: tuple[Column, Column],
    area: tuple[float, float],
) -> Iterator[Item]:
    """Yield a lane from its first to its last column, and from top to bottom."""
    (first, last), (top, bottom) = columns, area
    left, right = first.x - GROUND, last.x + last.width + GROUND
    colour = palette.LANES[lane]
    yield Rect(left, top, right - left, bottom - top, 4, palette.GROUND)
    yield Rect(left, top, right - left, 2.4, 1.2, colour)
    y = top + sheet.heading * 1.5
    yield Text(first.x, y, WORDS[lane], sheet.heading, colour, bold=True)
    if not any(card.lane == lane for card in plan.lanes.diagram.cards):
        for i, line in enumerate(wrap(WORDS[f"none.{lane}"], first.width, sheet.smallest)):
            base = top + _header(sheet) + sheet.leading * (i + 1)
            yield Text(first.x, base, line, sheet.smallest, palette.MUTED)


def _halves(plan: Plan, sheet: Sheet, y: float) -> Iterator[Text]:
    """Yield what each of the two columns of platforms has, as long as there is room to say it."""
    sorts = {card.sort for card in plan.lanes.diagram.cards if card.lane == "platform"}
    there = {sort in STORES for sort in sorts}
    size, colour, name = sheet.smallest, palette.LANES["platform"], WORDS["platform"]
    start = plan.columns[plan.lanes.first].x + measure(name, sheet.heading, bold=True) + size * 0.6
    last = plan.columns[-1]
    edge = last.x + last.width
    if plan.lanes.both:
        text = _fitting("databases", sorts, last.width, size)
        yield Text(last.x, y, text, size, colour)
        edge = last.x - size
    if there and (len(there) == 1 or plan.lanes.both):  # else the column has both sorts
        key = "databases" if there == {True} else "applications"
        yield Text(start, y, _fitting(key, sorts, edge - start, size), size, colour)


def _fitting(key: str, sorts: AbstractSet[str], room: float, size: float) -> str:
    """Return the longest true wording of what a column of such sorts has that fits, maybe none."""
    plain = key.removesuffix("s")
    alone = not any((sort in STORES) == (plain in STORES) and sort != plain for sort in sorts)
    wordings = (WORDS[f"{key}.short" if alone else key], "")
    return next(words for words in wordings if measure(words, size) <= room)


def _body(plan: Plan, sheet: Sheet, remarks: tuple[Remark, ...]) -> Iterator[Item]:
    """Yield lines, then cards, then the signs of lines, which find their place last."""
    diagram, arrangement, density = plan.lanes.diagram, plan.arrangement, plan.density
    scale = sheet.smallest / 8.5
    names = {card.id: card.name for card in diagram.cards}
    drawn = sorted(diagram.lines, key=lambda line: (rank(line), line.id))
    strokes = (
        group(line, stroke(line, arrangement.curves[line.id].points, scale), names)
        for line in drawn
    )
    yield Group(tuple(strokes), role="group")
    room, cards = Room(), []
    for card in diagram.cards:
        face, y = plan.faces[card.id], arrangement.y[card.id]
        column = plan.columns[plan.lanes.column_of(card)]
        shape = draw(face, column.x, y, column.width, density, remarks)
        cards.append(shape)
        room.block(*box((shape,)))
    yield Group(tuple(cards), role="group")
    found = signs(drawn, arrangement.curves, room, smallest=sheet.smallest, scale=scale)
    yield Group(tuple(found))
