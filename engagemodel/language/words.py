"""A model in, the free words in it that are probably mistyped out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from engagemodel.errors import Problem
from engagemodel.model import Model
from engagemodel.place import Place
from engagemodel.spelling import Suggestions

_SHORT = 3
_LONGEST = 64
_MOST = 2_000
"""How many words of one family are compared; a model with more has no vocabulary to miss."""
_LETTERS = 200_000
_PART = re.compile(r"[^\W\d_]+|\d+")
_Use = tuple[str, Place]
_Spot = tuple[int, Place]
"""A place, its file first by number."""
_Frame = tuple[str, ...]
_Family = Mapping[_Frame, Mapping[str, list[str]]]


def mistyped(model: Model) -> tuple[Problem, ...]:
    """Return a hint for each occasion and each head that is used once and close to another.

    Close are words that differ in one letter (changed, missing, too many, or swapped with its
    neighbour) of one part of more than three letters, or only in case and in what stands between
    the parts. Numbers tell things apart. Of two words that are used once the later one is told. In
    the order of the files, then of place.
    """
    rank = {path: number for number, path in enumerate(model.files)}

    def order(at: Place) -> _Spot:
        return rank.get(at.path, -1), at

    found: list[tuple[_Spot, Problem]] = []
    for uses in (_occasions(model), _heads(model)):
        places: dict[str, list[_Spot]] = {}
        for word, at in uses:
            places.setdefault(word, []).append(order(at))
        if len(places) <= _MOST:
            found += _rare(places)
    return tuple(hint for _, hint in sorted(found, key=lambda one: (one[0], one[1].message)))


def _occasions(model: Model) -> Iterator[_Use]:
    for channel in model.channels.values():
        at = channel.places.get("serves", channel.at)
        yield from ((word, at) for word in channel.serves or ())
    for customer in model.customer_types.values():
        for key, words in (("prefers", customer.prefers), ("expects", customer.expects)):
            yield from ((word, customer.places.get(key, customer.at)) for word in words)
    for journey in model.journeys.values():
        yield from ((step.do, step.at) for step in journey.steps)


def _heads(model: Model) -> Iterator[_Use]:
    for organization in model.organizations.values():
        if organization.head is not None:
            yield organization.head, organization.places.get("head", organization.at)


def _rare(places: Mapping[str, list[_Spot]]) -> Iterator[tuple[_Spot, Problem]]:
    """Yield the hints on words of one family, each with its place."""
    family: defaultdict[_Frame, dict[str, list[str]]] = defaultdict(dict)
    for word in sorted(places, key=lambda word: (-len(places[word]), word)):
        for frame, part in _frames(word):
            family[frame].setdefault(part, []).append(word)
    suggestions = Suggestions(_LETTERS)
    for word in sorted(places):
        if len(places[word]) > 1:
            continue
        meant = _meant(word, family, suggestions)
        at = places[word][0]
        if meant is None or (len(places[meant]) == 1 and (places[meant][0], meant) > (at, word)):
            continue
        message, hint = f"'{word}' is used once", f"did you mean '{meant}'?"
        yield at, Problem(message, at[1], hint)


def _frames(word: str) -> Iterable[tuple[_Frame, str]]:
    """Each part of a word that is long enough to be mistyped, and what stands around it."""
    parts = _PART.findall(word.casefold()) if len(word) <= _LONGEST else []
    for position, part in enumerate(parts):
        if len(part) > _SHORT and not part.isdecimal():
            yield (*parts[:position], "", *parts[position + 1 :]), part


def _meant(word: str, family: _Family, suggestions: Suggestions) -> str | None:
    """The most used word that differs too little to be another."""
    for frame, part in _frames(word):
        known = family[frame]
        same = [other for other in known[part] if other != word]
        near = None if same else suggestions.near(part, known, most=1)
        if same or near is not None:
            return (same or known[near or part])[0]
    return None
