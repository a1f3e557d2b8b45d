"""Models of several files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from engagemodel.errors import ModelError, Problem
from engagemodel.language import Limits, load
from engagemodel.place import Place

HEADER = "engagemodel: 1\nname: Test\n"


def write(folder: Path, **files: str) -> Path:
    """Write files, `__` in a name for a folder and the suffix `.yaml` added; return `main.yaml`."""
    for name, text in files.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((HEADER if name == "main" else "") + text, encoding="utf-8")
    return folder / "main.yaml"


def refused(path: Path | str, limits: Limits | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ModelError) as caught:
        load(str(path), limits=limits or Limits())
    return caught.value.problems


def where(problem: Problem) -> tuple[str, int, int]:
    assert problem.at is not None
    return os.path.basename(problem.at.path), problem.at.line, problem.at.column


def test_sections_are_joined_and_references_go_across(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="include: [more/*.yaml, one.yaml]\nchannels: {web: {needs: a}}\nx-top: 1\n",
        one="engagemodel: 1\nplatforms: {a: {needs: [b]}}\nx-top: 2\nx-more: 3\n",
        more__two="include: ../three.yaml\nplatforms: {b: }\nflows: [{from: a, to: c}]\n",
        three="platforms: {c: }\nflows: [{from: a, to: c}]\n",
    )
    read = load(str(main))
    assert sorted(read.platforms) == ["a", "b", "c"]
    assert sorted(read.flow) == ["a->c", "a->c#2"]
    assert read.extra == {"x-top": "1", "x-more": "3"}
    assert read.platforms["b"].at == Place(str(tmp_path / "more" / "two.yaml"), 2, 13)
    order = ["main", "more/two", "three", "one"]
    data = b"".join((tmp_path / f"{name}.yaml").read_bytes() for name in order)
    assert read.digest == hashlib.sha256(data).hexdigest()


def test_paths_stay_as_they_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, main="include: parts/*.yaml\n", parts__a="platforms: {a: }\n")
    monkeypatch.chdir(tmp_path.parent)
    read = load(f"{tmp_path.name}/main.yaml")
    assert (read.path, read.at.path) == (f"{tmp_path.name}/main.yaml",) * 2
    assert read.platforms["a"].at.path == f"{tmp_path.name}/parts/a.yaml"
    monkeypatch.chdir(tmp_path)
    assert load("main.yaml").platforms["a"].at.path == "parts/a.yaml"
    piped = load("-", stdin=(HEADER + "include: parts/a.yaml\n").encode())
    assert (piped.path, piped.platforms["a"].at.path) == ("-", "parts/a.yaml")


def test_a_file_is_read_once(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="include: [left.yaml, right.yaml, base.yaml, '*.yaml']\n",
        left="include: base.yaml\n",
        right="include: ./base.yaml\n",
        base="platforms: {a: }\n",
    )
    (tmp_path / "again.yaml").symlink_to("base.yaml")
    assert list(load(str(main)).platforms) == ["a"]


def test_a_cycle_hides_no_unknown_id(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="include: part.yaml\nchannels: {web: {needs: shopp}}\n",
        part="include: main.yaml\nplatforms: {shop: {needs: bd}}\n",
    )
    assert [(*where(problem), problem.message) for problem in refused(main)] == [
        ("main.yaml", 4, 25, "unknown element 'shopp' in 'needs'"),
        ("part.yaml", 1, 10, "include cycle 'main.yaml -> part.yaml -> main.yaml'"),
        ("part.yaml", 2, 27, "unknown element 'bd' in 'needs'"),
    ]


def test_a_file_that_is_missing_may_declare_what_is_unknown(tmp_path: Path) -> None:
    main = write(tmp_path, main="include: gone.yaml\nchannels: {web: {needs: shop}}\n")
    assert [problem.message for problem in refused(main)] == ["no such file 'gone.yaml'"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("no.yaml", "no such file 'no.yaml'"),
        ("parts", "is a folder"),
        (".", "is a folder"),
        ("../x.yaml", "outside"),
        ("parts/../../x.yaml", "outside"),
        ("/etc/hostname", "outside"),
        ("../*.yaml", "outside"),
        ("http://127.0.0.1:9/x.yaml", "is an address"),
        ("file:///etc/passwd", "is an address"),
        ("none*.yaml", "matches no file"),
        ("main*.yaml", "matches no file"),
        ('"a\\0b"', "is not the name of a file"),
        ("[x.yaml]", "name of a file is expected"),
        ("{a: b}", "name of a file is expected"),
        ("leak.yaml", "outside"),
        ("le*.yaml", "outside"),
        ("out/hostname", "outside"),
        ("pipe", "is not a file"),
        (f"{'a' * 5000}.yaml", "cannot read"),
    ],
)
def test_what_cannot_be_included(tmp_path: Path, item: str, words: str) -> None:
    main = write(
        tmp_path / "model", main=f"include: [{item}]\nchannels: {{w: {{needs: x}}}}\n", parts__a=""
    )
    (tmp_path / "secret.yaml").write_text("platforms: {x: }\n")
    (tmp_path / "model" / "leak.yaml").symlink_to("../secret.yaml")
    (tmp_path / "model" / "out").symlink_to("/etc")
    os.mkfifo(tmp_path / "model" / "pipe")
    (problem,) = refused(main)
    assert where(problem) == ("main.yaml", 3, 11)
    assert words in problem.message


def test_a_circle_names_the_files(tmp_path: Path) -> None:
    main = write(tmp_path, main="include: a.yaml\n", a="include: b.yaml\n", b="include: a.yaml\n")
    (problem,) = refused(main)
    assert where(problem) == ("b.yaml", 1, 10)
    assert "'main.yaml -> a.yaml -> b.yaml -> a.yaml'" in problem.message
    assert [place.path for place in problem.trail] == [str(tmp_path / "a.yaml"), str(main)]
    (problem,) = refused(write(tmp_path, main="include: main.yaml\n"))
    assert where(problem) == ("main.yaml", 3, 10)
    assert "include cycle 'main.yaml -> main.yaml'" in problem.message


def test_globs(tmp_path: Path) -> None:
    names = ["b", "a", ".hidden", "sub__c", "sub__deep__d", ".git__e"]
    for index, name in enumerate(names):
        path = tmp_path.joinpath("parts", *name.split("__"))
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / f"{path.name}.yaml").write_text(f"platforms: {{p{index}: }}\n")
    (tmp_path / "parts" / "loop").symlink_to(".")

    def matched(pattern: str) -> list[str]:
        main = write(tmp_path, main=f"include: '{pattern}'\n")
        return list(load(str(main)).platforms)

    assert matched("parts/*.yaml") == ["p1", "p0"]
    assert matched("parts/**/*.yaml") == ["p1", "p0", "p3", "p4"]
    assert matched("**/d.yaml") == ["p4"]
    assert matched("parts/[bc]*") == ["p0"]
    assert matched("parts/.h*") == ["p2"]
    assert matched("parts/?.yaml") == ["p1", "p0"]
    assert matched("parts/**") == ["p1", "p0", "p3", "p4"]


def test_mistakes_of_all_files_in_the_order_of_reading(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="include: [z.yaml, a.yaml, broken.yaml]\nplatforms: {p: {kynd: x}}\n",
        z="name: Other\nstate: future\nplatforms: {p: {needs: nowhere}}\n",
        a="platforms: {b: {cost: x}}\n",
        broken="platforms: {\n",
    )
    found = [(*where(problem)[:2], problem.message) for problem in refused(main)]
    assert found == [
        ("main.yaml", 4, "unknown key 'kynd'"),
        ("a.yaml", 1, "'x' is not a plain number"),
        ("broken.yaml", 1, "this '{' is not closed"),
        ("z.yaml", 1, "'name' stands in an included file"),
        ("z.yaml", 2, "'state' stands in an included file"),
        ("z.yaml", 3, f"'p' is already the id of a platform: {main}:4:13"),
    ]
    assert refused(main)[1].trail == (Place(str(main), 3, 19),)


def test_limits(tmp_path: Path) -> None:
    chain = {f"f{i}": f"include: f{i + 1}.yaml\n" for i in range(5)}
    main = write(tmp_path, main="include: f0.yaml\n", **chain, f5="")
    load(str(main), limits=Limits(include_depth=6, files=7))
    (problem,) = refused(main, Limits(include_depth=5))
    assert problem.message == "includes nest deeper than 5"
    (problem,) = refused(main, Limits(files=6))
    assert problem.message == "the model has more than 6 files"
    (problem,) = refused(main, Limits(total_bytes=60))
    assert "larger than 60 bytes in all" in problem.message
    (problem,) = refused(write(tmp_path, main="include: f*.yaml\n"), Limits(names=4))
    assert "too many names" in problem.message


def test_the_main_file(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "no.yaml")
    assert (problem.at, problem.message.startswith("no such file")) == (None, True)
    (problem,) = refused(tmp_path)
    assert "is a folder" in problem.message
    (problem,) = refused("a\0b")
    assert problem.message == "cannot read 'a\\x00b': the name is no file name"
    (problem,) = refused("-")
    assert "standard input" in problem.message


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    main = write(tmp_path, main="include: a.yaml\n", a="")
    (tmp_path / "a.yaml").chmod(0)
    (problem,) = refused(main)
    assert problem.message == "cannot read 'a.yaml': permission denied"
