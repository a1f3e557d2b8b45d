"""A finding and its model in; what it is about, and its first clause, out: for where room is scarce."""

from __future__ import annotations

from collections.abc import Iterable

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.direction import closed
from engagemodel.page.typeset import clean
from engagemodel.page.words import say

# Whose findings name an element, and are about the customer type that has no other.
_OF_CUSTOMERS = frozenset(("only-one-channel",))


def about(finding: Finding, model: Model) -> str:
    """Return what tells a finding from others of its rule, in names; empty if nothing is named.

    One element says most, unless it is the only one of a customer type, which then says more; else
    the journey in which it happens, the flow, the capability or the data, the customers; several
    elements, if there is nothing shorter.
    """
    names = _names(finding, model)
    return clean(", ".join(map(closed, names)) if len(names) > 1 else "".join(names))


def foremost(finding: Finding, model: Model) -> str:
    """Return the first of several names that a finding is about, and how many more there are.

    It is empty where `about` has one name at most.
    """
    first, *rest = _names(finding, model) or [""]
    more = say("more", count=len(rest)).replace(" ", "\u00a0")
    return f"{clean(first)} {more}" if rest else ""


def _names(finding: Finding, model: Model) -> list[str]:
    elements = [model.elements[id].name for id in finding.elements if id in model.elements]
    journeys = [model.journeys[id].name for id in finding.journeys if id in model.journeys]
    customers = [model.elements[id].name for id in finding.customer_types if id in model.elements]
    if customers and finding.rule in _OF_CUSTOMERS:
        return customers
    if len(elements) == 1 or (len(journeys) == 1 and not elements):
        return elements or journeys
    if finding.flow and finding.flow in model.flow and len(elements) == 2:
        flow = model.flow[finding.flow]
        return [f"{closed(model.elements[flow.source].name)} → {model.elements[flow.target].name}"]
    if len(journeys) == 1:
        return journeys
    if finding.capability and finding.capability in model.capabilities:
        return [model.capabilities[finding.capability].name]
    data = [model.data[id].name for id in finding.data if id in model.data]
    return data or (customers if len(customers) == 1 else []) or elements or customers or journeys


def brief(text: str, colons: Iterable[str]) -> str:
    """Return the first clause of a finding's text as a sentence; empty if it is not sure to be one.

    A clause ends before a colon outside quotes and brackets, in texts without a name with a colon;
    `colons` are those names.
    """
    if any(name in text for name in colons):
        return ""
    at = text.find(": ")
    while at >= 0:
        head = text[:at]
        if head.count("(") == head.count(")") and not sum(map(head.count, '"“”„')) % 2:
            return f"{head}."
        at = text.find(": ", at + 1)
    return ""


def colons(model: Model) -> list[str]:
    """Return the names with a colon in them, as they are drawn."""
    sections = (model.elements, model.journeys, model.data, model.capabilities)
    names = (clean(entry.name) for section in sections for entry in section.values())
    return sorted({name for name in names if ":" in name})
