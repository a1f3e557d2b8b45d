"""`engagemodel explain`: the name of a rule in, its manual out; without a name, the list of rules."""

from __future__ import annotations

from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.outcome import Outcome
from engagemodel.settings import RULES_LISTED


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[RULE]", autocompletion=options.rule_names),
    ] = None,
) -> Outcome:
    """List the rules, or tell all about one.

    What is found, why it matters, how to mend it, and an example of both.
    """
    from engagemodel.reports.manual import catalogue, manual
    from engagemodel.rules import RULES

    if rule is None:
        return Outcome(text=lambda screen: catalogue(RULES, screen))
    by_name = {rule.name: rule for rule in RULES}
    found = by_name[options.chosen("rule", rule, by_name, RULES_LISTED)]
    return Outcome(text=lambda screen: manual(found, screen))
