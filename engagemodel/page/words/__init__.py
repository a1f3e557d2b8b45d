"""Every text of the page that comes from no model, a table for each language, and how numbers are written.

A new language is one file here and one line in `LANGUAGES`. The language in force is that of the page
being drawn or written (`spoken`); outside of one it is English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engagemodel.page.direction import closed, leftward
from engagemodel.page.words import de, en
from engagemodel.page.words.force import IN_FORCE, language, sort
from engagemodel.page.words.language import Language, Told
from engagemodel.page.words.numbers import day, duration, quantity, step
from engagemodel.sentences import ended

LANGUAGES: Mapping[str, Language] = {
    language.code: language for language in (en.LANGUAGE, de.LANGUAGE)
}

__all__ = [
    "LANGUAGES",
    "WORDS",
    "Language",
    "Told",
    "day",
    "duration",
    "language",
    "portion",
    "quantity",
    "say",
    "sort",
    "spoken",
    "step",
]


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Let a language of `LANGUAGES` be in force meanwhile.

    Raises:
        ValueError: there is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(f"no language '{code}'; there is {', '.join(LANGUAGES)}")
    before = IN_FORCE.set(LANGUAGES[code])
    try:
        yield
    finally:
        IN_FORCE.reset(before)


class _Words(Mapping[str, str]):
    """The texts of the language in force."""

    def __getitem__(self, key: str) -> str:
        return language().texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(language().texts)

    def __len__(self) -> int:
        return len(language().texts)


WORDS: Mapping[str, str] = _Words()


def say(key: str, **values: object) -> str:
    """Return the text of a key with its values put in.

    Of a `total` of 1 it is the text of the key with ``.one`` behind it, where there is one.

    Raises:
        KeyError: there is no such text.
    """
    if values.get("total") == 1 and f"{key}.one" in WORDS:
        key = f"{key}.one"
    if not values:
        return WORDS[key]
    # A name that runs to the left must not draw what comes after it to its other side.
    parted = {name: _parted(value) for name, value in values.items()}
    return ended(WORDS[key].format(**parted))


def _parted(value: object) -> object:
    return closed(value) if isinstance(value, str) and leftward(value) else value


def portion(share: str, of: str | None) -> str:
    """Return a share with what it is part of: revenue, contacts, customers or a word of the model."""
    key = f"share of.{(of or 'customers').casefold()}"
    return say(key, share=share) if key in WORDS else say("share of", share=share, what=of)
