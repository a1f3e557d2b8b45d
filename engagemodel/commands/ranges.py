"""The words of a number in an option in, the number out, or an error that says which numbers do."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isnan

import typer


def whole(least: int, most: int | None = None) -> Callable[[object], int]:
    """Return what reads a whole number from `least` to `most`; it raises `typer.BadParameter`."""

    def read(words: object) -> int:
        told = str(words).strip()
        digits = told.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= 18:
            number = int(told)
            if least <= number and (most is None or number <= most):
                return number
        bounds = f"of at least {least}" if most is None else f"from {least} to {most}"
        raise typer.BadParameter(f"'{str(words)[:40]}' is not a whole number {bounds}")

    return read


def decimal(least: float, most: float) -> Callable[[object], float]:
    """Return what reads a number from `least` to `most`; it raises `typer.BadParameter`."""

    def read(words: object) -> float:
        try:
            number = float(str(words))
        except ValueError:
            number = inf
        if isnan(number) or not least <= number <= most:
            raise typer.BadParameter(
                f"'{str(words)[:40]}' is not a number from {least:g} to {most:g}"
            )
        return number

    return read
