"""Files that the program must survive: each is run as `corpus/cases.json` says, and what must hold holds."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from forking import Ended, Server

from engagemodel import cli
from engagemodel.commands import VERBS
from engagemodel.page.writers import FORMATS as PAGES
from engagemodel.reports import FORMATS as REPORTS

CORPUS = Path(__file__).parent / "corpus"
CASES = json.loads((CORPUS / "cases.json").read_text(encoding="utf-8"))["cases"]
WARM_UP = [
    ["check", str(CORPUS / "inject" / "benign.yaml")],
    *(
        ["render", str(CORPUS / "inject" / "benign.yaml"), "-o", f"warm.{suffix}"]
        for suffix in PAGES
    ),
]
MEGABYTES = 512
SECONDS = 20
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
PWNED = Path("/tmp/engagemodel-pwned")
PASSWD = Path("/etc/passwd")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is forked")


def runs(case: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    for run in case["run"]:
        line, codes = (run, case["exit"]) if isinstance(run, str) else run
        yield line, codes


def missing(line: str, case: dict[str, Any]) -> str | None:
    """Return what a run asks for that this version does not have, by the program's own lists."""
    verb, *words = line.split()
    commands = cli.application().commands
    assert sorted(commands) == sorted(VERBS)
    if verb not in commands:
        return f"no command {verb}"
    options = {name for each in commands[verb].params for name in each.opts}
    for word, value in zip(words, [*words[1:], ""], strict=True):
        if word.startswith("-") and word != "-" and word not in options:
            return f"no option {word}"
        if word == "--format" and value not in REPORTS:
            return f"no format {value}"
        wrong_on_purpose = case["class"] == "argument"
        if word == "-o" and verb == "render" and not wrong_on_purpose:
            suffix = value.rpartition(".")[2]
            if suffix not in PAGES:
                return f"no page in {suffix}"
    return None


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the corpus, `out` for output and `scratch` beside it."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS, folder / "corpus")
    (folder / "corpus" / "big").mkdir()
    (folder / "out").mkdir()
    (folder / "scratch").mkdir()
    return folder


@pytest.fixture(scope="module")
def server(workshop: Path) -> Iterator[Server]:
    with Server(workshop / "scratch", WARM_UP) as server:
        yield server


@pytest.fixture
def written(workshop: Path) -> Iterator[Path]:
    """Return the folder for output, empty; no run may leave anything anywhere else."""
    before = listing(workshop / "corpus")
    yield workshop / "out"
    assert listing(workshop / "corpus") == before


def listing(folder: Path) -> list[tuple[str, int, int]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stats = ((str(path), path.stat()) for path in files if path.parent.name != "big")
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_survives(case: dict[str, Any], workshop: Path, server: Server, written: Path) -> None:
    corpus = workshop / "corpus"
    file = corpus / case["file"]
    if "recipe" in case:
        # A line of Python of the corpus itself, which is part of these tests.
        file.write_text(eval(case["recipe"]), encoding="utf-8")
    places = {"file": case["file"], "dir": os.path.dirname(case["file"]), "out": "../out/written"}
    stdin = file if case.get("stdin") else None
    skipped, shown = [], ""
    for line, codes in runs(case):
        if lacks := missing(line, case):
            skipped.append(lacks)
            continue
        words = [word.format(**places) for word in line.split()]
        ended = server.run(words, corpus, stdin=stdin, seconds=case.get("seconds", SECONDS))
        assert ended.code in codes, ended.out + ended.err
        outputs = taken(written, words, ended)
        check_promises(ended, outputs, workshop)
        check_case(case, ended, outputs)
        assert ended.megabytes <= case.get("mb", MEGABYTES)
        if ended.code == 0:
            texts = (data.decode("utf-8", "replace") for data in outputs.values())
            shown += ended.out + ended.err + "".join(texts)
    if "recipe" in case:
        file.unlink()
    if len(skipped) == len(case["run"]):
        pytest.skip(", ".join(skipped))
    if shown and not skipped:
        for word in case.get("says0", ()):
            assert word in shown, shown


def taken(written: Path, words: list[str], ended: Ended) -> dict[str, bytes]:
    """Return what was written, by suffix, and take it away; nothing else may have been."""
    asked = [Path(words[words.index("-o") + 1]).name] if "-o" in words else []
    assert [path.name for path in written.iterdir()] == ([] if ended.code == 2 else asked)
    outputs = {path.suffix[1:]: path.read_bytes() for path in written.iterdir()}
    for path in written.iterdir():
        path.unlink()
    return outputs


def check_promises(ended: Ended, outputs: dict[str, bytes], workshop: Path) -> None:
    printed = ended.out + ended.err
    assert "Traceback (most recent call last)" not in printed
    assert not UNSAFE.search(printed.replace("\n", ""))
    assert not PWNED.exists()
    for text in (printed.encode(), *outputs.values()):
        assert str(workshop).encode() not in text
        assert str(Path.home()).encode() + b"/" not in text
        if PASSWD.exists():
            assert PASSWD.read_bytes().splitlines()[0] not in text
    if "svg" in outputs:
        check_inert(outputs["svg"])


def check_inert(svg: bytes) -> None:
    """A picture does nothing: no script, no handler, no address but a plain link."""
    for element in ElementTree.fromstring(svg).iter():
        tag = element.tag.rpartition("}")[2]
        assert tag not in (
            "script",
            "foreignObject",
            "iframe",
            "image",
            "set",
            "animate",
            "handler",
        )
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            if name.rpartition("}")[2] == "href":
                assert re.match(r"#|https?://|mailto:", value)


def check_case(case: dict[str, Any], ended: Ended, outputs: dict[str, bytes]) -> None:
    printed = ended.out + ended.err
    if ended.code == 2:
        named = re.findall(r"(?m)^(\S.*?):(\d+):(\d+): error: ", printed)
        for place in case["at"]:
            assert any(is_at(option, named, case["file"]) for option in place.split("|")), printed
        for line in case.get("also", ()):
            assert re.search(rf"(?:\bline |:|^){line}\b" if line.isdigit() else line, printed), (
                printed
            )
        if "errors" in case:
            assert len(re.findall(r"(?m)\berror: ", printed)) == case["errors"], printed
        for word in case.get("says", ()):
            assert word in printed
    for suffix, pattern in case.get("never", {}).items():
        text = printed if suffix == "out" else outputs.get(suffix, b"").decode("utf-8")
        assert not re.search(pattern, text)


def is_at(place: str, named: list[tuple[str, str, str]], file: str) -> bool:
    """Return whether `line:column`, `name:line:column` or `*` is among the places named."""
    if place == "*":
        return bool(named)
    *name, line, column = place.split(":")
    path = os.path.join(os.path.dirname(file), name[0]) if name else file
    return any(
        found == path and number == line and column in (at, "*") for found, number, at in named
    )


def test_every_file_of_the_corpus_is_used() -> None:
    used = {name for case in CASES for name in (case["file"], *case.get("with", ()))}
    found = {path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file()}
    assert found - used <= {"cases.json"}
