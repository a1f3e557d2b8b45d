"""Facts and quantities in, the words that a business person would use for them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isinf
from typing import TYPE_CHECKING

from engagemodel.duration import units
from engagemodel.place import Place

if TYPE_CHECKING:
    from engagemodel.model import CustomerType, Model, Requirement

KINDS: Mapping[str, str] = {
    "customer_type": "customer type",
    "channel": "channel",
    "organization": "organization",
    "platform": "platform",
    "data": "data",
    "capability": "capability",
    "journey": "journey",
    "initiative": "initiative",
}
SEVERITIES: Mapping[str, str] = {
    "high": "High: breaks what a customer experiences",
    "medium": "Medium: puts it at risk",
    "low": "Low: worth tidying up",
}


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 finding`` or ``2 findings``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def quoted(name: str) -> str:
    """Return a name in quotes."""
    return f'"{name}"'


def place(at: Place) -> str:
    """Return ``path:line:column``."""
    return f"{at.path}:{at.line}:{at.column}"


def described(model: Model) -> str:
    """Return ``as-is.yaml, state as-is, as of 2026-03-31``."""
    path = "standard input" if model.path == "-" else model.path
    state = f"state {model.state}" if model.state else ""
    as_of = f"as of {model.as_of}" if model.as_of else ""
    return ", ".join(filter(None, (path, state, as_of)))


def share_of(customer: CustomerType, model: Model) -> str:
    """Return ``38% of revenue``, empty where the customer type states no share."""
    if customer.share is None:
        return ""
    return f"{percent(customer.share.value)} of {whole(model)}"


def whole(model: Model) -> str:
    """Return what the shares of customer types are parts of: ``customers`` where none is stated."""
    return model.share_of or "customers"


def percent(share: float) -> str:
    """Return a share of 1 as ``38%``, with a digit behind the point where it needs one."""
    number = f"{share * 100:.1f}".removesuffix(".0")
    return f"{number}%"


def sure(value: float) -> str:
    """Return an availability in percent with as many digits as keep it from looking perfect."""
    for digits in range(2, 13):
        text = f"{value * 100:.{digits}f}"
        if value in (0, 1) or float(text) not in (0, 100):
            return text.rstrip("0").rstrip(".") + "%"
    return "almost 100%" if value > 0.5 else "almost 0%"


def duration(seconds: float) -> str:
    """Return a time in words: ``2 days``, ``24 hours``, ``90 minutes``, ``at once``."""
    if isinf(seconds):
        return "never"
    told = (
        f"{number:,.1f}".removesuffix(".0") + (f" {unit}" if number == 1 else f" {unit}s")
        for number, unit in units(seconds)
    )
    return " ".join(told) or "at once"


def amount(value: object, unit: str) -> str:
    """Return a figure's value in words; ``-`` where there is nothing to measure."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "-"
    if unit == "share":
        return percent(value)
    if unit == "seconds":
        return duration(value)
    if unit == "mean":
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def via(requirement: Requirement, model: Model) -> str:
    """Return the channels of a step by name: ``Web shop or Phone``, ``Phone and (Web or Mail)``."""
    from engagemodel.model import AnyOf  # not loaded for a report that has no model

    if isinstance(requirement, str):
        channel = model.channels.get(requirement)
        return channel.name if channel else requirement
    word = "or" if isinstance(requirement, AnyOf) else "and"
    return listed((_inside(item, model) for item in requirement.items), word)


def _inside(requirement: Requirement, model: Model) -> str:
    """Return a part of a `via`, in brackets where it is itself several channels."""
    told = via(requirement, model)
    several = not isinstance(requirement, str) and len(requirement.items) > 1
    return f"({told})" if several else told


def named_as(id: str, model: Model) -> str:
    """Return the name of an element, or the id where it is none."""
    element = model.elements.get(id)
    return element.name if element else id


def few(words: Sequence[str], most: int = 4, last: str = "and") -> str:
    """Return words as `listed` does; of more than `most`, the first ones and how many more."""
    if len(words) > most + 1:
        return listed((*words[:most], f"{len(words) - most:,} more"), last)
    return listed(words, last)
