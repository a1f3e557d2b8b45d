"""Every text of the page that comes from no model, in one table, and how numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from math import isinf

WORDS: Mapping[str, str] = {
    "customer_type": "Customer types",
    "channel": "Channels",
    "organization": "Organizations",
    "platform": "Platforms",
    "applications": "applications and services",
    "databases": "databases and infrastructure",
    "applications.short": "applications",
    "databases.short": "databases",
    "none.customer_type": "No customer types in this model",
    "none.channel": "No channels in this model",
    "none.organization": "No organizations in this model",
    "none.platform": "No platforms in this model",
    "one.customer_type": "customer type",
    "one.channel": "channel",
    "one.organization": "organization",
    "one.platform": "platform",
    "many.customer_type": "customer types",
    "many.channel": "channels",
    "many.organization": "organizations",
    "many.platform": "platforms",
    "many.application": "applications",
    "many.service": "services",
    "many.database": "databases",
    "many.middleware": "middleware",
    "many.infrastructure": "infrastructure",
    "added": "added",
    "changed": "changed",
    "removed": "removed",
    "renamed": "renamed",
    "merged": "merged",
    "split": "split off",
    "kept": "unchanged",
    "was": "was {names}",
    "use": "uses",
    "need": "needs",
    "run_by": "is run by",
    "flow": "data flows",
    "missing": "missing flow",
    "slow": "too slow",
    "unknown": "unknown delay",
    "broken": "broken",
    "high": "high",
    "medium": "medium",
    "low": "low",
    "open": "open",
    "introduced": "introduced",
    "remaining": "remaining",
    "resolved": "resolved",
    "database": "database",
    "middleware": "middleware",
    "infrastructure": "infrastructure",
    "findings": "Findings",
    "no findings": "No findings: nothing in this model breaks a customer’s experience.",
    "no findings.difference": "No findings, neither before nor after.",
    "empty": "There is nothing to judge yet: a model says which customer types use which channels, "
    "which organizations run these, and which platforms they need.",
    "empty.ledger": "nothing to draw",
    "changes": "What changes",
    "no changes": "Nothing changes.",
    "elements": "elements",
    "lines": "lines",
    "legend": "Legend",
    "difference": "Changes from {name}",
    "better": "better",
    "worse": "worse",
    "mixed": "mixed",
    "neutral": "changed",
    "same": "unchanged",
    "more": "+{count} more",
    "all shown": "all shown",
    "shown": "{total} {what}, {shown} shown",
    "grouped": "grouped: {groups}",
    "untitled": "(no name)",
    "standard input": "standard input",
    "column.kind": "Kind",
    "column.change": "Change",
    "column.from": "From",
    "column.to": "To",
    "column.line": "Line",
    "column.time": "Latency",
    "column.severity": "Severity",
    "column.status": "Status",
    "column.finding": "Finding",
    "column.figures": "Figures",
    "column.figure": "Figure",
    "column.value": "Value",
    "column.before": "Before",
    "column.after": "After",
    "column.effect": "Effect",
    "lines shown": "{count} lines",
    "lines merged": "{total} lines drawn as {count}",
}


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
    if isinf(seconds):
        return "never"
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length and seconds % length == 0 and (unit != "d" or seconds >= 2 * length):
            return f"{_plain(seconds / length, 0)} {unit}"
    return f"{_plain(seconds, 1)} s"


def _short(value: float) -> str:
    for suffix, size in ((" bn", 1e9), (" m", 1e6), (" k", 1e3)):
        if abs(value) >= size:
            return f"{_plain(value / size, 2 if size > 1e3 and value < 10 * size else 0)}{suffix}"
    return _plain(value, 0)


def _plain(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}".replace(",", "\u2009")
    return text.rstrip("0").rstrip(".") if "." in text else text
