"""The language server as an editor meets it: over real pipes, with unfinished and hostile text."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from editing import Editor
from markdown_it import MarkdownIt
from program import START

if os.environ.get("CI") != "true":
    pytest.importorskip("pygls", reason="the extra 'lsp' is not installed")

MODEL = """\
engagemodel: 1
name: Test
customer_types:
  buyer: {uses: [web, shop], prefers: {buy: [web]}}
  guest: {uses: [web], expects: {buy: delivered tomorrow}}
channels:
  web: {name: Web shop, kind: web, serves: [buy], run_by: sales, needs: [orders]}
  shop: {name: Shops, kind: store, run_by: sales, uses: [orders]}
organizations:
  sales: {name: Sales, head: CSO}
platforms:
  orders: {name: Order system, owner: sales, holds: [order]}
data:
  order: {about: customer}
"""
MAIN = """\
engagemodel: 1
name: Test
include: [parts/*.yaml]
channels:
  web: {kind: web, needs: [orders, {any_of: [card, cash]}]}
flows:
  - {from: orders, to: card}
journeys:
  j:
    customer: buyer
    steps:
      - {do: buy, via: web}
initiatives:
  i: {delivers: [orders, "flow:orders->card"]}
positions:
  - {about: orders.holds.order, says: {CIO: yes it does}}
accept:
  - {rule: unowned, reason: known, elements: [orders]}
  - {rule: unowned, reason: known, flow: orders->card}
"""
PART = """\
platforms:
  orders:
    name: Orders
    replaces: [orders, old-orders]
    needs: 'cash'
  card: {was: orders}
  cash: {}
customer_types:
  buyer: {uses: web}
"""


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    folder = tmp_path / "my models"
    folder.mkdir()
    one = Editor(folder)
    yield one
    if one.process.poll() is None:
        assert one.close() == 0


def opened(editor: Editor, text: str, name: str = "model.yaml") -> str:
    """Save and open a model, and return its address when its diagnostics are there."""
    path = editor.folder / name
    path.write_text(text, encoding="utf-8")
    uri = editor.open(path)
    editor.shown(uri)
    return uri


def place(text: str, marked: str) -> tuple[int, int]:
    """Return the line and column of ``|`` in the part of a text that is marked with it."""
    before, _, after = marked.partition("|")
    index = text.index(before + after) + len(before)
    return text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1)


def words(completion: dict[str, Any]) -> list[str]:
    return [item["label"] for item in completion["items"]]


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """Return a text with edits applied, the last first."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: str(position(one)), reverse=True):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"]]
        new = line[: start["character"]] + edit["newText"] + line[end["character"] :]
        lines[start["line"]] = new
    return "\n".join(lines)


def position(edit: dict[str, Any]) -> list[int]:
    start = edit["range"]["start"]
    return [10_000 + start["line"], 10_000 + start["character"]]


def test_mistakes_and_findings_are_shown_while_typing(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    by_code = {one.get("code"): one for one in editor.diagnostics[uri]}
    assert all(one["source"] == "engagemodel" for one in editor.diagnostics[uri])
    known = by_code["experience-undefined"]
    assert known["severity"] == 4
    line, column = place(MODEL, "  |buyer")
    assert known["range"]["start"] == {"line": line, "character": column}
    assert "codeDescription" not in known
    editor.change(uri, MODEL.replace("run_by: sales, uses", "run_by: sale, uses"))
    (wrong,) = editor.shown(uri)
    line, column = place(MODEL, "kind: store, run_by: |sales")
    assert wrong["severity"] == 1
    assert wrong["range"] == {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": column + 4},
    }
    assert wrong["message"] == "unknown organization 'sale' in 'run_by' (did you mean 'sales'?)"
    editor.change(uri, MODEL)
    assert {one.get("code") for one in editor.shown(uri)} == set(by_code)


def test_a_finding_names_what_belongs_to_it(editor: Editor) -> None:
    second = "  more: {name: More, owner: sales, holds: [order]}\n"
    text = MODEL.replace("data:\n", f"{second}data:\n").replace("uses: [orders]", "needs: [more]")
    uri = opened(editor, text)
    (found,) = (one for one in editor.diagnostics[uri] if one.get("code") == "redundant-database")
    assert found["severity"] == 2
    assert found["relatedInformation"]
    assert {one["location"]["uri"] for one in found["relatedInformation"]} == {uri}


def test_the_first_of_two_equal_ids_is_related(editor: Editor) -> None:
    uri = opened(editor, MODEL + "  order: {}\n")
    (wrong,) = editor.diagnostics[uri]
    (first,) = wrong["relatedInformation"]
    assert first["location"]["range"]["start"]["line"] == MODEL.count("\n") - 1


def test_keys_ids_and_words_are_completed(editor: Editor) -> None:
    uri = opened(editor, MODEL)

    def offered(marked: str) -> list[str]:
        return words(editor.ask("completion", uri, *place(MODEL, marked)))

    sections = offered("|channels:")
    assert sections[:2] == ["state", "as_of"]
    assert "flows" in sections
    assert "platforms" not in sections
    assert offered("{name: Shops, |kind")[0] == "description"
    assert "needs" in offered("{name: Shops, |kind")
    assert offered("kind: |store")[:2] == ["web", "mobile"]
    assert offered("run_by: |sales, uses") == ["sales"]
    assert offered("needs: [|orders") == ["shop", "sales", "orders"]
    assert offered("holds: [|order]") == ["order"]
    assert offered("serves: [|buy]") == ["buy"]
    assert offered("buy: [|web]")[:2] == ["web", "shop"]
    assert offered("about: |customer") == ["customer", "offer", "feedback", "knowledge", "other"]
    assert offered("name: |Test") == []


def test_a_completion_replaces_what_was_typed_and_adds_no_second_colon(editor: Editor) -> None:
    text = MODEL + "capabilities:\n  c: {lev|}\n  d:\n    |name: D\n"
    clean = text.replace("|", "")
    uri = opened(editor, clean)
    (level,) = (
        one
        for one in editor.ask("completion", uri, *place(clean, "{lev|}"))["items"]
        if one["label"] == "level"
    )
    assert level["textEdit"]["newText"] == "level: "
    line, column = place(clean, "{|lev}")
    assert level["textEdit"]["range"] == {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": column + 3},
    }
    (url,) = (
        one
        for one in editor.ask("completion", uri, *place(clean, "    |name: D"))["items"]
        if one["label"] == "url"
    )
    assert url["textEdit"]["newText"] == "url"


def test_unfinished_text_keeps_what_was_known(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    broken = MODEL + "flows:\n  - {from: orders, to: ["
    editor.change(uri, broken)
    assert editor.shown(uri)[0]["severity"] == 1
    end = (broken.count("\n"), len(broken.rpartition("\n")[2]))
    assert "orders" in words(editor.ask("completion", uri, *end))
    (found,) = editor.ask("definition", uri, *place(broken, "from: |orders"))
    assert found["range"]["start"]["line"] == place(MODEL, "|orders: {name")[0]
    assert (
        "Order system"
        in editor.ask("hover", uri, *place(broken, "from: |orders"))["contents"]["value"]
    )


def test_an_id_is_completed_as_soon_as_it_is_written(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    text = MODEL.replace("data:\n", "  brandnew: {name: [neu}\ndata:\n")
    text = text.replace("needs: [orders]}", "needs: [orders, ").replace("uses: [web]", "uses: [")
    editor.change(uri, text)
    assert editor.shown(uri)[0]["severity"] == 1

    def offered(marked: str) -> list[str]:
        return words(editor.ask("completion", uri, *place(text, marked)))

    assert offered("needs: [orders, |") == ["shop", "sales", "brandnew"]
    assert offered("needs: [|orders") == ["shop", "sales", "orders", "brandnew"]
    assert offered("holds: [|order]") == ["order"]


def test_ids_are_completed_in_a_model_that_never_could_be_read(editor: Editor) -> None:
    text = "engagemodel: 1\nchannels:\n  web: {needs: [\nplatforms:\n  crm: {}\n"
    uri = opened(editor, text)
    offered = editor.ask("completion", uri, *place(text, "needs: [|"))
    assert words(offered) == ["crm"]


def test_hover_tells_facts_keys_and_rules(editor: Editor) -> None:
    uri = opened(editor, MODEL)

    def told(marked: str) -> str:
        return str(editor.ask("hover", uri, *place(MODEL, marked))["contents"]["value"])

    facts = told("needs: [or|ders]")
    assert "**Order system** (platform, application)" in facts
    assert "Named by: web, shop" in facts
    assert "If it fails: " in facts
    assert "1 of 2 customer types is cut off" in facts
    assert told("run|_by: sales, needs").startswith("**run_by**: Who is accountable")
    assert "**experience-undefined** (low)" in told("  bu|yer")
    assert "*Mend.*" in told("  bu|yer")
    assert editor.ask("hover", uri, *place(MODEL, "Web sh|op")) is None


def test_hover_tells_what_the_model_says_of_an_element(editor: Editor) -> None:
    text = """\
engagemodel: 1
name: Test
currency: EUR
customer_types:
  buyer: {name: Buyer, uses: [web], prefers: {buy: [web, phone]}, expects: {buy: "*soon*"}}
channels:
  web: {name: Web shop, kind: web, run_by: shops, needs: [crm, {any_of: [card, cash]}], listens: [order]}
organizations:
  shops: {name: Shops}
platforms:
  crm:
    holds: {order: {role: copy, key: number}}
    cost: 240000
    owner: shops
    end_of_life: 2028-12-31
    availability: 99.5%
    tags: ["_x_", "[y](z)"]
  card: {name: Card}
  cash: {owner: "the *bank*"}
data:
  order: {name: Orders, max_latency: 5m, for: [shops]}
journeys:
  j:
    customer: buyer
    steps:
      - {do: buy, via: web}
      - {do: ask, via: {any_of: [web]}}
"""
    uri = opened(editor, text)
    reader = MarkdownIt("commonmark")

    def told(marked: str) -> list[str]:
        shown = editor.ask("hover", uri, *place(text, marked))["contents"]["value"]
        inner = [one for one in reader.parse(shown) if one.type == "inline"]
        facts = [one for one in inner if one.level == 3]  # in an item of a list
        assert {each.type for one in facts for each in one.children or ()} <= {"text"}
        return ["".join(each.content for each in one.children or ()) for one in facts]

    assert told("needs: [c|rm") == [
        "tags: _x_, [y](z)", "owner: Shops (shops)", "end_of_life: 2028-12-31",
        "holds: Orders (order): copy, key number", "availability: 99.5%", "cost: 240000 EUR",
    ]  # fmt: skip
    assert told("  w|eb:") == [
        "run_by: Shops (shops)", "needs: crm, (Card (card) or cash)", "listens: Orders (order)",
    ]  # fmt: skip
    assert told("  buy|er:") == [
        "uses: Web shop (web)", "prefers: buy: Web shop (web), phone", "expects: buy: *soon*",
    ]  # fmt: skip
    assert told("  j|:") == [
        "customer: Buyer (buyer)", "steps: 1. buy (Web shop (web)) 2. ask (Web shop (web))",
    ]  # fmt: skip
    assert told("  cas|h:") == ["owner: the *bank*"]
    assert told("  ord|er: {n") == ["max_latency: 5m", "for: Shops (shops)"]
    assert told("  car|d:") == []


def test_definition_and_references_cross_files(editor: Editor) -> None:
    (editor.folder / "parts").mkdir()
    (editor.folder / "parts" / "p.yaml").write_text(PART)
    main = opened(editor, MAIN)
    part = (editor.folder / "parts" / "p.yaml").as_uri()
    (found,) = editor.ask("definition", main, *place(MAIN, "needs: [or|ders"))
    assert found["uri"] == part
    line, column = place(PART, "  |orders:\n")
    assert found["range"]["start"] == {"line": line, "character": column}
    named = editor.ask(
        "references", main, *place(MAIN, "from: |orders"), context={"includeDeclaration": False}
    )
    assert [one["uri"] for one in named].count(main) == 7
    assert [one["uri"] for one in named].count(part) == 2


def test_definition_finds_both_ends_of_a_flow_that_is_accepted(editor: Editor) -> None:
    quoted = '  - {rule: unowned, reason: known, flow: "card->orders"}\n'
    text = MAIN.replace("include: [parts/*.yaml]\n", "") + quoted + PART
    uri = opened(editor, text)
    for marked, id in (
        ("flow: or|ders->card", "orders"),
        ("flow: orders|->card", "orders"),
        ("flow: orders->ca|rd", "card"),
        ('flow: "|card->orders"', "card"),
        ('flow: "card->|orders"', "orders"),
    ):
        (found,) = editor.ask("definition", uri, *place(text, marked))
        assert found["range"]["start"]["line"] == place(text, f"  |{id}:")[0]
    assert editor.ask("definition", uri, *place(text, "flow: orders-|>card")) == []


DECOY = "platforms:\n  decoy: {name: Decoy}\n"


@pytest.mark.parametrize("decoy", [False, True])
@pytest.mark.parametrize("depth", [".", "deep/in"])
def test_files_are_those_beside_the_model_wherever_the_server_runs(
    tmp_path: Path, decoy: bool, depth: str
) -> None:
    folder, elsewhere = tmp_path / "models" / depth, tmp_path / "else" / "where"
    for each in (folder, elsewhere):
        (each / "parts").mkdir(parents=True)
    path = folder / "parts" / "p.yaml"
    path.write_text(PART)
    if decoy:
        (elsewhere / "parts" / "p.yaml").write_text(DECOY)
        (elsewhere / "model.yaml").write_text("engagemodel: 1\nname: [\n")
    (folder / "model.yaml").write_text(MAIN)
    editor = Editor(tmp_path / "models", cwd=elsewhere)
    main = editor.open(folder / "model.yaml")
    assert not [one for one in editor.shown(main) if "code" not in one]
    at = place(MAIN, "needs: [or|ders")
    assert "Orders" in editor.ask("hover", main, *at)["contents"]["value"]
    (found,) = editor.ask("definition", main, *at)
    assert found["uri"] == path.as_uri()
    offered = words(editor.ask("completion", main, *place(MAIN, "needs: [|orders")))
    assert {"orders", "cash"} <= set(offered)
    assert "decoy" not in offered
    changes = editor.ask("rename", main, *at, newName="order-hub")["changes"]
    assert set(changes) == {main, path.as_uri()}
    assert editor.close() == 0


@pytest.mark.parametrize("decoy", [False, True])
def test_a_part_finds_its_closed_model_wherever_the_server_runs(
    tmp_path: Path, decoy: bool
) -> None:
    folder, elsewhere = tmp_path / "models", tmp_path / "else" / "where"
    for each in (folder, elsewhere):
        (each / "parts").mkdir(parents=True)
    (folder / "model.yaml").write_text(MAIN)
    (folder / "parts" / "p.yaml").write_text(PART)
    if decoy:
        (elsewhere / "model.yaml").write_text(MODEL)
        (elsewhere / "parts" / "p.yaml").write_text(DECOY)
    editor = Editor(folder, cwd=elsewhere)
    part = editor.open(folder / "parts" / "p.yaml")
    editor.shown(part)
    named = editor.ask(
        "references", part, *place(PART, "  or|ders:\n"), context={"includeDeclaration": False}
    )
    main = (folder / "model.yaml").as_uri()
    assert [one["uri"] for one in named].count(main) == 7
    assert editor.close() == 0


def test_rename_changes_every_file_and_what_accepts_it(editor: Editor) -> None:
    (editor.folder / "parts").mkdir()
    path = editor.folder / "parts" / "p.yaml"
    path.write_text(PART)
    main = opened(editor, MAIN)
    part = editor.open(path)
    editor.shown(part)
    at = place(PART, "  or|ders:\n")
    start = {"line": at[0], "character": 2}
    assert editor.ask("prepareRename", part, *at) == {
        "start": start,
        "end": {"line": at[0], "character": 8},
    }
    changes = editor.ask("rename", part, *at, newName="order-hub")["changes"]
    assert edited(MAIN, changes[main]) == MAIN.replace("orders", "order-hub")
    # What an entry says of its own past is the id of another state of the model.
    assert edited(PART, changes[part]) == (
        PART.replace("  orders:\n", "  order-hub:\n").replace("was: orders", "was: order-hub")
    )


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("web", "'web' is already an id of this model"),
        ("Web Shop", "'Web Shop' is not an id"),
        ("a" * 65, "is not an id"),
        ("", "'' is not an id"),
    ],
)
def test_a_rename_that_would_break_the_model_is_refused(editor: Editor, new: str, why: str) -> None:
    uri = opened(editor, MODEL)
    line, column = place(MODEL, "needs: [|orders")
    where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
    answer = editor.request("textDocument/rename", **where, newName=new)
    assert why in answer["error"]["message"]
    assert "data" not in answer["error"]


def test_a_rename_waits_for_files_that_cannot_be_read(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    broken = "# one line more\n" + MODEL + "flows: [\n"
    editor.change(uri, broken)
    editor.shown(uri)
    line, column = place(broken, "needs: [|orders")
    where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
    answer = editor.request("textDocument/rename", **where, newName="hub")
    assert "cannot be read at the moment" in answer["error"]["message"]


def test_what_was_meant_is_a_quick_fix(editor: Editor) -> None:
    text = MODEL.replace("run_by: sales, needs", "run-by: 'salse', needs")
    uri = opened(editor, text)
    fixed = text
    for one in editor.diagnostics[uri]:
        answer = editor.request(
            "textDocument/codeAction",
            textDocument={"uri": uri},
            range=one["range"],
            context={"diagnostics": [one]},
        )
        for action in answer["result"]:
            assert action["kind"] == "quickfix"
            assert action["diagnostics"] == [one]
            fixed = edited(fixed, action["edit"]["changes"][uri])
    assert "run_by: 'salse'" in fixed
    editor.change(uri, fixed)
    (wrong,) = editor.shown(uri)
    answer = editor.request(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range=wrong["range"],
        context={"diagnostics": [wrong]},
    )
    (action,) = answer["result"]
    assert action["title"] == "Change to 'sales'"
    assert "run_by: 'sales'" in edited(fixed, action["edit"]["changes"][uri])


def test_the_outline_has_sections_and_entries(editor: Editor) -> None:
    uri = opened(editor, MODEL + "flows:\n  - from: web\n    to: orders\n")
    symbols = editor.request("textDocument/documentSymbol", textDocument={"uri": uri})["result"]
    by_name = {one["name"]: one for one in symbols}
    assert list(by_name)[:3] == ["engagemodel", "name", "customer_types"]
    channels = by_name["channels"]
    assert [one["name"] for one in channels["children"]] == ["web", "shop"]
    assert channels["children"][0]["detail"] == "Web shop"
    assert by_name["flows"]["children"][0]["name"] == "web → orders"
    for one in (*symbols, *channels["children"]):
        start, end = one["range"]["start"], one["range"]["end"]
        inner = one["selectionRange"]
        assert (start["line"], start["character"]) <= (
            inner["start"]["line"],
            inner["start"]["character"],
        )
        assert (inner["end"]["line"], inner["end"]["character"]) <= (end["line"], end["character"])


def test_formatting_is_that_of_fmt(editor: Editor) -> None:
    uri = opened(editor, "name:   Test\nengagemodel: 1")
    options = {"tabSize": 8, "insertSpaces": True}

    def asked() -> Any:
        return editor.request(
            "textDocument/formatting", textDocument={"uri": uri}, options=options
        )["result"]

    (edit,) = asked()
    assert edit["newText"] == "engagemodel: 1\nname: Test\n"
    assert edit["range"]["end"] == {"line": 1, "character": 14}
    editor.change(uri, edit["newText"])
    assert asked() == []
    editor.change(uri, "name: [")
    assert asked() is None


def test_a_model_that_was_never_saved_is_checked(editor: Editor) -> None:
    uri = "untitled:Untitled-1"
    editor.open(uri, "engagemodel: 1\nname: Test\nchannels: {w: {kind: wbe}}\n")
    (wrong,) = editor.shown(uri)
    assert "did you mean 'web'?" in wrong["message"]
    editor.change(uri, "cha")
    assert "channels" in words(editor.ask("completion", uri, 0, 3))


def test_positions_count_as_the_editor_does(tmp_path: Path) -> None:
    text = "engagemodel: 1\nname: Test\nchannels: {w: {name: 'a𝄞b', kind: wbe}}\n"
    for encoding, units in (("utf-16", 2), ("utf-32", 1), ("utf-8", 4)):
        editor = Editor(tmp_path, (encoding,))
        uri = opened(editor, text)
        (wrong,) = editor.diagnostics[uri]
        column = text.split("\n")[2].index("wbe") - 1 + units
        assert wrong["range"]["start"] == {"line": 2, "character": column}
        line, column = 2, column + 2
        kinds = editor.ask("completion", uri, line, column)["items"]
        assert kinds[0]["textEdit"]["range"]["start"] == wrong["range"]["start"]
        assert editor.close() == 0


def test_files_of_others_are_left_alone(editor: Editor) -> None:
    compose = editor.folder / "compose.yaml"
    compose.write_text("services:\n  web: {image: x}\nname: x\n")
    uri = editor.open(compose)
    assert editor.ask("completion", uri, 1, 2) == {"isIncomplete": False, "items": []}
    assert editor.ask("hover", uri, 2, 1) is None
    opened(editor, MODEL)
    assert uri not in editor.diagnostics


def test_closing_a_model_takes_its_diagnostics_away(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    assert editor.diagnostics[uri]
    editor.notify("textDocument/didClose", textDocument={"uri": uri})
    assert editor.shown(uri) == []


def test_closing_the_last_file_of_a_model_clears_all_of_them(editor: Editor) -> None:
    (editor.folder / "parts").mkdir()
    (editor.folder / "parts" / "p.yaml").write_text(PART + "  seller: {uses: wbe}\n")
    uri = opened(editor, MAIN)
    part = (editor.folder / "parts" / "p.yaml").as_uri()
    while not editor.diagnostics.get(part):
        editor.shown(part)
    editor.notify("textDocument/didClose", textDocument={"uri": uri})
    while editor.shown(part):
        pass
    while editor.diagnostics[uri]:
        editor.shown(uri)


def test_an_editor_that_hands_nothing_back_gets_its_quick_fix(editor: Editor) -> None:
    uri = opened(editor, MODEL.replace("run_by: sales, needs", "run_by: salse, needs"))
    (wrong,) = editor.diagnostics[uri]
    bare = {key: value for key, value in wrong.items() if key != "data"}
    context = {"diagnostics": [bare]}
    where = {"textDocument": {"uri": uri}, "range": wrong["range"]}
    (action,) = editor.request("textDocument/codeAction", **where, context=context)["result"]
    assert action["edit"]["changes"][uri][0]["newText"] == "sales"


def test_the_settings_of_the_folder_count(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    assert "experience-undefined" in {one.get("code") for one in editor.diagnostics[uri]}
    settings = editor.folder / "engagemodel.toml"
    settings.write_text('ignore = ["experience-undefined"]\n')
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    assert "experience-undefined" not in {one.get("code") for one in editor.shown(uri)}
    settings.write_text("ignore = 1\n")
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    assert 1 in {one["severity"] for one in editor.shown(uri)}


def test_hostile_names_are_inert_in_a_hover(editor: Editor) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    uri = opened(editor, MODEL)
    for name in hostile.VALUES:
        value = json.dumps(name, ensure_ascii=False)
        text = MODEL.replace("name: Order system", f"name: {value}, tags: [{value}]")
        editor.change(uri, text)
        assert 1 not in {one["severity"] for one in editor.shown(uri)}
        shown = editor.ask("hover", uri, *place(text, "needs: [or|ders]"))["contents"]["value"]
        tokens = [
            inner for outer in reader.parse(shown) for inner in (outer, *(outer.children or ()))
        ]
        kinds = {token.type for token in tokens}
        assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special",
                         "strong_open", "strong_close", "code_inline", "softbreak", "bullet_list_open",
                         "bullet_list_close", "list_item_open", "list_item_close"}, name  # fmt: skip
        assert "\x1b" not in shown


def test_nonsense_ends_nothing_and_tells_no_traceback(editor: Editor) -> None:
    uri = opened(editor, MODEL)
    editor.send_bytes(b"{nonsense")
    editor.send_bytes(b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {}}')
    unknown = editor.request("workspace/nothing")
    assert unknown["error"]["code"] == -32601
    wrong = editor.request("textDocument/hover", textDocument={"uri": uri}, position={"line": "x"})
    assert "Traceback" not in json.dumps(wrong)
    assert "File " not in json.dumps(wrong)
    far = {"textDocument": {"uri": uri}, "position": {"line": 9_999, "character": 9_999}}
    assert editor.request("textDocument/hover", **far)["result"] is None
    editor.change(uri, "a: &a [*a]\n<<: [*a, *a]\n" + "[" * 100_000)
    editor.change(uri, "\ud800engagemodel: 1\nname: \u202e\n")
    editor.change(uri, MODEL)
    while not any(one.get("code") == "experience-undefined" for one in editor.shown(uri)):
        pass


def test_ends_as_the_protocol_says(tmp_path: Path) -> None:
    assert Editor(tmp_path).close() == 0
    early = Editor(tmp_path)
    early.notify("exit")
    assert early.end() == 1
    gone = Editor(tmp_path)
    assert gone.process.stdin is not None
    gone.process.stdin.close()
    assert gone.end() == 1
    stopped = Editor(tmp_path)
    stopped.process.send_signal(signal.SIGTERM)
    assert stopped.end() == 143


def test_without_pygls_it_says_what_to_install(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['pygls'] = None; sys.modules['lsprotocol'] = None; "
    ended = subprocess.run(
        [sys.executable, "-c", hidden + START, "lsp"],
        cwd=tmp_path,
        input=b"",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert b"pip install 'engagemodel[lsp]'" in ended.stderr
