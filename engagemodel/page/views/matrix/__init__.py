"""A diagram and a sheet in, one page of four linked tables out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.frame.band import Band
from engagemodel.page.frame.foot import MOST, footed, reserved
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.frame.ledger import ledger
from engagemodel.page.frame.legend import cell_samples
from engagemodel.page.glyphs import warnings
from engagemodel.page.keeping import OTHER_VIEW, strange
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.scene import Item, Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.tables import Tables
from engagemodel.page.views.matrix.aside import Aside
from engagemodel.page.views.matrix.corner import Corner, corner
from engagemodel.page.views.matrix.gridding import CLOSE, FAIR, ROOMY, Grid, lay, lay_grouped
from engagemodel.page.views.matrix.seating import seated
from engagemodel.page.views.matrix.tabling import Tabling

_STEPS = 8  # from findings in full to the least of them, until every name is whole
# Of the height: for findings below tables that have room to spare.
_SHARES = (0.48, 0.51, 0.54, 0.57, 0.6)
_LISTED = 6  # lines of findings below tables that are grouped
_TYPES = (1.4, 1.25, 1.1)  # times the page's smallest text, the largest that has room


def matrix(diagram: Diagram, sheet: Sheet, manner: Manner = OWN) -> Scene:
    """Return the page: heading, four tables, findings, legend, foot.

    What `manner` keeps of an earlier page is the order of rows and columns.
    """
    return plates(diagram, (diagram,), sheet, manner)[0]


def plates(
    union: Diagram, states: Sequence[Diagram], sheet: Sheet, manner: Manner = OWN
) -> tuple[Scene, ...]:
    """Return a page for each state of one union, every row and column in the same place on all.

    An earlier page of lanes has no rows and columns, so it keeps nothing.
    """
    keep = manner.keep
    manner = replace(manner, keep=None) if keep and keep.laned else manner
    top = max(heading(state, sheet)[1] for state in states) + sheet.smallest * 0.9
    grid, aside, free = _plan(union, sheet, top, Tables(union).account(), manner)
    known = {card.id for card in (*union.cards, *grid.tables.diagram.cards)}
    lost = tuple(filter(None, [strange(keep, known) or OTHER_VIEW * keep.laned] if keep else []))
    pages = []
    for state in states:
        cells = grid if state is union else seated(grid, state)
        legend = free if state is union else free and _free(cells, state, sheet, top)
        beside = aside and _beside(aside, state, cells, explained=legend is not None)
        pages.append(_page(state, cells, sheet, top, (beside, legend)))
    return tuple(replace(page, warnings=(*page.warnings, *lost)) for page in pages)


def _page(
    diagram: Diagram,
    grid: Grid,
    sheet: Sheet,
    top: float,
    rest: tuple[Aside | None, Corner | None],
) -> Scene:
    """Return the page of a state: `rest` stands beside its tables, and in what they leave free."""
    head, _ = heading(diagram, sheet)
    aside, free = rest
    account = Tables(diagram, above=grid.tables.upper).account(grid.tables)
    shown, titles = grid.tables.diagram, _titles(grid.sheet)
    cells = cell_samples(grid.tables.cells, sheet)
    band = Band(diagram, shown, sheet, cells, explained=free is not None)
    bottom = top + titles + grid.height + sheet.smallest * 0.8
    home = {id: card.id for card in shown.cards for id in card.member_ids}

    def drawn(floor: float) -> tuple[Item, ...]:
        below, remarks = aside.draw(top, floor) if aside else band.draw(bottom, floor)
        legend = [free.draw(band.samples(remarks))] if free else []
        tabling = Tabling(grid, top + titles / 2, shown, _moved(remarks, home))
        return head, *tabling.items(), below, *legend

    items, said = footed(diagram, ledger(diagram, shown, account), sheet, drawn)
    return Scene(
        sheet.width,
        sheet.height,
        items,
        diagram.after.name,
        ". ".join(part for part in (subtitle(diagram), said) if part),
        smallest=sheet.smallest,
        warnings=warnings(diagram),
        diagram=diagram,
        grouped=home,
    )


def _moved(remarks: Iterable[Remark], home: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return the remarks with the cards that stand for theirs."""
    return tuple(
        replace(remark, cards=tuple(dict.fromkeys(home.get(id, id) for id in remark.cards)))
        for remark in remarks
    )


def _beside(aside: Aside, state: Diagram, grid: Grid, *, explained: bool) -> Aside:
    """Return what stands beside the tables of a state."""
    own = cell_samples(grid.tables.cells, aside.sheet)
    return replace(aside, diagram=state, own=own, explained=explained)


def _free(grid: Grid, state: Diagram, sheet: Sheet, top: float) -> Corner | None:
    """Return where between the tables the legend of a state fits."""
    cells = cell_samples(grid.tables.cells, sheet)
    band = Band(state, grid.tables.diagram, sheet, cells, explained=True)
    return corner(grid, top, sheet, band.samples(state.remarks))


def _titles(sheet: Sheet) -> float:
    """Return the height of the names of the tables, above and below them together."""
    return sheet.heading * 3.4


def _plan(
    diagram: Diagram, sheet: Sheet, top: float, account: str, manner: Manner
) -> tuple[Grid, Aside | None, Corner | None]:
    """Return the tables, what stands beside all of them, and where between them a legend fits."""
    cells = cell_samples(Tables(diagram).cells, sheet)
    for explained in (True, False):
        band = Band(diagram, diagram, sheet, cells, explained=explained)
        grid, aside = _planned(diagram, sheet, top, account, manner, band)
        free = corner(grid, top, sheet, band.samples(diagram.remarks)) if explained else None
        if free or not explained:
            break
    return grid, aside and replace(aside, explained=free is not None), free


def _planned(
    diagram: Diagram, sheet: Sheet, top: float, account: str, manner: Manner, band: Band
) -> tuple[Grid, Aside | None]:
    """Return the tables: whole if the page holds them, grouped if not.

    They are set as large as leaves the findings their room; rows stand closer where that tells each
    finding in more than a title. Findings are told in brief before a name is cut. Where there is no room below whole tables for the rest, but beside them, it stands there.
    """
    floor = reserved(diagram, ledger(diagram, diagram, account), sheet)
    high = floor - top - sheet.smallest * 0.8
    room = high - _titles(sheet)
    fair, least = _wanted(band, room * 0.36), band.least()
    shares = (room * share for share in _SHARES)
    told = [*islice((_wanted(band, most) for most in shares if band.told(most)), 1)]
    tight = [room * share for share in reversed(_SHARES)]
    ways = [(height, row) for row in (ROOMY, FAIR) for height in told]
    for height, row in (*ways, *((height, ROOMY) for height in (*tight, fair))):
        grid = _large(diagram, sheet, high - height, manner, row)
        if grid:
            left = band.natural(room - grid.height)
            most = high - max(left, height)
            larger = (_large(diagram, sheet, most, manner, ROOMY, times) for times in _TYPES)
            upright = (one for one in larger if one and one.head.turned <= grid.head.turned)
            return next(upright, grid), None
    heights = (fair - (fair - least) * step / _STEPS for step in range(_STEPS + 1))
    tried = (lay(diagram, sheet, room - height, manner, row=CLOSE) for height in heights)
    grids = [grid for grid in tried if grid]
    if grids:
        return min(grids, key=lambda grid: grid.cut), None
    aside = Aside(diagram, sheet, cell_samples(Tables(diagram).cells, sheet))
    grid = lay(diagram, aside.rest, room, manner, row=CLOSE)
    if grid and sheet.width > sheet.height:
        return grid, aside
    least = band.least(_LISTED) + MOST * sheet.leading
    return lay_grouped(diagram, sheet, room - least, manner), None


def _wanted(band: Band, most: float) -> float:
    """Return the height that the findings need, all that they may have where that is not enough."""
    return band.natural(most) if band.told(most) else most


def _large(
    diagram: Diagram, sheet: Sheet, height: float, manner: Manner, row: float, times: float = 1.0
) -> Grid | None:
    """Return tables within a height in larger text, None where names are cut or rows too close."""
    large = replace(sheet, smallest=sheet.smallest * times)
    grid = lay(diagram, large, height - _titles(large), manner, row=row)
    return None if grid is None or grid.cut else grid
