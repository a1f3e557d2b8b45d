"""A brief in, its headings and tables in Markdown out: everything, whatever the pages have room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engagemodel.markup import cell, escaped, table
from engagemodel.page.brief.customers import KINDS
from engagemodel.page.brief.telling import Between, Customer, Fate
from engagemodel.page.diagram import Diagram
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.words import WORDS, say
from engagemodel.page.writers import md

if TYPE_CHECKING:
    from engagemodel.page.brief import Brief


def write(brief: Brief) -> bytes:
    """Return what lies between first, then the tables of today and of tomorrow.

    There are no pages here: findings say under which heading they have their numbers.
    """
    dates = subtitle(brief.pages[-1].diagram)
    parts = [f"# {escaped(brief.title)}", "", escaped(dates), ""]
    parts += [f"## {escaped(brief.names[-1])}", "", *_between(brief.told)]
    known = {fate.status: fate for fate in brief.told.fates}
    states = zip(brief.names, brief.pages, (known["resolved"], known["introduced"]), strict=False)
    for name, page, fate in states:
        parts += [f"## {escaped(name)}", "", *_state(page.diagram, fate)]
    return "\n".join(parts).encode("utf-8")


def _state(diagram: Diagram, fate: Fate) -> Iterator[str]:
    """Yield one state's tables; its findings are those of a fate, or remain."""
    facts = (diagram.after.name, subtitle(diagram))
    yield from (" · ".join(escaped(fact) for fact in facts if fact), "")
    ours = {each.number for each in fate.findings}
    remarks = tuple(
        replace(each, status=fate.status if each.number in ours else "remaining")
        for each in diagram.remarks
    )
    yield from md.tables(replace(diagram, remarks=remarks), level=3)


def _between(told: Between) -> Iterator[str]:
    first, *rest = told.headline
    yield from (f"**{escaped(first)}** {' '.join(escaped(text) for text in rest)}".rstrip(), "")
    if told.customers:
        yield from (f"### {WORDS['brief.customers.head']}", "", *_customers(told.customers))
    if told.figures:
        yield from (f"### {WORDS['column.figures']}", "", *md.figures(told.figures))
    yield from (f"### {WORDS['findings']}", "")
    for fate in told.fates:
        yield from (f"#### {len(fate.findings)} {WORDS[f'fate.{fate.status}']}", "")
        if fate.findings:
            where = WORDS["html.today" if fate.status == "resolved" else "html.tomorrow"]
            yield from (say("fate.under", name=where), "", *md.findings(fate.findings))


def _customers(customers: tuple[Customer, ...]) -> Iterator[str]:
    """Yield what becomes of customers, in words alone."""
    kinds = [kind for kind in KINDS if any(getattr(each, kind) for each in customers)]
    heads = [WORDS["one.customer_type"].capitalize(), WORDS["column.effect"]]
    heads += [WORDS[f"turns.{kind}"].capitalize() for kind in kinds]
    rows = (
        (
            ", ".join(filter(None, (cell(each.name), escaped(each.part)))),
            WORDS[f"verdict.{each.verdict}"],
            *(cell(" · ".join(getattr(each, kind))) for kind in kinds),
        )
        for each in customers
    )
    return table(heads, rows)
