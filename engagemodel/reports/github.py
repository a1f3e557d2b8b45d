"""Findings in, workflow commands of GitHub out: one annotation a line, at its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.places import STDIN, located
from engagemodel.reports.screen import Screen, inert
from engagemodel.reports.summary import bar as held
from engagemodel.reports.summary import headline, summary, tally
from engagemodel.reports.wording import described, place
from engagemodel.results import Difference

ABOUT = "for the log of a GitHub workflow: annotations beside the lines of a pull request"
SUFFIXES: tuple[str, ...] = ()
EXACT = True
LIMITS: tuple[Limit, ...] = ()
_COMMANDS: Mapping[str, str] = {"high": "error", "medium": "warning", "low": "notice"}
# So many annotations of each sort GitHub shows of one step; the log has all.
_SHOWN = 10
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return an annotation for each open finding and each mistake, then a plain summary."""
    open = [finding for one in judged for finding in one.check.open]
    lines = [_mistake(problem) for problem in problems]
    lines += [_annotation(_COMMANDS[finding.severity], finding) for finding in open]
    for one in judged:
        told = f"{summary(one.check)} {held(one)}".strip()
        lines.append(_plain(f"{described(one.check.model)}: {told}"))
    if len(judged) + bool(problems) > 1 and judged:
        lines.append(_plain(tally(judged, len(problems), unread)))
    return _log(lines, Counter(_COMMANDS[finding.severity] for finding in open))


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return an annotation for each new finding, as severe as it is, and notices of the others.

    What nobody has to act on (resolved, remaining) is a notice; what was accepted is none. What is
    resolved is told without a place: its line stands in the model before, and needs no edit.
    """
    parts = (
        ("New", difference.introduced),
        ("Resolved", difference.resolved),
        ("Remaining", difference.remaining),
    )
    lines = []
    commands: Counter[str] = Counter()
    for word, findings in parts:
        for finding in findings:
            if finding.accepted is None:
                command = _COMMANDS[finding.severity] if word == "New" else "notice"
                lines.append(_annotation(command, finding, word))
                commands[command] += 1
    return _log([*lines, _plain(headline(difference))], commands)


def errors(problems: Sequence[Problem]) -> str:
    """Return an error for each mistake that kept a model from being read."""
    return _log([_mistake(problem) for problem in problems], Counter())


def command(name: str, properties: Iterable[tuple[str, str]], message: str) -> str:
    """Return one workflow command on one line; nothing in its texts ends it or begins another."""
    stated = ",".join(f"{key}={_property(value)}" for key, value in properties)
    guarded = "\n".join(map(inert, message.split("\n")))
    return f"::{name}{' ' if stated else ''}{stated}::{_escaped(guarded, _DATA)}"


def _property(text: str) -> str:
    """Return a property: a file stays the one it names, as no colon is left that had to be guarded.

    Only ``##[``, for which the runner has no escape and older agents look anywhere, gets its guard.
    """
    return inert(_escaped(text, _PROPERTY))


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    """Return a text of lines, each made printable, in the runner's own escapes."""
    shown = "\n".join(map(printable, text.split("\n")))
    return "".join(signs.get(sign, sign) for sign in shown)


def _annotation(name: str, finding: Finding, status: str = "") -> str:
    title = f"{status}{': ' if status else ''}{finding.rule} ({finding.severity})"
    if status == "Resolved":
        was = printable(f"{finding.message} (it stood at {place(finding.at)})")
        return command(name, [("title", title)], was)
    mend = f"\nTo mend: {printable(finding.mend)}" if finding.mend else ""
    message = f"{printable(finding.message)}{mend}{_then(finding.at.path)}"
    return command(name, [*_place(finding.at), ("title", title)], message)


def _mistake(problem: Problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    file = [("file", located(problem.path).path)] if problem.path else []
    where = list(_place(problem.at)) if problem.at else file
    path = problem.at.path if problem.at else problem.path
    message = printable(problem.message + hint) + (_then(path) if path else "")
    return command("error", [*where, ("title", "engagemodel")], message)


def _place(at: Place) -> Iterator[tuple[str, str]]:
    path = located(at.path).path
    if path != STDIN:
        yield from (("file", path), ("line", str(at.line)), ("col", str(at.column)))


def _then(path: str) -> str:
    """Return a line on the revision that a file is of; nothing of what is on this disk."""
    revision = located(path).revision
    return f"\nAs of revision {revision}." if revision else ""


def _plain(text: str) -> str:
    return inert(printable(text))


def _log(lines: Iterable[str], commands: Mapping[str, int]) -> str:
    """Return the lines, and what GitHub keeps to the log where there are many."""
    hidden = sum(max(0, number - _SHOWN) for number in commands.values())
    more = (
        f"GitHub shows {_SHOWN} errors, {_SHOWN} warnings and {_SHOWN} notices of a step; "
        f"{hidden:,} more stand in this log."
    )
    return "".join(f"{line}\n" for line in (*lines, *([more] if hidden else [])))
