"""Two models with their figures and changes in; whether tomorrow is simpler, and at what price, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engagemodel.change.record import Change, Lineage
from engagemodel.finding import Finding

if TYPE_CHECKING:
    from engagemodel.graph import Graphs

Trend = Literal["less", "more", "mixed", "equally"]
COMPLICATED = ("elements", "lines")
COMPLEX = ("change_reach", "cyclic_elements", "single_points")


@dataclass(frozen=True, slots=True)
class Complexity:
    """How a model compares with the one before it.

    Complicated is how many elements and lines there are; complex is how they hang on each other
    (Lieberman, "Complexity is a bit Complicated", 2012). `bought` are the platforms after that took
    the place of several and are a new single point of failure, `narrow` the platforms through which
    flows have to pass that had a way around before; both sorted.
    """

    complicated: Trend
    complex: Trend
    bought: tuple[str, ...]
    narrow: tuple[str, ...]


def weigh(
    before: Graphs,
    after: Graphs,
    figures: tuple[Mapping[str, object], Mapping[str, object]],
    changes: Iterable[Change],
    introduced: Iterable[Finding],
    lineage: Lineage,
) -> Complexity:
    """Return whether the model after is less complicated and less complex than the one before."""
    # Reports say what this found without having to load the graphs.
    from engagemodel.analysis.shape import chokepoints

    new_points = {
        id for f in introduced if f.rule == "single-point-of-failure" for id in f.elements
    }
    merged = {c.id for c in changes if c.change == "merged" and c.kind == "platform"}
    narrow_before = set(chokepoints(before))
    origins = lineage.origins.get("platform", {})
    narrow = {
        id for id in chokepoints(after) if not narrow_before.intersection(origins.get(id, ()))
    }
    return Complexity(
        complicated=_trend(figures, COMPLICATED),
        complex=_trend(figures, COMPLEX),
        bought=tuple(sorted(merged & new_points)),
        narrow=tuple(sorted(narrow)),
    )


def _trend(
    figures: tuple[Mapping[str, object], Mapping[str, object]], names: Iterable[str]
) -> Trend:
    """Return which way figures went together; those that are unknown on a side do not count."""
    fell = rose = False
    for name in names:
        one, other = (side.get(name) for side in figures)
        if isinstance(one, int | float) and isinstance(other, int | float):
            fell |= other < one
            rose |= other > one
    if fell and rose:
        return "mixed"
    return "less" if fell else "more" if rose else "equally"
