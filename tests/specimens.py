"""Checks and differences made by hand, for tests of what tells of them; any text can be put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engagemodel.change.record import Change, FieldChange, Lineage
from engagemodel.finding import Finding, Related, Witness
from engagemodel.model import (
    Acceptance,
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Data,
    Flow,
    Journey,
    Model,
    Platform,
    Quantity,
    Step,
)
from engagemodel.place import Place
from engagemodel.results import Check, Difference, FigureChange


def at(line: int, path: str = "as-is.yaml") -> Place:
    return Place(path, line, 3)


def model(path: str = "as-is.yaml", state: str | None = "as-is", word: str = "Lumen") -> Model:
    """Return a model in which every name holds `word`."""
    steps = (
        Step(at=at(40), do="buy", via="web", writes=("order",)),
        Step(at=at(41), do="return", via=AnyOf(("store", "phone")), reads=("order",)),
    )
    return Model(
        path=path,
        at=Place(path, 1, 1),
        name=f"{word} & Oak",
        state=state,
        as_of=date(2026, 3, 31),
        currency="EUR",
        share_of="revenue",
        data={"order": Data(id="order", at=at(3), name=f"Order {word}")},
        customer_types={
            "walk-in": CustomerType(
                id="walk-in", at=at(5), name=f"Walk-in {word}", share=Quantity(0.62, "62%")
            ),
            "online": CustomerType(
                id="online",
                at=at(6),
                name=f"Online {word}",
                share=Quantity(0.38, "38%"),
                uses=("web", "store") if state == "as-is" else ("web",),
                prefers={"return": ("store",)},
            ),
        },
        channels={
            id: Channel(id=id, at=at(10 + number), name=f"{id.title()} {word}", needs=AllOf(()))
            for number, id in enumerate(("web", "store", "phone"))
        },
        platforms={
            "pos-db": Platform(id="pos-db", at=at(20), name=f"Tills {word}", kind="database"),
            "web-db": Platform(id="web-db", at=at(21), name=f"Web {word}", kind="database"),
        },
        flows=(
            Flow(
                id="web-db->pos-db",
                at=at(30),
                source="web-db",
                target="pos-db",
                carries=("order",),
            ),
        ),
        journeys={
            "lamp": Journey(
                id="lamp", at=at(39), name=f"Lamp {word}", customer="online", steps=steps
            )
        },
    )


def broken(word: str = "Lumen") -> Finding:
    return Finding(
        rule="broken-handoff",
        severity="high",
        message=f'In "Lamp {word}" nobody at the store finds the order.',
        mend=f'Let orders of "{word}" flow to the store.',
        at=at(41),
        elements=("store", "web"),
        data=("order",),
        journeys=("lamp",),
        step=2,
        witness=Witness(
            written=("web-db",), looked_for=("pos-db",), missing="web-db->pos-db", seconds=60.0
        ),
        related=(Related(at(40), f"{word} written here"),),
        fingerprint="f1",
    )


def redundant(word: str = "Lumen") -> Finding:
    return Finding(
        rule="redundant-database",
        severity="medium",
        message=f"{word}: two databases both believe that they have the true order.",
        mend="Make one the master.",
        at=at(20),
        elements=("pos-db", "web-db"),
        data=("order",),
        customer_types=("online",),
        fingerprint="f2",
    )


def accepted(word: str = "Lumen") -> Finding:
    acceptance = Acceptance(
        at=at(60),
        rule="only-one-channel",
        reason=f"{word} likes it so",
        owner=f"{word} CIO",
        until=date(2026, 9, 30),
    )
    return Finding(
        rule="only-one-channel",
        severity="medium",
        message=f"Walk-in {word} has one way to reach you.",
        mend="Open another.",
        at=at(5),
        customer_types=("walk-in",),
        fingerprint="f3",
        accepted=acceptance,
    )


FIGURES: dict[str, object] = {
    "elements": 7,
    "propagation_cost": 0.52,
    "handoffs_kept": 0.5,
    "worst_latency": 86400,
    "share_at_risk": 0.38,
    "annual_cost": 240000,
    "overlap_cost": None,
}


def check(word: str = "Lumen") -> Check:
    return Check(model(word=word), (broken(word), redundant(word), accepted(word)), FIGURES)


def difference(word: str = "Lumen") -> Difference:
    """Return a difference with a change of every kind in it."""
    before = check(word)
    after_model = model("future.yaml", "future", word)
    new = replace(
        redundant(word), rule="slow-handoff", fingerprint="f9", customer_types=("walk-in",)
    )
    after = Check(after_model, (new, accepted(word)), {**FIGURES, "handoffs_kept": 1.0})
    same = {
        "channel": {id: (id,) for id in ("web", "store", "phone")},
        "customer_type": {id: (id,) for id in ("walk-in", "online")},
        "journey": {"lamp": ("lamp",)},
    }
    changes = (
        Change(change="added", kind="platform", id="pos-db", likely_was="web-db"),
        Change(
            change="removed",
            kind="use",
            id="use:online->store",
            effect="worse",
            customer_types=("online",),
            why=f"Online {word} loses Store {word}, which it prefers to return.",
        ),
        Change(change="merged", kind="platform", id="web-db", was=("pos-db", "web-db")),
        Change(change="renamed", kind="channel", id="web", was=("web",)),
        Change(
            change="changed",
            kind="flow",
            id="flow:web-db->pos-db",
            fields=(FieldChange("latency", "24h", f"5m {word}"), FieldChange("owner", None, word)),
            effect="better",
        ),
        Change(change="added", kind="holding", id="holding:web-db->order"),
        Change(change="split", kind="data", id="order", was=("order",)),
    )
    return Difference(
        before=before,
        after=after,
        lineage=Lineage(heirs=same, origins=same),
        changes=changes,
        resolved=(broken(word), redundant(word)),
        introduced=(new,),
        remaining=(accepted(word),),
        figures=(
            FigureChange("elements", 7, 7, "neutral"),
            FigureChange("handoffs_kept", 0.5, 1.0, "better"),
            FigureChange("overlap_cost", None, None, "neutral"),
        ),
    )
