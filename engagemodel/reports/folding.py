"""Chapters with sections of rows in, Markdown that unfolds out, no longer than a comment may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engagemodel.reports.wording import counted

# Characters of a comment on GitHub; those beyond the basic plane are counted twice, to be sure.
MOST = 65_536
LONGEST = 1_000
_WHY = f"a comment on GitHub holds {MOST:,} characters"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of ready-made Markdown below a title on which they unfold, and a head such as a table's.

    Without a `title` it always shows. `one` and `many` are what a row is called.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[str, ...]
    one: str = "finding"
    many: str = "findings"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What always shows, and sections; `findings` are how many there are in it."""

    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    findings: int = 0


def compose(opening: Sequence[str], chapters: Sequence[Chapter], most: int = MOST) -> str:
    """Return everything where it fits into `most` characters; else what comes last is cut.

    What is cut is counted where it would stand. Sections keep their titles; only where there are
    so many chapters that their titles alone do not fit, the last chapters go, and that is said.
    """
    everything = [*opening, *_lines(chapters, [_full(chapter) for chapter in chapters])]
    if _cost(everything) <= most:
        return "\n".join(everything)
    room = most - _cost(opening) - _cost(_left_out(chapters))
    kept: list[Chapter] = []
    for chapter in chapters:
        least = _least(chapter)
        if least > room:
            break
        kept.append(chapter)
        room -= least
    shown = []
    for chapter in kept:
        numbers, room = _fitting(chapter, room)
        shown.append(numbers)
    return "\n".join([*opening, *_lines(kept, shown), *_left_out(chapters[len(kept) :])])


def shortened(text: str) -> str:
    """Return a text of at most `LONGEST` characters."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _full(chapter: Chapter) -> list[int]:
    return [len(section.rows) for section in chapter.sections]


def _least(chapter: Chapter) -> int:
    """Return what a chapter takes without its rows, at most."""
    heads = [line for section in chapter.sections for line in section.head]
    bare = _lines([chapter], [[0] * len(chapter.sections)])
    return _cost(bare) + _cost(heads) + len(chapter.sections) * len("\n more")


def _fitting(chapter: Chapter, room: int) -> tuple[list[int], int]:
    """Return how many rows of each section fit, the first sections first, and the room left."""
    numbers = []
    for section in chapter.sections:
        number = 0
        for row in section.rows:
            cost = _cost([row])
            if cost > room:
                room = 0  # what is cut is cut at the end
                break
            room -= cost
            number += 1
        numbers.append(number)
    return numbers, room


def _lines(chapters: Sequence[Chapter], shown: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield the lines of chapters with so many rows of each section."""
    for chapter, numbers in zip(chapters, shown, strict=True):
        yield from chapter.opening
        for section, number in zip(chapter.sections, numbers, strict=True):
            yield from _section(section, number)


def _section(section: Section, number: int) -> Iterator[str]:
    if section.title:
        yield from ("<details>", f"<summary>{section.title}</summary>", "")
    if number:
        yield from (*section.head, *section.rows[:number], "")
    missing = len(section.rows) - number
    if missing:
        more = "more " if number else ""
        left_out = counted(missing, f"{more}{section.one}", f"{more}{section.many}")
        yield from (f"*{left_out}, left out here: {_WHY}.*", "")
    if section.title:
        yield from ("</details>", "")


def _left_out(chapters: Sequence[Chapter]) -> list[str]:
    if not chapters:
        return []
    findings = sum(chapter.findings for chapter in chapters)
    models = counted(len(chapters), "more model")
    return [f"*{models} with {counted(findings, 'finding')}, left out here: {_WHY}.*", ""]


def _cost(lines: Iterable[str]) -> int:
    """Return how many characters lines take, the ends of lines included."""
    return sum(len(line.encode("utf-16-le")) // 2 + 1 for line in lines)
