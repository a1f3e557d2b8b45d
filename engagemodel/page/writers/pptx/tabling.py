"""A table in, the native table of a slide that looks like it out: its rules are the borders of cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engagemodel.page.scene import Rect
from engagemodel.page.writers.pptx.blocks import Block
from engagemodel.page.writers.pptx.looks import emu, extent, offset, solid
from engagemodel.page.writers.pptx.tables import Row, Table
from engagemodel.page.writers.pptx.wording import align, paragraphs, quoted, span, worded

_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NONE = '<a:p><a:endParaRPr sz="100"/></a:p>'  # a cell without words, which takes no room


def tabled(table: Table, number: int) -> str:
    """Return a table, each row as high as on the page or higher."""
    first, last = table.rows[0], table.rows[-1]
    left, right = table.edges[0], table.edges[-1]
    frame = Rect(left, first.top, right - left, last.bottom - first.top)
    grid = "".join(f'<a:gridCol w="{emu(b) - emu(a)}"/>' for a, b in pairwise(table.edges))
    rows = "".join(_row(row, table) for row in table.rows)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name={quoted(table.name)}/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr><p:xfrm>{offset(frame)}{extent(frame)}</p:xfrm><a:graphic>"
        f'<a:graphicData uri="{_URI}"><a:tbl><a:tblPr firstRow="{int(table.headed)}"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def _row(row: Row, table: Table) -> str:
    cells = "".join(_cells(row, table))
    return f'<a:tr h="{emu(row.bottom) - emu(row.top)}">{cells}</a:tr>'


def _cells(row: Row, table: Table) -> Iterator[str]:
    for at, (left, right) in enumerate(pairwise(table.edges)):
        block = row.cells.get(at)
        insets, words = _words(block, left, right, row.top) if block else ((0.0,) * 3, _NONE)
        margins = zip(("marL", "marR", "marT"), insets, strict=True)
        told = " ".join(f'{key}="{emu(max(0.0, each))}"' for key, each in margins)
        ruled = (rule for rule in row.rules if rule.x < (left + right) / 2 < rule.x + rule.width)
        borders = "".join(
            f"<a:{side}{_border(next(ruled, None) if side == 'lnT' else None)}</a:{side}>"
            for side in ("lnL", "lnR", "lnT", "lnB")
        )
        yield (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
            f'<a:tcPr {told} marB="0">{borders}<a:noFill/></a:tcPr></a:tc>'
        )


def _words(
    block: Block, left: float, right: float, top: float
) -> tuple[tuple[float, float, float], str]:
    """Return how far the words of a cell are from its edges at left, right and top, and they."""
    those = paragraphs(block)
    start, _ = span(block, those)
    near, _, far, _ = block.frame
    side = align(block)
    insets = (near - left if side == "l" else 0.0, right - far if side == "r" else 0.0, start - top)
    return insets, worded(block, those)


def _border(rule: Rect | None) -> str:
    if rule is None or rule.fill is None:
        return ' w="0"><a:noFill/>'
    return f' w="{emu(rule.height)}">{solid(rule.fill)}'
