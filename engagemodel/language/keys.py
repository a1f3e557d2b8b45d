"""The language in one place: every section and key, what it takes and what it is for.

The reader validates with these definitions, `schema` prints them, and `fmt` brings keys into the
order in which they stand here.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from engagemodel.language.context import ELEMENTS
from engagemodel.language.links import Holdings, OldId, OldIds, Ref, Refs, Required, Via, Wishes
from engagemodel.language.quantities import Day, Duration, Money, Number, Share
from engagemodel.language.records import Key, Keys, Listed, Section, Stated, Steps
from engagemodel.language.values import (
    Choice,
    Choices,
    Flag,
    Name,
    Text,
    Texts,
    Url,
    Version,
    Words,
)
from engagemodel.model import (
    Capability,
    Channel,
    CustomerType,
    Data,
    Initiative,
    Journey,
    Organization,
    Platform,
)

CHANNEL_KINDS = (
    "web", "mobile", "app", "phone", "store", "email", "chat", "social", "mail", "field",
    "partner", "kiosk", "event", "other",
)  # fmt: skip
_WORKING = ("channel", "organization", "platform")
_CONTROL = Choice(("own", "partner", "external"))
_MEANS = Choice(("real-time", "batch", "file", "manual", "workflow", "conversation"))


HEADER = Keys(
    {
        "engagemodel": Key(Version(), "The version of the format: 1.", required=True),
        "name": Key(Name(needed=True), "What this model is called.", required=True),
        "state": Key(Text(), "as-is, future, or any label for a state on the way."),
        "as_of": Key(Day(), "The date that the model describes, like 2026-03-31."),
        "currency": Key(Text(), "The currency of every cost, like EUR."),
        "share_of": Key(Text(), "What `share` counts: revenue, contacts or customers."),
        "description": Key(Text(), "What a reader should know first."),
    }
)
INCLUDE = "Files that belong to this model: names or globs, relative to this file."

_COMMON = Keys(
    {
        "name": Key(Name(), "What people call it; the id where nothing is stated."),
        "description": Key(Text(), "What a reader should know about it."),
        "url": Key(Url(), "An address to read more at: https, http or mailto."),
        "tags": Key(Words(), "Words to group and select by."),
    }
)
_LINEAGE = Keys(
    {
        "was": Key(OldId(), "The id that this had in the model of today (renamed)."),
        "replaces": Key(OldIds(), "Ids in the model of today that became this one (merged)."),
    }
)
_ENTRY = Keys({**_COMMON, **_LINEAGE})


def _element(kind: str, /, about: MappingABC[str, Key], lines: MappingABC[str, Key]) -> Keys:
    """Return the keys of a kind of element: what it is, who has it, what it hangs on, what it costs."""
    whose = {
        "part_of": Key(Ref((kind,)), "The element of the same kind that this is a part of."),
        "owner": Key(Text(), "The organization or person who decides about it."),
        "control": Key(_CONTROL, "Who controls it: own (the default), partner or external."),
        "lifecycle": Key(
            Choice(("planned", "live", "legacy", "retire")), "Where it is in its life."
        ),
        "end_of_life": Key(Day(), "The date from which nobody supports it any more."),
    }
    measured = {
        "availability": Key(Share(), "The part of the time that it works, like 99.5%."),
        "cost": Key(Money(), "What it costs a year, in the model's currency."),
    }
    return Keys({**_COMMON, **about, **whose, **_LINEAGE, **lines, **measured})


_NEEDS = Key(Required(_WORKING), "What it cannot work without: every item of the list.")
_USES = Key(Refs(_WORKING, apart=True), "What it works with and can do without.")

_CUSTOMER_TYPE = _element(
    "customer_type",
    {"share": Key(Share(), "The part of all customers, contacts or revenue that this type is.")},
    {
        "uses": Key(Refs(("channel",)), "The channels open to this customer type."),
        "prefers": Key(
            Wishes(CHANNEL_KINDS), "Occasion -> channels or kinds of channel, best first."
        ),
        "expects": Key(Texts(stated=True), "Occasion -> the experience promised, in words."),
        "promise": Key(Share(), "The availability promised to this customer type, like 99.9%."),
    },
)
_CHANNEL = _element(
    "channel",
    {
        "kind": Key(Choice(CHANNEL_KINDS), "What kind of touch point it is."),
        "serves": Key(Words(), "The occasions it serves; every occasion where nothing is stated."),
        "run_by": Key(Required(("organization",)), "Who is accountable for it."),
    },
    {
        "needs": _NEEDS,
        "uses": _USES,
        "listens": Key(Refs(("data",)), "Data that customers leave here, such as feedback."),
    },
)
_ORGANIZATION = _element(
    "organization",
    {
        "function": Key(Choice(("business", "it")), "Whether it is business or IT."),
        "head": Key(Text(), "Who leads it, like CMO."),
    },
    {
        "needs": _NEEDS,
        "uses": _USES,
        "acts_on": Key(Refs(("data",)), "Data that it turns into action."),
    },
)
_PLATFORM = _element(
    "platform",
    {
        "kind": Key(
            Choice(("application", "database", "middleware", "service", "infrastructure")),
            "What kind of system it is; application where nothing is stated.",
        )
    },
    {
        "needs": _NEEDS,
        "uses": _USES,
        "supports": Key(Refs(("capability",)), "The capabilities that it provides."),
        "holds": Key(
            Holdings(), "The data it keeps: a list (masters), or with role, key and part."
        ),
    },
)
_DATA = Keys(
    {
        **_ENTRY,
        "about": Key(
            Choice(("customer", "offer", "feedback", "knowledge", "other")), "What it is about."
        ),
        "max_latency": Key(Duration(), "How old it may be where it is read, like 5m."),
        "for": Key(
            Refs(("organization",)),
            "The organizations that need it; every one that runs a channel where nothing is stated.",
            field="needed_by",
        ),
    }
)
_STEP = Keys(
    {
        "do": Key(Text(), "The occasion: what the customer does.", required=True),
        "via": Key(Via(), "The channel it happens on: an id, any_of or all_of.", required=True),
        "reads": Key(Refs(("data",)), "The data that must be at hand."),
        "writes": Key(Refs(("data",)), "The data that comes up here."),
        "within": Key(Duration(), "How soon what was written before must be at hand."),
        "name": Key(Name(), "What people call this step."),
    }
)
_JOURNEY = Keys(
    {
        **_ENTRY,
        "customer": Key(Ref(("customer_type",)), "The customer type who takes it.", required=True),
        "promise": Key(Share(), "The availability promised for this journey, like 99.9%."),
        "steps": Key(Steps(_STEP), "What happens, in order.", required=True, may_be_empty=True),
    }
)
_CAPABILITY = Keys(
    {
        **_ENTRY,
        "level": Key(Number(0, 5), "How well the business does it today, 0 to 5."),
        "target": Key(Number(0, 5), "How well it should, 0 to 5."),
    }
)
_OWNERS = Keys(
    {
        "business": Key(Text(), "Who owns it on the business side."),
        "it": Key(Text(), "Who owns it in IT."),
    }
)
_OBJECTIVE = Keys(
    {
        "measure": Key(Text(), "What is measured."),
        "from": Key(Text(), "Its value today."),
        "to": Key(Text(), "Its value aimed at."),
    }
)
_INITIATIVE = Keys(
    {
        **_ENTRY,
        "kind": Key(Choice(("strategy", "transform", "manage")), "What kind of work it is."),
        "touches": Key(Choices(("people", "process", "technology")), "What it changes."),
        "delivers": Key(Words(), "Elements and lines that it brings, changes or removes."),
        "after": Key(Refs(("initiative",)), "The initiatives that come before it."),
        "owners": Key(Stated(_OWNERS, "owners"), "Who owns it."),
        "start": Key(Day(), "When it starts."),
        "months": Key(Number(0, 1200), "How long it takes, in months."),
        "cost": Key(Money(), "What it costs, in the model's currency."),
        "objective": Key(Stated(_OBJECTIVE, "an objective"), "What it is measured by."),
    }
)

SECTIONS: MappingABC[str, Section] = {
    "customer_types": Section(
        "customer_type", CustomerType, _CUSTOMER_TYPE, "The kinds of customer."
    ),
    "channels": Section(
        "channel", Channel, _CHANNEL, "Touch points: where a customer meets the company."
    ),
    "organizations": Section(
        "organization", Organization, _ORGANIZATION, "Departments, partners, companies."
    ),
    "platforms": Section("platform", Platform, _PLATFORM, "The systems."),
    "data": Section("data", Data, _DATA, "What the company must know to serve a customer."),
    "journeys": Section("journey", Journey, _JOURNEY, "The ways that customers take."),
    "capabilities": Section(
        "capability", Capability, _CAPABILITY, "What the business must be able to do."
    ),
    "initiatives": Section(
        "initiative", Initiative, _INITIATIVE, "The projects on the way to the future model."
    ),
}

FLOW = Keys(
    {
        "from": Key(Refs(ELEMENTS), "Where it comes from: one id or a list.", True, "source"),
        "to": Key(Refs(ELEMENTS), "Where it goes: one id or a list.", True, "target"),
        "carries": Key(Refs(("data",)), "The data that moves."),
        "latency": Key(Duration(), "How long it takes at worst, end to end."),
        "means": Key(_MEANS, "How it moves."),
        "matched_by": Key(Text(), "How records find each other where keys differ."),
        "both_ways": Key(Flag(), "Whether it moves both ways."),
        "owner": Key(Text(), "The organization or person who decides about it."),
        "control": Key(_CONTROL, "Who controls it: own, partner or external."),
        "cost": Key(Money(), "What it costs a year, in the model's currency."),
        **_COMMON,
    }
)
_DECISION = Keys(
    {
        "is": Key(Text(), "What was decided."),
        "by": Key(Text(), "Who decided."),
        "date": Key(Day(as_text=True), "When."),
        "why": Key(Text(), "Why."),
    }
)
_POSITION = Keys(
    {
        "about": Key(Text(), "A path into the model, like web-db.holds.customer.", required=True),
        "says": Key(Texts(stated=True), "Who says what."),
        "decision": Key(Stated(_DECISION, "a decision"), "What was decided; absent while open."),
    }
)
_ACCEPT = Keys(
    {
        "rule": Key(Text(), "The rule whose finding is accepted.", required=True),
        "reason": Key(Name(needed=True), "Why it is accepted.", required=True),
        "owner": Key(Text(), "Who accepts it."),
        "until": Key(Day(), "The date from which it counts no more."),
        "elements": Key(OldIds(), "The elements that the finding names."),
        "data": Key(OldIds(), "The data that the finding names."),
        "customer_types": Key(OldIds(), "The customer types that the finding names."),
        "journeys": Key(OldIds(), "The journeys that the finding names."),
        "step": Key(Number(1, 100_000, whole=True), "The step of the journey, from 1."),
        "occasion": Key(Text(), "The occasion that the finding names."),
        "capability": Key(OldId(), "The capability that the finding names."),
        "flow": Key(Text(), "The flow that the finding names, as from->to."),
    }
)
LISTS: MappingABC[str, tuple[Listed, str]] = {
    "flows": (Listed(FLOW, "a flow"), "Lines along which something moves by itself."),
    "positions": (Listed(_POSITION, "a position"), "Who says what about a disputed fact."),
    "accept": (Listed(_ACCEPT, "an acceptance"), "Findings lived with, each for a reason."),
}
READINESS = "How ready the organization is: a level from 0 to 4 and the evidence, by topic."
BENCHMARK = "Answers to the questions of the benchmark, by question."
# Everything that a file may begin with, in the order in which people tell it: who the customers
# are, what stands behind them, what moves and what is known there, what customers do with it.
WORDS = (
    *HEADER, "include",
    "customer_types", "channels", "organizations", "platforms", "flows", "data", "journeys",
    "capabilities", "initiatives", "positions", "accept", "readiness", "benchmark",
)  # fmt: skip
