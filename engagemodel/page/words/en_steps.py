"""English: what is said of the steps of a journey that is played."""

from __future__ import annotations

from collections.abc import Mapping

STEPS: Mapping[str, str] = {
    "step.run by": "Run by {who}.",
    "step.systems": "Behind it: {systems}.",
    "step.kept": "{data} will be there within {time}, in {found}.",
    "step.at once": "{data} will be there at once, in {found}.",
    "step.slow": "{data} will come too late: that takes at least {time}, {limit} at most would do.",
    "step.slow at once": "{data} will come too late: that takes at least {time}, only at once would do.",
    "step.late": "{data} will come too late: that takes at least {time}.",
    "step.broken": "{data} will never get here: kept in {kept}, but looked for in {found}.",
    "step.broken blind": "{data} will never get here: kept in {kept}, and nobody here can look "
    "that up.",
    "step.missing": "The line {line} is missing.",
    "step.unmatched": "The line {line} cannot match the records.",
    "step.unknown": "{data} will get here, but nobody states how long that takes.",
    "step.here": "{data} will be at hand, in {kept}: told on the same channel.",
    "step.lost": "{data} will be gone: kept nowhere.",
    "step.known": "{data} can be looked up in {found}.",
    "step.known age": "{data} can be looked up in {found}, up to {time} old.",
    "step.known unsure": "{data} can be looked up in {found}; nobody states how old that may be.",
    "step.out of reach": "{data} cannot be seen here: kept in {kept}.",
    "step.out of reach nowhere": "{data} cannot be seen here: kept nowhere.",
    "step.written": "{data} will be left in {where}.",
    "step.written lost": "{data} will be lost: there is nowhere to keep that here.",
    "step.overwritten": "{data} will be left in {where}, as a copy that the next feed overwrites.",
    # Tables of a journey's steps.
    "at once": "at once",
    "column.step": "Step",
    "column.reads": "Reads",
    "column.writes": "Writes",
    "column.age": "How old",
    "column.breaks": "What breaks",
    "column.promise": "Promised",
    "from step": "{age}, from step {number}",
    "of step": "from step {number}",
    "journey.steps": "Steps",
    "missing line": "missing: {line}",
}
