"""A way to look at files in, one look after each save out: of what was saved last, and never two at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from engagemodel.errors import EngagemodelError
from engagemodel.preview.watched import GONE, Watched

Seen = TypeVar("Seen")

PAUSE = 0.1  # seconds between two polls,
SHARE = 20  # of which polling may take one part in so many
QUIET = 0.06  # how long nothing may change before files are looked at,
PATIENCE = 0.6  # and for how long that is waited for;
GRACE = 1.5  # a file that is gone or empty is waited for so long to be mended,
BROKEN = 0.3  # one that is broken for so long: its other half may be on its way;
STUBBORN = 6.0  # what changes on and on and never is right is told after so long


@dataclass(frozen=True, slots=True)
class Look(Generic[Seen]):
    """What a look at files saw: a result, or what kept it from one, and the mark of all it looked at.

    `content` is equal for two looks that must come to the same result.
    """

    marks: Mapping[str, str] = field(default_factory=dict)
    content: object = None
    result: Seen | None = None
    error: EngagemodelError | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """The clock, and how to wait, in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def follow(look: Callable[[], Look[Seen]], time: Time = Time()) -> Iterator[Look[Seen]]:
    """Yield a first look, then one after each change, without end.

    Changes that come while a look is taken, or close upon another, end in one look at the last of
    them. A look that failed on files that have changed since is not worth telling: an editor was
    writing. Whoever saves without a pause is shown the state of now and then.
    """
    last = look()
    marks = last.marks
    yield last
    while True:
        watched = Watched(marks, clock=time.now)
        _wait(watched, time)
        now = _looked(look, watched.state(), time)
        marks = now.marks
        # Another name in a folder that a pattern was sought in is the same model still.
        if now.error is not None or last.error is not None or now.content != last.content:
            last = now
            yield last


def _wait(watched: Watched, time: Time) -> None:
    """Wait until something has changed and is at rest."""
    while True:
        begun = time.now()
        changed = watched.changed()
        spent = time.now() - begun
        if changed and _rests(watched, time):
            return
        time.sleep(max(PAUSE, SHARE * spent))


def _rests(watched: Watched, time: Time) -> bool:
    """Wait for a pause in changing; return whether there still is a change then."""
    begun = time.now()
    while True:
        state = watched.state()
        time.sleep(QUIET)
        changed = watched.changed()
        if not changed:
            return False
        limit = GRACE if watched.missing() else PATIENCE
        over = time.now() - begun >= limit
        if over or (watched.state() == state and not watched.missing()):
            return True


def _looked(look: Callable[[], Look[Seen]], before: Mapping[str, str], time: Time) -> Look[Seen]:
    """Return a look that saw something, or failed on files that stay as they are for a while.

    `before` are the marks that files had a moment ago; what is gone since may be there again soon.
    """
    begun = time.now()
    while True:
        found = look()
        if found.error is None or time.now() - begun >= STUBBORN:
            return found
        watched = Watched(found.marks, clock=time.now)
        gone = any(
            was not in GONE and found.marks.get(path) in GONE for path, was in before.items()
        )
        if not _changes(watched, GRACE if gone else BROKEN, time):
            return found
        _rests(watched, time)
        before = watched.state()


def _changes(watched: Watched, seconds: float, time: Time) -> bool:
    """Return whether there is a change within so many seconds."""
    end = time.now() + seconds
    while not watched.changed():
        if time.now() >= end:
            return False
        time.sleep(QUIET)
    return True
