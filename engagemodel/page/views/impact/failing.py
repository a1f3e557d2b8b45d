"""A check, its diagram and what fails in; the diagram of what that takes along out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from engagemodel.fingerprint import original, origins
from engagemodel.page.diagram import Card, Connection, Diagram, Remark, Stress, Tile
from engagemodel.page.subjects import fallible, listed
from engagemodel.page.typeset import clean
from engagemodel.page.words import WORDS, portion, quantity, say
from engagemodel.results import Check

if TYPE_CHECKING:
    from engagemodel.analysis.impact import Impact, Loss, Stop
    from engagemodel.model import Model


_SHORT = 15  # characters of a name that a card surely has room for beside "loses"


def failing(check: Check, diagram: Diagram, ids: tuple[str, ...]) -> Diagram:
    """Return the diagram in which some elements fail together, with the losses for remarks.

    Raises:
        ArgumentError: an id is unknown, or a customer type's.
    """
    from engagemodel.analysis.impact import impact
    from engagemodel.graph import Graphs

    model = check.model
    fallible(model, ids)
    found = impact(Graphs(model), ids)
    stress: dict[str, Stress] = dict.fromkeys(found.down, "down")
    stress.update(dict.fromkeys(found.failed, "failed"))
    stress.update({loss.customer: "cut" if loss.cut_off else "hurt" for loss in found.customers})
    notes = {loss.customer: _note(loss, model) for loss in found.customers}
    present = (line for line in diagram.lines if line.kind != "missing")
    lines = tuple(_line(line, {*found.down}) for line in present)
    ends = {end for line in lines if line.stress == "down" for end in (line.source, line.target)}
    touched = ends - stress.keys()
    stress.update(dict.fromkeys(touched, "touched"))
    cards = tuple(_card(card, stress, notes) for card in diagram.cards)
    names = [clean(model.elements[id].name) for id in found.failed]
    fails = WORDS["fails.one" if len(names) == 1 else "fails.many"]
    return replace(
        diagram,
        cards=cards,
        lines=lines,
        remarks=_numbered(found, model),
        tiles=tuple(_tiles(found, model)),
        topic=say("topic.impact", names=listed(names), fails=fails),
        caption=_caption(found),
        calm=_calm(len(touched), model),
        aside=say(
            "aside.impact.touched" if touched else "aside.impact",
            down=len(found.down),
            all=len(model.elements),
            touched=len(touched),
        ),
    )


def _card(card: Card, stress: dict[str, Stress], notes: dict[str, str]) -> Card:
    return replace(card, stress=stress.get(card.id, "faded"), note=notes.get(card.id, ""))


def _line(line: Connection, down: set[str]) -> Connection:
    """Return a line down if what it leads to is, or a flow if either end is; else faded.

    What its source can do without, and what it has an alternative for, is down all the same: the
    card of the source says whether it bears that.
    """
    ends = {line.source, line.target} if line.kind == "flow" else {line.target}
    return replace(line, stress="down" if ends & down else "faded", state="plain", label="")


def _note(loss: Loss, model: Model) -> str:
    """Return what a card says of a loss, short enough to stand in it whole."""
    if loss.cut_off:
        return WORDS["note.cut"]
    names = _names(loss.lost, model)
    if len(names) <= _SHORT:
        return say("note.lost", lost=names)
    counts = _counts(loss)
    return say("note.some", lost=counts["part"], all=counts["whole"])


def _names(ids: tuple[str, ...], model: Model) -> str:
    return listed(clean(model.elements[id].name) for id in ids)


def _numbered(found: Impact, model: Model) -> tuple[Remark, ...]:
    """Return each loss as a remark: who is cut off first, then journeys that stop, then the rest."""
    losses = sorted(found.customers, key=lambda loss: (-(loss.share or 0.0), loss.customer))
    remarks = [
        *(_loss(loss, found, model) for loss in losses if loss.cut_off),
        *(_stop(stop, found, model) for stop in found.journeys),
        *(_loss(loss, found, model) for loss in losses if not loss.cut_off),
    ]
    return tuple(replace(remark, number=number) for number, remark in enumerate(remarks, 1))


def _fingerprint(found: Impact, facet: str, id: str, model: Model) -> str:
    """Return what tells a loss from all others: 16 hexadecimal digits, the same after a rename.

    It is known by what fails and by whom that meets, a customer type or a journey.
    """
    origin = origins(model)
    facts = [original("elements", found.failed, origin), facet, original(facet, id, origin)]
    text = json.dumps(["impact", *facts], ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:16]


def _loss(loss: Loss, found: Impact, model: Model) -> Remark:
    customer = model.customer_types[loss.customer]
    name = who = clean(customer.name)
    if customer.share:
        who = say("loser", name=name, share=_share(customer.share.value, model))
    lost, counts = _names(loss.lost, model), _counts(loss)
    if loss.cut_off:
        text, brief = say("lost.all", who=who, lost=lost), f"{who}."
    else:
        text = say("lost.some", who=who, lost=lost, left=_names(loss.left, model), **counts)
        brief = say("lost.brief", name=name, **counts)
    return Remark(
        number=0,
        status="open",
        severity="high" if loss.cut_off else "medium",
        title=WORDS["cut off" if loss.cut_off else "loses"],
        text=text,
        cards=(loss.customer,),
        about=name,
        brief=brief,
        fingerprint=_fingerprint(found, "customer_types", loss.customer, model),
    )


def _counts(loss: Loss) -> dict[str, int]:
    """Return how many of how many channels a customer type loses."""
    return {"part": len(loss.lost), "whole": len(loss.lost) + len(loss.left)}


def _share(value: float, model: Model) -> str:
    return portion(quantity(value, "share") or "", clean(model.share_of or ""))


def _stop(stop: Stop, found: Impact, model: Model) -> Remark:
    from engagemodel.analysis.journeys import channels_of

    journey = model.journeys[stop.journey]
    step = journey.steps[stop.step - 1]
    gone = tuple(id for id in channels_of(step) if id in found.down)
    via, name = _names(gone, model), clean(journey.name)
    return Remark(
        number=0,
        status="open",
        severity="high",
        title=WORDS["stops"],
        text=say("stops at", name=name, step=stop.step, do=clean(step.do), via=via),
        cards=gone,
        about=name,
        brief=say("stops.brief", name=name, step=stop.step),
        fingerprint=_fingerprint(found, "journeys", stop.journey, model),
    )


def _calm(touched: int, model: Model) -> str:
    """Return what is said where customers lose nothing."""
    said = WORDS["calm.impact.journeys" if model.journeys else "calm.impact"]
    if not touched:
        return said
    return f"{said} {say('touched.one' if touched == 1 else 'touched.many', count=touched)}"


def _caption(found: Impact) -> str:
    cut = sum(loss.cut_off for loss in found.customers)
    counts = {"cut": cut, "hurt": len(found.customers) - cut, "stopped": len(found.journeys)}
    parts = [
        say(f"{key}.{'one' if count == 1 else 'many'}", count=count)
        for key, count in counts.items()
        if count
    ]
    return " · ".join([WORDS["caption.impact"], *parts])


def _tiles(found: Impact, model: Model) -> Iterator[Tile]:
    """Yield what is lost in figures: the share of customers first."""
    if found.share is not None:
        told = _share(found.share, model) if model.share_of else quantity(found.share, "share")
        yield Tile("share", WORDS["tile.share"], None, told or "", "")
    cut = sum(loss.cut_off for loss in found.customers)
    counts = (
        ("cut", cut, len(model.customer_types)),
        ("hurt", len(found.customers) - cut, len(model.customer_types)),
        ("journeys", len(found.journeys), len(model.journeys)),
        ("channels", len(found.channels), len(model.channels)),
        ("down", len(found.down), len(model.elements)),
    )
    for name, part, whole in counts:
        if not whole:
            continue
        yield Tile(name, WORDS[f"tile.{name}"], None, say("of", part=part, whole=whole), "")
