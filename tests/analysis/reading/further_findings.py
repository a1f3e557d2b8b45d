"""The terms of a model in, what the rules of wishes, organizations, listening and ownership find out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from analysis.reading.facets import Named, named
from analysis.reading.judged import handoffs
from analysis.reading.sets import ids_in
from analysis.reading.terms import Terms, systems

from engagemodel.settings import Settings

ASSISTED = {"store", "phone", "email", "chat", "social", "field", "partner"}
SELF_SERVICE = {"web", "mobile", "app", "kiosk"}


def unwanted_channel(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, one in terms.model.customer_types.items():
        for channel in (terms.model.channels[used] for used in one.uses):
            # A channel that serves nothing is wanted for nothing, but nothing is preferred to it.
            if not channel.serves or not set(channel.serves) <= set(one.prefers):
                continue
            wished = {word for occasion in channel.serves for word in one.prefers[occasion]}
            if not wished & {channel.id, channel.kind}:
                yield named([channel.id], customer_types=[id])


def re_keyed_by_hand(terms: Terms, _: Settings) -> Iterator[Named]:
    for flow in terms.model.flows:
        if flow.means == "manual":
            yield named([flow.source, flow.target], flow.carries, flow=flow.id)


def relay_without_record(terms: Terms, _: Settings) -> Iterator[Named]:
    judged = {handoff.key[:3] for handoff in handoffs(terms)}
    for id, journey in terms.model.journeys.items():
        for number in range(1, len(journey.steps)):
            earlier, later = journey.steps[number - 1], journey.steps[number]
            pairs = product(ids_in(earlier.via), ids_in(later.via))
            if (id, number, number - 1) not in judged and any(_relay(terms, *p) for p in pairs):
                yield named(journeys=[id], step=number + 1)


def _relay(terms: Terms, one: str, other: str) -> bool:
    runs = [ids_in(terms.model.channels[id].run_by) for id in (one, other)]
    if one == other or not all(runs) or runs[0] & runs[1]:
        return False
    here, there = terms.sights[one], terms.sights[other]
    joined = any(
        (flow.source in here and flow.target in there)
        or (flow.source in there and flow.target in here)
        for flow in terms.model.flows
    )
    return not joined and not systems(terms.model, here & there)


def no_common_head(terms: Terms, _: Settings) -> Iterator[Named]:
    organizations = terms.model.organizations

    def above(id: str) -> set[str]:
        parent = organizations[id].part_of
        return {id} | (above(parent) if parent else set())

    for id, journey in terms.model.journeys.items():
        channels = {channel for step in journey.steps for channel in ids_in(step.via)}
        running = {one for c in channels for one in ids_in(terms.model.channels[c].run_by)}
        if len(running) < 2:
            continue
        if not all(organizations[one].part_of or organizations[one].head for one in running):
            continue
        ancestors = set.intersection(*(above(one) for one in running))
        heads = {organizations[one].head for one in running}
        if not ancestors and (len(heads) > 1 or heads == {None}):
            yield named(running, journeys=[id])


def pathway_unknown(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, one in terms.model.customer_types.items():
        journeys = [j for j in terms.model.journeys.values() if j.customer == id]
        known = {step.do for journey in journeys for step in journey.steps}
        if journeys and set(one.prefers) - known:
            yield named(customer_types=[id])


def listening_without_action(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, channel in terms.model.channels.items():
        for data in channel.listens:
            acting = [o for o, one in terms.model.organizations.items() if data in one.acts_on]
            landing = terms.landing(id, data)
            reached = {place for kept in landing for place in terms.moved(kept, data)}
            if not any(terms.view(organization) & reached for organization in acting):
                yield named([id], [data])


def experience_undefined(terms: Terms, _: Settings) -> Iterator[Named]:
    types = terms.model.customer_types
    if any(one.expects for one in types.values()):
        yield from (named(customer_types=[id]) for id, one in types.items() if not one.expects)


def no_shared_knowledge(terms: Terms, _: Settings) -> Iterator[Named]:
    model = terms.model
    known = [id for id, data in model.data.items() if data.about == "knowledge"]
    helping = [id for id, one in model.channels.items() if one.kind in ASSISTED | SELF_SERVICE]
    if known and len(helping) >= 2:
        seen = [{store for data in known for store in terms.stores(id, data)} for id in helping]
        if not set.intersection(*seen):
            yield named()


def unowned(terms: Terms, _: Settings) -> Iterator[Named]:
    platforms, flows = terms.model.platforms.values(), terms.model.flows
    if any(platform.owner for platform in platforms) or any(flow.owner for flow in flows):
        yield from (named([platform.id]) for platform in platforms if not platform.owner)
        yield from (named(flow=flow.id) for flow in flows if not flow.owner)


def past_end_of_life(terms: Terms, _: Settings) -> Iterator[Named]:
    today = terms.model.as_of
    for id, element in terms.model.elements.items():
        if today is not None and element.end_of_life is not None and today > element.end_of_life:
            yield named([id])


def retired_still_needed(terms: Terms, _: Settings) -> Iterator[Named]:
    if terms.model.state != "future":
        return
    # What is to go itself needs its platform only until then.
    staying = [id for id, one in terms.model.elements.items() if one.lifecycle != "retire"]
    needed = {name for id in staying for name in terms.required(id)}
    for id, platform in terms.model.platforms.items():
        if platform.lifecycle == "retire" and id in needed:
            yield named([id])


FURTHER: Mapping[str, Callable[[Terms, Settings], Iterator[Named]]] = {
    "unwanted-channel": unwanted_channel,
    "re-keyed-by-hand": re_keyed_by_hand,
    "relay-without-record": relay_without_record,
    "no-common-head": no_common_head,
    "pathway-unknown": pathway_unknown,
    "listening-without-action": listening_without_action,
    "experience-undefined": experience_undefined,
    "no-shared-knowledge": no_shared_knowledge,
    "unowned": unowned,
    "past-end-of-life": past_end_of_life,
    "retired-still-needed": retired_still_needed,
}
