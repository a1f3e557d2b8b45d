"""The band below the picture: what changes, findings, legend, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engagemodel.page import palette
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.frame import legend
from engagemodel.page.frame.findings import Block, findings, fullness
from engagemodel.page.scene import Group, Item, Rect
from engagemodel.page.sheet import Sheet
from engagemodel.page.words import WORDS


class Band:
    """What goes below a picture of `shown`, which is drawn from `diagram`.

    A view that draws lines in a way of its own explains them by its `own` samples. Where there is a
    legend elsewhere the band has none.
    """

    def __init__(
        self,
        diagram: Diagram,
        shown: Diagram,
        sheet: Sheet,
        own: Iterable[tuple[legend.Sample, str]] | None = None,
        *,
        explained: bool = False,
    ) -> None:
        self.diagram, self.shown, self.sheet = diagram, shown, sheet
        self.own = None if own is None else list(own)
        self.explained = explained
        self.full = fullness(diagram, sheet)

    def least(self, lines: int = 3) -> float:
        """Return the height below which something would be cut, those lines of findings apart."""
        heights = [self.sheet.heading * 1.55 + lines * self.sheet.leading]
        if self.diagram.before is not None:
            heights.append(legend.changes_height(self.diagram, self.sheet))
        return max(heights) + self.sheet.smallest * 0.6

    def natural(self, most: float) -> float:
        """Return the least height at which the findings are told as full as at `most`."""
        edges = self.sheet.smallest * 0.6
        samples = self._samples(self.diagram.remarks)
        height = max(self.least(), legend.legend_height(samples, self.sheet) + edges)
        wanted = self.level(most)
        while height < most and self.level(height) > wanted:
            height += self.sheet.leading / 2
        return max(self.least(), min(most, height))

    def told(self, height: float) -> bool:
        """Return whether a band of a height has all findings in whole words."""
        return not self.diagram.remarks or self.level(height) < self.level(0.0)

    def level(self, height: float) -> int:
        """Return how full the findings are told in a band of a height, 0 the fullest."""
        inner = height - self.sheet.smallest * 0.4
        return self.full(self._findings_width(inner), inner)

    def draw(self, top: float, bottom: float) -> tuple[Group, tuple[Remark, ...]]:
        """Return the band between two heights, and the findings that found room in it."""
        sheet = self.sheet
        height = bottom - top - sheet.smallest * 0.4
        y = top + sheet.smallest * 0.2
        items: list[Item] = [Rect(sheet.margin, top, sheet.inner, 0.6, 0, palette.RULE)]
        left = sheet.margin
        if self.diagram.before is not None:
            drawn = self.own is None
            items.append(legend.changes(self.diagram, left, y, sheet, drawn=drawn))
            left += self._changes_width()
        block = self._block(left, y, height)
        items.append(Group(block.items, role="list", title=WORDS["findings"]))
        samples = self._samples(block.shown)
        if samples:
            x = sheet.width - sheet.margin - legend.legend_width(samples, height, sheet)
            items.append(legend.legend(samples, x, y, height, sheet))
        return Group(tuple(items), role="group"), block.shown

    def _block(self, left: float, y: float, height: float) -> Block:
        """Return the findings as wide as tells most beside the legend that explains them.

        A wider box may have more columns, too narrow for what fewer ones would tell in full.
        """
        sheet, found = self.sheet, list[tuple[int, int, Block]]()
        free = sheet.inner - self._changes_width() - sheet.smallest * 1.5
        for taken in sorted(set(self._legends(height))):
            block = findings(self.diagram, left, y, free - taken, height, sheet)
            samples = self._samples(block.shown)
            if not samples or legend.legend_width(samples, height, sheet) <= taken + 0.01:
                level = self.full(free - taken, height)
                found.append((-len(block.shown), level, block))
        return min(found, key=lambda one: one[:2])[2]

    def _changes_width(self) -> float:
        if self.diagram.before is None:
            return 0.0
        return legend.changes_width(self.sheet) + self.sheet.smallest * 2.4

    def _findings_width(self, height: float) -> float:
        """Return the width beside the widest legend that there may be.

        It explains the findings that found room, the first ones, and stands in other columns for
        more of them: a longer one may be narrower.
        """
        taken = max(self._legends(height))
        return self.sheet.inner - self._changes_width() - taken - self.sheet.smallest * 1.5

    def _legends(self, height: float) -> Iterator[float]:
        """Yield how wide the legend is beside more and more of the findings."""
        for remarks in self._firsts():
            samples = self._samples(remarks)
            yield legend.legend_width(samples, height, self.sheet) if samples else 0.0

    def _firsts(self) -> Iterator[tuple[Remark, ...]]:
        """Yield no finding, and the first ones up to each that the legend has a new sample of."""
        known = set[str]()
        yield ()
        for number, remark in enumerate(self.diagram.remarks, 1):
            sort = "resolved" if remark.status == "resolved" else remark.severity
            if sort not in known:
                known.add(sort)
                yield self.diagram.remarks[:number]

    def _samples(self, remarks: tuple[Remark, ...]) -> list[tuple[legend.Sample, str]]:
        return [] if self.explained else self.samples(remarks)

    def samples(self, remarks: tuple[Remark, ...]) -> list[tuple[legend.Sample, str]]:
        """Return what a legend has to explain where so many findings are told."""
        if self.own is not None:
            return [*self.own, *legend.samples(self.shown.cards, (), remarks, self.sheet)]
        return legend.samples(self.shown.cards, self.shown.lines, remarks, self.sheet)
