"""A diagram in; what changes, findings and legend, one below the other beside its tables, out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engagemodel.page import palette
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.frame import legend
from engagemodel.page.frame.findings import findings
from engagemodel.page.scene import Group, Item, Rect
from engagemodel.page.sheet import Sheet
from engagemodel.page.words import WORDS

_GAP = 1.6  # times the smallest text: between the tables and what stands beside them


@dataclass(frozen=True)
class Aside:
    """What stands beside the tables of a diagram on a sheet; `own` samples explain their cells.

    Where they are `explained` elsewhere there is no legend here.
    """

    diagram: Diagram
    sheet: Sheet
    own: list[tuple[legend.Sample, str]]
    explained: bool = False

    @property
    def width(self) -> float:
        """The width that it takes, in points."""
        return max(legend.changes_width(self.sheet), self.sheet.smallest * 16.5)

    @property
    def rest(self) -> Sheet:
        """The sheet as wide as is left for the tables."""
        taken = self.width + self.sheet.smallest * _GAP
        return replace(self.sheet, width=self.sheet.width - taken)

    def draw(self, top: float, bottom: float) -> tuple[Group, tuple[Remark, ...]]:
        """Return it between two heights, and the findings that found room in it."""
        sheet = self.sheet
        x, y = sheet.width - sheet.margin - self.width, top
        items: list[Item] = [
            Rect(x - sheet.smallest * _GAP / 2, top, 0.6, bottom - top, 0, palette.RULE)
        ]
        if self.diagram.before is not None:
            items.append(legend.changes(self.diagram, x, y, sheet, drawn=False))
            y += legend.changes_height(self.diagram, sheet) + sheet.smallest * 0.6
        cards = self.diagram.cards
        samples = [*self.own, *legend.samples(cards, (), self.diagram.remarks, sheet)]
        high = 0.0 if self.explained else legend.legend_height([*samples, *samples], sheet)
        low = bottom - high
        block = findings(self.diagram, x, y, self.width, low - y - sheet.smallest * 0.6, sheet)
        items.append(Group(block.items, role="list", title=WORDS["findings"]))
        if self.explained:
            return Group(tuple(items), role="group"), block.shown
        samples = [*self.own, *legend.samples(cards, (), block.shown, sheet)]
        low = bottom - legend.legend_height([*samples, *samples], sheet)
        items.append(legend.legend(samples, x, low, bottom - low + 0.1, sheet))
        return Group(tuple(items), role="group"), block.shown
