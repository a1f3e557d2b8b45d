"""A finding and its model in, its facts by name as a sentence takes them out; and sentences filled with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from engagemodel.finding import Amount, Fact, Facts, Finding, Names
from engagemodel.model import Journey, Model
from engagemodel.page.words.force import sort
from engagemodel.page.words.numbers import day, duration, exact

_SHOWN = 4
_OPTION = re.compile(r"\[([^]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Joints:
    """What joins names in a language, and the quotes that stand around words of a model."""

    last: str
    choice: str
    more: str
    open: str
    close: str

    def listed(self, words: Iterable[str], *, choice: bool = False) -> str:
        """Return words as a phrase; of more than a few, the first ones and how many more."""
        found = self._few(dict.fromkeys(words))
        if len(found) < 2:
            return "".join(found)
        joint = self.choice if choice else self.last
        return f"{', '.join(found[:-1])} {joint} {found[-1]}"

    def apart(self, phrases: Iterable[str]) -> str:
        """Return phrases one after another, in which names may be joined themselves."""
        return "; ".join(self._few(phrases))

    def _few(self, words: Iterable[str]) -> list[str]:
        found = list(words)
        if len(found) > _SHOWN + 1:
            found = [*found[:_SHOWN], self.more.format(count=len(found) - _SHOWN)]
        return found


class Wording(NamedTuple):
    """How findings of a rule are told, as templates for `fill`.

    `phrases` has one for each fact of the rule that is several things: how one of them is told.
    """

    title: str
    text: str
    mend: str
    phrases: Mapping[str, str] = {}


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


def facts(
    finding: Finding, model: Model, joints: Joints, phrases: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the facts of a finding that are known, by name, in the words of a language.

    They are its facets, and what its rule says beyond (`Finding.facts`): names once more with
    ``_or`` behind for a choice, times with ``_after`` for the place after a preposition.
    """
    reader = _Reader(finding, model, joints)
    found = {**dict(reader.facets()), **dict(reader.step())}
    found.update(reader.given(finding.facts, phrases))
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
        flow, witness = self.flow(finding.flow), finding.witness
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
        yield "worst", self.flow(witness.worst) if witness else ""
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

    def given(self, facts: Facts, phrases: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what a rule says, told in a language."""
        for name, fact in facts.items():
            words = self.words(fact)
            if words is not None:
                yield name, self.joints.listed(words)
                yield f"{name}_or", self.joints.listed(words, choice=True)
            elif isinstance(fact, tuple):
                several = [dict(self.given(one, {})) for one in fact if isinstance(one, Mapping)]
                yield name, self.joints.apart(fill(phrases[name], one) for one in several)
            elif isinstance(fact, Amount) and fact.unit == "seconds":
                yield name, duration(fact.value)
                yield f"{name}_after", duration(fact.value, after=True)
            elif isinstance(fact, Amount):
                yield name, exact(fact.value, fact.unit, self.model.currency)
            elif isinstance(fact, date):
                yield name, day(fact)

    def words(self, fact: Fact) -> list[str] | None:
        """Return the words of a fact that is one or more of them, None of any other."""
        if isinstance(fact, Names):
            names = [self.called(fact.of, id) for id in fact.ids]
            return [" → ".join(names)] if fact.of == "line" else names
        if isinstance(fact, str):
            return [fact]
        if isinstance(fact, tuple) and not any(isinstance(one, Mapping) for one in fact):
            return [str(one) for one in fact]
        return None

    def called(self, of: str, id: str) -> str:
        if of == "kinds":
            return sort("channel", id)
        data = self.model.data.get(id) if of == "data" else None
        return data.name if data else self.name(id)

    def name(self, id: str) -> str:
        element = self.model.elements.get(id)
        return element.name if element else id

    def flow(self, id: str | None) -> str:
        flow = self.model.flow.get(id or "")
        return f"{self.name(flow.source)} → {self.name(flow.target)}" if flow else ""
