"""Findings in, what they mean for each customer type out: the biggest share first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.change import customers
from engagemodel.change.customers import Met, Stumble, breaking, by_rule, by_share, others
from engagemodel.change.losses import Loss
from engagemodel.finding import Finding
from engagemodel.model import CustomerType, Journey, Model
from engagemodel.reports.wording import listed, quoted, share_of, via
from engagemodel.results import Difference

Numbers = Mapping[str, int]
# What a customer type meets where a rule finds something, in words that go on from its name, be it
# of one or of many (`will` and `cannot` suit both); of every rule whose findings name customer
# types, and of those that put a whole journey at risk.
PHRASES: Mapping[str, str] = {
    "unreached-customer": "cannot reach you at all",
    "only-one-channel": "will have only one way in",
    "preferred-channel-missing": "will miss their first choice of channel",
    "unwanted-channel": "will be sent where they would rather not go",
    "separate-infrastructure": "will meet channels that know nothing of each other",
    "redundant-database": "will be told different things in different places",
    "single-point-of-failure": "will lose every channel when a single platform fails",
    "outside-control": "will depend on what you do not control",
    "availability-below-promise": "will find you closed more often than promised",
    "experience-undefined": "cannot know what to expect",
    "pathway-unknown": "will go ways that nobody has drawn",
    "step-off-channel": "will be sent to a channel that is not open to them",
    "relay-without-record": "will be passed on without a record of what was said",
    "no-common-head": "will be passed between departments without a common head",
}
OTHER = "other channels, neither better nor worse off"


@dataclass(frozen=True, slots=True)
class Hit:
    """One customer type with the sentences that say what it meets."""

    customer: CustomerType
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one customer type: sentences, each better, worse or the same as before.

    What is `other` than before is neither better nor worse by itself. A customer type may be `new`
    or `gone`: then there is nothing to compare with.
    """

    title: str
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    new: bool = False
    gone: bool = False

    @property
    def verdict(self) -> str:
        """Whether the customer type is better off, in the words of a brief."""
        if self.new or self.gone:
            return "new tomorrow" if self.new else "gone tomorrow"
        if self.better and self.worse:
            return "better in part, worse in part"
        if self.better or self.worse:
            return "better off" if self.better else "worse off"
        return OTHER if self.other else "as before"


def numbered(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number under which a report lists each finding, by fingerprint."""
    numbers: dict[str, int] = {}
    for number, finding in enumerate(findings, 1):
        numbers.setdefault(finding.fingerprint, number)
    return numbers


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
    return (*sentences, *_met(by_rule(others(customer, model, findings)), numbers))


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


def _met(met: Sequence[Met], numbers: Numbers, when: str = "") -> list[str]:
    """Return ``will have only one way in [2]`` for each rule, in the order of the findings."""
    return [phrase(each.rule, when) + _see(each.findings, numbers) for each in met]


def phrase(rule: str, when: str = "") -> str:
    """Return what a customer type meets by a rule; `when` is ``now``, ``still`` or ``no longer``."""
    words = PHRASES.get(rule) or f"will be hit by {rule.replace('-', ' ')}"
    verb, _, rest = words.partition(" ")
    if verb == "cannot" and when == "no longer":
        return f"can now {rest.removesuffix(' at all')}"
    return " ".join(filter(None, (when, words) if verb == "cannot" else (verb, when, rest)))


def _see(findings: Sequence[Finding], numbers: Numbers) -> str:
    known = sorted({numbers[f.fingerprint] for f in findings if f.fingerprint in numbers})
    return f" [{', '.join(map(str, known))}]" if known else ""


def turns(difference: Difference, numbers: Numbers) -> tuple[Turn, ...]:
    """Return what becomes of each customer type, the biggest share of tomorrow first."""
    return tuple(_turn(turn, difference, numbers) for turn in difference.turns)


def _turn(turn: customers.Turn, difference: Difference, numbers: Numbers) -> Turn:
    before, after = difference.before.model, difference.after.model
    if turn.gone:
        return Turn(title(turn.customer, before), gone=True)
    better = [
        f"can rely on {quoted(each.journey.name)} from end to end{_see(each.findings, numbers)}"
        for each in turn.mended
    ]
    worse = [
        f"{'cannot rely on the new journey' if each.new else 'can no longer rely on'} "
        f"{_stumbling(each, after, numbers)}"
        for each in turn.broken
    ]
    same = [f"still cannot rely on {_stumbling(each, after, numbers)}" for each in turn.still]
    better += _met(turn.ended, numbers, "no longer")
    worse += _met(turn.begun, numbers, "now")
    same += _met(turn.stays, numbers, "still")
    worse += _losses(turn.lost, before)
    other = [f"can now use {quoted(after.channels[id].name)}" for id in turn.opened]
    other += [f"can no longer use {quoted(before.channels[id].name)}" for id in turn.closed]
    return Turn(
        title(turn.customer, after),
        better=tuple(better),
        worse=tuple(worse),
        same=tuple(same),
        other=tuple(other),
        new=turn.new,
    )


def _stumbling(stumble: Stumble, model: Model, numbers: Numbers) -> str:
    told = stumbling(stumble.journey, stumble.findings, model)
    return f"{told}{_see(stumble.findings, numbers)}"


def _losses(lost: Sequence[Loss], before: Model) -> list[str]:
    """Return a sentence for each channel that the customer type prefers and can no longer use."""
    return [
        f"can no longer use {quoted(before.channels[loss.channel].name)}, {_choice(loss, before)}"
        for loss in lost
    ]


def _choice(loss: Loss, before: Model) -> str:
    """Return ``their first choice to buy and return and a later choice to ask``."""
    prefers = before.customer_types[loss.customer_type].prefers
    words = (loss.channel, before.channels[loss.channel].kind)
    first = [occasion for occasion in loss.occasions if prefers[occasion][0] in words]
    later = [occasion for occasion in loss.occasions if occasion not in first]
    ranks = (("their first choice", first), ("a later choice", later))
    return listed(f"{rank} to {listed(occasions)}" for rank, occasions in ranks if occasions)
