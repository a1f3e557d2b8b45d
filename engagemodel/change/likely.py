"""What was removed and added in; out comes which of it may be a rename that nobody declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from engagemodel.change.lineage import entries
from engagemodel.change.naming import Names
from engagemodel.change.record import Change
from engagemodel.change.traits import Traits, traits
from engagemodel.model import Entry, Model

_LARGEST = 10_000
"""Pairs of one kind beyond which only those with a rare trait in common are weighed."""
_RARE = 20
"""How many entries of a large comparison may have a trait that still tells something."""
_LETTERS = 64
_ALIKE_LINES = 0.6
_ALIKE_NAME = 0.75


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: str
    called: tuple[str, str]
    claims: frozenset[str]
    traits: frozenset[str]


def likely_renames(
    changes: Iterable[Change], before: Model, after: Model, names: tuple[Names, Names]
) -> dict[tuple[str, str], str]:
    """Return for (kind, id added) the id removed that it probably was.

    Offered are pairs of one kind that have most of their lines in common (0.6 of all that either
    has, as do `traits`), or a like name or id (0.75 of their letters), or that claim the same former
    id; the best pairs first, each entry once. It is an offer: both stay removed and added.
    """
    removed: dict[str, list[str]] = defaultdict(list)
    added: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.change in ("removed", "added"):
            (removed if change.change == "removed" else added)[change.kind].append(change.id)
    both = sorted(removed.keys() & added.keys())
    if not both:
        return {}
    known = traits(before, names[0]), traits(after, names[1])
    found: dict[tuple[str, str], str] = {}
    for kind in both:
        old = _candidates(kind, removed[kind], before, known[0])
        new = _candidates(kind, added[kind], after, known[1])
        found.update({(kind, id): was for was, id in _best(old, new)})
    return found


def _candidates(
    kind: str, ids: Iterable[str], model: Model, known: Traits
) -> dict[str, _Candidate]:
    section = entries(model, kind)
    return {id: _candidate(section[id], known.get((kind, id), frozenset())) for id in ids}


def _candidate(entry: Entry, has: frozenset[str]) -> _Candidate:
    called = _letters(entry.name), _letters(entry.id)
    claims = frozenset(id for id in (entry.was, *entry.replaces) if id is not None)
    return _Candidate(entry.id, called, claims, has)


def _letters(text: str) -> str:
    return "".join(letter for letter in text[:_LETTERS].casefold() if letter.isalnum())


def _best(
    old: Mapping[str, _Candidate], new: Mapping[str, _Candidate]
) -> Iterator[tuple[str, str]]:
    """The pairs (old id, new id) that are alike enough, each id in one pair at most."""
    pairs = product(old, new) if len(old) * len(new) <= _LARGEST else _related(old, new)
    scored = [(score, a, b) for a, b in pairs if (score := _score(old[a], new[b]))]
    taken: tuple[set[str], set[str]] = set(), set()
    for _, a, b in sorted(scored, key=lambda pair: (-pair[0], pair[1:])):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            yield a, b


def _related(
    old: Mapping[str, _Candidate], new: Mapping[str, _Candidate]
) -> Iterator[tuple[str, str]]:
    """The pairs that share a rare trait, a name or a former id: what a large model can afford."""
    index: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, candidates in enumerate((old, new)):
        for id, one in candidates.items():
            for trait in {*one.traits, *one.claims, *one.called}:
                index[trait][side].append(id)
    pairs: set[tuple[str, str]] = set()
    for left, right in index.values():
        if len(left) <= _RARE and len(right) <= _RARE:
            pairs.update(product(left, right))
    yield from sorted(pairs)


def _score(old: _Candidate, new: _Candidate) -> float:
    """How likely two entries are one, 0 where it is not worth an offer."""
    if old.claims & new.claims:
        return 3
    either = old.traits | new.traits
    lines = len(old.traits & new.traits) / len(either) if either else 0.0
    name = max(_alike(a, b) for a, b in zip(old.called, new.called, strict=True))
    if lines < _ALIKE_LINES and name < _ALIKE_NAME:
        return 0
    return lines + name


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    # The order of the arguments sways the ratio; a swap of the models must not.
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
