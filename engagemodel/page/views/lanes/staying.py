"""A diagram and an earlier page in, a setting in which cards stay where they stood on that out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engagemodel.page import layout
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Diagram
from engagemodel.page.drawing.cards import Face, face
from engagemodel.page.keeping import OTHER_VIEW, Box, Places, strange
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.lanes import pressing, sharing
from engagemodel.page.views.lanes.columns import ALONE, Lanes
from engagemodel.page.views.lanes.fitting import Plan, densities
from engagemodel.page.views.lanes.growing import MOST_LINES, heightened, open_face
from engagemodel.page.views.lanes.seating import face_within, tightest

NEAR = 0.5  # points that a card may be off and still be where it was
_SAME = 0.1  # points between two heights that are the same
_TIGHT = 1  # line that a name has where there is least room
_FEW = 0.05  # of the cards may move before what is new has to share a card


def stay(
    diagram: Diagram, sheet: Sheet, top: float, bottoms: tuple[float, ...], places: Places
) -> Plan | None:
    """Return the setting that moves as few cards as it can, None if none has its old column.

    It is set as closely as the earlier page was; a card that is new there is pressed rather than
    another moved. The cards stand between `top` and that of the `bottoms` that serves best, the
    first of equal ones. What shared a card there shares one; what is new has a card of its own if
    that moves no other, and else is one of a group where there is one. Where more than a few would
    move all the same, it shares the card of one that was alone.
    """
    best: Plan | None = None
    for shown in sharing.regrouped(diagram, places):
        plan = _best(shown, sheet, top, bottoms, places)
        if plan and (best is None or len(moved(plan, places)) < len(moved(best, places))):
            best = plan
        if best and not moved(best, places):
            break
    if best is None or len(moved(best, places)) <= _FEW * len(places.boxes):
        return best
    crowded = {best.lanes.column_of(card) for card in _off(best, places)}
    shown, held = sharing.joined(best.lanes, crowded, places)
    plan = _best(shown, sheet, top, bottoms, held) if shown is not best.lanes.diagram else None
    return min((best, plan), key=lambda each: len(moved(each, places))) if plan else best


def _best(
    diagram: Diagram, sheet: Sheet, top: float, bottoms: tuple[float, ...], places: Places
) -> Plan | None:
    """Return the setting that moves as few cards as it can, at that of the bottoms that does so."""
    setting = _setting(diagram, sheet, places)
    if setting is None:
        return None
    first = min([box.y for box in setting.boxes.values()], default=top)
    start = first if 0 < top - first <= sheet.smallest else top
    best: tuple[tuple[int, int], Plan] | None = None
    for bottom in bottoms:
        plan = setting.plan(start, bottom)
        if plan is None:
            continue
        worth = (len(moved(plan, places)), setting.pressed(plan))
        if best is None or worth < best[0]:
            best = (worth, plan)
        if worth == (0, 0):
            break
    return best[1] if best else None


def moved(plan: Plan, places: Places) -> tuple[str, ...]:
    """Return the cards that are not where they stood on an earlier page, or in a group, sorted."""
    gone = {id for card in plan.lanes.diagram.cards for id in card.member_ids} & set(places.boxes)
    return tuple(sorted({card.id for card in _off(plan, places)} | gone))


def _off(plan: Plan, places: Places) -> Iterator[Card]:
    """Yield the cards that stand elsewhere."""
    for card in plan.lanes.diagram.cards:
        box = places.boxes.get(card.id)
        if box is None:
            continue
        x, y = plan.columns[plan.lanes.column_of(card)].x, plan.arrangement.y[card.id]
        if abs(box.x - x) > NEAR or abs(box.y - y) > NEAR:
            yield card


def remarks(diagram: Diagram, sheet: Sheet, plan: Plan, places: Places) -> tuple[str, ...]:
    """Return in a sentence what of an earlier page could not be kept, nothing if all of it was."""
    ids = {card.id for card in (*diagram.cards, *plan.lanes.diagram.cards)}
    known = [id for id in places.boxes if id in ids]
    if other := strange(places, ids):
        return (other,)
    if not same_size(sheet, places):
        return ("the earlier page keeps nothing in its place: it is of another size",)
    off = moved(plan, places)
    if off and not places.laned:
        return (OTHER_VIEW,)
    if not off:
        return ()
    shared = any(id not in {card.id for card in plan.lanes.diagram.cards} for id in off)
    how = "had to move, or to share a card," if shared else "had to move"
    return (f"{len(off)} of the {len(known)} cards of the earlier page {how} for want of room",)


def same_size(sheet: Sheet, places: Places) -> bool:
    """Return whether an earlier page is as large as this one."""
    return abs(places.width - sheet.width) < NEAR and abs(places.height - sheet.height) < NEAR


def _setting(diagram: Diagram, sheet: Sheet, places: Places) -> _Setting | None:
    """Return how the earlier page was set: as many columns, and cards as high, as can be."""
    usual = Lanes(diagram, sheet)
    best: tuple[tuple[int, int], _Setting] | None = None
    others = (replace(usual, wide=wide) for wide in (1, 2) if wide != usual.platforms)
    for lanes in (usual, *others):
        for density in densities(sheet):
            setting = _Setting(_seated(lanes, density, places), density, places)
            high = sum(
                abs(box.height - setting.natural[id].height) < _SAME
                for id, box in setting.boxes.items()
            )
            worth = (len(setting.boxes), high)
            if setting.boxes and (best is None or worth > best[0]):
                best = (worth, setting)
    return best[1] if best else None


def _seated(lanes: Lanes, density: Density, places: Places) -> Lanes:
    """Return the diagram with cards that may stand in any of several columns in those they had."""
    if lanes.platforms < ALONE:
        return lanes
    columns = list(enumerate(lanes.columns(density)))[lanes.first :]
    boxes = {card.id: places.boxes.get(card.id) for card in lanes.diagram.cards}
    seats = {
        id: number
        for id, box in boxes.items()
        for number, column in columns
        if box and abs(box.x - column.x) < NEAR
    }
    return replace(lanes, seats=seats)


@dataclass(frozen=True)
class _Setting:
    """A diagram in columns as closely as an earlier page was set, and where its cards stood there."""

    lanes: Lanes
    density: Density
    places: Places

    @cached_property
    def columns(self) -> tuple[layout.Column, ...]:
        return self.lanes.columns(self.density)

    @cached_property
    def natural(self) -> Mapping[str, Face]:
        """Each card's text as it would be set without an earlier page, however many lines end there."""
        found = self.lanes.faces(self.density)
        for card in self.lanes.diagram.cards:
            box = self.places.boxes.get(card.id)
            if box and self._open and box.height > found[card.id].height + _SAME:
                badged = card.id in self.lanes.badged
                found[card.id] = open_face(
                    card, self.column(card).width, self.density, badged=badged
                )
        return found

    @cached_property
    def faces(self) -> Mapping[str, Face]:
        """Each card's text where there is room for it, in a card as high as it was if that was more."""
        found = dict(self.natural)
        for id, box in self.boxes.items():
            shown = found[id]
            if box.height > shown.height + _SAME:
                badged, column = id in self.lanes.badged, self.column(shown.card)
                found[id] = heightened(shown, column, box.height, self.density, badged=badged)
        return found

    @cached_property
    def boxes(self) -> Mapping[str, Box]:
        """The boxes of the cards that stood in the columns that are theirs now."""
        found = {}
        for card in self.lanes.diagram.cards:
            box, column = self.places.boxes.get(card.id), self.column(card)
            if box and abs(box.x - column.x) < NEAR and abs(box.width - column.width) < NEAR:
                found[card.id] = box
        return found

    def column(self, card: Card) -> layout.Column:
        return self.columns[self.lanes.column_of(card)]

    def plan(self, top: float, bottom: float) -> Plan | None:
        """Return where everything goes, or None where a column does not fit at all."""
        sizes = self._sizes(_TIGHT, _TIGHT)
        keep = {id: box.y for id, box in self.boxes.items()}
        area = (top, bottom, self.density.gap)
        ordering = layout.order(
            sizes.values(), self.lanes.lines, len(self.columns), keep=keep, area=area
        )
        faces = dict(self._faces(ordering, (top, bottom)))
        cards = [replace(size, height=faces[id].height) for id, size in sizes.items()]
        try:
            arrangement = layout.arrange(
                cards, self.lanes.lines, self.columns, *area, ordering=ordering
            )
        except layout.TooTall:
            return None
        return Plan(self.lanes, self.columns, faces, self.density, arrangement, bottom)

    def _sizes(self, old: int, new: int) -> dict[str, layout.Card]:
        """Return the cards as high as they want to be, and as low as they may be.

        That is with names in so many lines at most, those of cards known from the earlier page in
        `old`, the others in `new`.
        """
        found = {}
        for card in self.lanes.diagram.cards:
            high, lines = self.faces[card.id].height, new
            if card.id in self.boxes:
                high, lines = min(high, self.boxes[card.id].height), old
            badged = card.id in self.lanes.badged
            tight = replace(tightest(self.density), lines=lines)
            least = min(high, face(card, self.column(card).width, tight, badged=badged).height)
            found[card.id] = layout.Card(card.id, self.lanes.column_of(card), high, least)
        return found

    def _faces(
        self, ordering: layout.Ordering, area: tuple[float, float]
    ) -> Iterator[tuple[str, Face]]:
        """Yield each card's text in as much room as there is where as many as can stay."""
        known = {card.id: card for card in self.lanes.diagram.cards}
        ladder = [self._sizes(old, new) for old, new in self._ladder]
        for slots in ordering.columns:
            staying = layout.staying(slots, ladder[-1], ordering.keep, area)
            keep = {id: ordering.keep[id] for id in staying}
            cuts = [pressing.cut(slots, keep, sizes, area) for sizes in ladder]
            for steps in zip(*cuts, strict=True):
                upper = steps[0].upper
                wholes = [
                    section if upper is None else section.below(sizes[upper])
                    for section, sizes in zip(steps, ladder, strict=True)
                ]
                held = next((each for each in wholes if not each.lacking), wholes[-1])
                for id, height in held.heights().items():
                    pressed = height < ladder[0][id].height - _SAME
                    grown = steps[0].spare if id == upper and not pressed else 0.0
                    yield id, self._within(known[id], height + grown)

    @cached_property
    def _ladder(self) -> tuple[tuple[int, int], ...]:
        """Lines of names that are known and of new ones, ever less: whole as long as they can be."""
        most = self.density.lines + self._open
        return (most, most), (most, _TIGHT), (_TIGHT, _TIGHT)

    @property
    def _open(self) -> bool:
        """Whether a name that is cut may have a line more than others."""
        return self.density.lines < MOST_LINES

    def _within(self, card: Card, height: float) -> Face:
        """Return the card's text for that height at most."""
        whole = self.faces[card.id]
        if whole.height <= height + _SAME:
            return replace(whole, height=min(whole.height, height))
        badged = card.id in self.lanes.badged
        return face_within(card, self.column(card), height, self.density, badged)

    def pressed(self, plan: Plan) -> int:
        """Return how many cards have less room than their text takes."""
        return sum(plan.faces[id].height < whole.height - _SAME for id, whole in self.faces.items())
