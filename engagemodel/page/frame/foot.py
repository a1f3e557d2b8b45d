"""The foot: the ledger of what is shown and how, the tool, the files and the start of their digests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engagemodel import __version__
from engagemodel.page import palette
from engagemodel.page.diagram import Diagram, Source
from engagemodel.page.drawing.listing import cut
from engagemodel.page.dress import worn
from engagemodel.page.frame.heading import left_out, subtitle
from engagemodel.page.frame.ledger import gone
from engagemodel.page.frame.shortened import longest, shortened, told
from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import ELLIPSIS, clean, measure, shorten, wrap
from engagemodel.page.words import say

MOST = 3  # lines of ledger, where it does not fit beside the files
_NAME, _SHORT = 48, 12  # characters of a file's name, and how many it keeps beside a footer
_STOPS = " ,;:·-–—"  # what a footer that is cut does not end in
_TRIES = 4  # until a foot that counts what is cut above it cuts nothing more
_FOOTER = 0.3  # share of the width that a footer may have where there is little room


def foot(diagram: Diagram, ledger: str, sheet: Sheet) -> tuple[Group, float]:
    """Return the foot and the height at which it begins.

    With the ledger it says what the heading has no room for, and what is no more.
    """
    size, items = sheet.smallest, list[Item]()
    base = sheet.height - sheet.margin * 0.55
    sources = _sources(diagram, sheet.inner, size)
    beside = sheet.inner - measure(sources, size) - 2 * size
    ledger = _counted(diagram, ledger, sheet)
    if measure(ledger, size) <= beside:
        right = sheet.width - sheet.margin
        items.append(Text(sheet.margin, base, sources, size, palette.MUTED))
        items.append(Text(right, base, ledger, size, palette.MUTED, anchor="end"))
        return Group(tuple(items), role="group"), base - size * 1.5
    items.append(Text(sheet.margin, base, sources, size, palette.MUTED))
    for line in reversed(_balanced(ledger, sheet.inner, size)):
        base -= sheet.leading
        items.append(Text(sheet.margin, base, line, size, palette.MUTED))
    return Group(tuple(items), role="group"), base - size * 1.5


def footed(
    diagram: Diagram, ledger: str, sheet: Sheet, draw: Callable[[float], tuple[Item, ...]]
) -> tuple[tuple[Item, ...], str]:
    """Return what is drawn down to a height and the foot below it, and the ledger of that.

    The ledger counts the texts that are cut short, which may make it longer, and what is above it
    less: then that is drawn again.
    """
    said, known = ledger, (diagram.after.name, diagram.topic, subtitle(diagram))
    for _ in range(_TRIES):
        end, floor = foot(diagram, said, sheet)
        items = draw(floor)
        lost = bool(ledger) and _over(_counted(diagram, ledger, sheet), sheet)
        more = told(shortened(items, *known) + lost + unsaid(diagram, sheet))
        longer = _counted(diagram, f"{ledger} · {more}", sheet)
        parts = (more, ledger) if _over(longer, sheet) else (ledger, more)
        found = " · ".join(filter(None, parts))
        if found == said:
            break
        said = found
    return (*items, end), _counted(diagram, said, sheet)


def reserved(diagram: Diagram, ledger: str, sheet: Sheet) -> float:
    """Return the height at which a foot begins whose ledger has texts to count that are cut short."""
    return foot(diagram, longest(ledger), sheet)[1]


def unsaid(diagram: Diagram, sheet: Sheet) -> int:
    """Return how many texts a foot has no room for in full: the company's footer, names of files."""
    said = _sources(diagram, sheet.inner, sheet.smallest)
    files = (source.file for source in (diagram.before, diagram.after) if source)
    return sum(text not in said for text in (clean(worn().footer), *files))


def _over(ledger: str, sheet: Sheet) -> bool:
    """Return whether a ledger is longer than a foot may be."""
    return cut(wrap(ledger, sheet.inner, sheet.smallest, most=MOST), ledger)


def _counted(diagram: Diagram, ledger: str, sheet: Sheet) -> str:
    """Return a ledger with what else is counted: behind it, or before one that has to be cut."""
    asides = tuple(_asides(diagram, sheet))
    longer = " · ".join(filter(None, (ledger, *asides)))
    return " · ".join((*asides, ledger)) if asides and _over(longer, sheet) else longer


def _asides(diagram: Diagram, sheet: Sheet) -> Iterator[str]:
    if hidden := left_out(diagram, sheet):
        total = len(diagram.tiles)
        yield say("figures", total=total, shown=total - hidden)
    if less := gone(diagram):
        yield less


def _balanced(text: str, width: float, size: float) -> list[str]:
    """Return the text in as few lines as it takes, broken between its parts if that takes no more.

    The lines are then as even as can be: one word alone on a last line reads badly.
    """
    lines = wrap(text, width, size, most=MOST)
    for share in range(100 // len(lines), 101):
        even = _rows(text.split(" · "), width * share / 100, size)
        if len(even) == len(lines) and all(measure(row, size) <= width for row in even):
            return even
    return lines


def _rows(parts: list[str], width: float, size: float) -> list[str]:
    """Return the parts in rows that are no wider, but for rows of one part."""
    rows = parts[:1]
    for part in parts[1:]:
        longer = f"{rows[-1]} · {part}"
        if measure(longer, size) <= width:
            rows[-1] = longer
        else:
            rows.append(part)
    return rows


def _sources(diagram: Diagram, width: float, size: float) -> str:
    """Return the company's footer, tool, files and digests in one line of a width.

    What does not fit is cut off the footer and off the names of the files: by version and digest
    one knows what a page was drawn from.
    """
    footer = clean(worn().footer)
    wish = min(measure(f"{footer} · ", size), width * _FOOTER) if footer else 0.0
    for most in range(_NAME, 0, -1):
        told = _told(diagram, most)
        if measure(told, size) + (wish if most > _SHORT else 0.0) <= width:
            break
    room = width - measure(f" · {told}", size)
    if not footer or room < measure(f"{footer[0]}{ELLIPSIS}", size):
        return told
    return f"{_kept(footer, room, size)} · {told}"


def _kept(footer: str, room: float, size: float) -> str:
    """Return as much of a footer as fits, in whole words if it is not one that has no room."""
    kept = shorten(footer, room, size)
    if kept == footer:
        return footer
    head = kept.removesuffix(ELLIPSIS)
    if footer[len(head) :][:1] != " ":
        head = head.rpartition(" ")[0] or head
    return head.rstrip(_STOPS) + ELLIPSIS


def _told(diagram: Diagram, most: int) -> str:
    sources = (source for source in (diagram.before, diagram.after) if source)
    return f"engagemodel {__version__} · {' → '.join(_file(source, most) for source in sources)}"


def _file(source: Source, most: int) -> str:
    name = source.file if len(source.file) <= most else f"{source.file[: most - 1]}…"
    return f"{name} {source.digest}".strip()
