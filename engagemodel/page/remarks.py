"""Findings in; numbered remarks on cards and lines out, in the order in which a reader needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.diagram import Remark, Status
from engagemodel.page.gist import about, brief, colons, foremost
from engagemodel.page.typeset import clean
from engagemodel.page.words import language
from engagemodel.results import Check, Difference


def of_check(check: Check) -> tuple[Remark, ...]:
    """Return the findings that nobody accepted, most severe first, numbered from 1."""
    here = {id: id for id in check.model.elements}
    return _numbered((finding, "open", check.model, here) for finding in check.open)


def of_difference(result: Difference, standing: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return what was introduced and what remains, the most severe first, then what was resolved.

    `standing` has the card of each element of the model before. Accepted findings are left out.
    """
    before, after = result.before.model, result.after.model
    here = {id: id for id in after.elements}
    parts: tuple[tuple[Status, tuple[Finding, ...]], ...] = (
        ("introduced", result.introduced),
        ("remaining", result.remaining),
        ("resolved", result.resolved),
    )
    status = {id(finding): status for status, part in parts for finding in part}
    return _numbered(
        (finding, "resolved", before, standing)
        if status[id(finding)] == "resolved"
        else (finding, status[id(finding)], after, here)
        for finding in result.numbered
    )


def numbers(remarks: Sequence[Remark]) -> str:
    """Return the number of a remark; of several those of the first and the last.

    Where they are no run it is the first number, and how many more there are.
    """
    first, last = remarks[0].number, remarks[-1].number
    if first == last:
        return str(first)
    return f"{first}–{last}" if last - first == len(remarks) - 1 else f"{first} +{len(remarks) - 1}"


def _numbered(
    rows: Iterable[tuple[Finding, Status, Model, Mapping[str, str]]],
) -> tuple[Remark, ...]:
    rows = list(rows)
    models = {id(model): model for _, _, model, _ in rows}
    odd = {key: colons(model) for key, model in models.items()}
    telling = language().told
    return tuple(
        Remark(
            number=number,
            status=status,
            severity=finding.severity,
            title=clean((told := telling(finding, model)).title),
            text=clean(told.text),
            cards=_cards(finding, model, standing),
            lines=_lines(finding) if status != "resolved" else (),
            about=about(finding, model),
            foremost=foremost(finding, model),
            brief=brief(clean(told.text), odd[id(model)]),
            mend=clean(told.mend),
            fingerprint=finding.fingerprint,
        )
        for number, (finding, status, model, standing) in enumerate(rows, 1)
    )


def _cards(finding: Finding, model: Model, standing: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cards that a finding concerns: its elements, or its flow's ends, and who meets it.

    That are the customers whom it names, and those whose journeys it names.
    """
    ids = list(finding.elements)
    if not ids and finding.flow and finding.flow in model.flow:
        flow = model.flow[finding.flow]
        ids = [flow.source, flow.target]
    ids += finding.customer_types
    ids += (model.journeys[j].customer for j in finding.journeys if j in model.journeys)
    return tuple(dict.fromkeys(standing[id] for id in ids if id in standing))


def _lines(finding: Finding) -> tuple[str, ...]:
    lines = [f"flow:{finding.flow}"] if finding.flow else []
    if finding.witness and finding.witness.worst:
        lines.append(f"flow:{finding.witness.worst}")
    if finding.witness and finding.witness.missing:
        lines.append(f"missing:{finding.witness.missing}")
    return tuple(dict.fromkeys(lines))
