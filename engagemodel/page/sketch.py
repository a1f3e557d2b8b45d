"""A check or a difference in, its diagram out: elements to cards, requirements and flows to lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from engagemodel.change.record import ELEMENT_KINDS, Change
from engagemodel.finding import Finding
from engagemodel.model import (
    Channel,
    CustomerType,
    Element,
    Flow,
    Model,
    Organization,
    Platform,
    kind_of,
    named,
)
from engagemodel.page.diagram import Card, Connection, Diagram, LineKind, Mark, Source, State
from engagemodel.page.figures import tiles
from engagemodel.page.remarks import of_check, of_difference
from engagemodel.page.typeset import clean
from engagemodel.page.words import day, duration, language, say
from engagemodel.results import Check, Difference

_MARKS: Mapping[str, Mark] = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "renamed": "renamed",
    "merged": "merged",
    "split": "split",
}


def sketch(result: Check | Difference) -> Diagram:
    """Return the diagram: of one model as it is, of two as their union.

    The union has every element of the model after, and those of before that nothing continues;
    what was renamed or merged is listed in its successor's card, and its lines go there.
    """
    return _difference(result) if isinstance(result, Difference) else _check(result)


def _check(check: Check) -> Diagram:
    model = check.model
    remarks = of_check(check)
    lines = _judged(_lines(model), check.open)
    cards = tuple(_card(element) for element in model.elements.values())
    return Diagram(
        after=_source(model),
        cards=cards,
        lines=(*lines, *_missing(check.open, {card.id for card in cards})),
        remarks=remarks,
        tiles=tiles(check),
    )


def _difference(result: Difference) -> Diagram:
    before, after = result.before.model, result.after.model
    changes = {(c.kind, c.id): c for c in result.changes if c.change != "removed"}
    standing = successors(result)
    open_now = (*result.introduced, *result.remaining)
    cards = [_marked(_card(e), changes, before, result) for e in after.elements.values()]
    known = {card.id for card in cards}
    gone = [e for e in before.elements.values() if standing[e.id] not in known]
    cards += [replace(_card(e), id=standing[e.id], mark="removed") for e in gone]
    lines = [_changed(line, changes) for line in _judged(_lines(after), open_now)]
    removed = list(_removed(result, standing))
    lines += [line for line in removed if line.source != line.target]
    return Diagram(
        after=_source(after),
        before=_source(before),
        cards=tuple(cards),
        lines=(*lines, *_missing(open_now, known)),
        within=tuple(line for line in removed if line.source == line.target),
        remarks=of_difference(result, standing),
        tiles=tiles(result),
    )


def successors(result: Difference) -> Mapping[str, str]:
    """Return for each element of the model before the card that stands for it.

    That is the element's (first) heir, else a card of its own: its id, with ``.before`` behind it
    where another element has that id now.
    """
    after = result.after.model.elements
    standing = {}
    for id, element in result.before.model.elements.items():
        heirs = result.lineage.heirs.get(kind_of(element), {}).get(id, ())
        standing[id] = heirs[0] if heirs else f"{id}.before" if id in after else id
    return standing


def _card(element: Element) -> Card:
    sort = ""
    if isinstance(element, Platform | Channel):
        sort = element.kind or ""
    elif isinstance(element, Organization):
        sort = element.function or ""
    return Card(
        id=element.id,
        lane=kind_of(element),
        name=clean(element.name) or clean(element.id),
        sort=sort,
        url=element.url,
        part_of=element.part_of,
    )


def _marked(
    card: Card, changes: Mapping[tuple[str, str], Change], before: Model, result: Difference
) -> Card:
    """Return a card of the model after with what became of it; a changed holding changes it too."""
    change = changes.get((card.lane, card.id))
    if change is not None:
        olds = (before.elements.get(old) for old in change.was)
        names = tuple(clean(old.name) for old in olds if old is not None)
        return replace(card, mark=_MARKS[change.change], was=names)
    holding = f"holding:{card.id}->"
    if any(c.kind == "holding" and c.id.startswith(holding) for c in result.changes):
        return replace(card, mark="changed")
    return card


def _lines(model: Model) -> Iterator[Connection]:
    """Yield every line of a model that the page draws, each (kind, from, to) once."""
    elements = model.elements
    for element in elements.values():
        for kind, targets in _stated(element):
            for target in dict.fromkeys(targets):
                if target in elements and target != element.id:
                    line = f"{kind}:{element.id}->{target}"
                    yield Connection(id=line, kind=kind, source=element.id, target=target)
    for flow in model.flows:
        if flow.source in elements and flow.target in elements and flow.source != flow.target:
            yield _flow(flow)


def _stated(element: Element) -> Iterator[tuple[LineKind, Iterable[str]]]:
    if isinstance(element, CustomerType):
        yield "use", element.uses
    elif isinstance(element, Channel):
        yield "run_by", named(element.run_by)
        yield "need", named(element.needs)
        yield "use", element.uses
    elif isinstance(element, Organization | Platform):
        yield "need", named(element.needs)
        yield "use", element.uses


def _flow(flow: Flow) -> Connection:
    return Connection(
        id=f"flow:{flow.id}",
        kind="flow",
        source=flow.source,
        target=flow.target,
        label=duration(flow.latency.value) if flow.latency else "",
    )


def _judged(lines: Iterable[Connection], findings: Iterable[Finding]) -> list[Connection]:
    """Return the lines with the state that findings give the flows they name."""
    states: dict[str, State] = {}
    for finding in findings:
        worst = finding.witness.worst if finding.witness else None
        if finding.rule == "unknown-fact" and finding.flow:
            states.setdefault(f"flow:{finding.flow}", "unknown")
        elif finding.rule in ("slow-transfer", "slow-handoff", "split-customer-view"):
            for flow in (finding.flow, worst):
                if flow:
                    states[f"flow:{flow}"] = "slow"
    return [replace(line, state=states.get(line.id, "plain")) for line in lines]


def _missing(findings: Iterable[Finding], cards: set[str]) -> Iterator[Connection]:
    """Yield a line for each pair of cards between which a finding misses one.

    A flow of other data between the two does not mend that: the missing line is drawn beside it.
    """
    pairs: set[tuple[str, str]] = set()
    for finding in findings:
        missing = finding.witness.missing if finding.witness else None
        source, _, target = (missing or "").partition("->")
        if source == target or (source, target) in pairs or not {source, target} <= cards:
            continue
        pairs.add((source, target))
        yield Connection(
            id=f"missing:{source}->{target}",
            kind="missing",
            source=source,
            target=target,
            state="broken",
        )


def _changed(line: Connection, changes: Mapping[tuple[str, str], Change]) -> Connection:
    change = changes.get((line.kind, line.id))
    if change is None:
        return line
    mark: Mark = "added" if change.change == "added" else "changed"
    for field in change.fields:
        if field.field == "latency":
            moved = [_latency(value) for value in (field.before, field.after)]
            line = replace(line, label=" → ".join(text for text in moved if text))
    return replace(line, mark=mark)


def _latency(value: object) -> str:
    return duration(value) if isinstance(value, int | float) else ""


def _removed(result: Difference, standing: Mapping[str, str]) -> Iterator[Connection]:
    """Yield the lines of the model before that are gone, between the cards that stand today."""
    gone = {c.id for c in result.changes if c.change == "removed" and c.kind not in ELEMENT_KINDS}
    taken: set[str] = set()
    for line in _lines(result.before.model):
        source, target = standing[line.source], standing[line.target]
        if line.id not in gone:
            continue
        id = f"{line.kind}:{source}->{target}.before"
        while id in taken:
            id += "."
        taken.add(id)
        yield replace(line, id=id, source=source, target=target, mark="removed")


def _source(model: Model) -> Source:
    path = say("standard input") if model.path == "-" else PurePath(model.path).name
    return Source(
        name=clean(model.name) or say("untitled"),
        state=clean(language().states.get(model.state or "", model.state or "")),
        date=day(model.as_of) if model.as_of else "",
        file=clean(path),
        digest=model.digest[:7],
    )
