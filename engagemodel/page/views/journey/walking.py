"""A check and a journey in; its steps as swim lanes out: rows, what is read and written, hand-offs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from engagemodel.page.diagram import LANES, Card, Diagram, Effect, LineKind, Remark, State, Tile
from engagemodel.page.subjects import listed
from engagemodel.page.typeset import clean
from engagemodel.page.words import WORDS, duration, say
from engagemodel.results import Check, Difference

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Read, Stage, Walk
    from engagemodel.finding import Finding
    from engagemodel.model import Model

Tone = Literal[
    "write", "kept", "here", "known", "stale", "slow", "unknown", "broken", "lost", "overwritten"
]
BAD: tuple[Tone, ...] = ("slow", "broken", "lost", "overwritten", "stale", "unknown")


@dataclass(frozen=True, slots=True)
class Chip:
    """What a step does with some data in a row (the id of its card); `at` is the step, from 0."""

    at: int
    row: str
    tone: Tone
    data: tuple[str, ...]

    @property
    def text(self) -> str:
        """What the chip says."""
        join = "nor" if self.tone == "broken" else "and"
        return say(f"chip.{self.tone}", data=listed(self.data, join=join))


@dataclass(frozen=True, slots=True)
class Hand:
    """Data handed from one step to another, from row to row; `label` is how long that takes."""

    start: tuple[int, str]
    end: tuple[int, str]
    state: State
    kind: LineKind
    label: str


@dataclass(frozen=True, slots=True)
class Way:
    """A journey in swim lanes: its rows, and step by step what stands where.

    `rows` are cards, channels first; `touched` are the pairs of step and row that belong together.
    `steps` are the findings at a step, `past` says what was wrong with one in the model before,
    `left` are the steps and rows that belonged together then and no longer do.
    """

    walk: Walk
    rows: tuple[Card, ...]
    touched: frozenset[tuple[int, str]]
    chips: tuple[Chip, ...]
    hands: tuple[Hand, ...]
    remarks: tuple[Remark, ...]
    steps: Mapping[int, tuple[Remark, ...]]
    past: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    left: frozenset[tuple[int, str]] = frozenset()

    @property
    def troubled(self) -> frozenset[int]:
        """The steps (from 0) at which something is wrong."""
        return frozenset({*self.steps, *(chip.at for chip in self.chips if chip.tone in BAD)})

    def noted(self, row: Card) -> tuple[Remark, ...]:
        """Return the remarks about a row, or what is grouped in it, that stand at no step."""
        heads = {remark.number for remarks in self.steps.values() for remark in remarks}
        inside = {row.id, *row.member_ids}
        return tuple(
            replace(remark, cards=(row.id,))
            for remark in self.remarks
            if remark.number not in heads and inside & {*remark.cards}
        )


def way(
    model: Model,
    walk: Walk,
    diagram: Diagram,
    findings: Iterable[Finding],
    standing: Mapping[str, str],
    left: frozenset[tuple[int, str]] = frozenset(),
) -> Way:
    """Return the way of a journey; `standing` has the card of each element of the model.

    `left` are the steps (from 0) and cards that belonged together in the model before.
    """
    steps, remarks = _remarked(walk, diagram, {f.fingerprint: f for f in findings})
    touched = {
        (stage.number - 1, standing[id])
        for stage in walk.stages
        for id in (*stage.channels, *stage.organizations, *stage.platforms)
    }
    chips = tuple(_chips(walk, model, standing))
    touched |= {(chip.at, chip.row) for chip in chips}
    left -= touched
    cards = {card.id: card for card in diagram.cards}
    return Way(
        walk,
        tuple(cards[id] for id in _rows(touched, left, chips, cards)),
        frozenset(touched),
        chips,
        tuple(dict.fromkeys(_hands(walk, standing))),
        remarks,
        steps,
        left=left,
    )


def _remarked(
    walk: Walk, diagram: Diagram, found: Mapping[str, Finding]
) -> tuple[Mapping[int, tuple[Remark, ...]], tuple[Remark, ...]]:
    """Return the open remarks at each step (from 0), and all remarks about the journey.

    A flow that brings what a step reads too late, or nobody knows when, is its trouble too, though a
    remark about that flow names no journey.
    """
    flows: dict[str, dict[int, None]] = {}
    for stage in walk.stages:
        for read in stage.reads:
            for flow in read.path if read.stale or read.verdict == "unknown" else ():
                flows.setdefault(flow, {})[stage.number - 1] = None
    steps: dict[int, tuple[Remark, ...]] = {}
    remarks = []
    for remark in diagram.remarks:
        finding = found.get(remark.fingerprint)
        if finding is None:
            continue
        at = [finding.step - 1] if finding.step is not None else []
        if walk.journey.id not in finding.journeys:
            at = [*flows.get(finding.flow or "", ())] if remark.status != "resolved" else []
            if not at:
                continue
        remarks.append(remark)
        for step in at if remark.status != "resolved" else ():
            steps[step] = (*steps.get(step, ()), remark)
    return steps, tuple(remarks)


def _rows(
    touched: Iterable[tuple[int, str]],
    left: Iterable[tuple[int, str]],
    chips: Sequence[Chip],
    cards: Mapping[str, Card],
) -> list[str]:
    """Return the rows: lane by lane, platforms with data first, then by step, past ones last."""
    first: dict[str, int] = {}
    for at, row in touched:
        first[row] = min(at, first.get(row, at))
    now = {*first}
    for at, row in left:
        if row not in now:
            first[row] = min(at, first.get(row, at))
    busy = {chip.row for chip in chips if cards[chip.row].lane == "platform"}
    lane = {row: LANES.index(cards[row].lane) for row in first}
    return sorted(first, key=lambda r: (lane[r], r not in now, r not in busy, first[r], r))


def _chips(walk: Walk, model: Model, standing: Mapping[str, str]) -> Iterator[Chip]:
    together: dict[tuple[int, str, Tone], list[str]] = {}
    for stage in walk.stages:
        for tone, row, data in marks(stage):
            name = clean(model.data[data].name)
            names = together.setdefault((stage.number - 1, standing[row], tone), [])
            if name not in names:
                names.append(name)
    for (at, row, tone), names in together.items():
        yield Chip(at, row, tone, tuple(names))


def marks(stage: Stage) -> Iterator[tuple[Tone, str, str]]:
    """Yield tone, row and data of all that a step writes and reads."""
    for write in stage.writes:
        tone: Tone = "write" if write.verdict == "kept" else write.verdict
        for row in write.landing[:1] or (write.channel,):
            yield tone, row, write.data
    for read in stage.reads:
        yield tone_of(read), _found(read), read.data


def tone_of(read: Read) -> Tone:
    """Return what is said of a reading: stale data is no good, what is out of reach is not there."""
    if read.stale:
        return "stale"
    return "broken" if read.verdict == "out of reach" else read.verdict


def _found(read: Read) -> str:
    """Return where data is read, or looked for: in a platform, else on the channel."""
    return read.found_in[0] if read.found_in else read.channel


def _hands(walk: Walk, standing: Mapping[str, str]) -> Iterator[Hand]:
    states: Mapping[str, State] = {"slow": "slow", "unknown": "unknown", "broken": "broken"}
    for stage in walk.stages:
        for read in stage.reads:
            if read.from_step is None or not read.kept_in:
                continue
            broken = read.verdict == "broken"
            time = read.at_most if read.at_most is not None else read.at_least
            label = duration(time) if time and not broken else ""
            yield Hand(
                (read.from_step - 1, standing[read.kept_in[0]]),
                (stage.number - 1, standing[_found(read)]),
                states.get(read.verdict, "plain"),
                "missing" if broken else "flow" if read.path else "need",
                WORDS["hand.broken"] if broken else label,
            )


def earlier(result: Check | Difference, id: str) -> Walk | None:
    """Return how a journey goes in the model before, where both models tell it."""
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs

    if not isinstance(result, Difference) or id not in result.after.model.journeys:
        return None
    before = result.before.model
    return walk(Graphs(before), before.journeys[id]) if id in before.journeys else None


def tiles(walk: Walk, before: Walk | None = None) -> tuple[Tile, ...]:
    """Return the journey in figures, with those of how it went `before` and what is better now."""
    was = _figures(before) if before else {}
    found = []
    for name, (value, text) in _figures(walk).items():
        old, said = was.get(name, (value, text))
        tile = Tile(name, WORDS[f"tile.{name}"], None, text, "")
        if said != text and name != "steps":
            better = (value > old) == (name == "kept")
            effect: Effect = "neutral" if value == old else "better" if better else "worse"
            tile = replace(tile, before=said, effect=effect, rises=value > old)
        found.append(tile)
    return tuple(found)


def _figures(walk: Walk) -> Mapping[str, tuple[float, str]]:
    """Return each figure of a journey as a number and in words."""
    kept = walk.handoffs("kept")
    total = sum(walk.handoffs(verdict) for verdict in ("kept", "slow", "broken", "unknown"))
    breaks, steps = sum(stage.breaks for stage in walk.stages), len(walk.stages)
    found: dict[str, tuple[float, str]] = {}
    if total:
        found["kept"] = (kept / total, say("of", part=kept, whole=total))
    found["breaks"] = (float(breaks), say("of", part=breaks, whole=steps))
    times = [
        read.at_least or 0.0
        for stage in walk.stages
        for read in stage.reads
        if read.verdict in ("kept", "slow")
    ]
    if times:
        found["slowest"] = (max(times), duration(max(times)))
    found["steps"] = (float(steps), str(steps))
    return found
