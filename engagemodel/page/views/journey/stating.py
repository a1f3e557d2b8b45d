"""A check or difference and a journey in; each state of it with all that its page has to show out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engagemodel.page.diagram import Diagram, Tile
from engagemodel.page.plates import Plate, plates
from engagemodel.page.sketch import sketch, successors
from engagemodel.page.subjects import journey as told_by
from engagemodel.page.subjects import meant, places
from engagemodel.page.typeset import clean
from engagemodel.page.views.journey.aligning import aligned
from engagemodel.page.views.journey.figuring import tiles
from engagemodel.page.views.journey.recalling import Recall, fates
from engagemodel.page.views.journey.recording import recorded
from engagemodel.page.views.journey.walking import Course, Way, in_rows, way
from engagemodel.page.words import WORDS, say
from engagemodel.results import Check, Difference

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Walk
    from engagemodel.model import Journey, Model


@dataclass(frozen=True, slots=True)
class Told:
    """A state of a journey: its way, its diagram, what the customer is promised on each occasion."""

    way: Way
    diagram: Diagram
    expects: Mapping[str, str]

    @property
    def plain(self) -> Diagram:
        """The diagram without its lines: they are not drawn, so they are not to be explained."""
        return replace(self.diagram, lines=(), within=())


def alone(check: Check, id: str) -> Told:
    """Return the one state of a journey of one model.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    model, journey = told_by(check, id)
    walk, diagram = _walk(model, journey), sketch(check)
    course = Course(model, walk, places(check, model), _columns(walk.stages))
    found = way(course, diagram, walk.stages, check.findings)
    return _told(found, diagram, course, tiles(walk))


def between(result: Difference, id: str) -> Told:
    """Return what lies between two models of a journey; `id` is that of either model.

    The journey of the model after is meant if both have one of that id. A journey that is no more
    is told as it was.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    return _Both(result, id).difference(sketch(result))


def each(result: Difference, id: str) -> tuple[Told, Told, Told]:
    """Return today, difference and tomorrow of a journey, with the same columns.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    both, union = _Both(result, id), sketch(result)
    today, _, tomorrow = plates(result, union)
    old, new = both.state(today), both.state(tomorrow)
    whole = both.difference(union, {card.place for card in old.way.rows})
    order = {card.id: at for at, card in enumerate(whole.way.rows)}
    rows = tuple(sorted(old.way.rows, key=lambda card: order[card.place]))
    return replace(old, way=replace(old.way, rows=rows)), whole, new


class _Both:
    """A journey of two models, its steps side by side."""

    def __init__(self, result: Difference, id: str) -> None:
        self.result = result
        old, new = meant(result, id)
        before, after = result.before.model, result.after.model
        past = _walk(before, old) if old else None
        now = _walk(after, new) if new else None
        standing = successors(result)
        self.pairs = aligned(past, now, standing)
        self.olds = tuple(pair.before for pair in self.pairs)
        self.news = tuple(pair.after for pair in self.pairs)
        self.before = Course(before, past, standing, _columns(self.olds)) if past else None
        here = {id: id for id in after.elements}
        was = old.id if old else ""
        self.after = Course(after, now, here, _columns(self.news), was) if now else None

    def state(self, plate: Plate) -> Told:
        """Return the state of one of the models; one without the journey has columns alone."""
        today = plate.state == "today"
        course, stages = (self.before, self.olds) if today else (self.after, self.news)
        if course is None or plate.check is None:
            return self.absent(plate)
        course = replace(course, standing=plate.standing)
        found = way(course, plate.diagram, stages, plate.check.findings)
        return _told(found, plate.diagram, course, tiles(course.walk))

    def absent(self, plate: Plate) -> Told:
        """Return the state of a model that has no such journey."""
        told = self.told
        nothing = Way(tuple(None for _ in self.pairs))
        found = _told(nothing, plate.diagram, told, ())
        return replace(found, diagram=replace(found.diagram, calm=WORDS["journey.none"]))

    @property
    def told(self) -> Course:
        """The journey as it is after, or else as it was before: one of the models has it."""
        return self.after or self.before  # type: ignore[return-value]

    def difference(self, union: Diagram, others: Collection[str] = ()) -> Told:
        """Return what lies between the two, with rows of all that takes part, and of some others."""
        result, course, walk = self.result, self.told, self.told.walk
        findings = (*result.introduced, *result.remaining, *result.resolved)
        if self.before and self.after:
            heirs = result.lineage.heirs.get("data", {})
            renamed = {old: new[0] for old, new in heirs.items() if new}
            recall = Recall(self.before, self.after, self.pairs, renamed)
            found = way(course, union, self.news, findings, recall.mended())
            found = recall.recalled(found, union)
            figures = tiles(walk, self.before.walk)
        else:
            stages = self.news if self.after else self.olds
            found = replace(way(course, union, stages, findings), marks=fates(self.pairs))
            figures = tiles(walk)
        found = in_rows(found, union, others) if others else found
        return _told(found, union, course, figures, self.before)


def _walk(model: Model, journey: Journey) -> Walk:
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs

    return walk(Graphs(model), journey)


def _columns(stages: Iterable[Stage | None]) -> Mapping[int, int]:
    """Return the column of each step by its number, of the step that each column has."""
    return {stage.number: at for at, stage in enumerate(stages) if stage is not None}


def _told(
    way: Way,
    diagram: Diagram,
    course: Course,
    figures: tuple[Tile, ...],
    before: Course | None = None,
) -> Told:
    """Return a state of a journey; steps that it has no more are of the course `before`."""
    journey = course.walk.journey
    customer = course.model.customer_types[journey.customer]
    expects = dict(customer.expects)
    inside = {card.id for card in way.rows}
    shown = replace(
        diagram,
        cards=way.rows,
        lines=tuple(line for line in diagram.lines if {line.source, line.target} <= inside),
        within=(),
        steps=recorded(way, course, expects, before),
        remarks=way.remarks,
        tiles=figures,
        topic=say("topic.journey", name=clean(journey.name), customer=clean(customer.name)),
        calm=WORDS["calm.journey"] if way.count(range(len(way.stages))) else WORDS["no steps"],
    )
    return Told(way, shown, expects)
