"""How far a run is fits every terminal, comes late, not too often, and goes without a trace."""

from __future__ import annotations

import pytest

from engagemodel import progress
from engagemodel.reports import bar
from engagemodel.reports.bar import Bar, line


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "250 of 1,000 models [##########..............................]"),
        (40, "250 of 1,000 models [####.............]"),
        (30, "250 of 1,000 models"),
        (20, "250 of 1,000 models"),
        (19, "250 of 1,000"),
        (12, ""),
    ],
)
def test_it_fits(width: int, shown: str) -> None:
    assert line(250, 1000, width) == shown
    assert len(shown) < width


def test_it_begins_empty_and_ends_full() -> None:
    assert line(0, 3, 80).count("#") == 0
    assert line(3, 3, 80).count(".") == 0


class Terminal:
    """What is seen on one line of a terminal."""

    def __init__(self) -> None:
        self.text = ""
        self.column = 0
        self.writes = 0

    def say(self, text: str) -> None:
        self.writes += 1
        for character in text:
            if character == "\r":
                self.column = 0
                continue
            assert character.isascii()
            assert character.isprintable()
            self.text = self.text[: self.column] + character + self.text[self.column + 1 :]
            self.column += 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(bar, "monotonic", lambda: now[0])
    return now


def test_it_comes_late_and_goes_without_a_trace(clock: list[float]) -> None:
    terminal, width = Terminal(), [80]
    with progress.listening(Bar(terminal.say, lambda: width[0])):
        progress.tell(1, 1000)
        assert terminal.writes == 0
        for step in range(2, 1001):
            clock[0] += 0.01
            width[0] = 80 if step < 500 else 25  # the window is made narrow
            progress.tell(step, 1000)
            if terminal.text.strip():
                assert terminal.text.rstrip() == line(step, 1000, width[0]) or clock[0] % 0.1
        assert 50 < terminal.writes < 110
        assert terminal.text.strip()
    assert not terminal.text.strip()
    assert terminal.column == 0


def test_what_is_soon_done_shows_nothing(clock: list[float]) -> None:
    terminal = Terminal()
    with progress.listening(Bar(terminal.say, lambda: 80)):
        for step in range(10):
            progress.tell(step, 10)
    assert terminal.writes == 0
    progress.tell(1, 1)  # nobody listens any more


def test_it_is_wiped_away_when_the_work_fails(clock: list[float]) -> None:
    terminal = Terminal()

    def failing() -> None:
        with progress.listening(Bar(terminal.say, lambda: 80)):
            clock[0] = 1
            progress.tell(1, 2)
            assert terminal.text.strip()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert not terminal.text.strip()


def test_what_is_waited_for_is_told_at_once_and_wiped_away(clock: list[float]) -> None:
    terminal = Terminal()
    with progress.listening(Bar(terminal.say, lambda: 30)):
        progress.wait("a worker of the cluster")
        assert terminal.text.rstrip() == "waiting for a worker of the cluster"[:29]
    assert not terminal.text.strip()
