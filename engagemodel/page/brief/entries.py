"""The findings of one status in; the entries of their list out, from each in full to rules and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from engagemodel.page.diagram import Remark
from engagemodel.page.drawing.listing import cut, longest
from engagemodel.page.remarks import numbers
from engagemodel.page.typeset import measure, wrap
from engagemodel.page.words import WORDS

# The steps by which findings are told: each in full, each in brief, by rule with what they are about,
# by rule in a line, by severity with the rules.
FULL, BRIEF, RULES, LINES, SUMS = range(5)
LEVELS = (FULL, BRIEF, RULES, LINES, SUMS)
_LEAD = 3  # lines of a lead; no title has more words
_MOST = {FULL: 6, BRIEF: 3, RULES: 3, LINES: 1, SUMS: 5}  # lines of an entry


@dataclass(frozen=True, slots=True)
class Entry:
    """Some findings of one rule, set in lines: the first begin with those of the lead, in bold."""

    remarks: tuple[Remark, ...]
    lead: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number of the finding, or those of several."""
        return numbers(self.remarks)

    @property
    def told(self) -> str:
        """The entry in words, whatever there was room for."""
        if len(self.remarks) == 1:
            return f"{self.remarks[0].title}. {self.remarks[0].text}"
        return " ".join(f"{remark.title}. {remark.text}" for remark in self.remarks)


def entries(remarks: Iterable[Remark], level: int, width: float, size: float) -> Iterator[Entry]:
    """Yield the entries at a level, for text of a size in points and a width beside the numbers."""
    fits = partial(_broken, width=width, size=size, most=_MOST[level])
    for members in _grouped(tuple(remarks), level):
        first, names, weights = members[0], *_named(members, level)
        title = WORDS[first.severity].capitalize() if level == SUMS else first.title
        alone = len(members) == 1 and level != SUMS
        told = f"{title}." if alone else f"{title} ({len(members)}):"
        lead = wrap(told, width, size, bold=True, most=_LEAD)
        whole = partial(_whole, fits, lead)
        if alone:
            full = first.text if level == FULL else ""
            wordings = (full, first.brief, first.text, first.about, first.foremost)
            text = next(filter(whole, filter(None, wordings)), "")
        else:
            text = longest(names, whole, weights)
        if not text or text in (first.about, first.foremost):
            lead[-1] = lead[-1][:-1] + (":" if text else ".")
        yield Entry(members, tuple(lead), tuple(fits(text, lead=lead)))


def _whole(fits: Callable[..., list[str]], lead: list[str], text: str) -> bool:
    return not cut(fits(text, lead=lead), text)


def _grouped(remarks: tuple[Remark, ...], level: int) -> Iterator[tuple[Remark, ...]]:
    """Yield what stands together at a level, in the order of what comes first of it."""
    groups: dict[object, list[Remark]] = {}
    for remark in remarks:
        kind: object = (remark.title, remark.severity)
        if level < RULES:
            kind = remark.number
        elif level == SUMS:
            kind = remark.severity
        groups.setdefault(kind, []).append(remark)
    yield from map(tuple, groups.values())


def _named(members: tuple[Remark, ...], level: int) -> tuple[list[str], list[int] | None]:
    """Return what members are about, or at the last level their rules and how often each counts."""
    if level != SUMS:
        return _names(members), None
    counts = Counter(remark.title for remark in members)
    names = [f"{title} ({count})" if count > 1 else title for title, count in counts.items()]
    return names, list(counts.values())


def _names(remarks: Iterable[Remark]) -> list[str]:
    return list(dict.fromkeys(remark.about for remark in remarks if remark.about))


def _broken(text: str, *, lead: list[str], width: float, size: float, most: int) -> list[str]:
    """Return a text in lines, of which the first leave room for those of the lead."""
    start = measure(lead[-1], size, bold=True) + measure(" ", size)
    above = [""] * (len(lead) - 1)
    if not text:
        return [*above, ""]
    if start > width * 0.75 and most > 1:
        return [*above, "", *wrap(text, width, size, most=most - 1)]
    return [*above, *wrap(text, width, size, most=most, indent=min(start, width))]
