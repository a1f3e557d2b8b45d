"""A word that nobody knows in, the known word that was probably meant out."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, the first in order among equals, or None."""
    from difflib import get_close_matches

    like = get_close_matches(word[:100].casefold(), sorted(known), n=1, cutoff=0.6)
    return like[0] if like else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the hint ``did you mean 'web-crm'?``, or None where nothing is near."""
    like = nearest(word, known)
    return f"did you mean '{like}'?" if like else None
