"""Whatever the bytes: a model, or a ModelError whose every place exists."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import COMPLETE, HEADER, problems

from engagemodel.language import Limits
from engagemodel.printable import printable

GOOD = HEADER + COMPLETE
SMALL = Limits(values=5_000, expanded=2_000, file_bytes=1 << 16)
PIECES = st.sampled_from(
    ["{", "}", "[", "]", ":", ": ", ",", "- ", "? ", "\n", "\n  ", "\r", "\t", "'", '"', "#", " #", "&a ",
     "*a", "<<: *a", "!!x ", "|", ">", "%", "---\n", "...\n", "\\", "\x00", "\x85", "\u2028", "é",
     "\ud83d", "engagemodel: 1\n", "name: x\n", "platforms:\n", "flows:\n", "a", "any_of", "needs"]
)  # fmt: skip

CORPUS = sorted(
    path
    for path in (Path(__file__).parents[1] / "corpus").rglob("*")
    if path.suffix in (".yaml", ".yml", ".json") and path.name != "cases.json"
)


def check(data: bytes) -> None:
    """Load bytes; whatever is wrong with them stands where an editor can go."""
    found = problems(data, limits=SMALL)
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", text)
    for problem in found:
        assert problem.message == printable(problem.message)
        assert len(problem.message) < 500
        if problem.at is not None:
            assert 1 <= problem.at.line <= len(lines)
            assert 1 <= problem.at.column <= len(lines[problem.at.line - 1]) + 1


@given(st.binary(max_size=200))
def test_bytes(data: bytes) -> None:
    check(data)


@given(st.lists(PIECES, max_size=30))
def test_pieces(pieces: list[str]) -> None:
    check("".join(pieces).encode("utf-8", "surrogatepass"))


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), PIECES), min_size=1, max_size=5))
def test_mutations(changes: list[tuple[float, int, str]]) -> None:
    text = GOOD
    for where, removed, added in changes:
        index = int(where * len(text))
        text = text[:index] + added + text[index + removed :]
    check(text.encode("utf-8", "surrogatepass"))


@given(st.integers())
def test_lines_shuffled(seed: int) -> None:
    lines = GOOD.splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    check("".join(lines).encode())


@given(st.integers(0, len(GOOD)), st.integers(0, len(GOOD)))
def test_cut(start: int, end: int) -> None:
    check(GOOD[min(start, end) : max(start, end)].encode())


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(CORPUS),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=4) | PIECES), max_size=4
    ),
)
def test_files_that_are_wrong_already(
    path: Path, changes: list[tuple[float, int, bytes | str]]
) -> None:
    """Each of the files that the program must survive, with more wrong with it."""
    data = path.read_bytes()
    for where, removed, added in changes:
        index = int(where * len(data))
        more = added if isinstance(added, bytes) else added.encode("utf-8", "surrogatepass")
        data = data[:index] + more + data[index + removed :]
    check(data)
