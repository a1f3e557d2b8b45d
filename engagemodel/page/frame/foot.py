"""The foot: the ledger of what is shown and how, the tool, the files and the start of their digests."""

from __future__ import annotations

from engagemodel import __version__
from engagemodel.page import palette
from engagemodel.page.diagram import Diagram, Source
from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, shorten, wrap

MOST = 3  # lines of ledger, where it does not fit beside the files


def foot(diagram: Diagram, ledger: str, sheet: Sheet) -> tuple[Group, float]:
    """Return the foot and the height at which it begins."""
    size, items = sheet.smallest, list[Item]()
    base = sheet.height - sheet.margin * 0.55
    sources = _sources(diagram)
    room = sheet.inner - measure(sources, size) - 3 * size
    if measure(ledger, size) <= room:
        right = sheet.width - sheet.margin
        items.append(Text(sheet.margin, base, sources, size, palette.MUTED))
        items.append(Text(right, base, ledger, size, palette.MUTED, anchor="end"))
        return Group(tuple(items), role="group"), base - size * 1.5
    items.append(Text(sheet.margin, base, shorten(sources, sheet.inner, size), size, palette.MUTED))
    for line in reversed(wrap(ledger, sheet.inner, size, most=MOST)):
        base -= sheet.leading
        items.append(Text(sheet.margin, base, line, size, palette.MUTED))
    return Group(tuple(items), role="group"), base - size * 1.5


def _sources(diagram: Diagram) -> str:
    files = [_file(source) for source in (diagram.before, diagram.after) if source]
    return f"engagemodel {__version__} · {' → '.join(files)}"


def _file(source: Source) -> str:
    name = source.file if len(source.file) <= 48 else f"{source.file[:47]}…"
    return f"{name} {source.digest}".strip()
