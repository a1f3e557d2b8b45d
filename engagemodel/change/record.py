"""The records of a comparison: which entry became which, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Effect = Literal["better", "worse", "mixed", "neutral"]
ELEMENT_KINDS = ("customer_type", "channel", "organization", "platform")
ENTRY_KINDS = (*ELEMENT_KINDS, "data", "capability", "journey", "initiative")
LINE_KINDS = ("use", "need", "run_by", "holding", "flow")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One attribute before and after, as JSON values (null where it is not stated)."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different; `id` is the id after, or before where it was removed.

    A line's id is ``kind:from->to``. `was` has the ids before of what was renamed, merged or split,
    and of a changed line that had others; `likely_was` is an offer, never acted on.
    """

    change: Literal["added", "removed", "renamed", "merged", "split", "changed"]
    kind: str
    id: str
    was: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    likely_was: str | None = None
    effect: Effect = "neutral"
    customer_types: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which entries of the model before are which of the model after, by kind of entry.

    ``heirs[kind][id before]`` are the ids after, ``origins[kind][id after]`` the ids before; an
    entry with neither was removed or added. The kinds are `ENTRY_KINDS`.
    """

    heirs: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
