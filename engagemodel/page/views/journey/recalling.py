"""The way of a journey and how it went before in; the way with what that was, and what is mended, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engagemodel.page.diagram import Diagram, Mark
from engagemodel.page.steps import BAD, Tone
from engagemodel.page.typeset import clean
from engagemodel.page.views.journey.aligning import Pair
from engagemodel.page.views.journey.walking import Chip, Course, Past, Way, chips_of, in_rows, marks
from engagemodel.page.words import WORDS, duration

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage


def fates(pairs: Sequence[Pair]) -> Mapping[int, Mark]:
    """Return which columns are added and which are removed."""
    found: dict[int, Mark] = {}
    for at, pair in enumerate(pairs):
        if pair.before is None or pair.after is None:
            found[at] = "added" if pair.before is None else "removed"
    return found


@dataclass(frozen=True, slots=True)
class Recall:
    """A journey as it was and as it is, side by side; `renamed` has what data before are called now."""

    before: Course
    after: Course
    pairs: Sequence[Pair]
    renamed: Mapping[str, str]

    def mended(self) -> Mapping[tuple[int, str], str]:
        """Return columns and data with which something was wrong and no longer is, and what it was.

        What it was is told in as few words as stand on a hand-off, maybe none.
        """
        found = {}
        for at, old, new in self._both():
            bad = {self._now(data) for tone, _, data in marks(old) if tone in BAD}
            now = {data for _, _, data in marks(new)}
            still = {data for tone, _, data in marks(new) if tone in BAD}
            told = {self._now(read.data): _told(read.verdict, read.at_least) for read in old.reads}
            found.update({(at, data): told.get(data, "") for data in (bad & now) - still})
        return found

    def recalled(self, way: Way, diagram: Diagram) -> Way:
        """Return the way after with what was wrong before, who took part, and the steps that are gone."""
        gone = [pair.before for pair in self.pairs if pair.before and not pair.after]
        chips = tuple(chips_of(self.before, gone, {}, "gone"))
        left = self._left() | {
            (self.before.at[stage.number], self.before.standing[id])
            for stage in gone
            for id in (*stage.channels, *stage.organizations, *stage.platforms)
        }
        left |= {(chip.at, chip.row) for chip in chips}
        found = replace(
            way,
            stages=tuple(pair.after or pair.before for pair in self.pairs),
            chips=(*way.chips, *chips),
            left=left - way.touched,
            marks=fates(self.pairs),
            ended=frozenset(self.before.at[stage.number] for stage in gone),
            past=self._past(),
        )
        return in_rows(found, diagram)

    def _both(self) -> Iterator[tuple[int, Stage, Stage]]:
        """Yield each column whose step both models have."""
        for at, pair in enumerate(self.pairs):
            if pair.before and pair.after:
                yield at, pair.before, pair.after

    def _now(self, data: str) -> str:
        return self.renamed.get(data, data)

    def _past(self) -> Mapping[int, tuple[Past, ...]]:
        """Return by column what was wrong before, where it no longer is."""
        found: dict[int, tuple[Past, ...]] = {}
        for at, old, new in self._both():
            if said := tuple(dict.fromkeys(self._wrongs(old, new))):
                found[at] = said
        return found

    def _wrongs(self, old: Stage, new: Stage) -> Iterator[Past]:
        still = {(tone, data) for tone, _, data in marks(new)}
        worse = {data for tone, data in still if tone in BAD}
        times = {read.data: read.at_least for read in old.reads if read.verdict == "slow"}
        together: dict[tuple[Tone, float | None, bool], list[str]] = {}
        for tone, _, data in marks(old):
            now = self._now(data)
            if tone in BAD and (tone, now) not in still:
                time = times.get(data) if tone == "slow" else None
                names = together.setdefault((tone, time, now not in worse), [])
                names.append(clean(self.before.model.data[data].name))
        for (tone, time, mended), names in together.items():
            text = Chip(0, "", tone, tuple(dict.fromkeys(names))).text
            text = f"{text}, {duration(time)}" if time else text
            yield Past(f"{WORDS['column.before']}: {text}", mended)

    def _left(self) -> frozenset[tuple[int, str]]:
        """Return the columns with the cards of what their steps went over before.

        What a channel of the step still uses, needed or not, is left out.
        """
        channels, standing = self.after.model.channels, self.before.standing
        return frozenset(
            (at, standing[id])
            for at, old, new in self._both()
            for id in (*old.channels, *old.organizations, *old.platforms)
            if not any(standing[id] in channels[channel].uses for channel in new.channels)
        )


def _told(verdict: str, time: float | None) -> str:
    """Return what became of a hand-off in as few words as stand on it."""
    if verdict == "broken":
        return WORDS["hand.broken"]
    return duration(time) if verdict == "slow" and time else ""
