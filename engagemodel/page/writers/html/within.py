"""States in, the classes of what is shown in these alone out."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def within(states: Collection[str], all_states: Collection[str]) -> str:
    """Return the classes of what some of the states have, empty for what all have."""
    return classes(states) if len(states) < len(all_states) else ""


def classes(states: Iterable[str]) -> str:
    """Return ``in in-today in-tomorrow`` for today and tomorrow."""
    return " ".join(["in", *(f"in-{state}" for state in states)])
