"""What is known of a model in, what an editor underlines in its files out, with what would mend it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engagemodel.editor.cursor import lines_of
from engagemodel.editor.project import Known
from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.place import Place
from engagemodel.printable import printable

Weight = Literal["error", "warning", "information", "hint"]
WEIGHTS: dict[str, Weight] = {"high": "warning", "medium": "information", "low": "hint"}
_TOKEN = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:{}\[\]#]+""")
_MEANT = re.compile(r"did you mean '([^']+)'\?")
_QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one line of a file (by path), from 0."""

    path: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that is wrong: where, how much it weighs, the rule that found it.

    `related` are further places with a sentence each; `meant` is what the underlined word was
    probably meant to be.
    """

    span: Span
    weight: Weight
    message: str
    rule: str | None = None
    related: tuple[tuple[Span, str], ...] = ()
    meant: str | None = None


def diagnoses(known: Known) -> dict[str, list[Diagnosis]]:
    """Return what is wrong in each file of a model, by path, files without mistakes too."""
    found: dict[str, list[Diagnosis]] = {known.path(path): [] for path in known.texts}
    found.setdefault(known.main, [])
    spans = _Spans(known)
    for each in (*_problems(known, spans), *(_finding(one, spans) for one in known.findings)):
        found.setdefault(each.span.path, []).append(each)
    return found


class _Spans:
    """Turns places into spans of the words that stand there."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._lines: dict[str, list[str]] = {}

    def lines(self, path: str) -> list[str]:
        if path not in self._lines:
            self._lines[path] = lines_of(self._known.texts.get(path, ""))
        return self._lines[path]

    def of(self, at: Place) -> Span:
        lines = self.lines(at.path)
        line, start = at.line - 1, at.column - 1
        text = lines[line] if line < len(lines) else ""
        found = _TOKEN.match(text, start)
        end = found.end() if found else len(text.rstrip())
        return Span(self._known.path(at), line, start, max(end, start))

    def word(self, span: Span, at: Place) -> str:
        lines = self.lines(at.path)
        return lines[span.line][span.start : span.end] if span.line < len(lines) else ""


def _problems(known: Known, spans: _Spans) -> Iterator[Diagnosis]:
    top = Place(os.path.basename(known.main), 1, 1)
    for weight, problems in (("error", known.problems), ("hint", known.hints)):
        for problem in problems:
            yield _problem(problem, problem.at or top, weight, spans)  # type: ignore[arg-type]


def _problem(problem: Problem, at: Place, weight: Weight, spans: _Spans) -> Diagnosis:
    span = spans.of(at)
    message = printable(problem.message) + (f" ({printable(problem.hint)})" if problem.hint else "")
    first = [(spans.of(place), "the first of the two") for place in problem.related]
    trail = [(spans.of(place), "included from here") for place in problem.trail]
    meant = _MEANT.search(problem.hint or "")
    wrong = _QUOTED.search(problem.message)
    word = spans.word(span, at)
    fits = meant and wrong and word.strip("\"'") == wrong.group(1)
    mend = _as_typed(word, meant.group(1)) if meant and fits else None
    return Diagnosis(span, weight, message, None, (*first, *trail), mend)


def _as_typed(word: str, meant: str) -> str:
    """Return what was meant in the quotes that the word stands in."""
    quote = word[0] if word[:1] in ("'", '"') else ""
    return f"{quote}{meant}{quote}"


def _finding(finding: Finding, spans: _Spans) -> Diagnosis:
    related = tuple((spans.of(one.at), printable(one.message)) for one in finding.related)
    message = f"{printable(finding.message)}\n{printable(finding.mend)}"
    weight = WEIGHTS[finding.severity]
    return Diagnosis(spans.of(finding.at), weight, message, finding.rule, related)
