"""A check and a journey in; its steps as swim lanes out: rows, what is read and written, hand-offs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engagemodel.page.diagram import LANES, Card, Diagram, LineKind, Mark, Remark, State
from engagemodel.page.steps import BAD, Look, Tone
from engagemodel.page.subjects import listed
from engagemodel.page.typeset import clean
from engagemodel.page.words import WORDS, duration, say

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Read, Stage, Walk
    from engagemodel.finding import Finding
    from engagemodel.model import Model


@dataclass(frozen=True, slots=True)
class Course:
    """A walk through a model; `standing` has the card of each element of it.

    `at` has the column (from 0) of each step by its number, `was` is the journey's id before.
    """

    model: Model
    walk: Walk
    standing: Mapping[str, str]
    at: Mapping[int, int]
    was: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """What a step does with some data in a row (the id of its card); `at` is its column, from 0.

    It may be `mended`: what it says went wrong before. A step that is `gone` does it no more.
    """

    at: int
    row: str
    tone: Tone
    data: tuple[str, ...]
    look: Look = "now"

    @property
    def text(self) -> str:
        """What the chip says."""
        join = "nor" if self.tone == "broken" else "and"
        return say(f"chip.{self.tone}", data=listed(self.data, join=join))


@dataclass(frozen=True, slots=True)
class Hand:
    """Data handed from one column to another, from row to row; `label` is how long that takes."""

    start: tuple[int, str]
    end: tuple[int, str]
    state: State
    kind: LineKind
    label: str


@dataclass(frozen=True, slots=True)
class Past:
    """What was said of a step before; `mended` if it was wrong and no longer is."""

    text: str
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A journey in swim lanes: its rows, and column by column what stands where.

    `stages` has the step of each column, None where another state of the journey has one; `marks`
    says of columns that they are added or removed. `rows` are cards, channels first; `touched` are
    the pairs of column and row that belong together. `steps` are the findings at a step, `past` is
    what was said of one in the model before, `left` are the columns and rows that belonged together
    then and no longer do, `ended` the columns of steps that the walk no longer has.
    """

    stages: tuple[Stage | None, ...]
    rows: tuple[Card, ...] = ()
    touched: frozenset[tuple[int, str]] = frozenset()
    chips: tuple[Chip, ...] = ()
    hands: tuple[Hand, ...] = ()
    remarks: tuple[Remark, ...] = ()
    steps: Mapping[int, tuple[Remark, ...]] = field(default_factory=dict)
    marks: Mapping[int, Mark] = field(default_factory=dict)
    past: Mapping[int, tuple[Past, ...]] = field(default_factory=dict)
    left: frozenset[tuple[int, str]] = frozenset()
    ended: frozenset[int] = frozenset()

    @property
    def troubled(self) -> frozenset[int]:
        """The columns of steps at which something is wrong, or was before."""
        bad = (chip.at for chip in self.chips if chip.tone in BAD or chip.look == "mended")
        return frozenset({*self.steps, *self.past, *bad}) - self.ended

    def gone(self, at: int) -> bool:
        """Return whether the step of a column is told beside those of a walk that has it no more."""
        return at in self.ended

    def count(self, columns: Iterable[int]) -> int:
        """Return how many of some columns have a step."""
        return sum(self.stages[at] is not None for at in columns)

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
    course: Course,
    diagram: Diagram,
    stages: tuple[Stage | None, ...],
    findings: Iterable[Finding],
    mended: Mapping[tuple[int, str], str] | None = None,
) -> Way:
    """Return the way of a journey, with the step of each column.

    `mended` says of columns and data what was wrong with them before, maybe in no words.
    """
    steps, remarks = _remarked(course, diagram, {f.fingerprint: f for f in findings})
    standing = course.standing
    touched = {
        (course.at[stage.number], standing[id])
        for stage in course.walk.stages
        for id in (*stage.channels, *stage.organizations, *stage.platforms)
    }
    chips = tuple(chips_of(course, course.walk.stages, mended or {}))
    touched |= {(chip.at, chip.row) for chip in chips}
    found = Way(
        stages,
        touched=frozenset(touched),
        chips=chips,
        hands=tuple(dict.fromkeys(_hands(course, mended or {}))),
        remarks=remarks,
        steps=steps,
    )
    return in_rows(found, diagram)


def in_rows(way: Way, diagram: Diagram, others: Iterable[str] = ()) -> Way:
    """Return the way with rows of the cards that it needs, and of `others`.

    They stand lane by lane, platforms with data first, then by step, past ones last.
    """
    cards = {card.id: card for card in diagram.cards}
    ids = _rows(way, cards, others)
    return replace(way, rows=tuple(cards[id] for id in ids))


def _remarked(
    course: Course, diagram: Diagram, found: Mapping[str, Finding]
) -> tuple[Mapping[int, tuple[Remark, ...]], tuple[Remark, ...]]:
    """Return the open remarks at each column, and all remarks about the journey.

    A flow that brings what a step reads too late, or nobody knows when, is its trouble too, though a
    remark about that flow names no journey.
    """
    flows: dict[str, dict[int, None]] = {}
    for stage in course.walk.stages:
        for read in stage.reads:
            for flow in read.path if read.stale or read.verdict == "unknown" else ():
                flows.setdefault(flow, {})[course.at[stage.number]] = None
    steps: dict[int, tuple[Remark, ...]] = {}
    remarks = []
    for remark in diagram.remarks:
        finding = found.get(remark.fingerprint)
        if finding is None:
            continue
        resolved = remark.status == "resolved"
        at = [course.at[step] for step in (finding.step or 0,) if step in course.at]
        if ((resolved and course.was) or course.walk.journey.id) not in finding.journeys:
            at = [*flows.get(finding.flow or "", ())] if not resolved else []
            if not at:
                continue
        remarks.append(remark)
        for step in at if not resolved else ():
            steps[step] = (*steps.get(step, ()), remark)
    return steps, tuple(remarks)


def _rows(way: Way, cards: Mapping[str, Card], others: Iterable[str]) -> list[str]:
    now = {row for _, row in way.touched}
    first = dict.fromkeys(others, len(way.stages))
    for at, row in (*way.touched, *(one for one in way.left if one[1] not in now)):
        first[row] = min(at, first.get(row, at))
    busy = {chip.row for chip in way.chips if cards[chip.row].lane == "platform"}
    lane = {row: LANES.index(cards[row].lane) for row in first}
    return sorted(first, key=lambda r: (lane[r], r not in now, r not in busy, first[r], r))


def chips_of(
    course: Course,
    stages: Iterable[Stage],
    mended: Mapping[tuple[int, str], str],
    usual: Look = "now",
) -> Iterator[Chip]:
    """Yield the chips of steps of a course, each of one look."""
    together: dict[tuple[int, str, Tone, Look], list[str]] = {}
    for stage in stages:
        at = course.at[stage.number]
        for tone, row, data in marks(stage):
            name = clean(course.model.data[data].name)
            look: Look = "mended" if (at, data) in mended else usual
            names = together.setdefault((at, course.standing[row], tone, look), [])
            if name not in names:
                names.append(name)
    for (at, row, tone, look), names in together.items():
        yield Chip(at, row, tone, tuple(names), look)


def marks(stage: Stage) -> Iterator[tuple[Tone, str, str]]:
    """Yield tone, row and data of all that a step writes and reads."""
    for write in stage.writes:
        tone: Tone = "write" if write.verdict == "kept" else write.verdict
        for row in write.landing[:1] or (write.channel,):
            yield tone, row, write.data
    for read in stage.reads:
        yield tone_of(read), found_at(read), read.data


def tone_of(read: Read) -> Tone:
    """Return what is said of a reading: stale data is no good, what is out of reach is not there."""
    if read.stale:
        return "stale"
    return "broken" if read.verdict == "out of reach" else read.verdict


def found_at(read: Read) -> str:
    """Return where data is read, or looked for: in a platform, else on the channel."""
    return read.found_in[0] if read.found_in else read.channel


def _hands(course: Course, mended: Mapping[tuple[int, str], str]) -> Iterator[Hand]:
    states: Mapping[str, State] = {"slow": "slow", "unknown": "unknown", "broken": "broken"}
    for stage in course.walk.stages:
        at = course.at[stage.number]
        for read in stage.reads:
            if read.from_step is None or not read.kept_in:
                continue
            broken = read.verdict == "broken"
            time = read.at_most if read.at_most is not None else read.at_least
            label = duration(time) if time and not broken else ""
            state: State = states.get(read.verdict, "plain")
            if (at, read.data) in mended:
                state, label = "mended", _since(mended[at, read.data], label)
            yield Hand(
                (course.at[read.from_step], course.standing[read.kept_in[0]]),
                (at, course.standing[found_at(read)]),
                state,
                "missing" if broken else "flow" if read.path else "need",
                WORDS["hand.broken"] if broken else label,
            )


def _since(was: str, now: str) -> str:
    """Return what a hand-off was and how long it takes now, in words."""
    if not was:
        return now
    return f"{was} → {now}" if now else f"{WORDS['column.before']}: {was}"
