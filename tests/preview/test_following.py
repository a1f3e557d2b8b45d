"""When models are looked at again, by a clock of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engagemodel.errors import ModelError, Problem
from engagemodel.language.touched import mark
from engagemodel.preview.following import GRACE, PATIENCE, STUBBORN, Look, Time, follow

SLOW = 0.3  # seconds that a look takes


class Desk:
    """A file, a clock that moves when somebody waits or looks, and what happens at which time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = 0.0
        self.looks: list[tuple[float, str]] = []
        self._plan: list[tuple[float, Callable[[], object]]] = []
        self.save("first")

    def save(self, text: str) -> None:
        self.path.write_text(text)

    def at(self, when: float, act: Callable[[], object]) -> None:
        self._plan.append((when, act))
        self._plan.sort(key=lambda pair: pair[0])

    def sleep(self, seconds: float) -> None:
        end = self.now + seconds
        while self._plan and self._plan[0][0] <= end:
            self.now, act = self._plan.pop(0)
            act()
        self.now = end

    def look(self) -> Look[str]:
        marks = {str(self.path): mark(str(self.path))}
        text = self.path.read_text() if self.path.exists() else "gone"
        self.looks.append((self.now, text))
        self.sleep(SLOW)
        if text.strip() in ("gone", "", "broken"):
            return Look(marks, error=ModelError(Problem(text)))
        return Look(marks, text.strip(), text)

    def follow(self) -> Iterator[Look[str]]:
        return follow(self.look, Time(lambda: self.now, self.sleep))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "m.yaml")


def test_a_save_is_followed_by_a_look(desk: Desk) -> None:
    following = desk.follow()
    assert next(following).result == "first"
    desk.at(10, lambda: desk.save("second"))
    assert next(following).result == "second"
    assert desk.now < 10 + SLOW + 0.5
    assert len(desk.looks) == 2


def test_a_thousand_saves_come_to_a_few_looks_and_the_last_is_right(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    for number in range(1000):
        desk.at(10 + number / 200, lambda number=number: desk.save(f"save {number}"))
    results = []
    while not results or results[-1] != "save 999":
        results.append(next(following).result)
    assert len(desk.looks) <= 5 / SLOW
    assert desk.now < 10 + 5 + PATIENCE + 2 * SLOW + 0.5
    assert len(results) >= 3  # who saves without a pause is shown something, too


def test_a_save_during_a_look_is_not_lost(desk: Desk) -> None:
    following = desk.follow()
    desk.at(SLOW / 2, lambda: desk.save("second"))
    assert next(following).result == "first"
    assert next(following).result == "second"


def test_a_file_that_is_emptied_and_then_written_is_one_save(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    desk.at(10, lambda: desk.save(""))
    desk.at(10 + GRACE * 0.8, lambda: desk.save("second"))
    look = next(following)
    assert (look.result, look.error) == ("second", None)
    assert len(desk.looks) == 2


def test_a_file_that_is_gone_for_a_moment_and_then_the_same_is_no_save(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    desk.at(10, desk.path.unlink)
    desk.at(11, lambda: desk.save("first"))
    desk.at(12, lambda: desk.save("second"))
    assert next(following).result == "second"
    assert desk.now < 12 + SLOW + 0.5
    assert len(desk.looks) == 2


def test_a_file_that_stays_away_is_told(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    desk.at(10, desk.path.unlink)
    look = next(following)
    assert look.error is not None
    assert desk.now < 10 + GRACE + SLOW + 0.5
    desk.at(20, lambda: desk.save("back"))
    assert next(following).result == "back"


def test_half_a_file_is_not_told_when_the_rest_comes(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    desk.at(10, lambda: desk.save("broken"))
    desk.at(10.4, lambda: desk.save("second"))
    look = next(following)
    assert (look.result, look.error) == ("second", None)


def test_who_looks_between_two_pieces_of_a_save_time_and_again_is_told_nothing(desk: Desk) -> None:
    def look() -> Look[str]:
        if not 1 <= len(desk.looks) <= 6:
            return desk.look()
        text = desk.path.read_text()
        desk.save("")
        found = desk.look()
        desk.save(f"{text}.")
        return found

    following = follow(look, Time(lambda: desk.now, desk.sleep))
    next(following)
    desk.at(10, lambda: desk.save("second"))
    last = next(following)
    assert (last.result, last.error) == ("second......", None)
    assert len(desk.looks) == 8


@pytest.mark.parametrize(("first", "seconds"), [("", 1.2), ("broken", 0.2)])
def test_a_save_that_stalls_while_it_is_looked_at_is_waited_for(
    desk: Desk, first: str, seconds: float
) -> None:
    def look() -> Look[str]:
        if len(desk.looks) == 1:
            desk.save(first)
            desk.at(desk.now + SLOW + seconds, lambda: desk.save("third"))
        return desk.look()

    following = follow(look, Time(lambda: desk.now, desk.sleep))
    next(following)
    desk.at(10, lambda: desk.save("second"))
    last = next(following)
    assert (last.result, last.error) == ("third", None)


def test_who_saves_what_is_broken_without_a_pause_is_told_at_last(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    for number in range(1000):
        desk.at(10 + number / 20, lambda number=number: desk.save("broken" + " " * (number % 7)))
    assert next(following).error is not None
    assert desk.now < 10 + PATIENCE + STUBBORN + GRACE + 2 * SLOW


def test_what_stays_broken_is_told_once(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    desk.at(10, lambda: desk.save("broken"))
    assert next(following).error is not None
    desk.at(30, lambda: desk.save("mended"))
    assert next(following).result == "mended"
    assert [text for _, text in desk.looks] == ["first", "broken", "mended"]


def test_the_same_content_is_not_told_again(desk: Desk) -> None:
    following = desk.follow()
    next(following)
    desk.at(10, lambda: desk.save("first\n"))  # other bytes, the same to who looks
    desk.at(20, lambda: desk.save("second"))
    assert next(following).result == "second"
