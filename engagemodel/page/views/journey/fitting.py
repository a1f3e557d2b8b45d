"""The states of a journey and the room for them in; where steps, rows and chips stand in each out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engagemodel.page.diagram import Remark
from engagemodel.page.drawing import labels
from engagemodel.page.frame.band import Band
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.explaining import samples
from engagemodel.page.views.journey.heads import Heads
from engagemodel.page.views.journey.shelving import Shelf, needed, spread, stocked
from engagemodel.page.views.journey.stating import Told
from engagemodel.page.views.journey.stepping import Column, columns
from engagemodel.page.views.journey.thinning import shelf_of, shelves, without_past
from engagemodel.page.views.journey.tracking import Track
from engagemodel.page.views.journey.walking import Way

_NAMES = 0.165  # of the sheet's width: the names of the rows
_TYPES = (1.4, 1.25, 1.1)  # times the page's smallest text, the largest that has room for all
_SHARE = (0.22, 0.5)  # of the height: what findings have before rows are grouped, and at most


@dataclass(frozen=True, slots=True)
class Fit:
    """A journey that has its place: steps from `left`, heads from `top`, the lanes below them.

    Its rows stand on `shelves`, which are those of all its states. Text is set on `sheet`. Where something is cut or left out it is not `whole`; `level` says how
    much less than all the findings tell.
    """

    sheet: Sheet
    top: float
    left: float
    heads: Heads
    shelves: Sequence[Shelf]
    track: Track
    whole: bool
    level: int

    @property
    def columns(self) -> Sequence[Column]:
        """The steps that are shown, and where some are left out."""
        return self.track.columns

    @property
    def way(self) -> Way:
        """The journey as it is shown."""
        return self.track.way

    @property
    def shown(self) -> int:
        """How many rows stand for one element that takes part."""
        now = {row for _, row in self.way.touched}
        return sum(card.id in now and not card.members for card in self.way.rows)

    @property
    def names(self) -> float:
        """The width of the names of the rows."""
        return _names(self.sheet, self.left)

    @property
    def low(self) -> float:
        """Where the last row ends."""
        return max((shelf.low for shelf in self.shelves), default=self.top)


def fit(states: Sequence[Told], paper: Sheet, top: float, floor: float) -> Sequence[Fit]:
    """Return each state in the largest text in which all of each has room between two heights.

    What they share has the same place in all of them. Larger text takes no words from the findings,
    but those that are resolved may be told by rule. Where not all rows of one state alone have room,
    who took part before only is told in words.
    """
    room = _Room(states, paper, top, floor)
    least = room.fit(1.0)
    if not all(fit.whole for fit in least):
        if len(states) > 1:
            return least
        brief = replace(states[0], way=without_past(states[0].way))
        (shorter,) = replace(room, states=(brief,)).fit(1.0)
        return [shorter] if shorter.whole or shorter.shown > least[0].shown else least
    levels = [
        max(fit.level, int(_settled(told.diagram.remarks)))
        for fit, told in zip(least, states, strict=True)
    ]
    for times in _TYPES:
        large = room.fit(times)
        pairs = zip(large, levels, strict=True)
        if all(fit.whole and fit.level <= level for fit, level in pairs):
            return large
    return least


def _settled(remarks: Sequence[Remark]) -> bool:
    """Return whether all is resolved, and some of it by the same rule."""
    rules = {remark.title for remark in remarks}
    return len(rules) < len(remarks) and all(r.status == "resolved" for r in remarks)


def _names(sheet: Sheet, left: float) -> float:
    """Return the width of the names of rows whose steps begin at `left`."""
    return left - sheet.margin - sheet.smallest


def frame(sheet: Sheet) -> float:
    """Return the height above a lane, where its name stands."""
    return sheet.heading * 1.85


@dataclass(frozen=True)
class _Room:
    states: Sequence[Told]
    paper: Sheet
    top: float
    floor: float

    def fit(self, times: float) -> Sequence[Fit]:
        """Return the states in text that is so many times the smallest."""
        sheet = replace(self.paper, smallest=self.paper.smallest * times)
        left = sheet.margin + sheet.width * _NAMES
        ways = [told.way for told in self.states]
        steps = columns(ways, left, sheet.width - sheet.margin - left, sheet)
        heads = self._heads(steps, sheet)
        top = self.top + heads[0].height
        lanes = len({card.lane for card in shelves(ways)})
        high = self.floor - top - self.paper.smallest - lanes * frame(sheet)
        bands, names = self._bands(steps, sheet), _names(sheet, left)
        wanted = self._wanted(bands, high, heads[0].height, steps, names, sheet)
        fewer, tall = stocked(ways, high - wanted, steps, names, sheet)
        put = list(_put(fewer, tall, top, sheet))
        fits = sum(tall.values()) <= high - wanted + 0.01 and fewer is ways
        found = []
        for way, head, band in zip(fewer, heads, bands, strict=True):
            track = Track(way, steps, *spread(way, put, steps, names, sheet), sheet)
            level = band.level(wanted)
            one = Fit(sheet, self.top, left, head, put, track, whole=False, level=level)
            found.append(replace(one, whole=fits and self._whole(one)))
        return found

    def _heads(self, steps: tuple[Column, ...], sheet: Sheet) -> Sequence[Heads]:
        """Return the heads of each state, which are of one height."""
        heads = [Heads(told.way, steps, told.expects, sheet) for told in self.states]
        most = max(head.most for head in heads)
        return [replace(head, least=most) for head in heads]

    def _wanted(
        self,
        bands: Sequence[Band],
        high: float,
        head: float,
        steps: Sequence[Column],
        names: float,
        sheet: Sheet,
    ) -> float:
        """Return the height of the band, the same in each state."""
        ways = [told.way for told in self.states]
        least = max(band.least() for band in bands)
        low, most = ((high + head) * share for share in _SHARE)
        free = high - sum(needed(ways, steps, names, sheet).values())
        if free < max(low, least):  # for all rows
            fewer, _ = stocked(ways, high - least, steps, names, sheet)
            free = max(least, high - sum(needed(fewer, steps, names, sheet).values()))
        most = min(most, free)
        return max(band.natural(most) if band.told(most) else most for band in bands)

    def _bands(self, steps: tuple[Column, ...], sheet: Sheet) -> Sequence[Band]:
        """Return the band of each state with the legend that it will have."""
        found = []
        for told in self.states:
            heights = dict.fromkeys((card.id for card in told.way.rows), sheet.leading * 2)
            ys = {row: at * sheet.leading * 3 for at, row in enumerate(heights)}
            drawn = samples(Track(told.way, steps, ys, heights, sheet), self.paper)
            found.append(Band(told.plain, told.plain, self.paper, drawn))
        return found

    def _whole(self, found: Fit) -> bool:
        """Return whether nothing is cut in heads, rows and chips."""
        track, sheet = found.track, found.sheet
        named = all(
            labels.fits(
                card,
                found.names,
                labels.rows(track.heights[card.id] - 2.4, sheet),
                sheet,
                badged=bool(track.way.noted(card)),
            )
            for card in track.way.rows
        )
        return named and found.heads.whole and track.whole


def _put(
    ways: Sequence[Way], heights: Mapping[str, float], top: float, sheet: Sheet
) -> Iterator[Shelf]:
    """Yield the shelves, below the names of their lanes."""
    y, lane = top, ""
    for card in shelves(ways):
        if card.lane != lane:
            y += frame(sheet)
            lane = card.lane
        shelf = Shelf(shelf_of(card), card.lane, y, heights[shelf_of(card)])
        yield shelf
        y = shelf.low
