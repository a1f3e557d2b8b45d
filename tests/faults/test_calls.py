"""Every system call of every command that writes fails once: old files or new ones, and it says so.

Each run is a process of its own. The n-th write (open, rename, read, …) in the folder of the models
fails, for n = 1, 2, … until a run has no n-th one and gets by.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from forking import Ended, Server

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is forked")

TODAY = "engagemodel: 1\nname: Today\nstate: as-is\ninclude: parts.yaml\ncustomer_types:\n  a: {}\n"
TOMORROW = (
    "engagemodel: 1\nname: Tomorrow\ncustomer_types:\n  a: {}\nchannels:\n  web: {kind: web}\n"
)
UNKEMPT = "engagemodel:   1\nname:    'Unkempt'\n"
FILES = {
    "today.yaml": TODAY,
    "parts.yaml": "channels:\n  shop: {kind: store}\n",
    "tomorrow.yaml": TOMORROW,
    "engagemodel.toml": 'ignore = ["unreached-customer"]\n',
    "set/one.yaml": UNKEMPT,
    "set/two.yaml": UNKEMPT.replace("name", "# why\nname"),
    "known.json": '{"baseline": 1, "findings": []}\n',
    "out/old": "",
}
WRITING = {
    "init": "init new/deep",
    "check": "check today.yaml -o out/a.json --format sarif -o out/b.sarif -o out/c.md -o out/d.xml",
    "baseline": "check tomorrow.yaml -o out/a.json --baseline known.json --write-baseline",
    "diff": "diff today.yaml tomorrow.yaml --picture out/p.svg -o out/d.html",
    "render": "render today.yaml tomorrow.yaml -o out/p.svg -o out/p.pdf -o out/p.md -o out/p.html",
    "pptx": "render tomorrow.yaml -o out/p.pptx",
    "brief": "brief today.yaml tomorrow.yaml -o out/b.md -o out/b.pdf",
    "schema": "schema check -o out/schema.json",
    "fmt": "fmt set",
}
# The last of each command that writes is done with one error; a cheap one sees them all.
ERRORS = {
    "open": ["EACCES", "ENOSPC"],
    "write": ["ENOSPC", "EIO", "EINTR"],
    "fsync": ["EIO", "ENOSPC"],
    "rename": ["EACCES", "EIO", "ENOSPC"],
    "mode": ["EPERM"],
    "mkdir": ["EACCES"],
    "read": ["EIO"],
}
CHEAP = ("check", "schema", "fmt", "init")
NEVER = 1000  # no run has so many calls of a kind
OLD = b"what was there before"


@dataclass
class Workshop:
    folder: Path
    mark: Path
    server: Server

    def run(self, line: str, kind: str, at: int, error: str) -> tuple[Ended, bool]:
        """Return how a run ended of which one call fails, and whether there was such a call."""
        self.mark.unlink(missing_ok=True)
        scratch = self.mark.parent / "tmp"
        fault = {
            "kind": kind,
            "at": at,
            "number": error,
            "folders": [str(self.folder), str(scratch)],
            "mark": str(self.mark),
        }
        ended = self.server.run(line.split(), self.folder, fault=fault)
        assert not list(scratch.iterdir())
        return ended, self.mark.exists()

    def fresh(self, line: str) -> None:
        """Put all back as it is before a run, with something old at half of the outputs' places."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name, text in FILES.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name in re.findall(r"out/\S+", line)[::2]:
            (self.folder / name).write_bytes(OLD)

    def content(self) -> dict[str, bytes | None]:
        """Return every path in the folder, with its bytes if it is a file."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes() if path.is_file() else None
            for path in self.folder.rglob("*")
        }


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    around = tmp_path_factory.mktemp("faults")
    (around / "tmp").mkdir()
    warm, folder = around / "warm", around / "work"
    shop = Workshop(warm, around / "mark", None)  # type: ignore[arg-type]
    shop.fresh("")
    warming = [
        [
            str(warm / word) if "." in word or "/" in word or word == "set" else word
            for word in words
        ]
        for words in map(str.split, WRITING.values())
    ]
    with Server(warm, warming, TMPDIR=str(around / "tmp")) as server:
        yield Workshop(folder, around / "mark", server)


def kinds(name: str) -> list[tuple[str, str]]:
    return [
        (kind, error)
        for kind, errors in ERRORS.items()
        for error in (errors if name in CHEAP else errors[:1])
    ]


@pytest.mark.parametrize(
    ("name", "kind", "error"),
    [(name, kind, error) for name in WRITING for kind, error in kinds(name)],
)
def test_all_old_or_all_new(workshop: Workshop, name: str, kind: str, error: str) -> None:
    line = WRITING[name]
    workshop.fresh(line)
    before = workshop.content()
    ended, _ = workshop.run(line, kind, NEVER, error)
    done = workshop.content()
    assert ended.code in (0, 1), ended.err
    assert done != before
    for at in range(1, NEVER):
        workshop.fresh(line)
        ended, came = workshop.run(line, kind, at, error)
        after = workshop.content()
        if not came:
            assert at > 1 or kind in ("mode", "mkdir", "read")  # these not every command asks for
            return
        told = ended.out + ended.err
        assert not [path for path in after if ".engagemodel-" in path], (at, told)
        if ended.code in (0, 1):  # what failed was not needed
            assert after == done, (at, told)
            continue
        assert ended.code == 2, (at, told)
        errors = [line for line in ended.err.splitlines() if "error: " in line]
        assert len(errors) == 1, (at, told)
        assert os.strerror(getattr(errno, error)).lower() in errors[0].lower(), (at, told)
        assert re.search(r"'[^']+'|^[^ ]+:1:1: ", errors[0]), (at, told)
        if "cannot write" in errors[0]:
            assert after == before, (at, told)
            assert not re.search(r"\b(wrote|formatted|written)\b", ended.err), (at, told)
        else:  # of what could not be read, reports for machines tell; other models are formatted
            changed = [path for path, data in after.items() if data != before.get(path)]
            whole = b"name: Unkempt\n" if name == "fmt" else b"annot"
            assert all(whole in (after[path] or b"") for path in changed), (at, told)
    raise AssertionError("it calls without end")


@pytest.mark.parametrize("name", ["init", "check", "baseline", "fmt"])
@pytest.mark.parametrize("kind", ["short", "lock"])
def test_what_stands_in_nobodys_way(workshop: Workshop, name: str, kind: str) -> None:
    """A disk that takes a part of what it is handed, and one without locks, get the same files."""
    line = WRITING[name]
    workshop.fresh(line)
    workshop.run(line, kind, NEVER, "ENOLCK")
    done = workshop.content()
    for at in range(1, NEVER):
        workshop.fresh(line)
        ended, came = workshop.run(line, kind, at, "ENOLCK")
        assert ended.code in (0, 1), ended.err
        assert workshop.content() == done
        if not came:
            return


@pytest.mark.parametrize("name", ["init", "check", "baseline", "render"])
def test_what_cannot_be_cleared_away_goes_with_the_next_run(workshop: Workshop, name: str) -> None:
    line = WRITING[name]
    workshop.fresh(line)
    workshop.run(line, "unlink", NEVER, "EIO")
    done = workshop.content()
    for at in range(1, NEVER):
        workshop.fresh(line)
        ended, came = workshop.run(line, "unlink", at, "EIO")
        assert ended.code in (0, 1), ended.err
        if not came:
            return
        left = workshop.content().keys() - done.keys()
        if not left:  # it was in its place already, and there was nothing to clear away
            continue
        assert len(left) == 1
        assert ".engagemodel-" in str(left)
        into = next(iter(left)).rpartition("/")[0] or "."
        workshop.run(f"check today.yaml -o {into}/other.md", "unlink", NEVER, "EIO")
        assert workshop.content().keys() - done.keys() == {f"{into}/other.md".removeprefix("./")}


@pytest.mark.parametrize(
    ("name", "kind", "error"),
    [
        ("check", "stat", "ENOENT"),
        ("baseline", "stat", "EACCES"),
        ("fmt", "stat", "ENOENT"),
        ("init", "stat", "ENOTDIR"),
        ("fmt", "list", "EACCES"),
        ("fmt", "list", "ENOENT"),
        ("check", "open", "ENOENT"),
        ("fmt", "open", "ENOENT"),
        ("diff", "read", "ENOTDIR"),
    ],
)
def test_what_vanishes_meanwhile_is_no_bug(
    workshop: Workshop, name: str, kind: str, error: str
) -> None:
    line = WRITING[name]
    for at in range(1, NEVER):
        workshop.fresh(line)
        ended, came = workshop.run(line, kind, at, error)
        assert ended.code in (0, 1, 2), (at, ended.out + ended.err)
        assert (ended.code == 2) == bool(re.search("error: ", ended.err)), (at, ended.err)
        assert not [path for path in workshop.content() if ".engagemodel-" in path]
        if not came:
            return
