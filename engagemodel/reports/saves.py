"""What was found after a save and after the one before in, the few lines that whoever is writing needs out.

Each text ends with an empty line, since the next one may begin with mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engagemodel.finding import Finding
from engagemodel.reports.screen import Block, Screen, Style, gap, lay
from engagemodel.reports.summary import headline, summary
from engagemodel.reports.wording import counted, listed, place
from engagemodel.results import Check, Difference

MOST = 10
Result = Check | Difference


def begun(result: Result | None, paths: Sequence[str], url: str | None, screen: Screen) -> str:
    """Return what is found at first, None where nothing could be read, and where it can be seen."""
    blocks = [] if result is None else [Block(_title(result), "strong"), Block(_sum(result)), gap()]
    if url is not None:
        blocks.append(Block(f"Live page: {url}", whole=True))
    blocks.append(Block(f"Watching {listed(paths)}; Ctrl-C ends it."))
    return lay([*blocks, gap()], screen)


def saved(result: Result, before: Result | None, screen: Screen) -> str:
    """Return what a save has come to: the sum of it, and which findings are new or gone since.

    `before` is the last result that there was, None for none.
    """
    return lay([*_since(result, before), gap()], screen)


def unread(stale: bool, screen: Screen) -> str:
    """Return that a save cannot be read; `stale` where an earlier one is shown meanwhile."""
    told = (
        "What is shown is the save before." if stale else "Nothing can be shown until it is mended."
    )
    return lay([Block(told), gap()], screen)


def _since(result: Result, before: Result | None) -> Iterator[Block]:
    yield Block(_sum(result), "strong")
    if before is None:
        return
    old, new = (
        {finding.fingerprint: finding for finding in _findings(one)} for one in (before, result)
    )
    come = [finding for id, finding in new.items() if id not in old]
    gone = [finding for id, finding in old.items() if id not in new]
    if not come and not gone:
        yield Block("No finding is new, none is gone.", "faint", indent=2)
    yield from _listed(come, "+ ", "worse", "new")
    yield from _listed(gone, "- ", "better", "gone")


def _listed(findings: Sequence[Finding], sign: str, style: Style, word: str) -> Iterator[Block]:
    for finding in findings[:MOST]:
        told = f"({finding.severity}) {finding.message}"
        yield Block(told, indent=2, lead=sign, lead_style=style)
        if word == "new":  # where something was is nowhere now
            yield Block(f"{finding.rule}, {place(finding.at)}", "faint", indent=4)
    if len(findings) > MOST:
        yield Block(f"and {len(findings) - MOST:,} more {word}", indent=4)


def _findings(result: Result) -> tuple[Finding, ...]:
    """Return the findings that nobody accepted; of a difference those of tomorrow."""
    if isinstance(result, Check):
        return result.open
    every = (*result.introduced, *result.remaining)
    return tuple(finding for finding in every if finding.accepted is None)


def _title(result: Result) -> str:
    if isinstance(result, Check):
        return result.model.name
    return f"From {result.before.model.name} to {result.after.model.name}"


def _sum(result: Result) -> str:
    if isinstance(result, Check):
        return summary(result)
    changes = counted(len(result.changes), "change")
    return f"{changes}. {headline(result)}" if result.changes else headline(result)
