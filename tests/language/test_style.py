"""Canonical order and style: what a file says stays, whoever wrote it in whatever way."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
import scribbled
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from engagemodel.errors import ModelError
from engagemodel.language import load
from engagemodel.language.layout import WIDTH
from engagemodel.language.style import Styled, restyled
from engagemodel.model import Model

CORPUS = Path(__file__).parents[1] / "corpus"
ROOT = Path(__file__).parents[2]
HAND_WRITTEN = sorted([*ROOT.glob("examples/*/*.yaml"), *ROOT.glob("templates/starter/*.yaml")])
HEADER = "engagemodel: 1\nname: Test\n"


def styled(text: str, path: str = "model.yaml") -> str:
    result = restyled(text.encode(), path)
    assert result.kept is None
    again = restyled(result.data, path)
    assert (again.data, again.kept) == (result.data, None)
    return result.data.decode()


def piped(text: str) -> Model:
    return load("-", stdin=text.encode())


@settings(deadline=None, max_examples=40)
@given(strategies.models(lineage=True), st.randoms(use_true_random=False))
def test_a_model_says_the_same_and_every_comment_stays(model: Model, rng: random.Random) -> None:
    text = scribbled.scribbled(model, rng)
    new = styled(text)
    assert scribbled.facts(piped(new)) == scribbled.facts(piped(text))
    comments = re.compile(r"# \d+: .*")
    assert sorted(comments.findall(new)) == sorted(comments.findall(text))
    lines = new.split("\n")
    assert all(line == line.rstrip() for line in lines)
    assert "\n\n\n" not in new


@settings(deadline=None, max_examples=40)
@given(strategies.models(), st.randoms(use_true_random=False))
def test_style_does_not_depend_on_how_it_was_written(model: Model, rng: random.Random) -> None:
    """Two authors of one model differ by what is theirs: flow or block, blank lines, no more."""
    texts = (scribbled.scribbled(model, rng) for _ in range(2))
    bare = [re.sub(r"(?m)\s*# \d+: .*$", "", styled(text)) for text in texts]
    words = [re.findall(r"[\w.%][\w.%-]*", text) for text in bare]
    assert words[0] == words[1]


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_written_with_care_is_canonical(path: Path) -> None:
    assert restyled(path.read_bytes(), str(path)).data == path.read_bytes()


@pytest.mark.parametrize(
    "path",
    sorted(path for path in CORPUS.rglob("*") if path.suffix in (".yaml", ".yml", ".json")),
    ids=lambda path: str(path.relative_to(CORPUS)),
)
def test_the_corpus_says_the_same_or_is_refused(path: Path) -> None:
    data = path.read_bytes()
    result = attempt(data, str(path))
    if result is None:
        return
    again = attempt(result.data, str(path))
    assert again is not None
    assert (again.data, again.kept) == (result.data, result.kept)
    text, new = (one.decode("utf-8-sig") for one in (data, result.data))
    try:
        before = piped(text)
    except ModelError:
        return
    assert scribbled.facts(piped(new)) == scribbled.facts(before)


def attempt(data: bytes, path: str) -> Styled | None:
    """Return a file in canonical style, None where it is refused; each mistake has its place."""
    try:
        return restyled(data, path)
    except ModelError as error:
        refused = error
    assert all(problem.at for problem in refused.problems)
    return None


def test_sections_and_keys_stand_in_the_order_of_the_schema() -> None:
    text = """\
platforms:
  b: {cost: 5, owner: it, name: B}
  a: {}
# Whom we serve.
customer_types:
  t:
    uses: [w]   # all there is
    # Not measured yet.
    share: 10%
name: Test

channels: {w: {needs: b, kind: web}}
engagemodel: 1
"""
    assert (
        styled(text)
        == """\
engagemodel: 1
name: Test

# Whom we serve.
customer_types:
  t:
    # Not measured yet.
    share: 10%
    uses: [w]   # all there is

channels:
  w: {kind: web, needs: b}

platforms:
  b: {name: B, owner: it, cost: 5}
  a: {}
"""
    )


def test_ids_items_and_occasions_keep_the_order_of_the_author() -> None:
    text = HEADER + (
        "customer_types:\n  z: {tags: [b, a], prefers: {return: [web], buy: [store, web]}}\n"
        "  a: {expects: {return: now, buy: soon}}\n"
    )
    assert styled(text) == text


def test_a_key_beyond_the_language_stays_behind_its_neighbour() -> None:
    text = HEADER + "x-note: n\nplatforms:\n  p: {x-first: 1, cost: 5, x-last: 2, name: P}\n"
    new = styled(text)
    assert "p: {x-first: 1, name: P, cost: 5, x-last: 2}" in new
    assert new.startswith(HEADER + "x-note: n\n")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("tags:\n    - a\n    - b\n", "tags: [a, b]\n"),
        ("tags:   [ a,b ,]\n", "tags: [a, b]\n"),
        ("needs:\n      - a\n      - {any_of:   [b, c]}\n", "needs: [a, {any_of: [b, c]}]\n"),
        ("tags:\n    - a # first\n    - b\n", "tags:\n      - a # first\n      - b\n"),
        ("tags: [a, # first\n      b]\n", "tags:\n      - a # first\n      - b\n"),
        ("tags: [ # none\n ]\n", "# none\n    tags: []\n"),
        ("tags:\n    - a, b\n    - c\n", "tags:\n      - a, b\n      - c\n"),
        ("needs: []\n", "needs: []\n"),
        ('name: "Web shop"\n', "name: Web shop\n"),
        ("name: 'Web, shop'\n", "name: Web, shop\n"),
        ("tags: ['a, b', 'c']\n", "tags: ['a, b', c]\n"),
        ('name: "no"\n', 'name: "no"\n'),
        ('name: "1.10"\n', 'name: "1.10"\n'),
        ('name: "2026-01-01"\n', 'name: "2026-01-01"\n'),
        ('name: "a: b"\n', 'name: "a: b"\n'),
        ('name: "a #b"\n', 'name: "a #b"\n'),
        ('name: " a"\n', 'name: " a"\n'),
        ('name: "say \\"x\\""\n', 'name: say "x"\n'),
        ('availability: "99.5%"\n', "availability: 99.5%\n"),
        ("name: '~'\n", "name: '~'\n"),
        ("name: Große Straße\n", "name: Große Straße\n"),
        ("description: one\n      two\n", "description: one\n      two\n"),
        ("description: |\n       one\n         two\n\n       three\n",
         "description: |\n      one\n        two\n\n      three\n"),
        ("description: >-  # folded\n        one\n", "description: >-  # folded\n      one\n"),
        ("holds:\n      d: {part: x, role: copy}\n", "holds:\n      d: {role: copy, part: x}\n"),
        ("cost:\n", "cost:\n"),
        ("cost: ~\n", "cost: ~\n"),
    ],
)  # fmt: skip
def test_one_value(written: str, canonical: str) -> None:
    outer = "platforms:\n  p:\n    "
    assert styled(outer + written) == outer.removesuffix("    ") + "    " + canonical


def test_a_line_that_is_too_long_gets_a_line_for_each_key() -> None:
    name = "N" * (WIDTH - len("  p: {name: , cost: 1}"))
    fits = f"platforms:\n  p: {{name: {name}, cost: 1}}\n"
    assert styled(fits) == fits
    longer = fits.replace("cost: 1", "cost: 12")
    assert styled(longer) == f"platforms:\n  p:\n    name: {name}\n    cost: 12\n"


def test_lists_of_records_have_a_line_for_each() -> None:
    text = "flows: [{to: b, from: a}, {from: b, to: c}]\njourneys:\n  j:\n    steps: [{via: w, do: buy}]\n"
    assert styled(text) == (
        "flows:\n  - {from: a, to: b}\n  - {from: b, to: c}\n"
        "journeys:\n  j:\n    steps:\n      - {do: buy, via: w}\n"
    )


def test_what_stands_on_top_stays_on_top() -> None:
    text = "# yaml-language-server: $schema=x\n# About us.\nname: Test\n\nengagemodel: 1\n"
    assert styled(text) == (
        "# yaml-language-server: $schema=x\n# About us.\nengagemodel: 1\nname: Test\n"
    )
    assert styled("---\n# x\nname: Test\n") == "---\n# x\nname: Test\n"


def test_comments_stay_with_what_they_stand_above_or_end() -> None:
    text = """\
channels:
  # Above w.
  w:
    name: W
    # Ends w.
  # Ends the channels.

# Above platforms.

# Also above platforms.
platforms:
  p:
  # Above q.
  q:
  # The end of all platforms.
# The end of all.
"""
    assert styled(text) == text
    flows = "flows:\n- # why\n  # how\n  to: b\n  from: a\n# between\n- {from: b, to: a}\n"
    assert styled(flows) == (
        "flows:\n  - # why\n    from: a\n    # how\n    to: b\n  # between\n  - {from: b, to: a}\n"
    )


def test_comments_beside_keep_their_column_where_they_can() -> None:
    aligned = "name: Test      # one\nstate: future   # two\n"
    assert styled(aligned) == aligned
    assert styled("platforms:\n  p: {a:   1}    # x\n").endswith("  p: {a: 1}      # x\n")
    assert styled("name:  Test # x\n") == "name: Test # x\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(end: str, mark: str) -> None:
    text = f"{mark}name:   Test{end}x-a: |{end}  b{end}  c{end}state: 'x{end}  y'"
    assert (
        styled(text) == f"{mark}name: Test{end}x-a: |{end}  b{end}  c{end}state: 'x{end}  y'{end}"
    )


def test_a_line_separator_in_a_text_is_no_line_end() -> None:
    text = "name: 'a\u2028b'   # c\u2029d\nengagemodel: 1\n"
    assert styled(text) == "engagemodel: 1\nname: 'a\u2028b'   # c\u2029d\n"


def test_a_file_with_anchors_is_put_in_order() -> None:
    text = (
        "name: x\nengagemodel: 1\n"
        "platforms: {b: {needs: &h [c], name: B}, d: {needs: *h}, c: }\nchannels: {z: }\n"
    )
    assert styled(text) == (
        "engagemodel: 1\nname: x\nchannels:\n  z:\n"
        "platforms:\n  b: {name: B, needs: &h [c]}\n  d: {needs: *h}\n  c:\n"
    )
    whole = "platforms:\n  p: &p\n    cost: 1\n    name: P\n  q: *p\n"
    assert styled(whole) == "platforms:\n  p: &p\n    name: P\n    cost: 1\n  q: *p\n"


def test_what_an_alias_repeats_beyond_the_language_may_be_in_order() -> None:
    text = "platforms:\n  p: &p {cost: 1, name: P}\nx-copy: {again: *p}\n"
    assert "{name: P, cost: 1}" in styled(text)


def test_an_alias_stays_behind_its_anchor_and_everything_else_is_put_in_order() -> None:
    text = (
        "# About us.\nplatforms: {p: {needs: &h [q]}, q: }\nx-more: 1\n"
        "channels: {w: {needs: *h, kind: web}}\ndata: {d: }\nname: Test\n"
    )
    result = restyled(text.encode(), "m.yaml")
    assert result.data.decode() == (
        "# About us.\nname: Test\nplatforms:\n  p: {needs: &h [q]}\n  q:\nx-more: 1\n"
        "channels:\n  w: {kind: web, needs: *h}\ndata:\n  d:\n"
    )
    assert result.left == (
        (4, "'channels' stays behind 'platforms', which has the anchor '&h' that it uses"),
    )
    again = restyled(result.data, "m.yaml")
    assert again.data == result.data
    assert [line for line, _ in again.left] == [7]


@pytest.mark.parametrize(
    ("keys", "canonical"),
    [
        ("cost: &a 1, name: *a", "cost: &a 1, name: *a"),
        ("x-c: &a 1, cost: *a, name: B", "x-c: &a 1, name: B, cost: *a"),
        ("cost: &a 1, x-c: *a, name: B", "name: B, cost: &a 1, x-c: *a"),
        ("tags: &a [x], x-t: *a, owner: o, name: N", "name: N, tags: &a [x], x-t: *a, owner: o"),
        ("owner: &a o, name: *a, cost: &a 2, availability: *a",
         "owner: &a o, name: *a, cost: &a 2, availability: *a"),
        ("holds: {d: {part: &a k, key: *a}}, tags: [&b t], name: *b",
         "tags: [&b t], name: *b, holds: {d: {part: &a k, key: *a}}"),
        ("x-m: {&k k: 1}, name: *k", "x-m: {&k k: 1}, name: *k"),
    ],
)  # fmt: skip
def test_an_alias_stays_behind_its_anchor(keys: str, canonical: str) -> None:
    outer = "platforms:\n  p: {%s}\n"
    assert styled(outer % keys) == outer % canonical


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_wherever_anchors_stand_the_file_says_the_same(data: st.DataObject) -> None:
    """`restyled` itself compares what it writes; it must never have to refuse that."""
    words, names = ["owner", "name", "cost", "x-a", "x-b", "tags", "url"], "ab"
    given_so_far: set[str] = set()
    pairs = []
    for number, word in enumerate(data.draw(st.permutations(words))):
        name, alias = data.draw(st.sampled_from(names)), data.draw(st.booleans())
        if alias and name in given_so_far:
            pairs.append(f"{word}: *{name}")
        else:
            given_so_far.add(name)
            pairs.append(f"{word}: &{name} v{number}")
    text = "platforms:\n  p:\n    " + "\n    ".join(pairs) + "\n"
    styled(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("? name\n: Test\n? engagemodel\n:   1\n", "engagemodel: 1\nname: Test\n"),
        ("x-a: {? b : 1, ? c }\n", "x-a:\n  b: 1\n  c:\n"),
        ("platforms:\n    ? p  # one\n    # two\n    : name: P\n    # three\n    ? q\n",
         "platforms:\n  p:     # one\n    # two\n    name: P\n  # three\n  q:\n"),
        ("%YAML 1.1\n---\nname:   Test\n", "%YAML 1.1\n---\nname: Test\n"),
        ("--- {name: Test, engagemodel: 1}\n", "---\nengagemodel: 1\nname: Test\n"),
        ("name:   Test\n...\n", "name: Test\n...\n"),
        ("name: Test\n# a\n\n\n...  \n# b", "name: Test\n# a\n...\n# b\n"),
        ("x-a:   |2\n    Test\n  b\n", "x-a: |2\n    Test\n  b\n"),
        ("x-a:\n   - >1-  # c\n      Test\n     b\n", "x-a:\n  - >2-  # c\n      Test\n     b\n"),
        ("platforms:\n    p:\n        url: |-4\n              x\n            y\n        name: P\n",
         "platforms:\n  p:\n    name: P\n    url: |2-\n        x\n      y\n"),
        ("x-a:\n- |3+\n     Test\n\n\n- b\n", "x-a:\n  - |2+\n      Test\n\n\n  - b\n"),
        ("name: |+\n    Test\n\n\n# c\n\nengagemodel: 1\n",
         "# c\n\nengagemodel: 1\nname: |+\n  Test\n\n\n"),
        ("name:  |+\n\n\nengagemodel: 1\n", "engagemodel: 1\nname: |+\n\n\n"),
        ("x-a: |\n     \nx-b: T\n", "x-a: |\n\nx-b: T\n"),
        ("name: |-\n    Test\n      \nstate: x\n", "name: |-\n  Test\n    \nstate: x\n"),
        ("data: {}\n\nx-a: 1\nname: |-\n  T\n     \n", "name: |-\n  T\n     \ndata: {}\n\nx-a: 1\n"),
        ("name: |\n    Test", "name: |-\n  Test\n"),
        ("name: |2+\n    Test", "name: |2-\n    Test\n"),
        ("name: >1-  # c\n   Test", "name: >2-  # c\n    Test\n"),
        ("name: |+\n    Test\n\n...\n", "name: |+\n  Test\n\n...\n"),
        ("state: |+\n  a\n\nplatforms: {}\n\nchannels: {}\n# c\n\nname: T\n",
         "# c\n\nname: T\nstate: |+\n  a\n\nchannels: {}\n\nplatforms: {}\n"),
        ("x-a:  {&k k: 1, b: *k}\n", "x-a:\n  &k k: 1\n  b: *k\n"),
    ],
)  # fmt: skip
def test_an_odd_way_of_writing_is_written_again(text: str, canonical: str) -> None:
    outer = "" if "name" in text else "name: T\n"
    assert styled(outer + text) == outer + canonical


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# nothing yet\n", "comments"),
        ("name: &k b\nx-b: {*k : 1}\n", "key"),
        ("? 'na\n\n  me'\n: Test\nname: x\n", "key"),
        ("?\n  # a\n  name\n: Test\n", "first key"),
    ],
)
def test_what_is_not_written_again_is_left_as_it_is(text: str, why: str) -> None:
    result = restyled(text.encode(), "model.yaml")
    assert result.data == text.encode()
    assert result.kept is not None
    assert why in result.kept


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("name: [a\n", 1, 7),
        ("name: a\nname: b\n", 2, 1),
        ("platforms:\n  p: {<<: {a: 1}}\n", 2, 7),
        ("name: !!str a\n", 1, 7),
        ("services:\n  web: {}\n", 1, 1),
        ("- name\n", 1, 1),
        ("name: a\n---\nname: b\n", 2, 1),
        ("name: \x07\n", 1, 7),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(ModelError) as told:
        restyled(text.encode(), "model.yaml")
    at = told.value.problems[0].at
    assert at is not None
    assert (at.line, at.column) == (line, column)


def test_json_is_laid_out_as_json() -> None:
    text = '{"platforms": {"p": {"cost": 1.10, "name": "Größe \\u2028", "tags": [], "x": null}},\n"name": "T"}'
    new = styled(text, "model.json")
    assert json.loads(new) == json.loads(text)
    assert list(json.loads(new)) == ["name", "platforms"]
    assert '      "cost": 1.10' in new
    assert new.endswith("}\n")
    assert styled(text, "-") == new
    assert styled('{"name":"T",\r\n"engagemodel":1}', "m.json") == (
        '{\r\n  "engagemodel": 1,\r\n  "name": "T"\r\n}\r\n'
    )


def test_of_standard_input_what_is_no_json_is_yaml() -> None:
    assert styled("{name: Test, engagemodel: 1}", "-") == "engagemodel: 1\nname: Test\n"
