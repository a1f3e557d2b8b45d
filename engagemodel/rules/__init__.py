"""The rules, one a file, listed here; a model's graphs in, its findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from engagemodel.finding import FACETS, SEVERITIES, Finding
from engagemodel.fingerprint import Origin, fingerprint, origins
from engagemodel.graph import Graphs
from engagemodel.model import Acceptance
from engagemodel.rules.acceptance import fitting, in_force, stale, strongest
from engagemodel.rules.availability_below_promise import availability_below_promise
from engagemodel.rules.broken_handoff import broken_handoff
from engagemodel.rules.channel_not_run import channel_not_run
from engagemodel.rules.circular_need import circular_need
from engagemodel.rules.data_not_kept import data_not_kept
from engagemodel.rules.data_out_of_reach import data_out_of_reach
from engagemodel.rules.data_without_home import data_without_home
from engagemodel.rules.experience_undefined import experience_undefined
from engagemodel.rules.idle_platform import idle_platform
from engagemodel.rules.incompatible_databases import incompatible_databases
from engagemodel.rules.listening_without_action import listening_without_action
from engagemodel.rules.more_than_one_page import more_than_one_page
from engagemodel.rules.no_common_head import no_common_head
from engagemodel.rules.no_master import no_master
from engagemodel.rules.no_shared_knowledge import no_shared_knowledge
from engagemodel.rules.only_one_channel import only_one_channel
from engagemodel.rules.outside_control import outside_control
from engagemodel.rules.past_end_of_life import past_end_of_life
from engagemodel.rules.pathway_unknown import pathway_unknown
from engagemodel.rules.preferred_channel_missing import preferred_channel_missing
from engagemodel.rules.re_keyed_by_hand import re_keyed_by_hand
from engagemodel.rules.redundant_database import redundant_database
from engagemodel.rules.relay_without_record import relay_without_record
from engagemodel.rules.retired_still_needed import retired_still_needed
from engagemodel.rules.rule import Rule
from engagemodel.rules.separate_applications import separate_applications
from engagemodel.rules.separate_infrastructure import separate_infrastructure
from engagemodel.rules.shared_fate import shared_fate
from engagemodel.rules.single_point_of_failure import single_point_of_failure
from engagemodel.rules.slow_handoff import slow_handoff
from engagemodel.rules.slow_transfer import slow_transfer
from engagemodel.rules.split_customer_view import split_customer_view
from engagemodel.rules.stale_acceptance import stale_acceptance
from engagemodel.rules.step_off_channel import step_off_channel
from engagemodel.rules.unfed_copy import unfed_copy
from engagemodel.rules.unknown_fact import unknown_fact
from engagemodel.rules.unowned import unowned
from engagemodel.rules.unreached_customer import unreached_customer
from engagemodel.rules.unused_channel import unused_channel
from engagemodel.rules.unwanted_channel import unwanted_channel
from engagemodel.rules.write_to_copy import write_to_copy
from engagemodel.sentences import sentence
from engagemodel.settings import Settings

RULES: tuple[Rule, ...] = (
    separate_infrastructure,
    unused_channel,
    unreached_customer,
    only_one_channel,
    preferred_channel_missing,
    unwanted_channel,
    channel_not_run,
    separate_applications,
    idle_platform,
    redundant_database,
    incompatible_databases,
    slow_transfer,
    unfed_copy,
    no_master,
    data_without_home,
    re_keyed_by_hand,
    split_customer_view,
    single_point_of_failure,
    shared_fate,
    outside_control,
    circular_need,
    availability_below_promise,
    broken_handoff,
    slow_handoff,
    data_not_kept,
    write_to_copy,
    data_out_of_reach,
    relay_without_record,
    step_off_channel,
    no_common_head,
    pathway_unknown,
    listening_without_action,
    experience_undefined,
    no_shared_knowledge,
    unowned,
    past_end_of_life,
    retired_still_needed,
    more_than_one_page,
    unknown_fact,
    stale_acceptance,
)
BY_NAME = {rule.name: rule for rule in RULES}
IDENTITY = {rule.name: rule.identity for rule in RULES}


def run(graphs: Graphs, settings: Settings, today: date) -> tuple[Finding, ...]:
    """Return the findings of every rule that the settings select, most severe first.

    Within a severity they are sorted by rule and by what they name, so that neither the order of the
    model nor that of the rules shows. `today` decides which acceptances still count. That somebody
    accepts what is not there can be accepted too, but not of the acceptance that does so.
    """
    model, origin = graphs.model, origins(graphs.model)
    accepted = _accepting(model.accept, origin, today)

    def complete(rule: Rule, finding: Finding) -> Finding:
        severity = settings.severities.get(rule.name, rule.severity)
        message, mend = sentence(finding.message), sentence(finding.mend)
        whole = replace(finding, rule=rule.name, severity=severity, message=message, mend=mend)
        mark = fingerprint(whole, rule.identity, model, origin)
        return replace(whole, fingerprint=mark, accepted=accepted(whole))

    found: dict[str, list[Finding]] = {
        rule.name: [complete(rule, finding) for finding in rule.find(graphs, settings)]
        for rule in RULES
        if selected(rule, settings)
    }
    if stale_acceptance.name in found:
        found[stale_acceptance.name] = _stale(
            model.accept,
            lambda accept, findings: stale(accept, findings, BY_NAME, origin, today),
            found,
            partial(complete, stale_acceptance),
        )
    return tuple(sorted((one for found_by in found.values() for one in found_by), key=_rank))


def _stale(
    accept: Iterable[Acceptance],
    judge: Callable[[list[Acceptance], Mapping[str, list[Finding]]], Iterator[Finding]],
    found: Mapping[str, list[Finding]],
    complete: Callable[[Finding], Finding],
) -> list[Finding]:
    """Return the findings about acceptances: first of other rules, then of these very findings."""
    own = [one for one in accept if one.rule == stale_acceptance.name]
    others = [one for one in accept if one.rule != stale_acceptance.name]
    first = [complete(finding) for finding in judge(others, found)]
    second = judge(own, {stale_acceptance.name: first})
    return first + [replace(complete(finding), accepted=None) for finding in second]


def selected(rule: Rule, settings: Settings) -> bool:
    """Whether the settings let a rule run."""
    wanted = settings.select is None or rule.name in settings.select
    return wanted and rule.name not in settings.ignore


def _accepting(
    accept: Iterable[Acceptance], origin: Origin, today: date
) -> Callable[[Finding], Acceptance | None]:
    """Return what gives the strongest acceptance in force that fits a finding."""
    by_rule: dict[str, list[Acceptance]] = {}
    for one in strongest(accept):
        if in_force(one, today):
            by_rule.setdefault(one.rule, []).append(one)
    fits = fitting(origin)

    def accepted(finding: Finding) -> Acceptance | None:
        return next((one for one in by_rule.get(finding.rule, ()) if fits(one, finding)), None)

    return accepted


def _rank(finding: Finding) -> tuple[object, ...]:
    named = tuple(str(getattr(finding, facet) or "") for facet in IDENTITY[finding.rule])
    rest = tuple(str(getattr(finding, facet) or "") for facet in FACETS)
    return SEVERITIES.index(finding.severity), finding.rule, named, rest, finding.about
