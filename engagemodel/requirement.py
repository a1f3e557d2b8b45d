"""A requirement in, its canonical form or its plain text out: the same for every order of the file."""

from __future__ import annotations

from collections.abc import Callable

from engagemodel.model import AnyOf, Requirement

Canonical = str | tuple["Canonical", ...]
"""An id, or ``("all" | "any", item, ...)``: flat, sorted, without repeats, two items or none."""


def canonical(requirement: Requirement, name: Callable[[str], str] = str) -> Canonical:
    """Return the canonical form of a requirement, with `name` of each id in place of the id.

    A group inside a group of its own sort is opened, a group of one item is the item. What requires
    nothing is ``("all",)``.
    """
    if isinstance(requirement, str):
        return name(requirement)
    sort = "any" if isinstance(requirement, AnyOf) else "all"
    return together(sort, [canonical(item, name) for item in requirement.items])


def together(sort: str, parts: list[Canonical]) -> Canonical:
    """Return the canonical form of several canonical parts, all or any of them required."""
    items: set[Canonical] = set()
    for part in parts:
        items.update(part[1:] if isinstance(part, tuple) and part[0] == sort else [part])
    if len(items) == 1:
        return items.pop()
    return (sort, *sorted(items, key=repr))


def has_choice(form: Canonical) -> bool:
    """Return whether a canonical form offers alternatives anywhere."""
    return isinstance(form, tuple) and (
        form[0] == "any" or any(has_choice(item) for item in form[1:])
    )


def in_words(form: Canonical) -> str | None:
    """Return a canonical form as text such as ``(pay-a or pay-b) and web-db``; None for nothing."""
    if isinstance(form, str):
        return form
    word = " or " if form[0] == "any" else " and "
    items = [in_words(item) or "" for item in form[1:]]
    grouped = [
        text if isinstance(item, str) else f"({text})"
        for item, text in zip(form[1:], items, strict=True)
    ]
    return word.join(grouped) or None
