"""A word that nobody knows and those that exist in, the one that was probably meant out."""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = 1_000_000  # compared in all, about a second
_LONGEST = 64
_PART = 2


class Suggestions:
    """Finds what was probably meant; a model with very many mistakes and ids gets no more after a while."""

    def __init__(self, letters: int = _LETTERS) -> None:
        self._left = letters

    def near(self, word: str, known: Iterable[str], most: int | None = None) -> str | None:
        """Return the known word that differs in the fewest letters, None where none is close.

        Close is one letter for each three, at most three, or `most` letters: changed, missing, too
        many, or swapped with its neighbour. Case, ``-`` and ``_`` do not count. Among equals the
        one of the same letters wins, then the one with the same beginning, then the first by name.
        """
        if len(word) > 2 * _LONGEST:
            return None
        plain = _plain(word)
        allowed = min(3, len(plain) // 3) if most is None else most
        best: tuple[int, bool, bool, str] | None = None
        for other in known:
            if self._left <= 0:
                break
            self._left -= 1
            if abs(len(other) - len(plain)) > allowed or other == word:
                continue
            self._left -= len(plain) * (2 * allowed + 1)
            letters = _plain(other)
            distance = _distance(plain, letters, allowed)
            if distance is None:
                continue
            mixed, begins = sorted(letters) != sorted(plain), letters[:1] != plain[:1]
            best = min(best or (distance, mixed, begins, other), (distance, mixed, begins, other))
        return best[-1] if best else None

    def hint(self, word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
        """Return ``did you mean 'web-db'?``, or `otherwise` where nothing is near."""
        found = self.near(word, known)
        return otherwise if found is None else f"did you mean '{found}'?"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that an argument or a setting was probably meant to be, or None.

    That is one which is near, else one of which the word is a part, or the other way round, where
    the shorter is at least half of the longer: the shortest such.
    """
    choices = sorted(known)
    found = Suggestions().near(word, choices)
    if found is not None or len(word) > 2 * _LONGEST:
        return found
    plain = _plain(word)
    parts = [other for other in choices if _is_part(plain, _plain(other))]
    return min(parts, key=len, default=None)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the hint ``did you mean 'web-crm'?``, or None where nothing is near."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else None


def _is_part(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) >= _PART and 2 * len(short) >= len(long) and short in long


def _plain(word: str) -> str:
    return word.lower().replace("-", "_")


def _distance(one: str, two: str, most: int) -> int | None:
    """Return the optimal string alignment distance, None where it exceeds `most`."""
    if len(set(one) ^ set(two)) > 2 * most:
        return None
    far = most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        above, row_before, row = row, before, [i] + [far] * len(two)
        # Cells further from the diagonal than `most` cannot be part of a short enough alignment.
        for j in range(max(1, i - most), min(len(two), i + most) + 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != two[j - 1]))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == two[j - 1]:
                best = min(best, row_before[j - 2] + 1)
            row[j] = best
        before = above
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
