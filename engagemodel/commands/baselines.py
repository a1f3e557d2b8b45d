"""The checks of one run in, what of them a baseline lists out, what is stale in it, and it anew."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engagemodel.errors import ArgumentError, Problem, SettingsError
from engagemodel.reports.diagnostics import notes
from engagemodel.reports.wording import counted
from engagemodel.results import Check
from engagemodel.settings import Settings

if TYPE_CHECKING:
    from engagemodel.baseline import Known
    from engagemodel.settings.values import Stated


class Compared:
    """One baseline file: what it lists, and what it was compared with in this run.

    An entry counts for the model at its path, and where no file is there any more for every model,
    so that a file keeps its entries when it is renamed.
    """

    def __init__(self, path: str, entries: Sequence[Known]) -> None:
        from engagemodel.baseline import gone

        self.path = path
        self.entries = entries
        self.written: list[Known] = []
        models = {known.path: known for known in entries}
        self._moved = {name for name, known in models.items() if gone(known, path)}
        self._known: dict[str, set[str]] = {}
        for known in entries:
            self._known.setdefault(known.path, set()).add(known.fingerprint)
        self._everywhere = {one for name in self._moved for one in self._known[name]}
        self._found: dict[str, set[str]] = {}
        self._rules: dict[str, set[str]] = {}
        self._models: dict[str, str] = {}

    def known(self, check: Check, rules: Sequence[str]) -> set[str]:
        """Return the fingerprints that count for a model; what was found in it is noted."""
        from engagemodel.baseline import Known, relative

        name = relative(check.model.path, self.path)
        self._models.setdefault(name, check.model.path)
        self._found.setdefault(name, set()).update(one.fingerprint for one in check.findings)
        self._rules.setdefault(name, set()).update(rules)
        self.written += [Known.of(finding, name) for finding in check.open]
        return self._known.get(name, set()) | self._everywhere

    def unjudged(self) -> list[Known]:
        """Return the entries that no model of this run speaks for or against."""
        ran = set().union(*self._rules.values())
        return [known for known in self.entries if not self._judges(known, ran)]

    def stale(self) -> list[Known]:
        """Return the entries of what is no longer found, in the order of the file."""
        ran = set().union(*self._rules.values())
        found = set().union(*self._found.values())
        return [
            known
            for known in self.entries
            if self._judges(known, ran)
            and known.fingerprint
            not in (found if known.path in self._moved else self._found[known.path])
        ]

    def outdated(self) -> Counter[str]:
        """Return how many entries are stale for each model argument, each counted for one.

        Those of a file that is gone are counted for the first.
        """
        first = next(iter(self._models.values()), "")
        return Counter(self._models.get(known.path, first) for known in self.stale())

    def _judges(self, known: Known, ran: set[str]) -> bool:
        from engagemodel.rules import BY_NAME

        if known.path not in self._moved:
            if known.path not in self._rules:
                return False
            ran = self._rules[known.path]
        return known.rule in ran or known.rule not in BY_NAME


class Baselines:
    """The baselines of one run, each read when a model first asks for it, and written on request.

    `stated` is the file of the command line, which goes before that of the settings; `write` makes
    every finding of the run known.
    """

    def __init__(self, stated: str | None, write: bool) -> None:
        self._stated = stated
        self._write = write
        self._read: dict[str, Compared] = {}

    def known(self, check: Check, settings: Settings, rules: Sequence[str]) -> set[str] | None:
        """Return the fingerprints of what is known of a model, None where there is no baseline.

        Raises:
            ArgumentError: there is no such file, or none is named that could be written.
            SettingsError: it is not a baseline.
        """
        if self._stated is None and settings.baseline is None:
            if not self._write:
                return None
            hint = "add --baseline FILE, or state 'baseline' in engagemodel.toml"
            raise ArgumentError(Problem("--write-baseline has no file to write", hint=hint))
        known = self._named(settings.baseline).known(check, rules)
        return {finding.fingerprint for finding in check.open} if self._write else known

    def _named(self, settings: Stated | None) -> Compared:
        """Return the baseline of the command line, else that of the settings, where it is missing."""
        if self._stated is not None or settings is None:
            return self._opened(self._stated or "")
        try:
            return self._opened(settings.text)
        except ArgumentError as error:
            (problem,) = error.problems
            told = replace(problem, at=settings.at, source=settings.line)
            raise SettingsError(told) from None

    def _opened(self, path: str) -> Compared:
        from engagemodel import baseline

        if path not in self._read:
            new = self._write and not os.path.lexists(path)
            self._read[path] = Compared(path, () if new else baseline.load(path))
        return self._read[path]

    def marked(self, checks: Iterable[Check]) -> list[Check]:
        """Return the checks of the run, those that have a baseline with what is stale in it."""
        outdated = Counter[str]()
        for one in () if self._write else self._read.values():
            outdated += one.outdated()
        return [
            one if one.known is None else replace(one, stale=outdated.pop(one.model.path, 0))
            for one in checks
        ]

    def inputs(self) -> tuple[str, ...]:
        """Return the files that are read and not to be written."""
        return () if self._write else tuple(self._read)

    def files(self) -> dict[str, bytes]:
        """Return the baselines to be written: what is found now, and what this run did not judge."""
        from engagemodel.baseline import written

        if not self._write:
            return {}
        return {one.path: written((*one.unjudged(), *one.written)) for one in self._read.values()}

    def unwritten(self) -> tuple[str, ...]:
        """Return what is to be said where a model could not be read."""
        if not self._write:
            return ()
        why = "because a model could not be read"
        return tuple(f"{path} is not written, {why}" for path in self._read)

    def notes(self) -> tuple[str, ...]:
        """Return what is stale and what was written."""
        return tuple(note for one in self._read.values() for note in self._told(one))

    def _told(self, one: Compared) -> Iterator[str]:
        stale = one.stale()
        if self._write:
            without = f", without {counted(len(stale), 'stale one')}" if stale else ""
            kept = {known.entry for known in one.unjudged()}
            number = counted(len(kept | {known.entry for known in one.written}), "finding")
            more = f", of which this run does not judge {len(kept):,}" if kept else ""
            yield f"wrote {one.path}: {number}{more}{without}"
            return
        yield from notes(
            [
                Problem(f"no longer found in {known.path}: {known.message}", known.at)
                for known in stale
            ]
        )
        if stale:
            listed = counted(len(one.entries), "entry", "entries")
            verb = "is" if len(stale) == 1 else "are"
            yield (
                f"{one.path}: note: {len(stale)} of {listed} {verb} stale, "
                "--write-baseline takes out what is no longer found"
            )
