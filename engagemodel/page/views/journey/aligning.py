"""A journey as it goes before and after in; its steps side by side out, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Walk

_MOST = 250_000  # pairs of steps that are weighed against each other
_SAME = 1 << 20  # what it is worth to find a step again: more than the same channels (1) in all


@dataclass(frozen=True, slots=True)
class Pair:
    """A step as it is before and as it is after; one of the two may be None."""

    before: Stage | None
    after: Stage | None


def aligned(
    before: Walk | None, after: Walk | None, standing: Mapping[str, str]
) -> tuple[Pair, ...]:
    """Return the steps of both walks in their order; `standing` has what channels before become.

    A step that does the same in both is one step, as many as can be without changing places; of
    several that could be it, the one on the same channels. Of what stands at the same place, the
    steps that are gone go first.
    """
    olds = before.stages if before else ()
    news = after.stages if after else ()
    alike = _Alike(standing)
    start = _run(zip(olds, news, strict=False), alike)
    most = min(len(olds), len(news)) - start
    end = min(most, _run(zip(reversed(olds), reversed(news), strict=False), alike))
    last, newest = len(olds) - end, len(news) - end
    inner = _inner(olds[start:last], news[start:newest], alike)
    found = [*map(Pair, olds[:start], news[:start]), *inner]
    return (*found, *map(Pair, olds[last:], news[newest:]))


class _Alike:
    """Tells how much alike two steps are: not at all (0), in what they do, and then in channels."""

    def __init__(self, standing: Mapping[str, str]) -> None:
        self.standing = standing

    def __call__(self, old: Stage, new: Stage) -> int:
        if old.step.do != new.step.do:
            return 0
        there = {self.standing.get(id, id) for id in old.channels}
        return _SAME + (there == {*new.channels})


def _run(pairs: Iterator[tuple[Stage, Stage]], alike: _Alike) -> int:
    """Return how many pairs are alike in all before the first that is not."""
    count = 0
    for old, new in pairs:
        if alike(old, new) <= _SAME:
            break
        count += 1
    return count


def _inner(olds: Sequence[Stage], news: Sequence[Stage], alike: _Alike) -> list[Pair]:
    """Return the pairs that are worth most together; of too many steps, those at the same place."""
    if len(olds) * len(news) > _MOST:
        return [
            pair for old, new in zip(olds, news, strict=False) for pair in _two(old, new, alike)
        ] + [
            *(Pair(old, None) for old in olds[len(news) :]),
            *(Pair(None, new) for new in news[len(olds) :]),
        ]
    worth = _worth(olds, news, alike)
    found, i, j = list[Pair](), 0, 0
    while i < len(olds) and j < len(news):
        gain = alike(olds[i], news[j])
        if gain and worth[i][j] == worth[i + 1][j + 1] + gain:
            found.append(Pair(olds[i], news[j]))
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            found.append(Pair(olds[i], None))
            i += 1
        else:
            found.append(Pair(None, news[j]))
            j += 1
    found += [Pair(old, None) for old in olds[i:]]
    return found + [Pair(None, new) for new in news[j:]]


def _two(old: Stage, new: Stage, alike: _Alike) -> list[Pair]:
    return [Pair(old, new)] if alike(old, new) else [Pair(old, None), Pair(None, new)]


def _worth(olds: Sequence[Stage], news: Sequence[Stage], alike: _Alike) -> list[list[int]]:
    """Return what the best pairs from each two steps on are worth together."""
    rows = [[0] * (len(news) + 1)]
    for old in reversed(olds):
        below, row = rows[-1], [0]
        for j in range(len(news) - 1, -1, -1):
            gain = alike(old, news[j])
            row.append(max(below[j], row[-1], below[j + 1] + gain if gain else 0))
        rows.append(row[::-1])
    return rows[::-1]
