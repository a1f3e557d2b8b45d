"""What a finding names: a tuple of the facets in the order of `engagemodel.finding.FACETS`."""

from __future__ import annotations

from collections.abc import Iterable

Named = tuple[object, ...]


def named(
    elements: Iterable[str] = (),
    data: Iterable[str] = (),
    customer_types: Iterable[str] = (),
    journeys: Iterable[str] = (),
    step: int | None = None,
    occasion: str | None = None,
    capability: str | None = None,
    flow: str | None = None,
) -> Named:
    """Return the facets of a finding."""
    lists = (tuple(sorted(set(ids))) for ids in (elements, data, customer_types, journeys))
    return (*lists, step, occasion, capability, flow)
