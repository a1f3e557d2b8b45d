"""Two models and their lineage in; out comes every change, entries first, then lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engagemodel.change.fields import combine, compare, stated
from engagemodel.change.likely import likely_renames
from engagemodel.change.lineage import entries
from engagemodel.change.lines import compare_lines
from engagemodel.change.naming import Names, common_names
from engagemodel.change.record import ENTRY_KINDS, LINE_KINDS, Change, FieldChange, Lineage
from engagemodel.change.steps import compare_steps
from engagemodel.model import Entry, Journey, Model

_RANK = {kind: rank for rank, kind in enumerate((*ENTRY_KINDS, *LINE_KINDS))}


def compare_models(before: Model, after: Model, lineage: Lineage) -> tuple[Change, ...]:
    """Return what is different, in the order of kinds, then ids; effects are judged elsewhere.

    Ids are seen through lineage, quantities by value, lists without rank as sets, so that a rename
    that is declared is one change, and another order or another way to write a number none. The
    header, `was`, `replaces` and ``x-`` keys are not compared. Of several entries that became one,
    costs and shares are added up and lists joined before they are compared.
    """
    names = common_names(before, after, lineage)
    changes = [
        change
        for kind in ENTRY_KINDS
        for change in _compare_kind(kind, before, after, lineage, names)
    ]
    likely = likely_renames(changes, before, after, names)
    offered = [
        replace(change, likely_was=likely.get((change.kind, change.id)))
        if change.change == "added"
        else change
        for change in changes
    ]
    lines = compare_lines(before, after, names)
    return tuple(sorted([*offered, *lines], key=_order))


def _order(change: Change) -> tuple[int, str, str]:
    return _RANK[change.kind], change.id, change.change


def _compare_kind(
    kind: str, before: Model, after: Model, lineage: Lineage, names: tuple[Names, Names]
) -> Iterator[Change]:
    old, new = entries(before, kind), entries(after, kind)
    heirs, origins = lineage.heirs.get(kind, {}), lineage.origins.get(kind, {})
    for id in old:
        if id not in heirs:
            yield Change(change="removed", kind=kind, id=id)
    for id, entry in new.items():
        was = origins.get(id, ())
        if not was:
            yield Change(change="added", kind=kind, id=id)
            continue
        fields = _fields([old[origin] for origin in was], entry, names)
        if len(was) > 1:
            yield Change(change="merged", kind=kind, id=id, was=was, fields=fields)
        elif was != (id,):
            alone = len(heirs[was[0]]) == 1
            yield Change(
                change="renamed" if alone else "split", kind=kind, id=id, was=was, fields=fields
            )
        elif fields:
            yield Change(change="changed", kind=kind, id=id, fields=fields)


def _fields(
    before: list[Entry], after: Entry, names: tuple[Names, Names]
) -> tuple[FieldChange, ...]:
    """The fields in which an entry differs from what it was, steps last."""
    parts = {entry.id: stated(entry, names[0]) for entry in before}
    new = stated(after, names[1])
    if len(before) == 1:
        changes = list(compare(parts[before[0].id], new))
    else:
        # What several are called as one is no change of a name.
        changes = [field for field in compare(combine(parts), new) if field.field != "name"]
    if isinstance(after, Journey):
        candidates = _step_changes(before, after, names)
        changes.extend(sorted(candidates, key=len)[0])
    return tuple(changes)


def _step_changes(
    before: list[Entry], after: Journey, names: tuple[Names, Names]
) -> list[list[FieldChange]]:
    """The changes of the steps against each journey that this one was."""
    journeys = [entry for entry in before if isinstance(entry, Journey)]
    return [list(compare_steps(journey.steps, after.steps, names)) for journey in journeys]
