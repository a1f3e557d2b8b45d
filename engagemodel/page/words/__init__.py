"""Every text of the page that comes from no model, a table for each language, and how numbers are written.

A new language is one file here and one line in `LANGUAGES`. The language in force is that of the page
being drawn or written (`spoken`); outside of one it is English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from math import isinf

from engagemodel.page.words import en
from engagemodel.page.words.language import Language

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (en.LANGUAGE,)}
_IN_FORCE: ContextVar[Language] = ContextVar("language", default=en.LANGUAGE)


def language() -> Language:
    """Return the language in force."""
    return _IN_FORCE.get()


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Let a language of `LANGUAGES` be in force meanwhile.

    Raises:
        ValueError: there is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(f"no language '{code}'; there is {', '.join(LANGUAGES)}")
    before = _IN_FORCE.set(LANGUAGES[code])
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


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

    Raises:
        KeyError: there is no such text.
    """
    return WORDS[key].format(**values) if values else WORDS[key]


def quantity(value: object, unit: str, currency: str | None = None, finer: int = 0) -> str | None:
    """Return a figure as people read it; None where it is no plain number.

    `unit` is that of the figure: count, mean, share, seconds or money a year. `finer` asks for that
    many digits more of a share or mean.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if unit == "share":
        digits = 0 if value in (0, 1) or 0.01 <= value <= 0.99 else 1
        return f"{_plain(value * 100, digits + finer)} %"
    if unit == "seconds":
        return duration(value)
    if unit == "money a year":
        return " ".join(part for part in (currency, _short(value)) if part)
    return _plain(value, 1 + finer if unit == "mean" else 0)


def step(
    before: object, after: object, unit: str, currencies: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """Return a figure before and after, with as many digits as show that they differ."""
    one = other = None
    for finer in range(4 if before != after else 1):
        one, other = (
            quantity(value, unit, currency, finer)
            for value, currency in zip((before, after), currencies, strict=True)
        )
        if one != other:
            break
    return one, other


def duration(seconds: float) -> str:
    """Return a duration in its largest whole unit: ``0 s``, ``5 min``, ``36 h``, ``2 d``."""
    spoken = language()
    if isinf(seconds):
        return spoken.never
    units = ((spoken.days, 86_400, 2), (spoken.hours, 3_600, 1), (spoken.minutes, 60, 1))
    for unit, length, least in units:
        if seconds >= least * length and seconds % length == 0:
            return f"{_plain(seconds / length, 0)} {unit}"
    return f"{_plain(seconds, 1)} {spoken.seconds}"


def _short(value: float) -> str:
    for suffix, size in zip(language().scales, (1e9, 1e6, 1e3), strict=True):
        if abs(value) >= size:
            return f"{_plain(value / size, 2 if size > 1e3 and value < 10 * size else 0)}{suffix}"
    return _plain(value, 0)


def _plain(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}".replace(",", "\u2009")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", language().point)
