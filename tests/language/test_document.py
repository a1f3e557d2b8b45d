"""The text of one YAML file and where everything in it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import HEADER, model, only, places, problems

from engagemodel.errors import ArgumentError
from engagemodel.language import Limits, load
from engagemodel.language.limits import DEEPEST


def at(body: str) -> tuple[int, int]:
    problem = only(body)
    assert problem.at is not None
    return problem.at.line, problem.at.column


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_an_editor(end: str) -> None:
    text = HEADER + "platforms:\n  crm:\n    needs: [nope]\n"
    assert [place[:2] for place in places(text.replace("\n", end))] == [(5, 13)]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_other_separators_end_no_line(character: str) -> None:
    body = f"platforms:\n  a: {{name: x{character}y}} # c{character}d: e\n  b: {{kynd: z}}\n"
    assert at(body) == (3, 7)
    text = f"platforms:\n  a: {{name: x{character}y}} # c{character}d: e\n"
    assert model(text).platforms["a"].name == f"x{character}y"


def test_separators_may_stand_beside_private_use_characters() -> None:
    name = "\U000f0000\u2028\U000f0001"
    assert model(f"platforms:\n  a: {{name: '{name}'}}\n").platforms["a"].name == name


def test_columns_count_characters() -> None:
    assert at("platforms:\n  a: {name: 'é 🚚 x', kynd: y}\n") == (2, 22)


def test_a_byte_order_mark_takes_no_column() -> None:
    assert places(b"\xef\xbb\xbfengagemodel: 2\nname: T\n") == [
        (1, 14, "format '2' is not known to this version")
    ]


def test_not_utf_8_at_its_place() -> None:
    (problem,) = problems(b"engagemodel: 1\r\nname: \xe2\x82\xac \xff\n")
    assert (problem.at.line, problem.at.column) == (2, 9)  # type: ignore[union-attr]
    assert "0xff is not UTF-8" in problem.message


def test_utf_16_says_to_save_as_utf_8() -> None:
    (problem,) = problems((HEADER).encode("utf-16"))
    assert problem.hint == "save the file as UTF-8"


@pytest.mark.parametrize("code", [0x00, 0x0B, 0x1B, 0x7F, 0x9B, 0xFFFE])
def test_control_characters_at_their_place(code: int) -> None:
    assert places(f"{HEADER}x-a: é{chr(code)}\n") == [
        (3, 7, f"control character U+{code:04X} is not allowed in a model")
    ]


@pytest.mark.parametrize(
    ("body", "line", "column", "words"),
    [
        ("platforms:\n\tcrm: {}\n", 2, 1, "tab"),
        ("platforms:\n  crm: {}\n \terp: {}\n", 3, 2, "tab"),
        ("platforms:\n  a: {name: x}\n<<<<<<< ours\n  b: {}\n", 3, 1, "merge conflict"),
        ("platforms:\n  a: {}\n>>>>>>> theirs\n", 3, 1, "merge conflict"),
        ('platforms:\n  a: {name: "x}\n  b: {}\n', 2, 13, "quote is not closed"),
        ("platforms:\n  a: {name: 'x}\n---\n", 2, 13, "quote is not closed"),
        # A later quote closes the first: the mistake is still where the text begins.
        ('platforms:\n  a: {name: "x}\n  b: {name: "y"}\n', 2, 13, "quote is not closed"),
        ('platforms:\n  a:\n    name: "x\n  b:\n    name: "y"\n', 3, 11, "quote is not closed"),
        ("platforms:\n  a: {name: x\n", 2, 6, "this '{' is not closed"),
        ("channels:\n  a: {serves: [x, y}\n", 2, 20, "',' or ']' was expected"),
        ("platforms:\n  a: {name: @x}\n", 2, 13, "cannot begin with '@'"),
        ("description: a: b\n", 1, 15, "colon"),
        ('description: "\\q"\n', 1, 15, "escape '\\q\"' is not known"),
        ("platforms:\n  a: !thing {}\n", 2, 6, "tag '!thing'"),
        ("platforms:\n  a: !!str x\n", 2, 6, "tag '!!str'"),
        ("platforms:\n  a: *b\n", 2, 6, "'*b' names nothing"),
        ("platforms: &p\n  a: *p\n", 2, 6, "stands inside what it names"),
        ("platforms:\n  a: &a {}\n  b: {<<: *a}\n", 3, 7, "merge key"),
        ("? [a]\n: b\n", 1, 3, "a key must be plain text"),
        ("platforms: {}\n---\nname: x\n", 2, 1, "second document"),
    ],
)
def test_broken_text_at_its_place(body: str, line: int, column: int, words: str) -> None:
    problem = only(body)
    assert problem.at is not None
    assert (problem.at.line, problem.at.column) == (line, column)
    assert words in problem.message


def test_a_long_key_is_told_as_such() -> None:
    assert "too long" in only(f"platforms:\n  {'k' * 2000}: {{}}\n").message
    assert "too long" in only(f"platforms: {{{'k' * 2000}: x}}\n").message


def test_a_surrogate_pair_in_yaml_says_how_to_write_it() -> None:
    problem = only('description: "a \\ud83d\\ude00"\n')
    assert problem.hint == "write '\\U0001F600' or the character itself"
    assert model('description: "a \\U0001F600"\n').description == "a 😀"


def test_scalars_stay_as_typed() -> None:
    words = ["no", "on", "12:30", "1_000", "1.10", "2024-01-02", "0x1f", "null", "1e3", "=", "y"]
    body = "platforms:\n" + "".join(f"  p{i}: {{name: {w}}}\n" for i, w in enumerate(words))
    assert [platform.name for platform in model(body).platforms.values()] == words


def test_a_duplicate_key_names_the_first_and_keeps_quiet_about_the_rest() -> None:
    body = "channels:\n  a: {needs: c}\n  a: {needs: d}\nplatforms: {}\nplatforms:\n  c: {}\n"
    first, second = problems(HEADER + body)
    assert (first.at.line, first.related[0].line) == (5, 4)  # type: ignore[union-attr]
    assert second.message == "duplicate key 'platforms', first on line 6"


def test_the_line_is_told_for_the_caret() -> None:
    assert only("platforms:\r\n  a: {kynd: x}\r\n").source == "  a: {kynd: x}"


def test_aliases_stand_for_the_whole_value() -> None:
    read = model("x-c: &c {kind: database, needs: [d]}\nplatforms:\n  a: *c\n  b: *c\n  d: {}\n")
    assert [platform.kind for platform in read.platforms.values()][:2] == ["database"] * 2
    problem = only("platforms:\n  a: &a {kynd: x}\n  b: *a\n")
    assert problem.at is not None
    assert problem.at.line == 2  # one mistake, however often it is used


def test_limits_have_names_and_are_told_with_the_option_that_raises_them() -> None:
    nested = HEADER + "x-a: " + "[" * 10 + "]" * 10 + "\n"
    (problem,) = problems(nested, limits=Limits(depth=8))
    assert problem.message == "nested deeper than 8 levels"
    assert problem.hint is not None
    assert "--limit depth=" in problem.hint
    assert not problems(nested)
    laughs = HEADER + "x-a: &a [b, c, d]\nx-b: [*a, *a, *a]\n"
    (problem,) = problems(laughs, limits=Limits(expanded=10))
    assert problem.at is not None
    assert (problem.at.line, problem.at.column) == (4, 15)
    (problem,) = problems(laughs, limits=Limits(values=20))
    assert "more than 20 values" in problem.message
    (problem,) = problems(laughs, limits=Limits(file_bytes=10))
    assert "larger than 10 bytes" in problem.message
    assert "--limit file-bytes=" in (problem.hint or "")


def test_aliases_do_not_hide_depth() -> None:
    chain = "x-0: &a0 []\n" + "".join(f"x-{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 70))
    problem = only(chain)
    assert problem.at is not None
    assert (problem.at.line, problem.message) == (64, "nested deeper than 64 levels")


def test_the_depth_that_may_be_asked_for_is_read_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError):
        Limits(depth=DEEPEST + 1)
    levels = (DEEPEST - 4) // 2
    body = '{"x-a": ' + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1) + ', "platforms": {"a": '
    body += '{"needs": ' + '[{"any_of": ' * levels + '"b"' + "}]" * levels + '}, "b": {}}, '
    text = body + '"engagemodel": 1, "name": "T"}'
    assert not problems(text, limits=Limits(depth=DEEPEST))
    (tmp_path / "m.json").write_text(text)
    assert load(str(tmp_path / "m.json"), limits=Limits(depth=DEEPEST)).name == "T"


def test_reading_ends_after_too_many_mistakes() -> None:
    body = HEADER + "platforms:\n" + "".join(f"  p{i}: {{kynd: x}}\n" for i in range(30))
    found = problems(body, limits=Limits(mistakes=20))
    assert len(found) == 21
    assert found[0].message == "more than 20 mistakes, the rest was not read"
