"""Random models in, where the two readings of them differ out: every check of a model in one pass.

A model is made and read once for all that is checked of it, which is what makes thousands of them cheap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from analysis.case import Case, new_case
from analysis.compared import TOPICS, Answer, Topic
from analysis.rules_compared import RULE_CHECKS

MODELS = 5000
REORDERED = 20
"""So often a model is read in another order too."""
ALWAYS = {"figures", "cuts", "availabilities", "handoffs", "customer_needs"}
"""What is asked of every model; the terms below, which decide what rules find, of two in five."""
Check = Callable[[Case], Iterable[Hashable]]
"""Raises AssertionError where the readings differ, returns what occurred."""


@dataclass(frozen=True)
class Survey:
    """By check: what is wrong with which models, and how often what occurred."""

    wrong: Mapping[str, list[str]]
    seen: Mapping[str, Counter[Hashable]]


def _topic(name: str, topic: Topic) -> Check:
    def check(case: Case) -> Iterable[Hashable]:
        if case.seed % 5 >= 2 and name not in ALWAYS:
            return ()
        fast, slow = topic(case)
        for key in fast.keys() | slow.keys():
            one, other = fast.get(key, "nothing"), slow.get(key, "nothing")
            assert one == other, f"{name}, {key}: {one}, but should be {other}"
        if case.seed % REORDERED == 0:
            assert topic(case.reordered)[0] == fast, f"{name}: depends on the order of entries"
        return OCCURRING[name](fast) if name in OCCURRING else ()

    return check


# What is counted of some answers, to see that the models tell different readings apart.
OCCURRING: Mapping[str, Callable[[Answer], Iterable[Hashable]]] = {
    "figures": lambda answers: answers.items(),
    "handoffs": lambda answers: (verdict for _, _, verdict in answers.values()),
    "customer_needs": lambda answers: (verdict for _, _, verdict in answers.values()),
    "cuts": lambda answers: {len(cut) for sets, *_ in answers.values() for cut in sets},
    "impact": lambda answers: (
        *(f"step {stop.step}" for one in answers.values() for stop in one.journeys),
        *("hit" if loss.left else "cut off" for one in answers.values() for loss in one.customers),
    ),
    "availabilities": lambda answers: (value for value, *_ in answers.values()),
}
CHECKS: Mapping[str, Check] = {
    **{name: _topic(name, topic) for name, topic in TOPICS.items()},
    **RULE_CHECKS,
}


@cache
def survey() -> Survey:
    """Return what all checks find in all models; the same object for every test of a run."""
    found = Survey({name: [] for name in CHECKS}, {name: Counter() for name in CHECKS})
    for seed in range(MODELS):
        case = new_case(seed)
        for name, check in CHECKS.items():
            try:
                found.seen[name].update(check(case))
            except AssertionError as error:
                found.wrong[name].append(f"the model of seed {seed}: {error}")
    return found
