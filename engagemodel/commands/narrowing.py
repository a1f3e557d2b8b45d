"""A check in, what of it is new out: compared with an earlier revision, and with a baseline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from engagemodel.errors import ArgumentError, ModelError, Problem
from engagemodel.finding import Finding
from engagemodel.reports.diagnostics import notes
from engagemodel.results import Check
from engagemodel.settings import Settings

if TYPE_CHECKING:
    from engagemodel.language import Base
    from engagemodel.model import Model


class Since(NamedTuple):
    """The open findings of a check that an earlier revision does not have, and notes on that.

    `older` is how many it has.
    """

    findings: tuple[Finding, ...]
    older: int
    notes: tuple[str, ...] = ()


def newer(
    check: Check, before: Callable[[], Model], base: Base, settings: Settings, day: date
) -> Since:
    """Return what is new in a check since a branch began; `before` loads the model as it was then.

    A model that could not be read there is taken for an empty one: otherwise nobody could mend it
    without failing the run.

    Raises:
        ArgumentError: there is no such revision.
    """
    from engagemodel import api

    path = check.model.path
    told = notes([base.remark]) if base.remark else ()
    try:
        earlier = before()
    except ModelError as error:
        at = error.problems[0].at
        message = (
            f"{path} cannot be read as of {base.revision}, so that every finding counts as new"
        )
        told += notes([Problem(f"{message}: {error.problems[0].message}", at)])
        earlier = api.nothing(path)
    new = api.since(check, earlier, settings, day)
    return Since(new.findings, new.older or 0, told)


def narrowed(check: Check, since: Since | None, known: set[str] | None) -> Check:
    """Return a check without what is to be left out of it: what is older, and what is known."""
    if since is not None:
        check = replace(check, findings=since.findings, older=since.older)
    if known is not None:
        new = tuple(one for one in check.findings if one.accepted or one.fingerprint not in known)
        check = replace(check, findings=new, known=len(check.findings) - len(new))
    return check


def refused(since: str | None, write: bool) -> None:
    """Refuse options that contradict each other.

    Raises:
        ArgumentError: they do.
    """
    if write and since is not None:
        hint = "a baseline is written from all findings"
        raise ArgumentError(Problem("--since and --write-baseline exclude each other", hint=hint))
