"""A diagram and what a page shows of it in; what became of each element and line, in words, out."""

from __future__ import annotations

from collections import Counter

from engagemodel.page.diagram import LANES, Diagram
from engagemodel.page.words import WORDS, say


def ledger(whole: Diagram, shown: Diagram, lines: str = "") -> str:
    """Return what the model has and what of it the page shows, lane by lane.

    `lines` says what became of the lines, where not each one between two cards is drawn.
    """
    if not whole.cards:
        return WORDS["empty.ledger"]
    everything = Counter(card.lane for card in whole.cards)
    parts, complete = [], True
    for lane in LANES:
        cards = [card for card in shown.cards if card.lane == lane]
        groups = [card for card in cards if card.members]
        what = WORDS[f"{'one' if everything[lane] == 1 else 'many'}.{lane}"]
        if groups:
            complete = False
            alone = len(cards) - len(groups)
            listed = ", ".join(card.name for card in groups)
            text = say("shown", total=everything[lane], what=what, shown=alone)
            parts.append(f"{text}; {say('grouped', groups=listed)}")
        elif everything[lane]:
            parts.append(f"{everything[lane]} {what}")
    total = sum(line.count for line in whole.lines if line.kind != "missing")
    drawn = sum(line.kind != "missing" for line in shown.lines)
    if lines:
        complete = False
        parts.append(lines)
    elif total == drawn:
        parts.append(say("lines shown", total=total))
    else:
        complete = False
        parts.append(say("lines merged", total=total, count=drawn))
    text = " · ".join(parts)
    if complete:
        text = f"{text}: {WORDS['all shown']}"
    return f"{whole.aside} · {text}" if whole.aside else text


def gone(whole: Diagram) -> str:
    """Return how much a difference has that is of today only, nothing if it has nothing.

    Lines that cannot be drawn, since their two ends became one card, are counted apart.
    """
    elements = sum(card.mark == "removed" for card in whole.cards)
    lines = sum(line.count for line in whole.lines if line.mark == "removed")
    within = len(whole.within)
    told = [_counted(what, n) for what, n in (("element", elements), ("line", lines)) if n]
    if within and lines:
        told.append(say("among.more", count=within))
    elif within:
        told.append(say("among.within", what=_counted("line", within)))
    if len(told) > 1:
        told = [say("and", most=", ".join(told[:-1]), last=told[-1])]
    return say("among", what=told[0]) if told else ""


def _counted(what: str, count: int) -> str:
    return say(f"count.{what}.{'one' if count == 1 else 'many'}", count=count)
