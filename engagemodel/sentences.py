"""Words in, a sentence out, whatever names stand at its ends."""

from __future__ import annotations


def opened(words: str) -> str:
    """Return words as the beginning of a sentence: the first letter large, unless another one is.

    So ``shoppers`` begin one as ``Shoppers``, and ``iPhone users`` as they are.
    """
    first = words.partition(" ")[0]
    return words if first != first.lower() else words[:1].upper() + words[1:]


def ended(words: str) -> str:
    """Return a sentence with one full stop, though a name such as ``Acme Inc.`` ends it."""
    return words[:-1] if words.endswith("..") and not words.endswith("...") else words


def sentence(words: str) -> str:
    """Return a sentence that begins and ends as one."""
    return opened(ended(words))
