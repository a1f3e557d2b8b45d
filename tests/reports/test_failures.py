"""What a failure does to customers, in words, tables and JSON; what is not known is said so."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import followed
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from mistakes import model

from engagemodel import api
from engagemodel.reports import STORIES
from engagemodel.reports.failures.sets import available
from engagemodel.reports.screen import PAPER, Screen, cells
from engagemodel.results import Weakness

HOSTILE = '<b>[/x](javascript:a) \x1b[31m\u202e ::error::x ##[error] | `c` **b** \\ " \n'
SCHEMA = Draft202012Validator(
    json.loads((files("engagemodel.reports") / "schemas" / "impact.json").read_text())
)


def failing(*elements: str, form: str = "text", word: str = "") -> str:
    return STORIES[form].failure(followed.failure(*elements, word=word), PAPER)


def ranked(form: str = "text", word: str = "") -> str:
    return STORIES[form].ranking(followed.ranking(word), PAPER)


def cut(order: int = 3, limit: int | None = None, form: str = "text", word: str = "") -> str:
    return STORIES[form].cuts(followed.cut_sets(order, limit, word), PAPER)


def line(text: str) -> str:
    return " ".join(text.split())


def valid(document: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document)
    SCHEMA.validate(found)
    return found


@pytest.mark.parametrize(
    ("elements", "sentence"),
    [
        (["tills"], "If Tills should fail"),
        (["tills", "shop-db"], "If Shop database and Tills should fail together"),
        (
            ["tills"],
            "1 of 3 customer types is cut off, 40% of contacts; 1 more customer type loses",
        ),
        (["tills"], "- Guest, 40% of contacts: cut off, with Stores down."),
        (
            ["tills"],
            "~ Shopper, 60% of contacts: will lose Stores, and can still use Phone and Web shop.",
        ),
        (["tills"], '- "Step by step" stops at step 1: look, Stores.'),
        (["shop-db"], "+ Every channel stays open to Guest and Nobody."),
        (["service"], "Channels: Mail and Phone."),
        (["till-db"], "What goes down with that Channels: Stores."),
        (["archive"], "No customer notices, as far as the model tells: no channel goes down."),
        (["mail"], "1 of 6 journeys stops."),
        (["card", "wallet"], "Channels: Web shop."),
    ],
)
def test_a_failure_is_told_by_what_it_does_to_customers(elements: list[str], sentence: str) -> None:
    assert sentence in line(failing(*elements))


def test_channels_that_do_without_what_failed_are_named() -> None:
    read = model(
        "channels:\n  ward: {name: Ward, uses: [records]}\n  desk: {name: Desk, uses: [records]}\n"
        "  gate: {name: Gate}\nplatforms:\n  records: {name: Records}\n"
    )
    told = STORIES["text"].failure(api.failure(read, ("records",)), PAPER)
    assert "No channel goes down; Desk and Ward can go on without what failed." in line(told)


def test_the_document_of_a_failure_has_what_is_lost_and_what_is_left() -> None:
    found = valid(failing("shop-db", "tills", form="json"))["impact"]
    assert found["failed"] == ["shop-db", "tills"]
    assert (found["channels"], found["share"]) == (["store", "web"], 0.4)
    assert found["customer_types"] == [
        {
            "customer_type": "guest",
            "share": 0.4,
            "cut_off": True,
            "lost": ["store"],
            "left": [],
        },
        {
            "customer_type": "shopper",
            "share": 0.6,
            "cut_off": False,
            "lost": ["store", "web"],
            "left": ["phone"],
        },
    ]
    assert {"journey": "handed", "step": 1} in found["journeys"]
    assert {"journey": "unmatched", "step": 2} in found["journeys"]


def test_the_ranking_has_every_element_the_worst_first() -> None:
    found = valid(ranked("json"))["ranking"]
    badness = [(-e["share"], -len(e["journeys"]), -len(e["channels"]), e["element"]) for e in found]
    assert badness == sorted(badness)
    model = followed.model()
    assert {e["element"] for e in found} == {
        *model.platforms,
        *model.channels,
        *model.organizations,
    }
    shown = ranked()
    assert re.search(r"(?m)^ +40% +1 +\d +1  Shops \(organization\)$", shown)
    assert "No channel goes down with Archive, Card, Desk copy and Wallet, each alone." in line(
        shown
    )
    assert ranked("markdown").count("\n| ") == len(found) + 1


def test_cut_sets_are_told_by_size() -> None:
    shown = line(cut())
    assert "Guest, 40% of contacts Cut off by 4 single failures." in shown
    assert "- Shops, Stores, Till database and Tills, each alone" in shown
    assert '"Nothing yet" Safe from any 3 failures.' in shown
    assert "Nobody Nothing has to fail: there is no open channel." in shown
    assert "- Card and Wallet together" in shown
    assert "16 more of 3 (--format json has all)" in shown
    assert "Safe from any single failure." in line(cut(1))


def test_the_document_of_cut_sets_lists_them_all() -> None:
    found = {entry["id"]: entry for entry in valid(cut(form="json"))["cuts"]}
    assert found["guest"]["sets"] == [["shops"], ["store"], ["till-db"], ["tills"]]
    assert found["nobody"]["sets"] == [[]]
    assert len(found["shopper"]["sets"]) == found["shopper"]["counts"][3] == 36
    assert found["guest"]["availability"]["value"] == pytest.approx(0.99 * 0.9999, abs=1e-12)
    assert found["guest"]["availability"]["stated"] == 0.5
    assert found["empty"]["availability"]["value"] is None


def test_availability_says_what_it_means_in_a_year_and_what_it_rests_on() -> None:
    shown = line(cut())
    assert (
        "Availability: at most 98.99%, which is 4 days a year without (50% of the elements behind "
        "state one)." in shown
    )
    assert "Where no availability is given, no element behind it states one." in shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.9999999, "at most 99.99999%, which is 3 seconds a year without"),
        (1.0, "at most 100% ("),
        (0.99, "at most 99%, which is 4 days a year without"),
        (0.0, "at most 0%, which is 365 days a year without"),
        (0.9995, "at most 99.95%, which is 4 hours a year without"),
    ],
)
def test_no_availability_looks_better_than_it_is(value: float, words: str) -> None:
    from engagemodel.analysis.availability import Availability
    from engagemodel.analysis.cuts import Cuts

    weakness = Weakness("journey", "x", Cuts((), ()), Availability(value, 1.0, value, value))
    assert words in available(weakness)


def test_what_is_too_large_is_said_to_be_with_bounds_and_how_to_allow_it() -> None:
    shown = line(cut(3, 4))
    assert "within the limit" in shown
    assert "--limit answers=40 allows ten times as much" in shown
    found = {entry["id"]: entry for entry in valid(cut(3, 4, "json"))["cuts"]}
    assert found["shopper"]["sets"] is None
    exact = {entry["id"]: entry for entry in valid(cut(3, form="json"))["cuts"]}
    for id, entry in found.items():
        likely, truth = entry["availability"], exact[id]["availability"]["value"]
        if truth is not None:
            assert likely["low"] - 1e-12 <= truth <= likely["high"] + 1e-12


def test_bounds_are_told_where_the_value_is_not_known() -> None:
    from engagemodel.analysis.availability import Availability
    from engagemodel.analysis.cuts import Cuts

    weakness = Weakness("journey", "x", Cuts(None, (), False), Availability(None, 0.5, 0.9, 0.95))
    told = available(weakness)
    assert "too large to work out within the limit" in told
    assert "at most 95%" in told
    assert "at least 90%" in told


@pytest.mark.parametrize("width", [40, 80, 160])
def test_lines_fit_the_screen(width: int) -> None:
    text, screen = STORIES["text"], Screen(width)
    for shown in (
        text.failure(followed.failure("tills"), screen),
        text.ranking(followed.ranking(), screen),
        text.cuts(followed.cut_sets(), screen),
    ):
        assert max(cells(line) for line in shown.splitlines()) <= min(width, 100)


def test_hostile_names_change_no_structure_and_steer_nothing() -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def documents(form: str, word: str) -> list[str]:
        return [
            failing("tills", "shop-db", form=form, word=word),
            ranked(form, word),
            cut(2, form=form, word=word),
        ]

    for plain, hostile in zip(
        documents("markdown", "x"), documents("markdown", HOSTILE), strict=True
    ):
        tokens = parser.parse(hostile)
        assert [t.type for t in parser.parse(plain)] == [t.type for t in tokens]
        inline = {child.type for token in tokens for child in token.children or ()}
        assert not inline & {"html_inline", "link_open", "image", "em_open", "s_open"}
    for form in STORIES:
        for shown in documents(form, HOSTILE):
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
            assert not re.search(r"(?m)^\s*::", shown)
            if form == "json":
                valid(shown)
