"""Findings in; the entries of their list out: each alone, or those of one rule as one, in whole words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from engagemodel.page.diagram import Remark, Status
from engagemodel.page.drawing.listing import cut, joined, longest
from engagemodel.page.remarks import numbers
from engagemodel.page.typeset import measure, wrap
from engagemodel.page.words import WORDS

_LEAD = 3  # lines of a lead; no title has more words
_TOGETHER: tuple[Mapping[Status, str], ...] = (
    {},
    {"resolved": "rule"},
    {"resolved": "all"},
    {"resolved": "all", "remaining": "rule"},
    {"resolved": "all", "remaining": "rule", "introduced": "rule", "open": "rule"},
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a finding, or several of one rule, status and severity."""

    remarks: tuple[Remark, ...]

    @property
    def first(self) -> Remark:
        """The finding that stands for all in what they have in common."""
        return self.remarks[0]

    @property
    def number(self) -> str:
        """The number of the finding, or those of several."""
        return numbers(self.remarks)

    @property
    def rules(self) -> Counter[str]:
        """How many findings there are of each rule, by its title."""
        return Counter(remark.title for remark in self.remarks)

    @property
    def lead(self) -> str:
        """The bold words that an entry begins with."""
        first, count = self.first, len(self.remarks)
        tick = "✓ " if first.status == "resolved" else ""
        if len(self.rules) > 1:
            return f"{tick}{count} {WORDS[first.status]}:"
        said = WORDS[first.status] if first.status in ("introduced", "remaining") else ""
        if count > 1:
            said = f"{count} {said}".rstrip()
        end = "." if count == 1 else ":"
        return f"{tick}{first.title} ({said}){end}" if said else f"{tick}{first.title}{end}"

    @property
    def told(self) -> str:
        """Everything that the entry has to say after its lead."""
        return self.first.text if len(self.remarks) == 1 else joined(self.names)

    @property
    def names(self) -> list[str]:
        """What the findings are about, each once; of several rules these, counted."""
        if len(self.rules) > 1:
            return [f"{t} ({n})" if n > 1 else t for t, n in self.rules.items()]
        return list(dict.fromkeys(remark.about for remark in self.remarks))

    def worded(self, fits: Callable[[str], bool]) -> str:
        """Return the longest wording that fits, no word of it cut; "" if none does: the lead alone."""
        if len(self.remarks) > 1:
            weights = list(self.rules.values()) if len(self.rules) > 1 else None
            return longest(self.names, fits, weights)
        wordings = filter(
            None, (self.told, self.first.brief, self.first.about, self.first.foremost)
        )
        return next((text for text in wordings if fits(text)), "")


def ways(remarks: tuple[Remark, ...]) -> Iterator[list[Entry]]:
    """Yield the lists that there may be, ever shorter ones.

    Everything alone; what is resolved as one entry per rule; that in one entry; then what remains,
    and at last everything, as one entry per rule.
    """
    before: list[Entry] = []
    for together in _TOGETHER:
        entries = [Entry(tuple(found)) for _, found in groupby(remarks, partial(_kind, together))]
        if len(entries) != len(before):
            yield entries
        before = entries


def _kind(together: Mapping[Status, str], remark: Remark) -> tuple[object, ...]:
    """Return what those findings have in common that go into one entry."""
    how = together.get(remark.status)
    if how == "all":
        return (remark.status,)
    if how == "rule" and remark.about:
        return (remark.status, remark.severity, remark.title)
    return (remark.number,)


class Setter:
    """Breaks entries into lines of a width in points, and remembers what it did."""

    def __init__(self, room: float, size: float) -> None:
        self.room, self.size = room, size
        self.known: dict[tuple[int, int, int], tuple[list[str], bool]] = {}

    def lines(self, entry: Entry, most: int) -> list[str]:
        """Return an entry's words in `most` lines, more only if its lead alone takes more.

        The last line of the lead begins the line of its number, those before it are empty.
        """
        return self._set(entry, most)[0]

    def whole(self, entry: Entry, most: int) -> bool:
        """Return whether an entry says everything in that many lines."""
        return self._set(entry, most)[1]

    def named(self, entry: Entry, most: int) -> int:
        """Return in how many lines an entry names what it is about, `most` if in no few more."""
        if not any(entry.names):
            return most
        enough = (lines for lines in range(most, most + _LEAD) if self.uncut(entry, lines))
        return next(enough, most)

    def uncut(self, entry: Entry, most: int) -> bool:
        """Return whether it says more than its lead in that many lines."""
        return any(self.lines(entry, most))

    def _set(self, entry: Entry, most: int) -> tuple[list[str], bool]:
        key = (entry.first.number, len(entry.remarks), most)
        if key not in self.known:
            self.known[key] = self._try(entry, most)
        return self.known[key]

    def _try(self, entry: Entry, most: int) -> tuple[list[str], bool]:
        lead = self.lead(entry)
        text = entry.worded(lambda text: self._broken(lead, text, most) is not None)
        lines = self._broken(lead, text, most) or [""] * len(lead)
        return lines, text == entry.told

    def lead(self, entry: Entry) -> list[str]:
        """Return the lines of an entry's lead: one, or more where not even that fits."""
        return wrap(entry.lead, self.room, self.size, bold=True, most=_LEAD)

    def _broken(self, lead: list[str], text: str, most: int) -> list[str] | None:
        """Return a text in lines that go with those of its lead, None where it is cut."""
        *above, last = [""] * len(lead)
        start = measure(lead[-1], self.size, bold=True) + measure(" ", self.size)
        if start > self.room * 0.8:
            above, start = [*above, last], 0.0
        most -= len(above)
        if most < 1 or not text:
            return None
        lines = wrap(text, self.room, self.size, most=most, indent=start)
        return None if cut(lines, text) else [*above, *lines]
