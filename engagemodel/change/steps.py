"""The steps of a journey before and after in; out comes which were added, removed or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engagemodel.change.fields import Stated, alike, as_json, compare, stated
from engagemodel.change.naming import Names
from engagemodel.change.record import FieldChange
from engagemodel.model import Step

_LARGEST = 250_000
"""Pairs of steps beyond which what lies between equal ends is paired by position alone."""
_SAME, _LIKE, _HALF = 8, 6, 3
_Step = Mapping[str, Stated]
_Pair = tuple[int | None, int | None]


def compare_steps(
    before: Sequence[Step], after: Sequence[Step], names: tuple[Names, Names]
) -> Iterator[FieldChange]:
    """Yield a field for each step that differs, in the order of the journey.

    ``steps[2]`` counts from 1 in the journey after, or before where the step was removed; a step
    that was added or removed has null on the other side, one that was changed a field for each of
    its keys (``steps[2].within``).
    """
    old = [stated(step, names[0]) for step in before]
    new = [stated(step, names[1]) for step in after]
    for i, j in _aligned(old, new):
        if i is not None and j is not None:
            for field in compare(old[i], new[j]):
                yield FieldChange(f"steps[{j + 1}].{field.field}", field.before, field.after)
        elif i is not None:
            yield FieldChange(f"steps[{i + 1}]", as_json(old[i]), None)
        elif j is not None:
            yield FieldChange(f"steps[{j + 1}]", None, as_json(new[j]))


def _aligned(old: Sequence[_Step], new: Sequence[_Step]) -> list[_Pair]:
    """Pairs (index before, index after), None where a step has no counterpart."""
    start = 0
    while start < min(len(old), len(new)) and _likeness(old[start], new[start]) == _SAME:
        start += 1
    end = 0
    while (
        end < min(len(old), len(new)) - start
        and _likeness(old[len(old) - 1 - end], new[len(new) - 1 - end]) == _SAME
    ):
        end += 1
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    head: list[_Pair] = [(index, index) for index in range(start)]
    body: list[_Pair] = [
        (None if i is None else i + start, None if j is None else j + start) for i, j in middle
    ]
    tail: list[_Pair] = [(len(old) - index, len(new) - index) for index in range(end, 0, -1)]
    return head + body + tail


def _middle(old: Sequence[_Step], new: Sequence[_Step]) -> list[_Pair]:
    """The alignment with the greatest sum of likeness; what is left over stands alone."""
    if len(old) * len(new) > _LARGEST:
        length = max(len(old), len(new))
        return [
            (index if index < len(old) else None, index if index < len(new) else None)
            for index in range(length)
        ]
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + _likeness(old[i], new[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return _walk(old, new, best)


def _walk(old: Sequence[_Step], new: Sequence[_Step], best: list[list[int]]) -> list[_Pair]:
    pairs: list[_Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        likeness = _likeness(old[i], new[j]) if i < len(old) and j < len(new) else 0
        if likeness and best[i][j] == best[i + 1][j + 1] + likeness:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(old) and best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def _likeness(old: _Step, new: _Step) -> int:
    """How much two steps are the same step: occasion and channel tell, the rest decides ties."""
    if all(alike(old, new, key) for key in old.keys() | new.keys()):
        return _SAME
    known = (alike(old, new, "do"), alike(old, new, "via"))
    if all(known):
        return _LIKE
    return _HALF if any(known) else 0
