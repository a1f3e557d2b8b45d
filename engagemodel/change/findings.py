"""The findings of two models in; out come those resolved, introduced and remaining."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engagemodel.change.flows import pair_flows
from engagemodel.change.lineage import entries, renames
from engagemodel.change.naming import common_names, space_of
from engagemodel.change.record import ENTRY_KINDS, Lineage
from engagemodel.finding import FACETS, Finding
from engagemodel.fingerprint import Origin, fingerprint
from engagemodel.model import Model

Findings = tuple[Finding, ...]


class Matched(NamedTuple):
    """`resolved` are findings of the model before, the others of the model after."""

    resolved: Findings
    introduced: Findings
    remaining: Findings


def match(
    before_findings: Findings,
    after_findings: Findings,
    before: Model,
    after: Model,
    lineage: Lineage,
    identity: Mapping[str, tuple[str, ...]],
) -> Matched:
    """Return which findings were resolved, introduced or remain, each in the order given.

    A finding remains where both models have it by its rule and the facets in `identity` of that
    rule (all facets, where the rule is not in it). Of the model after, an entry that was renamed
    one to one counts under its old id, a flow under the id of the one flow that it was, and a step
    by what it does, not by its number. What was merged or split is another thing than its parts.
    """
    same = {flow.id: flow.id for flow in before.flows}
    old = _keys(before_findings, before, {"flow": same}, identity)
    new = _keys(after_findings, after, _origin(before, after, lineage), identity)
    return Matched(
        resolved=_chosen(before_findings, old, {*old} - {*new}),
        introduced=_chosen(after_findings, new, {*new} - {*old}),
        remaining=_chosen(after_findings, new, {*new} & {*old}),
    )


def introduced(
    before_findings: Findings,
    after_findings: Findings,
    before: Model,
    after: Model,
    lineage: Lineage,
    identity: Mapping[str, tuple[str, ...]],
) -> Findings:
    """Return the findings of the model after that are not before, with what is open again.

    That is what was accepted before and no longer is: who takes an acceptance away has to answer
    for what it was about. The arguments are those of `match`.
    """

    def new(was: Findings, now: Findings) -> set[str]:
        matched = match(was, now, before, after, lineage, identity)
        return {finding.fingerprint for finding in matched.introduced}

    was_open, is_open = _open(before_findings), _open(after_findings)
    marks = new(was_open, is_open) | new(before_findings, after_findings)
    return tuple(finding for finding in after_findings if finding.fingerprint in marks)


def _open(findings: Findings) -> Findings:
    return tuple(finding for finding in findings if finding.accepted is None)


def _keys(
    findings: Iterable[Finding],
    model: Model,
    origin: Origin,
    identity: Mapping[str, tuple[str, ...]],
) -> list[str]:
    return [
        fingerprint(finding, identity.get(finding.rule, FACETS), model, origin)
        for finding in findings
    ]


def _chosen(findings: Findings, keys: Iterable[str], wanted: set[str]) -> Findings:
    return tuple(finding for finding, key in zip(findings, keys, strict=True) if key in wanted)


def _origin(before: Model, after: Model, lineage: Lineage) -> Origin:
    """What stands for each id of the model after: its one old id, or something that is new."""
    spaces: dict[str, dict[str, str]] = {}
    for kind in ENTRY_KINDS:
        origins, renamed = lineage.origins.get(kind, {}), renames(lineage, kind)
        ids = spaces.setdefault(space_of(kind), {})
        for id in entries(after, kind):
            taken = id in entries(before, kind) and id not in origins.get(id, ())
            ids[id] = renamed.get(id, _new(id) if taken else id)
    spaces["flow"] = _flows(before, after, lineage)
    return spaces


def _flows(before: Model, after: Model, lineage: Lineage) -> dict[str, str]:
    pairs = pair_flows(before, after, common_names(before, after, lineage))
    olds, news = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
    known = {new: old for old, new in pairs if olds[old] == news[new] == 1}
    return {flow.id: known.get(flow.id, _new(flow.id)) for flow in after.flows}


def _new(id: str) -> str:
    # No id of a model begins with a plus: this one equals nothing of the model before.
    return f"+{id}"
