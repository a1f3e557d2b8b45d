"""`--engine dot`: the order that Graphviz gives, read from its numbers; limits that hold; no child left."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from engagemodel.errors import ArgumentError
from engagemodel.page.layout import Card, Column, Line, Slot, arrange, order_by_dot
from engagemodel.page.layout.dot import _source
from engagemodel.page.layout.lanes import build

HERE = shutil.which("dot")
pytestmark = pytest.mark.skipif(
    HERE is None and os.environ.get("CI") != "true", reason="Graphviz is not installed"
)


def asked(cards: list[Card], lines: list[Line], columns: int = 5, **more: int) -> tuple:
    return order_by_dot(cards, lines, columns, 6.0, **{"seconds": 60, "memory": 2048, **more})


def test_it_untangles_what_can_be_untangled() -> None:
    cards = [Card(f"{side}{i}", side, 20.0) for side in range(3) for i in range(6)]
    lines = [Line(f"l{i}", f"0{i}", f"1{5 - i}") for i in range(6)]
    lines += [Line(f"m{i}", f"2{i}", f"1{5 - i}") for i in range(6)]
    lines += [Line("skips", "00", "20"), Line("stays", "00", "05")]
    ordering, tops = asked(cards, lines, 3)
    assert ordering.crossings == 0
    assert {slot.id for column in ordering.columns for slot in column} == {
        *(card.id for card in cards),
        "skips",
    }
    assert Slot("skips", passing=True) in ordering.columns[1]
    assert min(tops.values()) == 0
    for column in ordering.columns:
        spots = [tops[slot.id] for slot in column if not slot.passing]
        assert all(below - above >= 26 - 0.01 for above, below in pairwise(spots))


def test_every_column_is_its_rank(made: Callable[..., tuple], page: list[Column]) -> None:
    cards, lines = made(40, 60, seed=3)
    ordering, _ = asked(cards, lines)
    assert [len([s for s in c if not s.passing]) for c in ordering.columns] == [
        sum(card.column == at for card in cards) for at in range(5)
    ]
    found = arrange(cards, lines, page, 0.0, 900.0, 6.0, ordering=ordering)
    assert found.crossings == ordering.crossings


def test_nothing_of_the_model_reaches_it() -> None:
    bad = 'x"];URL="javascript:1";n1[color=":"\\'
    cards = [Card(bad, 0, 20.0), Card("<b>&", 1, 20.0)]
    lanes = build(cards, [Line("}\n", bad, "<b>&")], 2)
    source = _source(lanes, [20.0, 20.0], 6.0)
    assert "URL" not in source
    assert "<" not in source
    assert set(source.replace("n1", "").split("label=")[1][:2]) == {'"'}
    ordering, _ = asked(cards, [Line("}\n", bad, "<b>&")], 2)
    assert ordering.columns == ((Slot(bad),), (Slot("<b>&"),))


def test_no_graphviz_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ArgumentError, match="needs the program 'dot'") as raised:
        asked([Card("a", 0, 10.0)], [], 1)
    assert "leave out --engine dot" in str(raised.value.problems[0].hint)


@pytest.fixture
def false_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a program called dot in front of the real one; return where it may leave its ids."""

    def put(body: str) -> Path:
        program, ids = tmp_path / "dot", tmp_path / "ids"
        program.write_text(f"#!{sys.executable}\nimport os, subprocess, sys, time\n{body}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("IDS", str(ids))
        return ids

    return put


STUCK = """
child = subprocess.Popen(["sleep", "60"])
open(os.environ["IDS"], "w").write(f"{os.getpid()} {child.pid}")
time.sleep(60)
"""


def gone(ids: Path) -> bool:
    """Return whether the processes end within a few seconds."""
    for _ in range(100):
        if not any(_alive(id) for id in ids.read_text().split()):
            return True
        time.sleep(0.05)
    return False


def _alive(id: str) -> bool:
    try:
        return Path(f"/proc/{id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_one_that_is_stuck_is_ended_with_its_children(false_dot: Callable[[str], Path]) -> None:
    ids = false_dot(STUCK)
    with pytest.raises(ArgumentError, match="no layout within 2 seconds") as raised:
        asked([Card("a", 0, 10.0)], [], 1, seconds=2)
    assert "--limit dot-seconds=" in str(raised.value.problems[0].hint)
    assert gone(ids)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_an_interrupt_leaves_no_child(false_dot: Callable[[str], Path], tmp_path: Path) -> None:
    ids = false_dot(STUCK)
    (tmp_path / "m.yaml").write_text("engagemodel: 1\nname: m\nchannels: {a: {}}\n")
    command = [sys.executable, "-m", "engagemodel", "render", "m.yaml", "--engine", "dot"]
    process = subprocess.Popen([*command, "-o", "p.svg"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    for _ in range(200):
        if ids.exists() and ids.read_text():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert gone(ids)
    assert not (tmp_path / "p.svg").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="another process is limited on Linux alone")
def test_one_that_takes_all_memory_is_refused_it(false_dot: Callable[[str], Path]) -> None:
    false_dot("sys.stdin.read(); held = bytearray(2**30)")
    with pytest.raises(ArgumentError, match="Graphviz failed") as raised:
        asked([Card("a", 0, 10.0)], [], 1, memory=256)
    assert "--limit dot-memory=" in str(raised.value.problems[0].hint)


@pytest.mark.parametrize("said", ["", "node n1 0 nan 1 1", "node n1 0 x 1 1", "node n1", "\\0"])
def test_nonsense_is_refused(said: str, false_dot: Callable[[str], Path]) -> None:
    false_dot(f"sys.stdin.read(); print({said!r})")
    with pytest.raises(ArgumentError, match="gave no place to every card"):
        asked([Card("a", 0, 10.0)], [], 1)
