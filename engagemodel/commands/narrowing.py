"""A check in, what of it is new out: compared with an earlier revision, and with a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from engagemodel.commands.baselines import Baselines
from engagemodel.errors import ArgumentError, ModelError, Problem
from engagemodel.reports.diagnostics import notes
from engagemodel.results import Check
from engagemodel.settings import Settings

if TYPE_CHECKING:
    from engagemodel.language import Limits
    from engagemodel.model import Model


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a check is to leave out: what the revision `since` has already, and what is known."""

    since: str | None
    baselines: Baselines
    limits: Limits
    day: date | None

    def new(
        self, check: Check, settings: Settings, rules: Sequence[str]
    ) -> tuple[Check, tuple[str, ...]]:
        """Return a check without what is to be left out of it, and notes on what it was compared with.

        Raises:
            ArgumentError: there is no such revision, or no such baseline.
            SettingsError: the baseline cannot be read.
        """
        from engagemodel import api

        known = self.baselines.known(check, settings, rules)
        told: tuple[str, ...] = ()
        if self.since is not None:
            before, told = self._before(check.model.path, self.since)
            check = api.since(check, before, settings, self.day)
        if known is not None:
            new = tuple(
                one for one in check.findings if one.accepted or one.fingerprint not in known
            )
            check = replace(check, findings=new, known=len(check.findings) - len(new))
        return check, told

    def _before(self, path: str, since: str) -> tuple[Model, tuple[str, ...]]:
        """Return a model as of the revision; one that could not be read there is an empty one.

        Otherwise nobody could mend it without failing the run.
        """
        from engagemodel import api

        try:
            return api.load(path, limits=self.limits, revision=since), ()
        except ModelError as error:
            at = error.problems[0].at
            message = f"{path} cannot be read as of {since}, so that every finding counts as new"
            problem = Problem(f"{message}: {error.problems[0].message}", at)
            return api.nothing(path), notes([problem])


def refused(since: str | None, baseline: str | None, write: bool) -> None:
    """Refuse options that contradict each other.

    Raises:
        ArgumentError: they do.
    """
    if write and since is not None:
        hint = "a baseline is written from all findings"
        raise ArgumentError(Problem("--since and --write-baseline exclude each other", hint=hint))
    if baseline == "":
        raise ArgumentError(Problem("--baseline needs the name of a file"))
