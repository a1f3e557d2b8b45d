"""A setting whose order is Graphviz's in, the same with Graphviz's heights where they fit out."""

from __future__ import annotations

from dataclasses import replace

from engagemodel.page import layout
from engagemodel.page.views.lanes.fitting import Plan

_SAME = 0.01  # points


def as_drawn(plan: Plan, top: float) -> Plan:
    """Return the setting with every card as high as in Graphviz's picture of it, if that fits.

    Graphviz sees the cards at the size that they have. Where its picture is higher than the page,
    or leaves a line no room to pass, the heights remain ours and only the order is Graphviz's.

    Raises:
        ArgumentError: there is no Graphviz, or it takes more than it may.
    """
    lanes = plan.lanes
    cards = [
        layout.Card(card.id, lanes.column_of(card), plan.faces[card.id].height)
        for card in lanes.diagram.cards
    ]
    ordering, tops = lanes.manner.ask(cards, lanes.lines, len(plan.columns), plan.density.gap)
    high = max((tops[card.id] + card.height for card in cards), default=0.0)
    spare = plan.bottom - top - high
    if spare < 0:
        return plan
    keep = {id: y + top + spare / 2 for id, y in tops.items()}
    area = (top, plan.bottom, plan.density.gap)
    try:
        arrangement = layout.arrange(
            cards, lanes.lines, plan.columns, *area, ordering=replace(ordering, keep=keep)
        )
    except layout.TooTall:
        return plan
    if any(abs(arrangement.y[id] - y) > _SAME for id, y in keep.items()):
        return plan
    return replace(plan, arrangement=arrangement)
