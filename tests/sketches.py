"""Small models written down in a test: entries and flows in, a `Model` out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from variants import numbered

from engagemodel.model import (
    AllOf,
    Capability,
    Channel,
    CustomerType,
    Data,
    Entry,
    Flow,
    Holding,
    Initiative,
    Journey,
    Model,
    Organization,
    Platform,
    Quantity,
    Step,
)
from engagemodel.place import Place

AT = Place("sketch.yaml", 1, 1)
_SECTIONS: Mapping[type[Entry], str] = {
    CustomerType: "customer_types",
    Channel: "channels",
    Organization: "organizations",
    Platform: "platforms",
    Data: "data",
    Capability: "capabilities",
    Journey: "journeys",
    Initiative: "initiatives",
}


def picture(*parts: Entry | Flow, **header: Any) -> Model:
    """Return the model that has these entries and flows."""
    sections: dict[str, dict[str, Entry]] = {section: {} for section in _SECTIONS.values()}
    for part in parts:
        if isinstance(part, Entry):
            sections[_SECTIONS[type(part)]][part.id] = part
    flows = numbered(part for part in parts if isinstance(part, Flow))
    return Model(
        **{"path": AT.path, "at": AT, "name": "Sketch", "flows": flows, **sections, **header}
    )


def entry(sort: type[Any], id: str, /, **stated: Any) -> Any:
    """Return an entry; requirements may be plain tuples, holdings a mapping of fields by data."""
    for key in {"needs", "run_by"} & stated.keys():
        stated[key] = AllOf(tuple(stated[key]))
    if "holds" in stated:
        stated["holds"] = {
            data: Holding(data=data, at=AT, **fields) for data, fields in stated["holds"].items()
        }
    return sort(**{"id": id, "at": AT, "name": id, **stated})


def flow(source: str, target: str, *carries: str, **stated: Any) -> Flow:
    """Return a flow; `picture` gives it its id."""
    return Flow(id="", at=AT, source=source, target=target, carries=carries, **stated)


def step(
    do: str, via: Any, reads: tuple[str, ...] = (), writes: tuple[str, ...] = (), **stated: Any
) -> Step:
    """Return a step of a journey."""
    return Step(at=AT, do=do, via=via, reads=reads, writes=writes, **stated)


def quantity(value: float, text: str = "") -> Quantity:
    """Return a quantity, typed as `text`."""
    return Quantity(value, text or str(value))
