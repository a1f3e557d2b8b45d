"""Findings in, what they mean for each customer type out: the biggest share first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.change.losses import Loss, lost_channels
from engagemodel.finding import Finding
from engagemodel.model import CustomerType, Journey, Model
from engagemodel.reports.wording import listed, quoted, share_of, via
from engagemodel.results import Difference

Numbers = Mapping[str, int]
# What a customer type meets where a rule finds something, in words that go on from its name; of
# every rule whose findings name customer types, and of those that put a whole journey at risk.
PHRASES: Mapping[str, str] = {
    "unreached-customer": "cannot reach you at all",
    "only-one-channel": "has only one way in",
    "preferred-channel-missing": "misses their first choice of channel",
    "unwanted-channel": "is sent where they would rather not go",
    "separate-infrastructure": "meets channels that know nothing of each other",
    "redundant-database": "is told different things in different places",
    "single-point-of-failure": "loses every channel when a single platform fails",
    "outside-control": "depends on what you do not control",
    "availability-below-promise": "finds you closed more often than promised",
    "experience-undefined": "cannot know what to expect",
    "pathway-unknown": "goes ways that nobody has drawn",
    "step-off-channel": "is sent to a channel that is not open to them",
    "relay-without-record": "is passed on without a record of what was said",
    "no-common-head": "is passed between departments without a common head",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One customer type with the sentences that say what it meets."""

    customer: CustomerType
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one customer type: sentences, each better, worse or the same as before."""

    title: str
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Whether the customer type is better off."""
        if self.better and self.worse:
            return "better in part, worse in part"
        if self.better or self.worse:
            return "better off" if self.better else "worse off"
        return "as before"


def numbered(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number under which a report lists each finding, by fingerprint."""
    numbers: dict[str, int] = {}
    for finding in findings:
        numbers.setdefault(finding.fingerprint, len(numbers) + 1)
    return numbers


def by_share(model: Model) -> list[CustomerType]:
    """Return the customer types, the biggest share first, those without one last."""
    return sorted(
        model.customer_types.values(),
        key=lambda customer: (-(customer.share.value if customer.share else -1.0), customer.id),
    )


def title(customer: CustomerType, model: Model) -> str:
    """Return ``Online shopper, 38% of revenue``."""
    return ", ".join(filter(None, (customer.name, share_of(customer, model))))


def hits(model: Model, findings: Sequence[Finding], numbers: Numbers) -> tuple[Hit, ...]:
    """Return the customer types that a high or medium finding concerns.

    A finding concerns the customer types that it names and those whose journeys it names; a journey
    breaks where a high finding names it.
    """
    return tuple(
        Hit(customer, sentences)
        for customer in by_share(model)
        if (sentences := _sentences(customer, model, findings, numbers))
    )


def _sentences(
    customer: CustomerType, model: Model, findings: Sequence[Finding], numbers: Numbers
) -> tuple[str, ...]:
    sentences = [
        f"cannot rely on {stumbling(model.journeys[id], found, model)}{_see(found, numbers)}"
        for id, found in breaking(customer, model, findings).items()
    ]
    return (*sentences, *_met(others(customer, model, findings), numbers))


def breaking(
    customer: CustomerType, model: Model, findings: Sequence[Finding]
) -> dict[str, list[Finding]]:
    """Return the customer type's journeys that a high finding names, with these findings."""
    high = [finding for finding in findings if finding.severity == "high"]
    found = {id: [f for f in high if id in f.journeys] for id in _own(customer, model)}
    return {id: some for id, some in found.items() if some}


def others(customer: CustomerType, model: Model, findings: Sequence[Finding]) -> list[Finding]:
    """Return the further high and medium findings that name the customer type or its journeys."""
    own = set(_own(customer, model))
    return [
        finding
        for finding in findings
        if (finding.severity == "medium" and own & set(finding.journeys))
        or (
            finding.severity != "low"
            and customer.id in finding.customer_types
            and not (finding.severity == "high" and own & set(finding.journeys))
        )
    ]


def _own(customer: CustomerType, model: Model) -> list[str]:
    return sorted(id for id, journey in model.journeys.items() if journey.customer == customer.id)


def stumbling(journey: Journey, findings: Sequence[Finding], model: Model) -> str:
    """Return ``"Lamp returned" (fails at step 2: return, Stores)``."""
    steps = sorted({f.step for f in findings if f.step is not None} & {*_numbers(journey)})
    where = listed(
        f"step {number}: {journey.steps[number - 1].do}, "
        f"{via(journey.steps[number - 1].via, model)}"
        for number in steps
    )
    return quoted(journey.name) + (f" (fails at {where})" if where else "")


def _numbers(journey: Journey) -> range:
    return range(1, len(journey.steps) + 1)


def _met(findings: Sequence[Finding], numbers: Numbers, when: str = "") -> list[str]:
    """Return ``has only one way in [2]`` for each rule, in the order of the findings."""
    rules = dict.fromkeys(finding.rule for finding in findings)
    return [
        phrase(rule, when) + _see([f for f in findings if f.rule == rule], numbers)
        for rule in rules
    ]


def phrase(rule: str, when: str = "") -> str:
    """Return what a customer type meets by a rule; `when` is ``now``, ``still`` or ``no longer``."""
    words = PHRASES.get(rule) or f"is hit by {rule.replace('-', ' ')}"
    verb, _, rest = words.partition(" ")
    if verb == "cannot" and when == "no longer":
        return f"can now {rest.removesuffix(' at all')}"
    return " ".join(filter(None, (verb, when, rest) if verb == "is" else (when, words)))


def _see(findings: Sequence[Finding], numbers: Numbers) -> str:
    known = sorted({numbers[f.fingerprint] for f in findings if f.fingerprint in numbers})
    return f" [{', '.join(map(str, known))}]" if known else ""


def turns(difference: Difference, numbers: Numbers) -> tuple[Turn, ...]:
    """Return what becomes of each customer type, the biggest share of tomorrow first."""
    before, after = difference.before.model, difference.after.model
    heirs = difference.lineage.heirs.get("customer_type", {})
    met = [_turn(difference, customer, numbers) for customer in by_share(after)]
    gone = [customer for customer in by_share(before) if not heirs.get(customer.id)]
    met += [Turn(title(c, before), same=("is no longer in the picture",)) for c in gone]
    return tuple(met)


def _turn(difference: Difference, customer: CustomerType, numbers: Numbers) -> Turn:
    before, after = difference.before.model, difference.after.model
    was = difference.lineage.origins.get("customer_type", {}).get(customer.id, ())
    owners = [before.customer_types[id] for id in was if id in before.customer_types]
    better, worse, same = _journeys(difference, customer, owners, numbers)
    resolved = [f for owner in owners for f in others(owner, before, _open(difference.resolved))]
    introduced = others(customer, after, _open(difference.introduced))
    remaining = others(customer, after, _open(difference.remaining))
    for found, sentences, when in (
        (resolved, better, "no longer"),
        (introduced, worse, "now"),
        (remaining, same, "still"),
    ):
        sentences.extend(_met(found, numbers, when))
    worse += _losses(difference, was)
    if not was:
        same.insert(0, "is new in the picture")
    return Turn(title(customer, after), tuple(better), tuple(worse), tuple(same))


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.accepted is None]


def _journeys(
    difference: Difference, customer: CustomerType, owners: Sequence[CustomerType], numbers: Numbers
) -> tuple[list[str], list[str], list[str]]:
    """Return sentences on the journeys that are mended, newly broken and still broken."""
    before, after = difference.before, difference.after
    heirs = difference.lineage.heirs.get("journey", {})
    origins = difference.lineage.origins.get("journey", {})
    was_broken = {
        heir: found
        for owner in owners
        for id, found in breaking(owner, before.model, before.open).items()
        for heir in heirs.get(id, ())
        if heir in after.model.journeys
    }
    is_broken = breaking(customer, after.model, after.open)
    better = [
        f"can rely on {quoted(after.model.journeys[id].name)} from end to end{_see(found, numbers)}"
        for id, found in sorted(was_broken.items())
        if id not in is_broken
    ]
    worse, same = [], []
    for id, found in is_broken.items():
        words = f"{stumbling(after.model.journeys[id], found, after.model)}{_see(found, numbers)}"
        if id in was_broken:
            same.append(f"still cannot rely on {words}")
        elif origins.get(id):
            worse.append(f"can no longer rely on {words}")
        else:
            worse.append(f"cannot rely on the new journey {words}")
    return better, worse, same


def _losses(difference: Difference, was: Sequence[str]) -> list[str]:
    """Return a sentence for each channel that the customer type prefers and can no longer use."""
    before = difference.before.model
    return [
        f"can no longer use {quoted(before.channels[loss.channel].name)}, {_choice(loss, before)}"
        for loss in lost_channels(before, difference.after.model, difference.lineage)
        if loss.customer_type in was
    ]


def _choice(loss: Loss, before: Model) -> str:
    """Return ``their first choice to buy and return and a later choice to ask``."""
    prefers = before.customer_types[loss.customer_type].prefers
    words = (loss.channel, before.channels[loss.channel].kind)
    first = [occasion for occasion in loss.occasions if prefers[occasion][0] in words]
    later = [occasion for occasion in loss.occasions if occasion not in first]
    ranks = (("their first choice", first), ("a later choice", later))
    return listed(f"{rank} to {listed(occasions)}" for rank, occasions in ranks if occasions)
