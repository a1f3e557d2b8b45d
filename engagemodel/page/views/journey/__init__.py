"""A check or difference and a journey in, its steps in swim lanes on one page out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engagemodel.page.diagram import Diagram
from engagemodel.page.frame.band import Band
from engagemodel.page.frame.foot import footed, reserved
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.frame.ledger import ledger
from engagemodel.page.glyphs import warnings
from engagemodel.page.scene import Item, Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.drawing import Lanes
from engagemodel.page.views.journey.explaining import samples
from engagemodel.page.views.journey.fitting import Fit, fit
from engagemodel.page.views.journey.stating import Told, alone, between, each
from engagemodel.page.words import say
from engagemodel.results import Check, Difference


def journey(result: Check | Difference, ids: tuple[str, ...], sheet: Sheet) -> Scene:
    """Return the page of one journey, as the model after tells it if both do.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    told = alone(result, ids[0]) if isinstance(result, Check) else between(result, ids[0])
    return _pages((told,), sheet)[0]


def states(result: Difference, ids: tuple[str, ...], sheet: Sheet) -> tuple[Scene, ...]:
    """Return today, difference and tomorrow of one journey, what they share in the same place on all.

    A step or row that a state does not have leaves its place free there.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    return _pages(each(result, ids[0]), sheet)


def _pages(states: Sequence[Told], sheet: Sheet) -> tuple[Scene, ...]:
    """Return a page of each state of a journey."""
    top = max(heading(told.diagram, sheet)[1] for told in states) + sheet.smallest * 0.9
    floor = min(reserved(told.plain, _whole(told), sheet) for told in states)
    placed = fit(states, sheet, top, floor)
    pairs = list(zip(states, placed, strict=True))
    low = min(reserved(told.plain, _ledger(told.plain, put), sheet) for told, put in pairs)
    if low < floor:  # what is grouped takes more words than what is whole
        placed = fit(states, sheet, top, low)
    return tuple(_page(told, put, sheet) for told, put in zip(states, placed, strict=True))


def _page(told: Told, placed: Fit, sheet: Sheet) -> Scene:
    """Return the page of a state that has its place."""
    plain, head = told.plain, heading(told.diagram, sheet)[0]
    shown = replace(plain, cards=placed.way.rows)
    band = Band(plain, shown, sheet, samples(placed.track, sheet))

    def drawn(floor: float) -> tuple[Item, ...]:
        below, remarks = band.draw(placed.low + sheet.smallest, floor)
        numbers = frozenset(remark.number for remark in remarks)
        return head, *Lanes(placed, numbers, plain.calm).items(), below

    items, said = footed(plain, _ledger(plain, placed), sheet, drawn)
    return Scene(
        sheet.width,
        sheet.height,
        items,
        plain.after.name,
        ". ".join(part for part in (plain.topic, subtitle(plain), said) if part),
        smallest=sheet.smallest,
        warnings=warnings(told.diagram, *(" ".join(chip.data) for chip in placed.way.chips)),
        diagram=told.diagram,
        grouped={id: card.id for card in placed.way.rows for id in card.member_ids},
        steps={
            stage.number: at
            for at, stage in enumerate(told.way.stages)
            if stage is not None and at not in told.way.ended
        },
    )


def _whole(told: Told) -> str:
    """Return the ledger of a page that has room for all."""
    total = told.way.count(range(len(told.way.stages)))
    return ledger(told.plain, told.plain, say("aside.journey", total=total))


def _ledger(diagram: Diagram, shown: Fit) -> str:
    """Return what of the model and how many of the steps are on the page."""
    count = shown.way.count(column.at for column in shown.columns if column.at is not None)
    total = shown.way.count(range(len(shown.way.stages)))
    key = "aside.journey" if count == total else "aside.journey.part"
    steps = say(key, total=total, shown=count)
    return ledger(diagram, replace(diagram, cards=shown.way.rows), steps)
