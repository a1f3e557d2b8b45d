"""What becomes of each customer type in; a table of it out, in as many words as there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.brief.lines import Lines, Type, set_lines
from engagemodel.page.brief.telling import Customer
from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, shorten
from engagemodel.page.words import WORDS, quantity, say

FULL, SHORT, BRIEF = 0, 1, 2  # everything; a few words each; one line each
_FEW = 2  # words on a customer type in a column, if short
_GAP = 0.18  # between the entries of a cell, in lines
KINDS = ("better", "worse", "other", "same")
SIGNS = {"better": "▲", "worse": "▼", "other": "~", "same": "="}
COLOURS = {**palette.EFFECTS, **dict.fromkeys(("other", "same", "new", "gone"), palette.MUTED)}


@dataclass(frozen=True, slots=True)
class _Row:
    customer: Customer
    name: Lines
    verdict: Lines
    cells: tuple[tuple[str, tuple[Lines, ...]], ...]
    height: float


class Customers:
    """The table at one level, `FULL`, `SHORT` or `BRIEF`, in a width."""

    def __init__(
        self, customers: Sequence[Customer], width: float, sheet: Sheet, type: Type, level: int
    ) -> None:
        self.customers, self.width, self.sheet = customers, width, sheet
        self.type, self.level = type, level
        self.kinds = [kind for kind in KINDS if any(getattr(c, kind) for c in customers)]
        head = measure(WORDS["brief.customers.head"], sheet.heading, bold=True)
        self.first = max(width * (0.26 if len(self.kinds) > 1 else 0.4), head + type.size * 2)
        self.widths = self._widths()
        self.rows = [] if level == BRIEF else [self._row(customer) for customer in customers]

    @property
    def columns(self) -> int:
        """How many customer types stand side by side."""
        return 2 if self.level == BRIEF and len(self.customers) > 6 else 1

    @property
    def head(self) -> float:
        """The height of the heading."""
        return self.sheet.heading * 1.7

    @property
    def roomy(self) -> float:
        """The height that it takes with air between the rows."""
        if self.level == BRIEF:
            return self.height + -(-len(self.customers) // self.columns) * self.pitch * 0.4
        return self.height + len(self.rows) * self.type.leading * 0.8

    @property
    def pitch(self) -> float:
        """The height of a row of one line."""
        return self.type.leading * 1.3

    @property
    def height(self) -> float:
        """The height that all of it takes."""
        if not self.customers:
            return self.head + self.type.leading
        if self.level == BRIEF:
            return self.head + -(-len(self.customers) // self.columns) * self.pitch
        return self.head + sum(row.height for row in self.rows)

    def draw(self, x: float, y: float, height: float) -> tuple[Group, int]:
        """Return the table in a box, and how many customer types found room in it.

        Room that is left over parts the rows, within reason.
        """
        head = WORDS["brief.customers.head"]
        items: list[Item] = [
            Text(x, y + self.sheet.heading, head, self.sheet.heading, palette.TITLE, bold=True)
        ]
        if not self.customers:
            base = y + self.head + self.type.size * 0.95
            items.append(Text(x, base, WORDS["brief.no customers"], self.type.size, palette.MUTED))
            return Group(tuple(items), role="list", title=head), 0
        if self.level == BRIEF:
            items += self._key(x + self.width, y)
            brief, shown = self._brief(x, y + self.head, height - self.head)
            return Group((*items, *brief), role="list", title=head), shown
        air = min(max(0.0, (height - self.height) / len(self.rows)), self.type.leading * 1.2)
        items += self._heads(x, y)
        top = y + self.head
        for row in self.rows:
            items.append(Rect(x, top, self.width, 0.6, 0, palette.RULE))
            items.append(self._drawn(row, x, top + air / 2))
            top += row.height + air
        return Group(tuple(items), role="list", title=head), len(self.rows)

    def _heads(self, x: float, y: float) -> list[Item]:
        """Return what each column tells, above it."""
        size, items = self.sheet.smallest, list[Item]()
        for number, kind in enumerate(self.kinds):
            left = x + self._left(number)
            text = f"{SIGNS[kind]} {WORDS[f'turns.{kind}']}"
            items.append(Text(left, y + self.sheet.heading, text, size, COLOURS[kind], bold=True))
        return items

    def _key(self, right: float, y: float) -> list[Item]:
        """Return what the signs in the rows mean, above them."""
        size, items = self.sheet.smallest, list[Item]()
        for kind in reversed(self.kinds):
            text = f"{SIGNS[kind]} {WORDS[f'turns.{kind}']}"
            right -= measure(text, size, bold=True)
            items.append(Text(right, y + self.sheet.heading, text, size, COLOURS[kind], bold=True))
            right -= size * 1.4
        return items

    def _row(self, customer: Customer) -> _Row:
        type, small = self.type, Type(self.sheet.smallest)
        room = self.first - type.size * 1.5
        name = set_lines(customer.name, room, type, palette.INK, bold=True, most=2)
        verdict = set_lines(verdict_of(customer), room, small, COLOURS[customer.verdict], bold=True)
        cells = tuple(
            (kind, self._cell(getattr(customer, kind), width))
            for kind, width in zip(self.kinds, self.widths, strict=True)
        )
        part = small.leading * 1.1 if customer.part else 0.0
        least = name.height + verdict.height + part
        most = max([least, *(_tall(cell, type) for _, cell in cells)])
        return _Row(customer, name, verdict, cells, most + type.leading * 0.7)

    def _cell(self, words: tuple[str, ...], width: float) -> tuple[Lines, ...]:
        room = width - self.type.size * 2.4
        few = words
        if self.level == SHORT and len(words) > _FEW + 1:
            few = words[:_FEW]
        most = 6 if self.level == FULL else 3
        lines = [set_lines(text, room, self.type, palette.INK, most=most) for text in few]
        if len(few) < len(words):
            more = say("more", count=len(words) - len(few))
            lines.append(Lines((more,), self.type, palette.MUTED, bold=True))
        return tuple(lines)

    def _widths(self) -> list[float]:
        """Return the widths of the columns: more for more words, but not in proportion."""
        lengths = [
            max(sum(map(len, getattr(customer, kind))) for customer in self.customers)
            for kind in self.kinds
        ]
        weights = [max(length, max(lengths) / 5) ** 0.4 for length in lengths]
        return [(self.width - self.first) * weight / sum(weights) for weight in weights]

    def _left(self, number: int) -> float:
        """Return how far a column stands from the left."""
        return self.first + sum(self.widths[:number])

    def _drawn(self, row: _Row, x: float, y: float) -> Group:
        customer, small = row.customer, Type(self.sheet.smallest)
        top = y + self.type.leading * 0.35
        items: list[Item] = row.name.draw(x, top)
        low = top + row.name.height
        if customer.part:
            items.append(Text(x, low + small.size * 0.95, customer.part, small.size, palette.MUTED))
            low += small.leading * 1.1
        items += row.verdict.draw(x, low)
        for number, (kind, cell) in enumerate(row.cells):
            left, base = x + self._left(number), top
            for lines in cell:
                if lines.colour != palette.MUTED:
                    sign = Lines((SIGNS[kind],), self.type, COLOURS[kind], bold=True)
                    items += sign.draw(left, base)
                items += lines.draw(left + self.type.size * 1.3, base)
                base += lines.height + self.type.leading * _GAP
        return Group(tuple(items), title=_said(customer), role="listitem")

    def _brief(self, x: float, y: float, height: float) -> tuple[list[Item], int]:
        """Return as many rows of one line as fit, the biggest shares first, and their number."""
        most = max(1, int(height / self.pitch + 0.01))
        shown = self.customers
        if len(shown) > most * self.columns:
            shown = shown[: max(0, most * self.columns - 1)]
        rows = -(-(len(shown) + (len(shown) < len(self.customers))) // self.columns)
        pitch = min(max(self.pitch, height / rows), self.pitch * 1.4)
        gap = self.type.size * 2.5
        wide = (self.width - (self.columns - 1) * gap) / self.columns
        items: list[Item] = []
        for number, customer in enumerate(shown):
            column, row = divmod(number, rows)
            left, top = x + column * (wide + gap), y + row * pitch
            items.append(Rect(left, top, wide, 0.5, 0, palette.RULE))
            items.append(self._line(customer, left, top + (pitch - self.pitch) / 2, wide))
        rest = self.customers[len(shown) :]
        if rest:
            column, row = divmod(len(shown), rows)
            left, base = x + column * (wide + gap), y + row * pitch + self.type.size * 1.2
            text = shorten(f"{say('more', count=len(rest))}: {_tally(rest)}", wide, self.type.size)
            items.append(Text(left, base, text, self.type.size, palette.MUTED, bold=True))
        return items, len(shown)

    def _line(self, customer: Customer, x: float, y: float, width: float) -> Group:
        size, base = self.type.size, y + self.type.size * 1.2
        edge, items = x + width, list[Item]()
        slot = measure("▲ 99", size, bold=True) + size * 0.7
        for kind in reversed(self.kinds):
            count = len(getattr(customer, kind))
            if count:
                text = f"{SIGNS[kind]} {count}"
                left = edge - slot + size * 0.7
                items.append(Text(left, base, text, size, COLOURS[kind], bold=True))
            edge -= slot
        part = quantity(customer.share, "share") or ""
        items.append(Text(edge - size * 0.5, base, part, size, palette.MUTED, anchor="end"))
        room = edge - size * 1.5 - measure(part, size) - x
        name = shorten(customer.name, room, size, bold=True)
        items.append(Text(x, base, name, size, palette.INK, bold=True))
        return Group(tuple(items), title=_said(customer), role="listitem")


def verdict_of(customer: Customer) -> str:
    """Return whether a customer type is better off, with the sign of it."""
    signs = {"mixed": "▲▼", "new": "+", "gone": "−", **SIGNS}
    return f"{signs[customer.verdict]} {WORDS[f'verdict.{customer.verdict}']}"


def _tall(cell: tuple[Lines, ...], type: Type) -> float:
    """Return the height of a cell: its entries and the air between them."""
    return sum(lines.height for lines in cell) + max(0, len(cell) - 1) * type.leading * _GAP


def _tally(customers: Sequence[Customer]) -> str:
    counts = Counter[str](customer.verdict for customer in customers)
    order = ("better", "mixed", "worse", "other", "same", "new", "gone")
    words = {key: WORDS.get(f"tally.{key}") or WORDS[f"verdict.{key}"] for key in order}
    return ", ".join(f"{counts[key]} {words[key]}" for key in order if counts[key])


def _said(customer: Customer) -> str:
    """Return a row in words, for those who cannot see it."""
    facts = [customer.name, customer.part, WORDS[f"verdict.{customer.verdict}"]]
    facts += [text for kind in KINDS for text in getattr(customer, kind)]
    return ". ".join(fact for fact in facts if fact)
