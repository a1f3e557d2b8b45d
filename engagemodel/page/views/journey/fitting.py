"""A journey and the room for it in; where its steps, rows and chips stand, in what size of text, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.drawing import labels
from engagemodel.page.frame.band import Band
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.explaining import samples
from engagemodel.page.views.journey.heads import Heads
from engagemodel.page.views.journey.stepping import Column, columns, rows, tight
from engagemodel.page.views.journey.thinning import without_past
from engagemodel.page.views.journey.tracking import Track
from engagemodel.page.views.journey.walking import Way

_NAMES = 0.165  # of the sheet's width: the names of the rows
_TYPES = (1.4, 1.25, 1.1)  # times the page's smallest text, the largest that has room for all
_SHARE = (0.22, 0.5)  # of the height: what findings have before rows are grouped, and at most


@dataclass(frozen=True, slots=True)
class Fit:
    """A journey that has its place: steps from `left`, heads from `top`, the lanes below them.

    Text is set on `sheet`. Where something is cut or left out it is not `whole`; `level` says how
    much less than all the findings tell.
    """

    sheet: Sheet
    top: float
    left: float
    heads: Heads
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
        track = self.track
        return max((y + track.heights[row] for row, y in track.ys.items()), default=self.top)


def fit(
    way: Way, plain: Diagram, expects: Mapping[str, str], paper: Sheet, top: float, floor: float
) -> Fit:
    """Return the journey in the largest text in which all of it has room between two heights.

    Larger text takes no words from the findings, but those that are resolved may be told by rule.
    Where not all rows have room, who took part before only is told in words.

    `plain` is its diagram without lines: they are explained by samples of the hand-offs.
    """
    room = _Room(way, plain, expects, paper, top, floor)
    least = room.fit(1.0)
    if not least.whole:
        shorter = replace(room, way=without_past(way)).fit(1.0)
        return shorter if shorter.whole or shorter.shown > least.shown else least
    level = max(least.level, int(_settled(plain.remarks)))
    large = (room.fit(times) for times in _TYPES)
    return next((fit for fit in large if fit.whole and fit.level <= level), least)


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
    way: Way
    plain: Diagram
    expects: Mapping[str, str]
    paper: Sheet
    top: float
    floor: float

    def fit(self, times: float) -> Fit:
        """Return the journey in text that is so many times the smallest."""
        sheet = replace(self.paper, smallest=self.paper.smallest * times)
        left = sheet.margin + sheet.width * _NAMES
        steps = columns(self.way, left, sheet.width - sheet.margin - left, sheet)
        heads = Heads(self.way, steps, self.expects, sheet)
        top = self.top + heads.height
        lanes = len({card.lane for card in self.way.rows})
        high = self.floor - top - self.paper.smallest - lanes * frame(sheet)
        band, names = self._band(steps, sheet), _names(sheet, left)
        low, most = ((high + heads.height) * share for share in _SHARE)
        free = high - tight(self.way, steps, names, sheet)
        if free < max(low, band.least()):  # for all rows
            way, _ = rows(self.way, high - band.least(), steps, names, sheet)
            free = max(band.least(), high - tight(way, steps, names, sheet))
        most = min(most, free)
        wanted = band.natural(most) if band.told(most) else most
        way, heights = rows(self.way, high - wanted, steps, names, sheet)
        track = Track(way, steps, dict(_places(way, heights, top, sheet)), heights, sheet)
        level = band.level(wanted)
        found = Fit(sheet, self.top, left, heads, track, whole=False, level=level)
        fits = sum(heights.values()) <= high - wanted + 0.01
        return replace(found, whole=way is self.way and fits and self._whole(found))

    def _band(self, steps: tuple[Column, ...], sheet: Sheet) -> Band:
        """Return the band with the legend that it will have."""
        heights = dict.fromkeys((card.id for card in self.way.rows), sheet.leading * 2)
        places = dict(_places(self.way, heights, 0.0, sheet))
        drawn = samples(Track(self.way, steps, places, heights, sheet), self.paper)
        return Band(self.plain, self.plain, self.paper, drawn)

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


def _places(
    way: Way, heights: Mapping[str, float], top: float, sheet: Sheet
) -> Iterator[tuple[str, float]]:
    """Yield each row with its upper edge."""
    y, lane = top, ""
    for card in way.rows:
        if card.lane != lane:
            y += frame(sheet)
            lane = card.lane
        yield card.id, y
        y += heights[card.id]
