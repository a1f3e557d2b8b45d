"""What stands in a YAML file in, its keys in the order of the language out, each anchor above its aliases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engagemodel.language.keys import HEADER
from engagemodel.language.slots import Step, in_order, order, slot
from engagemodel.language.written import Collection, Entry, Leaf, Value, Written

_Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A key that stands behind another one than in the order of the language, for an anchor's sake.

    `start` is its index in the text, `behind` the key that has the anchor.
    """

    start: int
    word: str
    behind: str
    anchor: str


def arranged(file: Written) -> tuple[Left, ...]:
    """Put the keys of a file in order and comments where they are written; return what was left.

    An alias stays behind its anchor: a key that would come to stand above the anchor follows as soon
    as it may.
    """
    if not isinstance(file.root, Collection):
        return ()
    if file.head and file.root.entries:
        # What stands above the first key stays on top, whichever key comes first then.
        file.root.entries[0].lead = []
    arranging = _Arranging(file)
    arranging.collection(file.root, ())
    return tuple(sorted(arranging.left, key=lambda one: one.start))


class _Arranging:
    """Puts one collection after the other in order; `left` are the keys that could not go there."""

    def __init__(self, file: Written) -> None:
        self.left: list[Left] = []
        self._names: dict[int, set[str]] = {}
        self._anchors: Counter[str] = Counter()
        if file.aliases:
            self._note(file.root)

    def _note(self, value: Value) -> set[str]:
        """Return the anchors (``&a``) and aliases (``*a``) in a value, and keep those of each entry."""
        names = {f"&{value.anchor}"} if value.anchor else set()
        self._anchors.update(names)
        if isinstance(value, Leaf):
            return names | {value.raw} if value.alias else names
        for entry in value.entries:
            inner = self._note(entry.value) | (self._note(entry.key) if entry.key else set())
            if inner:
                self._names[id(entry)] = inner
                names |= inner
        return names

    def collection(self, collection: Collection, path: _Path) -> None:
        """Arrange a collection and all in it; each entry gets at most one comment beside it."""
        for entry in collection.entries:
            value = entry.value
            if isinstance(value, Collection):
                step: Step = 0 if entry.key is None else entry.key.text
                self.collection(value, (*path, step))
                if not value.entries:
                    entry.lead += value.tail
                    value.tail = []
            if len(entry.beside) > 1:
                entry.lead += entry.beside[:-1]
                entry.beside = entry.beside[-1:]
        known = order(slot(path)) if collection.mapping else None
        if known is not None:
            after = self._sorted(collection.entries, known)
            _part(collection.entries, after, sections=not path)
            collection.entries = after

    def _sorted(self, entries: list[Entry], known: tuple[str, ...]) -> list[Entry]:
        by_word = {word_of(entry): entry for entry in entries}
        wanted = [by_word[word] for word in in_order(by_word, known)]
        if not any(id(entry) in self._names for entry in entries):
            return wanted
        groups = list(_groups(entries, known))
        before = self._constraints(groups)
        rank = {id(entry): number for number, entry in enumerate(wanted)}
        waiting = sorted(range(len(groups)), key=lambda number: rank[id(groups[number][0])])
        done: list[int] = []
        told: set[int] = set()
        while waiting:
            for number in waiting:
                missing = {one: name for one, name in before[number].items() if one not in done}
                if not missing:
                    break
                if number not in told:
                    told.add(number)
                    self._tell(groups, number, *missing.popitem())
            waiting.remove(number)
            done.append(number)
        return [entry for number in done for entry in groups[number]]

    def _tell(self, groups: list[list[Entry]], late: int, early: int, name: str) -> None:
        first, has = groups[late][0], f"&{name}"
        behind = next(one for one in groups[early] if self._has(one, name))
        self.left.append(Left(first.start, word_of(first), word_of(behind), has))

    def _has(self, entry: Entry, name: str) -> bool:
        return not {f"&{name}", f"*{name}"}.isdisjoint(self._names.get(id(entry), ()))

    def _constraints(self, groups: list[list[Entry]]) -> list[dict[int, str]]:
        """Return for each group the earlier ones that it stays behind, with the anchor's name why.

        Where an anchor's name is given twice, all that use it keep their order.
        """
        last: dict[str, list[int]] = {}
        before: list[dict[int, str]] = []
        for number, group in enumerate(groups):
            names = set().union(*(self._names.get(id(entry), ()) for entry in group))
            behind: dict[int, str] = {}
            for name in sorted({one[1:] for one in names}):
                twice = self._anchors[f"&{name}"] > 1
                if twice or f"*{name}" in names:
                    behind |= dict.fromkeys(last.get(name, ()), name)
                if twice or f"&{name}" in names:
                    last.setdefault(name, []).append(number)
            behind.pop(number, None)
            before.append(behind)
        return before


def _groups(entries: list[Entry], known: tuple[str, ...]) -> Iterator[list[Entry]]:
    """Yield each known key with the unknown ones (``x-…``) behind it, which go where it goes."""
    group: list[Entry] = []
    for entry in entries:
        if group and word_of(entry) in known:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def word_of(entry: Entry) -> str:
    """Return the key of an entry of a mapping."""
    assert entry.key is not None
    return entry.key.text


def _part(before: list[Entry], after: list[Entry], sections: bool) -> None:
    """Set the blank lines of entries that have another neighbour above than before.

    Those that moved stand close, unless a comment opens them; sections stand apart where any did.
    """
    apart = sections and any(_is_apart(entry) for entry in before)
    above = dict(zip(map(id, before[1:]), map(id, before), strict=False))
    for upper, entry in pairwise(after):
        if above.get(id(entry)) != id(upper):
            _set_apart(entry, apart and word_of(entry) not in HEADER)


def _is_apart(entry: Entry) -> bool:
    return entry.lead[0].blank if entry.lead else entry.blank


def _set_apart(entry: Entry, apart: bool) -> None:
    if entry.lead:
        entry.lead[0].blank = apart
    else:
        entry.blank = apart
