"""A finding and its model in, its facts by name as a sentence takes them out; and sentences filled with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engagemodel.finding import Finding
from engagemodel.model import CustomerType, Journey, Model, Quantity
from engagemodel.page.words.force import sort
from engagemodel.page.words.numbers import day, duration, quantity

_SHOWN = 4
_OPTION = re.compile(r"\[([^]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Joints:
    """What joins names in a language, and the quotes that stand around words of a model.

    `inside` stands between what is used and the places where it is.
    """

    last: str
    choice: str
    more: str
    open: str
    close: str
    inside: str

    def listed(self, words: Iterable[str], *, choice: bool = False) -> str:
        """Return words as a phrase; of more than a few, the first ones and how many more."""
        found = list(dict.fromkeys(words))
        if len(found) > _SHOWN + 1:
            found = [*found[:_SHOWN], self.more.format(count=len(found) - _SHOWN)]
        if len(found) < 2:
            return "".join(found)
        joint = self.choice if choice else self.last
        return f"{', '.join(found[:-1])} {joint} {found[-1]}"


class Wording(NamedTuple):
    """How findings of a rule are told, as templates for `fill`."""

    title: str
    text: str
    mend: str


def ended(words: str) -> str:
    """Return a sentence with one full stop, though a name such as ``Acme Inc.`` ends it."""
    return words[:-1] if words.endswith("..") and not words.endswith("...") else words


def sentence(words: str) -> str:
    """Return words as a sentence, whatever names stand at its ends: a large letter, one full stop.

    A first word with a large letter in it, such as ``iPhone``, stays as it is.
    """
    first, told = words.partition(" ")[0], ended(words)
    return told if first != first.lower() else told[:1].upper() + told[1:]


def fill(template: str, known: Mapping[str, str]) -> str:
    """Return a sentence with its facts put in.

    ``[A|B]`` stands for the first of its wordings whose facts are all known, for nothing if there
    is none.

    Raises:
        KeyError: a fact outside of brackets is not known.
    """

    def option(found: re.Match[str]) -> str:
        for wording in found[1].split("|"):
            if all(name in known for name in _FACT.findall(wording)):
                return wording
        return ""

    return _FACT.sub(lambda found: known[found[1]], _OPTION.sub(option, template))


def facts(finding: Finding, model: Model, joints: Joints) -> Mapping[str, str]:
    """Return the facts of a finding that are known, by name, in the words of a language."""
    reader = _Reader(finding, model, joints)
    found = {**dict(reader.facets()), **dict(reader.step()), **dict(reader.proof())}
    found.update(reader.more())
    return {name: text for name, text in found.items() if text}


class _Reader(NamedTuple):
    """Reads the facts of one finding; what is not there is empty."""

    finding: Finding
    model: Model
    joints: Joints

    def facets(self) -> Iterator[tuple[str, str]]:
        finding, model, joints = self
        elements = [self.name(id) for id in finding.elements]
        data = [entry.name for id in finding.data if (entry := model.data.get(id))]
        customers = [self.name(id) for id in finding.customer_types]
        journeys = [f"{joints.open}{entry.name}{joints.close}" for entry in self.journeys()]
        capability = model.capabilities.get(finding.capability or "")
        capable = capability.name if capability else finding.capability or ""
        flow = self.flow(finding.flow)
        yield "elements", joints.listed(elements)
        yield "elements_or", joints.listed(elements, choice=True)
        yield "count", str(len(elements))
        yield "data", (listed := joints.listed(data))
        yield "Data", listed[:1].upper() + listed[1:]
        yield "customers", joints.listed(customers)
        yield "journeys", joints.listed(journeys)
        yield "occasion", finding.occasion or ""
        yield "capability", capable
        yield "flow", flow
        yield "about", finding.about
        named = (*elements, *data, *customers, *journeys, finding.occasion, capable, flow)
        yield "named", joints.listed(filter(None, named))

    def journeys(self) -> list[Journey]:
        known = self.model.journeys
        return [known[id] for id in self.finding.journeys if id in known]

    def step(self) -> Iterator[tuple[str, str]]:
        journeys, number = self.journeys(), self.finding.step
        if not journeys or number is None or not 1 <= number <= len(journeys[0].steps):
            return
        step, customer = journeys[0].steps[number - 1], journeys[0].customer
        yield "step", str(number)
        yield "do", step.do
        yield "customer", self.name(customer)
        yield "expected", self.model.customer_types[customer].expects.get(step.do, "").rstrip(".")

    def proof(self) -> Iterator[tuple[str, str]]:
        witness = self.finding.witness
        if witness is None:
            return
        yield "written", self.joints.listed(map(self.name, witness.written))
        yield "looked_for", self.joints.listed(map(self.name, witness.looked_for))
        yield "worst", self.flow(witness.worst)
        yield "path", self.joints.listed(filter(None, map(self.flow, witness.path)))
        if witness.seconds is not None:
            yield "time", duration(witness.seconds)
            yield "time_after", duration(witness.seconds, after=True)

    def more(self) -> Iterator[tuple[str, str]]:
        """Yield what the model says of what is named, where a sentence is better with it."""
        model, finding = self.model, self.finding
        places = {element.at: element.name for element in model.elements.values()}
        related = (places[one.at] for one in finding.related if one.at in places)
        yield "related", self.joints.listed(related)
        yield "total", str(len(model.elements))
        elements = [model.elements[id] for id in finding.elements if id in model.elements]
        ends = [element.end_of_life for element in elements if element.end_of_life]
        yield "end_of_life", day(ends[0]) if ends else ""
        costs = [element.cost.value for element in elements if element.cost]
        whole = costs and len(costs) == len(elements) and sum(costs) > 0
        yield "cost", (quantity(sum(costs), "money a year", model.currency) or "") if whole else ""
        promises = [customer.promise for customer in self.customers()]
        promises += [journey.promise for journey in self.journeys()]
        yield "promise", self.share(next(filter(None, promises), None))
        for customer in self.customers():
            wished = customer.prefers.get(finding.occasion or "", ())
            yield "wished", self.channel(wished[0]) if wished else ""
        yield "keys", self.keys()

    def customers(self) -> list[CustomerType]:
        known = self.model.customer_types
        return [known[id] for id in self.finding.customer_types if id in known]

    def keys(self) -> str:
        """Return which key is used where, for data that the elements keep under several."""
        places: dict[str, list[str]] = {}
        kept = self.finding.data[0] if len(self.finding.data) == 1 else ""
        for id in self.finding.elements:
            platform = self.model.platforms.get(id)
            holding = platform.holds.get(kept) if platform else None
            if holding is None or not holding.key:
                return ""
            places.setdefault(self.joints.listed(sorted(holding.key)), []).append(self.name(id))
        phrases = (
            f"{key} {self.joints.inside} {self.joints.listed(places[key])}"
            for key in sorted(places)
        )
        return "; ".join(phrases) if len(places) > 1 else ""

    def channel(self, wish: str) -> str:
        """Return the name of a channel, or the word for a kind of channel."""
        known = wish in self.model.elements
        return self.name(wish) if known else sort("channel", wish)

    def share(self, stated: Quantity | None) -> str:
        return "" if stated is None else quantity(stated.value, "share", finer=2) or ""

    def name(self, id: str) -> str:
        element = self.model.elements.get(id)
        return element.name if element else id

    def flow(self, id: str | None) -> str:
        flow = self.model.flow.get(id or "")
        return f"{self.name(flow.source)} → {self.name(flow.target)}" if flow else ""
