"""A brief in, its headings and tables in Markdown out: everything, whatever the pages have room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engagemodel.markup import cell, escaped, table
from engagemodel.page.brief.customers import KINDS, verdict_of
from engagemodel.page.brief.telling import Between, Fate
from engagemodel.page.diagram import Tile
from engagemodel.page.words import WORDS
from engagemodel.page.writers import md

if TYPE_CHECKING:
    from engagemodel.page.brief import Brief


def write(brief: Brief) -> bytes:
    """Return what lies between first, then the tables of today and of tomorrow."""
    parts = [f"# {escaped(brief.title)}", ""]
    parts += [f"## {escaped(brief.names[-1])}", "", *_between(brief.told)]
    for name, page in zip(brief.names[:-1], brief.pages[:-1], strict=True):
        parts += [f"## {escaped(name)}", "", md.write(page, level=3)]
    return "\n".join(parts).encode("utf-8")


def _between(told: Between) -> Iterator[str]:
    first, *rest = told.headline
    yield from (f"**{escaped(first)}** {' '.join(escaped(text) for text in rest)}".rstrip(), "")
    if told.customers:
        yield from (f"### {WORDS['brief.customers.head']}", "")
        heads = [WORDS["one.customer_type"].capitalize(), WORDS["column.effect"]]
        heads += [WORDS[f"turns.{kind}"].capitalize() for kind in KINDS]
        rows = (
            (
                ", ".join(filter(None, (cell(each.name), escaped(each.part)))),
                escaped(verdict_of(each)),
                *(cell("; ".join(getattr(each, kind))) for kind in KINDS),
            )
            for each in told.customers
        )
        yield from table(heads, rows)
    if told.figures:
        yield from (f"### {WORDS['column.figures']}", "")
        heads = [WORDS[f"column.{key}"] for key in ("figure", "before", "after", "effect")]
        yield from table(heads, (_figure(tile) for tile in told.figures))
    yield from (f"### {WORDS['findings']}", "")
    for fate in told.fates:
        yield from _fate(fate)


def _figure(tile: Tile) -> tuple[str, ...]:
    before = tile.before or (tile.after if tile.effect in ("same", "near") else "")
    return cell(tile.title), cell(before), cell(tile.after), WORDS.get(tile.effect, "")


def _fate(fate: Fate) -> Iterator[str]:
    count = len(fate.findings)
    yield from (f"#### {count} {WORDS[f'fate.{fate.status}']}", "")
    if not fate.findings:
        return
    heads = ["", *(WORDS[f"column.{key}"] for key in ("severity", "finding"))]
    rows = (
        (
            str(remark.number),
            WORDS[remark.severity],
            f"**{escaped(remark.title)}**: {escaped(remark.text)}",
        )
        for remark in fate.findings
    )
    yield from table(heads, rows)
