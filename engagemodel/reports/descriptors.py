"""Rules in, what a SARIF document says of them out: names, manuals as help, levels, tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engagemodel.finding import Severity
from engagemodel.reports.wording import SEVERITIES

if TYPE_CHECKING:
    from engagemodel.rules.rule import Manual, Rule

LEVELS: Mapping[Severity, str] = {"high": "error", "medium": "warning", "low": "note"}
_PROBLEMS: Mapping[Severity, str] = {
    "high": "error",
    "medium": "warning",
    "low": "recommendation",
}


def descriptors() -> list[dict[str, Any]]:
    """Return a reportingDescriptor for each rule, in the order of `RULES`."""
    from engagemodel.rules import RULES

    return [_descriptor(rule) for rule in RULES]


def _descriptor(rule: Rule) -> dict[str, Any]:
    manual = rule.manual
    name = "".join(word.capitalize() for word in rule.name.split("-"))
    return {
        "id": rule.name,
        # A name is to be left out where it says no more than the id.
        **({"name": name} if name.casefold() != rule.name else {}),
        "shortDescription": {"text": manual.title},
        "fullDescription": {"text": manual.what},
        "help": {"text": _plain(manual), "markdown": _markdown(manual, rule.severity)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        # Without `security-severity`: a break in what a customer experiences is no vulnerability.
        "properties": {
            "tags": ["customer-engagement", f"{rule.severity}-severity"],
            "problem.severity": _PROBLEMS[rule.severity],
            "precision": "high",
        },
    }


def _plain(manual: Manual) -> str:
    return "\n\n".join(
        (
            manual.what,
            f"Why it matters: {manual.why}",
            f"How to mend it: {manual.mend}",
            f"An example that has it:\n{manual.example.rstrip()}",
            f"The same, mended:\n{manual.mended.rstrip()}",
            f"Settings: {manual.settings}",
        )
    )


def _markdown(manual: Manual, severity: Severity) -> str:
    return "\n\n".join(
        (
            f"**{SEVERITIES[severity]}.** {manual.what}",
            f"## Why it matters\n\n{manual.why}",
            f"## How to mend it\n\n{manual.mend}",
            f"## An example that has it\n\n```yaml\n{manual.example.rstrip()}\n```",
            f"## The same, mended\n\n```yaml\n{manual.mended.rstrip()}\n```",
            f"## Settings\n\n{manual.settings}",
        )
    )
