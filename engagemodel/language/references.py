"""The ids that were declared and named in, what is wrong between them into the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engagemodel.language.context import ELEMENTS, NOUNS, Names, Reference
from engagemodel.language.links import nouns
from engagemodel.language.problems import Report, quoted
from engagemodel.spelling import Suggestions

Sections = Mapping[str, Mapping[str, Any]]


def check(names: Names, sections: Sections, report: Report, suggestions: Suggestions) -> None:
    """Report every reference to nothing or to the wrong kind, and every circle of parts."""
    known: dict[tuple[str, ...], dict[str, None]] = {}
    for reference in names.references:
        kinds = reference.kinds
        if kinds not in known:
            known[kinds] = dict.fromkeys(id for kind in kinds for id in names.places[kind])
        if reference.id not in known[kinds]:
            _unknown(reference, known[kinds], names, report, suggestions)
    for section in ("customer_types", "channels", "organizations", "platforms"):
        parents = {id: entry.part_of for id, entry in sections[section].items() if entry.part_of}
        for circle in _circles(parents):
            entry = sections[section][circle[0]]
            message = f"{quoted(' -> '.join(circle), 200)} are parts of each other in a circle"
            report.add(entry.places["part_of"], message, "remove one 'part_of'")


def _unknown(
    reference: Reference,
    known: Mapping[str, None],
    names: Names,
    report: Report,
    suggestions: Suggestions,
) -> None:
    id, at, key, kinds, subject, wish = reference
    other = _kind(id, kinds, names)
    if other is not None:
        message = f"{quoted(id)} is {NOUNS[other]}, but '{key}' takes {nouns(kinds)}"
        report.add(at, message, suggestions.hint(id, known))
    elif id not in names.excused and not names.incomplete:
        message = f"unknown {_noun(kinds)} {quoted(id)} in '{key}'"
        if wish:
            message = f"{quoted(id)} is neither a channel nor a kind of channel"
        others = (other for other in known if other != subject)
        hint = suggestions.hint(id, others, _declare(kinds))
        report.add(at, message, hint)


def _kind(id: str, kinds: tuple[str, ...], names: Names) -> str | None:
    """Return which kind of the same namespace an id is, then of any other namespace."""
    near = [kind for kind in NOUNS if kind in ELEMENTS and kinds[0] in ELEMENTS]
    far = [] if names.incomplete or id in names.excused else list(NOUNS)
    return next((kind for kind in (*near, *far) if id in names.places[kind]), None)


def _noun(kinds: tuple[str, ...]) -> str:
    return NOUNS[kinds[0]].split(" ", 1)[-1] if len(kinds) == 1 else "element"


def _declare(kinds: tuple[str, ...]) -> str:
    return f"declare it, or name {nouns(kinds)} that exists"


def _circles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield every circle once, from its first entry round to it again."""
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        id: str | None = start
        while id is not None and id not in done and id not in path:
            path[id] = None
            id = parents.get(id)
        if id is not None and id in path:
            circle = list(path)[list(path).index(id) :]
            first = min(circle, key=list(parents).index)
            turn = circle.index(first)
            yield [*circle[turn:], *circle[:turn], first]
        done.update(path)
