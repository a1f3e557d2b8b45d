"""The verbs, one a file, listed here; each returns an `Outcome` and prints nothing."""

from __future__ import annotations

from collections.abc import Callable

from engagemodel.commands.brief import brief
from engagemodel.commands.check import check
from engagemodel.commands.diff import diff
from engagemodel.commands.explain import explain
from engagemodel.commands.fmt import fmt
from engagemodel.commands.impact import impact
from engagemodel.commands.init import init
from engagemodel.commands.journey import journey
from engagemodel.commands.lsp import lsp
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.render import render
from engagemodel.commands.schema import schema
from engagemodel.commands.watch import watch

COMMANDS: tuple[Callable[..., Outcome], ...] = (
    init,
    check,
    diff,
    render,
    brief,
    journey,
    impact,
    explain,
    schema,
    fmt,
    watch,
    lsp,
)
