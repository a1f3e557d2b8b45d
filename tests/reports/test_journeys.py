"""A journey reads like a story; Markdown and JSON hold the same, and no name of a model is active."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import followed
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from engagemodel import api
from engagemodel.model import Model
from engagemodel.reports import STORIES
from engagemodel.reports.screen import PAPER, Screen, cells
from engagemodel.results import Journeys

HOSTILE = '<b>[/x](javascript:a) \x1b[31m\u202e ::error::x ##[error] | `c` **b** \\ " \n'
SCHEMA = Draft202012Validator(
    json.loads((files("engagemodel.reports") / "schemas" / "journey.json").read_text())
)


def report(form: str, journey: str | None = None, word: str = "", screen: Screen = PAPER) -> str:
    return STORIES[form].journeys(followed.journeys(word, journey), screen)


def sentences(journey: str) -> str:
    """Return the text of a journey on one line."""
    return " ".join(report("text", journey).split())


def document(journey: str | None = None, word: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report("json", journey, word))
    SCHEMA.validate(found)
    return found


@pytest.mark.parametrize(
    ("journey", "sentence"),
    [
        ("handed", "Shopper, 60% of contacts; 4 steps It breaks at step 3. Of 3 hand-offs: 1 kept"),
        ("handed", "1. buy (first time): Web shop, run by Online Behind it: Card, Shop database"),
        (
            "handed",
            "can be looked up in Shop database, up to 1 hour old, coming from Till database by",
        ),
        ("handed", "+ The note and order will be kept in Shop database."),
        ("handed", 'The customer expects: "money back".'),
        (
            "handed",
            "will be there within 24 hours by the line from Shop database to Till database; at most 2",
        ),
        (
            "handed",
            "- The order from step 1 (Web shop) will come too late: that takes at least 24 hours",
        ),
        (
            "handed",
            "The slowest is the line from Shop database to Till database. To mend: Make the",
        ),
        (
            "handed",
            "kept in Shop database, but nobody there can look that up; the line from Shop dat",
        ),
        ("handed", "+ The note from step 1 (Web shop) will be at hand, in Shop database"),
        (
            "untold",
            "Nobody can tell whether it works: look at step 2. Its one hand-off is unknown.",
        ),
        (
            "untold",
            "? The claim from step 1 (Stores) will get here by the line from Till database to",
        ),
        ("untold", "but nobody states how long that takes; at most 1 hour will do."),
        ("unmatched", "the line from Desk to Till database cannot match the records."),
        ("lost", "1. buy: Web shop or Stores, run by Online and Shops"),
        (
            "lost",
            "The photo cannot be seen at Stores and Web shop: kept in Archive, and the line",
        ),
        ("lost", "The advice will be lost: at Stores and Web shop there is nowhere to keep that."),
        ("lost", "The note will be kept in Desk copy, as a copy that the next feed overwrites."),
        ("lost", "3. ask: Phone and (Web shop or Mail), run by Online and Service"),
        ("lost", "The advice from step 1 (Stores and Web shop) will be gone: kept nowhere."),
        ("empty", "Guest, 40% of contacts; 0 steps It has no steps yet."),
        ("plain", "It goes through from end to end. 1. look: Stores, run by Shops"),
    ],
)
def test_a_story_says_what_is_there_and_what_is_not(journey: str, sentence: str) -> None:
    assert sentence in sentences(journey)


def test_a_rough_journey_is_not_called_a_broken_one() -> None:
    told = followed.journeys(journey="plain")
    relay = next(f for f in followed.journeys().findings if f.rule == "relay-without-record")
    rough = type(told)(told.model, told.walks, (_of(relay, "plain", 2),))
    shown = STORIES["text"].journeys(rough, PAPER)
    assert "It goes through, but not smoothly: look at step 2." in shown
    assert relay.message.split(":")[0].split()[0] in shown


def _of(finding: Any, journey: str, step: int) -> Any:
    return replace(finding, journeys=(journey,), step=step)


def test_what_is_older_than_will_do_is_neither_good_nor_broken() -> None:
    assert re.search(r"(?m)^     ~ The offer can be looked up", report("text", "handed"))
    told = followed.journeys(journey="handed")
    first = replace(told.walks[0], stages=told.walks[0].stages[:1])
    shown = STORIES["text"].journeys(Journeys(told.model, (first,), ()), PAPER)
    assert "It goes through, but not smoothly: look at step 1." in shown


def test_each_mending_follows_what_it_mends() -> None:
    shown = sentences("handed")
    late, mend = shown.index("come too late"), shown.index("To mend: Make the line")
    assert late < mend < shown.index("4. buy")


def test_a_model_without_journeys_says_so() -> None:
    told = api.journeys(Model(path="m.yaml", at=followed.model().at, name="Bare"))
    assert "There are no journeys in this model yet." in STORIES["text"].journeys(told, PAPER)
    assert "There are no journeys" in STORIES["markdown"].journeys(told, PAPER)
    assert json.loads(STORIES["json"].journeys(told, PAPER))["journeys"] == []


def test_the_document_has_every_journey_with_its_steps() -> None:
    found = document()
    ids = [journey["journey"] for journey in found["journeys"]]
    assert ids == sorted(followed.model().journeys)
    handed = found["journeys"][ids.index("handed")]
    assert (handed["customer_type"], handed["breaks_at"]) == ("shopper", [3])
    assert handed["handoffs"] == {"kept": 1, "slow": 1, "broken": 1, "unknown": 0}
    [note, order] = handed["steps"][2]["reads"]
    assert (note["verdict"], note["missing"], note["at_least"]) == (
        "broken",
        "shop-db->phone",
        None,
    )
    assert (order["verdict"], order["at_least"], order["limit"]) == ("slow", 86400, 3600)
    assert order["path"] == ["shop-db->till-db", "till-db->desk"]
    rules = [finding["rule"] for finding in handed["steps"][2]["findings"]]
    assert {"broken-handoff", "slow-handoff"} <= set(rules)


def test_the_document_writes_via_as_the_language_does() -> None:
    [lost] = document("lost")["journeys"]
    assert lost["steps"][0]["via"] == {"any_of": ["web", "store"]}
    assert lost["steps"][1]["via"] == "mail"
    assert lost["steps"][2]["via"] == {"all_of": ["phone", {"any_of": ["web", "mail"]}]}
    assert lost["steps"][0]["reads"][0]["verdict"] == "out-of-reach"


def test_markdown_has_a_table_for_each_journey_that_has_steps() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(report("markdown"))
    kinds = [token.type for token in tokens]
    assert kinds.count("table_open") == 5
    assert kinds.count("tr_open") == 5 + sum(
        len(journey.steps) for journey in followed.model().journeys.values()
    )


def test_hostile_names_change_no_structure_and_steer_nothing() -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    blocks = [
        [token.type for token in parser.parse(report("markdown", word=word))]
        for word in ("x", HOSTILE)
    ]
    assert blocks[0] == blocks[1]
    tokens = parser.parse(report("markdown", word=HOSTILE))
    inline = {child.type for token in tokens for child in token.children or ()}
    assert not inline & {"html_inline", "link_open", "image", "em_open", "s_open"}
    for form in STORIES:
        shown = report(form, word=HOSTILE)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
        assert not re.search(r"(?m)^\s*::", shown)
        assert form == "markdown" or "##[" not in shown
    [journey] = document("handed", HOSTILE)["journeys"]
    assert journey["name"] == f"Handed on {HOSTILE}"


@pytest.mark.parametrize("width", [40, 80, 160])
def test_lines_fit_the_screen_and_a_pipe_has_no_colour(width: int) -> None:
    shown = report("text", screen=Screen(width))
    assert max(cells(line) for line in shown.splitlines()) <= min(width, 100)
    assert "\x1b" not in shown
    assert "\x1b[31m     - \x1b[0m" in report("text", screen=Screen(width, colour=True))
