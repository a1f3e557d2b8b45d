"""What lies between two models in, the third page of a brief out: always one, its text never too small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engagemodel.page import palette
from engagemodel.page.brief import customers as words
from engagemodel.page.brief.customers import Customers
from engagemodel.page.brief.entries import BRIEF, FULL, LEVELS, LINES, RULES, SUMS
from engagemodel.page.brief.findings import Findings
from engagemodel.page.brief.lines import Type, set_lines
from engagemodel.page.brief.rail import Rail
from engagemodel.page.brief.telling import Between
from engagemodel.page.diagram import Diagram
from engagemodel.page.frame.foot import foot, unsaid
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.frame.shortened import shortened
from engagemodel.page.frame.shortened import told as cuts
from engagemodel.page.glyphs import warnings
from engagemodel.page.scene import Group, Item, Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.words import WORDS, say

_LOWER = 0.42  # share of the height for findings, where there is too much of everything


def between(union: Diagram, told: Between, sheet: Sheet) -> Scene:
    """Return the page: heading, sentences, figures, customer types, findings, foot.

    Where there is more than fits, findings are told by rule, figures that stay the same go, and
    customer types are told in fewer words, then in one line each; what even then has no room is
    counted. The foot says which of these steps were taken.
    """
    bare = replace(union, cards=(), lines=(), within=(), tiles=())
    diagram = replace(bare, topic=WORDS["brief.between"])
    head, top = heading(diagram, sheet)
    lead, top = _lead(told.headline, top + sheet.smallest * 1.5, sheet)
    ledger, items = diagram.aside, tuple[Item, ...]()
    floor = sheet.height
    for _ in range(3):  # a longer foot leaves less room, which may make the foot longer
        end, low = foot(diagram, ledger, sheet)
        if low >= floor:
            break
        floor = low
        items, notes = _Body(told, sheet).draw(top, floor - sheet.smallest * 0.5)
        cut = shortened((head, lead, *items), subtitle(diagram), *told.headline)
        short = cuts(cut + unsaid(diagram, sheet))
        ledger = " · ".join(filter(None, (diagram.aside, *notes, short)))
    end, _ = foot(diagram, ledger, sheet)
    return Scene(
        sheet.width,
        sheet.height,
        (head, lead, *items, end),
        diagram.after.name,
        ". ".join((subtitle(diagram), " ".join(told.headline))),
        smallest=sheet.smallest,
        warnings=warnings(union),
        diagram=union,
    )


def _lead(sentences: tuple[str, ...], y: float, sheet: Sheet) -> tuple[Group, float]:
    """Return the first sentence large, the others below it, and where they end."""
    large, small = Type(sheet.smallest * 1.75), Type(sheet.smallest * 1.15)
    width = sheet.inner * 0.92
    first = set_lines(sentences[0], width, large, palette.TITLE, bold=True, most=2)
    items = first.draw(sheet.margin, y)
    y += first.height + sheet.smallest * 0.2
    rest = " ".join(sentences[1:])
    if rest:
        lines = set_lines(rest, width, small, palette.INK, most=4)
        items += lines.draw(sheet.margin, y)
        y += lines.height
    return Group(tuple(items), role="group"), y + sheet.smallest * 1.4


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to set the page: the customers, and the heights of the upper and the lower part."""

    customers: Customers
    upper: float
    lower: float


class _Body:
    """Figures and customer types side by side, the findings below them."""

    def __init__(self, told: Between, sheet: Sheet) -> None:
        self.told, self.sheet = told, sheet
        self.rail = Rail(told.figures, sheet)
        self.left = sheet.margin + self.rail.width + sheet.smallest * 2.6
        self.findings = Findings(told.fates, sheet.inner, sheet)

    @property
    def gap(self) -> float:
        """The distance of the upper and the lower part."""
        return self.sheet.smallest * 1.5

    def draw(self, top: float, floor: float) -> tuple[tuple[Item, ...], tuple[str, ...]]:
        """Return what is drawn between two heights, and what the foot has to say of it."""
        step = self._chosen(floor - top - self.gap)
        figures, measured = self.rail.draw(self.sheet.margin, top, step.upper)
        rows, told = step.customers.draw(self.left, top, step.upper)
        low = top + step.upper + self.gap
        height = floor - low
        columns = self.findings.draw(self.sheet.margin, low, height)
        how = ("", "short", "brief")[step.customers.level]
        total = sum(len(fate.findings) for fate in self.told.fates)
        notes = (
            _note("figures", len(self.told.figures), measured),
            _note("customers", len(self.told.customers), told, how),
            _note(
                "findings",
                total,
                total - self.findings.left_out(height),
                "rules" if self.findings.together(height) else "",
            ),
        )
        return (figures, rows, *columns), notes

    def _chosen(self, height: float) -> _Step:
        """Return the first way in which all fits; at the last one, nothing has to."""
        for step in self._steps():
            spare = height - step.upper - step.lower
            if spare >= 0:
                # What findings can say more goes before the air that figures and customers can use.
                spare -= self._more(step.lower, spare)
                wish = max(self.rail.roomy, step.customers.roomy) - step.upper
                return replace(step, upper=step.upper + min(spare, max(0.0, wish)))
        last = self._customers(Type(self.sheet.smallest), words.BRIEF)
        upper = max(last.height, self.rail.least)
        least = min(self.findings.height(SUMS), height * _LOWER)
        least = max(least, height - upper, self.findings.least)
        return _Step(last, height - least, least)

    def _more(self, lower: float, spare: float) -> float:
        """Return how much of the room to spare it takes to tell findings as full as can be."""
        heights = [self.findings.height(level) for level in LEVELS]
        return max(0.0, next((each for each in heights if each <= lower + spare), lower) - lower)

    def _steps(self) -> Iterator[_Step]:
        """Yield what is tried in turn: fewer words on findings, then on customers, and so on."""
        large, small = Type(self.sheet.text), Type(self.sheet.smallest)
        whole, least = self.rail.height, self.rail.least
        steps = [(large, words.FULL, whole, level) for level in (FULL, BRIEF)]
        steps += [(small, words.FULL, whole, level) for level in (FULL, BRIEF, RULES)]
        for level in (RULES, LINES, SUMS):
            steps += [(small, how, least, level) for how in (words.FULL, words.SHORT)]
        steps += [(small, words.BRIEF, least, level) for level in (RULES, LINES, SUMS)]
        for type, how, rail, level in steps:
            customers = self._customers(type, how)
            yield _Step(customers, max(customers.height, rail), self.findings.height(level))

    def _customers(self, type: Type, level: int) -> Customers:
        width = self.sheet.width - self.sheet.margin - self.left
        return Customers(self.told.customers, width, self.sheet, type, level)


def _note(what: str, total: int, shown: int, how: str = "") -> str:
    """Return how many there are, how they are told, and how many are only counted."""
    note = say(f"ledger.{what}.{'one' if total == 1 else 'many'}", count=total)
    if how and total:
        note += say(f"ledger.{how}")
    if shown < total:
        note += say("ledger.cut", count=total - shown)
    return note
