"""Rules in, their manual out: what is found, why it matters, how to mend it, an example of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.finding import SEVERITIES
from engagemodel.reports.screen import Block, Screen, gap, heading, lay
from engagemodel.reports.wording import SEVERITIES as WORDS

if TYPE_CHECKING:
    from engagemodel.rules.rule import Rule


def catalogue(rules: Sequence[Rule], screen: Screen) -> str:
    """Return every rule with its title, by severity and name."""
    widest = max(len(rule.name) for rule in rules)
    blocks: list[Block] = []
    for severity in SEVERITIES:
        some = sorted(
            (rule for rule in rules if rule.severity == severity), key=lambda rule: rule.name
        )
        if some:
            blocks.append(heading(WORDS[severity], severity))
            blocks += [
                Block(rule.manual.title, lead=f"{rule.name:{widest}}  ", indent=2) for rule in some
            ]
            blocks.append(gap())
    blocks.append(Block("engagemodel explain RULE tells all about one.", "faint"))
    return lay(blocks, screen)


def manual(rule: Rule, screen: Screen) -> str:
    """Return all that there is to say about one rule."""
    return lay(_manual(rule), screen)


def _manual(rule: Rule) -> Iterator[Block]:
    manual = rule.manual
    yield Block(manual.title, lead=f"{rule.name}  ", lead_style="strong")
    yield Block(WORDS[rule.severity], rule.severity)
    for words, text in (
        ("What is found", manual.what),
        ("Why it matters", manual.why),
        ("How to mend it", manual.mend),
    ):
        yield from (gap(), heading(words), Block(text, indent=2))
    yield from (gap(), heading("An example that has it"))
    yield from _verbatim(manual.example.splitlines())
    yield from (gap(), heading("The same, mended"))
    yield from _verbatim(manual.mended.splitlines())
    yield from (gap(), heading("Settings"), Block(manual.settings, indent=2))
    yield Block(
        f'Switch it off with ignore = ["{rule.name}"], or give it another severity with '
        f'[severity] {rule.name} = "low", in engagemodel.toml.',
        indent=2,
    )


def _verbatim(lines: Iterable[str]) -> Iterator[Block]:
    """Return lines of a model as they are, so that they can be copied."""
    for line in lines:
        yield Block(line.lstrip(" "), indent=4 + len(line) - len(line.lstrip(" ")), whole=True)
