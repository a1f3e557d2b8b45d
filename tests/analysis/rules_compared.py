"""Two readings of one model in, what the rules find out: checks of what is found, accepted and shown."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from acceptances import TODAY
from analysis.case import SETTINGS, Case
from analysis.reading.accepted import STALE, accepting, stale
from analysis.reading.facets import Named, named
from analysis.reading.findings import FINDINGS, worst_hops
from analysis.reading.open_findings import open_ways, told
from strategies import AT
from variants import numbered

from engagemodel.analysis.data import at_least
from engagemodel.finding import FACETS, Finding
from engagemodel.graph import Graphs
from engagemodel.model import Flow
from engagemodel.rules import RULES, run

NAMES = {rule.name for rule in RULES}


class Both(NamedTuple):
    """What each rule finds, as found and as the table has it."""

    fast: Mapping[str, Counter[Named]]
    slow: Mapping[str, Counter[Named]]


def facets(finding: Finding) -> Named:
    return tuple(getattr(finding, facet) for facet in FACETS)


@lru_cache(maxsize=1)
def both(case: Case) -> Both:
    """Return the two readings of all rules; where the table leaves a choice, what was found is taken."""
    fast: dict[str, Counter[Named]] = {name: Counter() for name in NAMES}
    for finding in case.findings:
        fast[finding.rule][facets(finding)] += 1
    slow = {name: Counter(set(find(case.terms, SETTINGS))) for name, find in FINDINGS.items()}
    hops = {f.witness.worst for f in case.findings if f.rule == "slow-handoff" and f.witness}
    slow["slow-transfer"] = Counter(
        {one: n for one, n in slow["slow-transfer"].items() if one[-1] not in hops}
    )
    flows = frozenset(f.flow for f in case.findings if f.rule == "unknown-fact" and f.flow)
    ways = open_ways(case.terms)
    if told(ways, flows):
        slow["unknown-fact"].update(named(flow=flow) for flow in flows)
    else:
        slow["unknown-fact"].update(named(flow=str(way)) for way in ways)
    slow[STALE] = sum(stale(case.model, slow, NAMES, TODAY), Counter())
    return Both(fast, slow)


def _rule(name: str) -> Callable[[Case], Iterable[Hashable]]:
    def check(case: Case) -> Iterable[Hashable]:
        fast, slow = both(case)
        due, told = slow[name], fast[name]
        assert due == told, f"{name} misses {[*(due - told)]} and makes up {[*(told - due)]}"
        return [bool(slow[name])]

    return check


def order(case: Case) -> Iterable[Hashable]:
    """Nothing that is found depends on the order of entries."""
    if case.seed % 20 == 0:
        assert case.reordered.findings == case.findings, "depends on the order of entries"
    return ()


def identity(case: Case) -> Iterable[Hashable]:
    """What a rule names identifies its findings."""
    prints = Counter(finding.fingerprint for finding in case.findings)
    twice = [f.message for f in case.findings if prints[f.fingerprint] > 1]
    assert not twice, f"the same fingerprint: {twice}"
    return ()


def acceptance(case: Case) -> Iterable[Hashable]:
    """A finding is accepted where an acceptance in force fits it."""
    for finding in case.findings:
        fits = accepting(case.model, finding.rule, facets(finding), TODAY)
        if finding.rule == STALE and finding.about.startswith(STALE):
            # Nothing accepts that it accepts nothing itself.
            fits = []
        assert (finding.accepted in fits) if fits else not finding.accepted, finding.message
        yield finding.rule == STALE, bool(fits)


def switched_off(case: Case) -> Iterable[Hashable]:
    """A rule that is switched off finds nothing, the others what they found, and what fits it stays."""
    if case.seed % 10:
        return
    rng = random.Random(case.seed)
    ignored = set(rng.sample(sorted(NAMES), rng.choice((1, 12, 30))))
    findings = run(case.graphs, replace(SETTINGS, ignore=tuple(sorted(ignored))), TODAY)
    known = {name: found for name, found in both(case).slow.items() if name not in ignored}
    others = known.keys() - {STALE}
    kept = [one for one in findings if one.rule in others]
    assert kept == [one for one in case.findings if one.rule in others]
    told = Counter(facets(one) for one in findings if one.rule not in others)
    running = {name: known[name] for name in others}
    due = sum(stale(case.model, running, NAMES, TODAY), Counter())
    assert told == (Counter() if STALE in ignored else due), f"without {sorted(ignored)}"
    yield bool(due)


def slowest_hop(case: Case) -> Iterable[Hashable]:
    """A slow handoff names the slowest hop."""
    worst = worst_hops(case.terms)
    for finding in case.findings:
        if finding.rule == "slow-handoff":
            assert finding.witness is not None
            site = (finding.journeys[0], finding.step, finding.data[0])
            assert finding.witness.worst in worst[site], f"{finding.witness.worst} at {site}"
    return ()


def missing_line(case: Case) -> Iterable[Hashable]:
    """The missing line that a finding names would mend it."""
    for finding in case.findings if case.seed % 2 == 0 else ():
        if finding.witness is None or finding.witness.missing is None:
            continue
        source, target = finding.witness.missing.split("->")
        (data,) = finding.data[:1]
        line = Flow(
            id="", at=AT, source=source, target=target, carries=(data,), matched_by="number"
        )
        after = Graphs(replace(case.model, flows=numbered([*case.model.flows, line])))
        written, looked_for = finding.witness.written, finding.witness.looked_for
        assert at_least(case.graphs, written[:1], looked_for[:1], data) == inf
        assert at_least(after, written[:1], looked_for[:1], data) == 0
        yield "mended"


RULE_CHECKS: Mapping[str, Callable[[Case], Iterable[Hashable]]] = {
    **{rule.name: _rule(rule.name) for rule in RULES},
    **{
        check.__name__: check
        for check in (
            order,
            identity,
            acceptance,
            switched_off,
            slowest_hop,
            missing_line,
        )
    },
}
