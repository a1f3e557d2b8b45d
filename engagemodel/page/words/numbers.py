"""A figure in, how people read it out, in the language in force."""

from __future__ import annotations

from datetime import date
from math import isinf

from engagemodel.duration import units
from engagemodel.page.words.force import language


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
        amount = _short(value)
        return language().money.format(amount=amount, currency=currency) if currency else amount
    return _plain(value, 1 + finer if unit == "mean" else 0)


def exact(value: float, unit: str, currency: str | None = None) -> str:
    """Return a figure as a sentence states it: with all its digits.

    `unit` is count, share or money a year.
    """
    if unit == "share":
        return f"{_plain(value * 100, 6)} %"
    if unit == "money a year":
        amount = _plain(value, 0) if float(value).is_integer() else _cents(value)
        return language().money.format(amount=amount, currency=currency) if currency else amount
    return _plain(value, 0)


def step(
    before: object, after: object, unit: str, currencies: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """Return a figure before and after, with one digit more than usual if that tells them apart.

    Where one is nothing or all and the other is not, more digits are tried.
    """
    one = other = None
    digits = 3 if {before, after} & {0, 1} else 1
    for finer in range(1 + digits if before != after else 1):
        one, other = (
            quantity(value, unit, currency, finer)
            for value, currency in zip((before, after), currencies, strict=True)
        )
        if one != other:
            break
    return one, other


def duration(seconds: float, *, after: bool = False) -> str:
    """Return a duration: ``at once``, ``5 min``, ``36 h``, ``24 h 15 min``, ``2 d``.

    It stands `after` a preposition, or not: *7 Tage*, but *vor 7 Tagen*.
    """
    spoken = language()
    if isinf(seconds):
        return spoken.never
    called = {
        "day": (after and spoken.days_after) or spoken.days,
        "hour": spoken.hours,
        "minute": spoken.minutes,
        "second": spoken.seconds,
    }
    told = (f"{_plain(number, 1)} {called[unit]}" for number, unit in units(seconds))
    return " ".join(told) or spoken.texts["at once"]


def _short(value: float) -> str:
    for suffix, size in zip(language().scales, (1e9, 1e6, 1e3), strict=True):
        if abs(value) >= size:
            return f"{_plain(value / size, 2 if size > 1e3 and value < 10 * size else 0)}{suffix}"
    return _plain(value, 0)


def _cents(value: float) -> str:
    return f"{value:,.2f}".replace(",", "\u2009").replace(".", language().point)


def _plain(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}".replace(",", "\u2009")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", language().point)


def day(value: date) -> str:
    """Return a date as it is written: ``2026-03-31``, ``31.03.2026``."""
    return value.strftime(language().date)
