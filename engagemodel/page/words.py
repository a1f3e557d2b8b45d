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
    "subject": "what the page is about",
    "faded": "not touched by it",
    "failed": "fails",
    "down": "goes down with it",
    "down.line": "no longer works",
    "cut": "loses every channel",
    "hurt": "loses a channel",
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
    "topic.focus": "In focus: {name} ({kind}): what it stands on, and what stands on it",
    "topic.focus.journey": "In focus: {name} (journey of {customer})",
    "topic.impact": "If {names} {fails}",
    "fails.one": "fails",
    "fails.many": "fail together",
    "aside.focus": "in focus {cards} of {all} elements, {lines} of {total} lines, "
    "{remarks} of {found} findings",
    "aside.impact": "down {down} of {all} elements",
    "calm.focus": "No finding names it.",
    "calm.impact": "No customer type loses a channel, no journey stops.",
    "caption.impact": "What customers lose",
    "cut.one": "1 cut off",
    "cut.many": "{count} cut off",
    "hurt.one": "1 loses a channel",
    "hurt.many": "{count} lose a channel",
    "stopped.one": "1 journey stops",
    "stopped.many": "{count} journeys stop",
    "cut off": "{name} is cut off",
    "loses": "{name} loses {lost} of {all} channels",
    "stops": "“{name}” stops",
    "lost.all": "All its channels are down: {lost}.",
    "lost.some": "Down: {lost}. Still there: {left}.",
    "stops at": "At step {step}, {do}: {via} down.",
    "note.lost": "loses {lost}",
    "note.cut": "nothing left: loses {lost}",
    "tile.share": "Customers cut off",
    "tile.cut": "Customer types cut off",
    "tile.hurt": "Customer types that lose a channel",
    "tile.journeys": "Journeys that stop",
    "tile.channels": "Channels down",
    "tile.down": "Elements down",
    "of": "{part} of {whole}",
    "and": "{most} and {last}",
    "share of": "{share} of {what}",
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
    "table.use": "Customer types use channels",
    "table.run": "Organizations run channels",
    "table.work": "Organizations work with applications",
    "table.hold": "Applications stand on databases",
    "head.application": "Applications",
    "head.store": "Databases",
    "cell.line": "uses, needs, is run by",
    "cell.flow": "data flows",
    "cell.through": "through a channel that it runs",
    "lines placed": "{total} lines, {count} in the tables; not: {rest}",
    "lines all placed": "{total} lines, all in the tables",
    "pair": "{count} {one}–{other}",
    "role.customer_type": "customer type",
    "role.channel": "channel",
    "role.organization": "organization",
    "role.application": "application",
    "role.store": "database",
    "topic.journey": "{name}: step by step, as {customer}",
    "aside.journey": "{total} steps, all shown",
    "aside.journey.part": "{total} steps, {shown} shown, those with trouble first "
    "(+ counts those left out)",
    "calm.journey": "No finding names this journey.",
    "tile.steps": "Steps",
    "tile.kept": "Hand-offs kept",
    "tile.breaks": "Steps that break",
    "tile.slowest": "Slowest hand-off",
    "no steps": "This journey has no steps yet.",
    "step": "Step {number}",
    "more steps": "+{count}",
    "chip.write": "writes {data}",
    "chip.kept": "reads {data}",
    "chip.here": "reads {data}",
    "chip.known": "reads {data}",
    "chip.stale": "reads old {data}",
    "chip.slow": "waits for {data}",
    "chip.unknown": "reads {data}, when?",
    "chip.broken": "no {data} here",
    "chip.lost": "{data} kept nowhere",
    "chip.overwritten": "{data} overwritten",
    "hand.broken": "no line",
    "lines shown": "{count} lines",
    "lines merged": "{total} lines drawn as {count}",
    "html.page": "Page",
    "html.controls": "What the page shows",
    "html.state": "State",
    "html.today": "Today",
    "html.difference": "Difference",
    "html.tomorrow": "Tomorrow",
    "html.search": "Search",
    "html.search hint": "Find an element",
    "html.found": "{count} found",
    "html.journey": "Journey",
    "html.choose": "Play a journey …",
    "html.back": "Step back",
    "html.forward": "Step forward",
    "html.play": "Play",
    "html.pause": "Pause",
    "html.theme": "Light or dark",
    "html.print": "Print",
    "html.details": "Details",
    "html.selected": "Selected",
    "html.free": "Show everything again",
    "html.elements": "Elements and their lines",
    "html.no lines": "No lines.",
    "html.link": "More about {name}",
    "html.mend": "To mend: {mend}",
    "html.help": "Point at a card, or move from card to card with the arrow keys: what it does not "
    "touch fades. Enter keeps it so, Escape shows everything again.",
    "html.step": "Step {number} of {total}",
    "html.steps": "Steps",
    "html.breaks": "breaks",
    "html.taken by": "Taken by {customer}",
    "html.no script": "Switching, search and playback need JavaScript; everything else is here.",
    "step.run by": "Run by {who}.",
    "step.systems": "Behind it: {systems}.",
    "step.kept": "{data} is there within {time}, in {found}.",
    "step.at once": "{data} is there at once, in {found}.",
    "step.slow": "{data} comes too late: it takes at least {time}, {limit} at most would do.",
    "step.late": "{data} comes too late: it takes at least {time}.",
    "step.broken": "{data} never gets here: it is kept in {kept}, but looked for in {found}.",
    "step.broken blind": "{data} never gets here: it is kept in {kept}, and nobody here can look "
    "it up.",
    "step.missing": "The line {line} is missing.",
    "step.unmatched": "The line {line} cannot match the records.",
    "step.unknown": "{data} gets here, but nobody states how long that takes.",
    "step.here": "{data} is at hand, in {kept}: it was told on the same channel.",
    "step.lost": "{data} is gone: it was kept nowhere.",
    "step.known": "{data} is looked up in {found}.",
    "step.known age": "{data} is looked up in {found}, up to {time} old.",
    "step.known unsure": "{data} is looked up in {found}; nobody states how old it may be.",
    "step.out of reach": "{data} is out of reach here: it is kept in {kept}.",
    "step.out of reach nowhere": "{data} is out of reach here: it is kept nowhere.",
    "step.written": "{data} is left in {where}.",
    "step.written lost": "{data} is lost: nothing here keeps it.",
    "step.overwritten": "{data} is left in {where}, a copy that the next feed overwrites.",
    "line": "{source} → {target}",
    "nowhere": "no system",
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
