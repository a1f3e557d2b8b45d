"""A check or difference and a journey in, its steps in swim lanes on one page out."""

from __future__ import annotations

from dataclasses import replace

from engagemodel.finding import Finding
from engagemodel.page.diagram import Diagram
from engagemodel.page.frame.band import Band
from engagemodel.page.frame.foot import footed, reserved
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.frame.ledger import ledger
from engagemodel.page.glyphs import warnings
from engagemodel.page.scene import Item, Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.subjects import journey as found
from engagemodel.page.subjects import places
from engagemodel.page.typeset import clean
from engagemodel.page.views.journey.drawing import Lanes
from engagemodel.page.views.journey.explaining import samples
from engagemodel.page.views.journey.fitting import Fit, fit
from engagemodel.page.views.journey.recalling import recalled, took_part
from engagemodel.page.views.journey.walking import Way, earlier, tiles, way
from engagemodel.page.words import WORDS, say
from engagemodel.results import Check, Difference


def journey(result: Check | Difference, ids: tuple[str, ...], sheet: Sheet) -> Scene:
    """Return the page of one journey, as the model after tells it if both do.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs

    model, told = found(result, ids[0])
    union = sketch(result)
    taken = walk(Graphs(model), told)
    findings = result.findings if isinstance(result, Check) else _all(result)
    before = earlier(result, told.id)
    standing = places(result, model)
    whole = way(model, taken, union, findings, standing)
    if isinstance(result, Difference):
        past = result.before.model
        left = took_part(taken, model, before, places(result, past))
        whole = way(model, taken, union, findings, standing, left)
        whole = replace(whole, past=recalled(taken, before, past))
    customer = clean(model.customer_types[told.customer].name)
    inside = {card.id for card in whole.rows}
    diagram = replace(
        union,
        cards=whole.rows,
        lines=tuple(line for line in union.lines if {line.source, line.target} <= inside),
        remarks=whole.remarks,
        tiles=tiles(taken, before),
        topic=say("topic.journey", name=clean(told.name), customer=customer),
        calm=WORDS["calm.journey"] if taken.stages else WORDS["no steps"],
    )
    expects = model.customer_types[told.customer].expects
    return _page(diagram, whole, dict(expects), sheet)


def _all(result: Difference) -> tuple[Finding, ...]:
    return (*result.introduced, *result.remaining, *result.resolved)


def _page(diagram: Diagram, whole: Way, expects: dict[str, str], sheet: Sheet) -> Scene:
    """Return the page of a journey of which `diagram` has the rows."""
    head, top = heading(diagram, sheet)
    # Its lines are not drawn here, so they are not among what the page explains.
    plain = replace(diagram, lines=())
    steps = say("aside.journey", total=len(whole.walk.stages))
    floor = reserved(plain, ledger(plain, plain, steps), sheet)
    top += sheet.smallest * 0.9
    placed = fit(whole, plain, expects, sheet, top, floor)
    low = reserved(plain, _ledger(plain, placed), sheet)
    if low < floor:  # what is grouped takes more words than what is whole
        placed = fit(whole, plain, expects, sheet, top, low)
    shown = replace(plain, cards=placed.way.rows)
    band = Band(plain, shown, sheet, samples(placed.track, sheet))

    def drawn(floor: float) -> tuple[Item, ...]:
        below, told = band.draw(placed.low + sheet.smallest, floor)
        lanes = Lanes(placed, frozenset(remark.number for remark in told))
        return head, *lanes.items(), below

    items, said = footed(plain, _ledger(plain, placed), sheet, drawn)
    return Scene(
        sheet.width,
        sheet.height,
        items,
        diagram.after.name,
        ". ".join(part for part in (diagram.topic, subtitle(diagram), said) if part),
        smallest=sheet.smallest,
        warnings=warnings(diagram, *(" ".join(chip.data) for chip in placed.way.chips)),
        diagram=diagram,
        grouped={id: card.id for card in placed.way.rows for id in card.member_ids},
    )


def _ledger(diagram: Diagram, shown: Fit) -> str:
    """Return what of the model and how many of the steps are on the page."""
    count = sum(column.at is not None for column in shown.columns)
    total = len(shown.way.walk.stages)
    key = "aside.journey" if count == total else "aside.journey.part"
    steps = say(key, total=total, shown=count)
    return ledger(diagram, replace(diagram, cards=shown.way.rows), steps)
