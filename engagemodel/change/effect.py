"""Changes and what became of the findings in; out comes what each change does to customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose
from typing import Literal

from engagemodel.change.blame import Blame
from engagemodel.change.losses import Loss, lost_channels
from engagemodel.change.naming import Names, common_names
from engagemodel.change.record import Change, Effect, Lineage
from engagemodel.finding import SEVERITIES, Finding
from engagemodel.model import Model

Better = Literal["lower", "higher"]
_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class _Known:
    """What all changes are judged by."""

    before: Model
    after: Model
    lineage: Lineage
    names: tuple[Names, Names]
    resolved: Blame
    introduced: Blame
    losses: tuple[Loss, ...]


def judge(
    changes: Iterable[Change],
    before: Model,
    after: Model,
    lineage: Lineage,
    resolved: Sequence[Finding],
    introduced: Sequence[Finding],
) -> tuple[Change, ...]:
    """Return the changes with `effect`, `customer_types` and `why`.

    Better is a change that a resolved finding names (see `Blame`) and no introduced one; worse the
    other way round, or where it takes from a customer type a channel that it prefers; mixed is
    both. No finding names a change that cannot have caused its coming or going. The
    customer types are those that the findings name, those whose journeys they name, and those that
    lose the channel: by their ids after, where they still are.
    """
    names = common_names(before, after, lineage)
    known = _Known(
        before,
        after,
        lineage,
        names,
        Blame(resolved, names[0]),
        Blame(introduced, names[1]),
        lost_channels(before, after, lineage),
    )
    return tuple(_judged(change, known) for change in changes)


def judge_figure(before: object, after: object, better: Better | None) -> Effect:
    """Return whether a figure's move is better or worse; neutral where either value is unknown.

    `better` says which way is better (None: neither). Of a figure with a value for each customer
    type and journey, every id that both sides know counts: mixed where some move either way.
    """
    if better is None:
        return "neutral"
    moves = {_move(old, new, better) for old, new in _leaves(before, after)} - {"neutral"}
    if len(moves) > 1:
        return "mixed"
    return moves.pop() if moves else "neutral"


def _leaves(before: object, after: object) -> Iterable[tuple[float, float]]:
    """The pairs of numbers that stand in the same place of two values."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        keys = sorted(before.keys() & after.keys())
        # How much of a value is stated is no better or worse in itself.
        for key in ["value"] if "value" in keys else keys:
            yield from _leaves(before[key], after[key])
    elif isinstance(before, int | float) and isinstance(after, int | float):
        yield before, after


def _move(before: float, after: float, better: Better) -> Effect:
    if isclose(before, after, rel_tol=_CLOSE, abs_tol=_CLOSE):
        return "neutral"
    return "better" if (after < before) == (better == "lower") else "worse"


def _judged(change: Change, known: _Known) -> Change:
    stands = known.names[0] if change.change == "removed" else known.names[1]
    old = () if change.change == "added" else change.was or (change.id,)
    new = () if change.change == "removed" else (change.id,)
    carried = _carried(change, known, old, new) if change.kind == "flow" else set()
    mended = known.resolved.of(change, stands, old, carried)
    broken = known.introduced.of(change, stands, new, carried)
    lost = _losses(change, known.losses)
    if not (mended or broken or lost):
        return change
    concerned = {type for finding in mended for type in _concerned(finding, known.before)}
    concerned |= {loss.customer_type for loss in lost}
    heirs = known.lineage.heirs.get("customer_type", {})
    types = {heir for type in concerned for heir in heirs.get(type, (type,))}
    types |= {type for finding in broken for type in _concerned(finding, known.after)}
    worse = bool(broken or lost)
    return replace(
        change,
        effect="mixed" if mended and worse else "worse" if worse else "better",
        customer_types=tuple(sorted(types)),
        why=_why(mended, broken, lost, known.before),
    )


def _carried(change: Change, known: _Known, old: Iterable[str], new: Iterable[str]) -> set[str]:
    """The common names of the data that a flow carries, before or after."""
    sides = ((known.before, known.names[0], old), (known.after, known.names[1], new))
    return {
        names.of("data", data)
        for model, names, ids in sides
        for id in ids
        for data in model.flow[id.partition(":")[2]].carries
    }


def _losses(change: Change, losses: Iterable[Loss]) -> list[Loss]:
    """The preferred channels that a change takes away: by closing the channel or the way to it."""
    if change.change != "removed" or change.kind not in ("use", "channel"):
        return []
    return [
        loss
        for loss in losses
        if change.id in (loss.channel, f"use:{loss.customer_type}->{loss.channel}")
    ]


def _concerned(finding: Finding, model: Model) -> Iterable[str]:
    yield from finding.customer_types
    yield from (model.journeys[id].customer for id in finding.journeys if id in model.journeys)


def _why(
    mended: Sequence[Finding], broken: Sequence[Finding], lost: Sequence[Loss], before: Model
) -> str:
    """One plain sentence: what ends, then what is lost or begins."""
    harm = []
    if lost:
        harm.append(_loss(lost, before))
    if broken:
        harm.append(f"it brings this: {_told(broken)}")
    good = [f"it ends this: {_told(mended)}"] if mended else []
    sentence = "; but ".join([*good, *(["; and ".join(harm)] if harm else [])])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _told(findings: Sequence[Finding]) -> str:
    """The message of the most severe finding, and how many more there are."""
    first = min(findings, key=lambda finding: (SEVERITIES.index(finding.severity), finding.message))
    more = len(findings) - 1
    return first.message.rstrip(". ") + (f" (and {more} more)" if more else "")


def _loss(lost: Sequence[Loss], before: Model) -> str:
    types = _listed([before.customer_types[loss.customer_type].name for loss in lost])
    channel = before.channels[lost[0].channel].name
    occasions = _listed(sorted({do for loss in lost for do in loss.occasions}))
    return f"{types} can no longer use {channel}, though it is preferred for {occasions}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
