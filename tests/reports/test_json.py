"""The JSON documents keep their contract: key for key, held by a schema, harmless to print."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import specimens
from jsonschema import Draft202012Validator

from engagemodel.errors import Problem
from engagemodel.finding import Witness
from engagemodel.place import Place
from engagemodel.reports import json as reports_json
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import PAPER

# The contract as it was first published; a key may be added only together with `format`.
SAMPLE_CHECK = """
{"format": 1, "tool": "engagemodel 0.1.0",
 "models": [{"path": "as-is.yaml", "name": "…", "state": "as-is",
   "summary": {"high": 3, "medium": 2, "low": 1, "accepted": 1},
   "figures": {"elements": 17, "change_reach": 3.6},
   "findings": [{"rule": "redundant-database", "severity": "high", "message": "…", "mend": "…",
     "elements": ["pos-db", "web-db"], "data": ["customer"], "customer_types": ["online-shopper"],
     "journeys": [], "step": null, "occasion": null, "capability": null, "flow": null,
     "witness": null, "location": {"path": "as-is.yaml", "line": 48, "column": 3}, "related": [],
     "fingerprint": "…", "accepted": null}]}]}
"""
SAMPLE_DIFF = """
{"format": 1, "tool": "…", "before": {"path": "…", "name": "…", "state": "…"}, "after": {},
 "changes": [{"change": "merged", "kind": "platform", "id": "crm", "was": ["web-crm", "pos-crm"],
   "fields": [{"field": "cost", "before": 240000, "after": 90000}], "effect": "better",
   "customer_types": ["…"], "why": "…"}],
 "findings": {"resolved": [], "introduced": [], "remaining": []},
 "figures": [{"figure": "single_points", "before": 3, "after": 1, "effect": "better"}]}
"""


def schema(name: str) -> Draft202012Validator:
    document = json.loads((files("engagemodel.reports") / "schemas" / f"{name}.json").read_text())
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def check(word: str = "Lumen") -> str:
    return reports_json.check([Judged(specimens.check(word), "never", 0)], [], PAPER)


def difference(word: str = "Lumen") -> str:
    return reports_json.difference(specimens.difference(word), PAPER)


def keys(document: Any) -> Any:
    """Return the keys of every object, of a list those of its first item; open mappings apart."""
    if isinstance(document, dict):
        return {
            key: None if key in ("figures", "witness", "accepted", "after") else keys(value)
            for key, value in document.items()
        }
    if isinstance(document, list):
        return [keys(document[0])] if document and isinstance(document[0], dict) else []
    return None


def test_check_has_the_keys_of_the_contract_in_its_order() -> None:
    sample, real = json.loads(SAMPLE_CHECK), json.loads(check())
    assert keys(real["models"][0]["findings"][1]) == keys(sample["models"][0]["findings"][0])
    del real["models"][0]["findings"], sample["models"][0]["findings"]
    assert keys(real) == keys(sample)
    assert list(real["models"][0]) == list(sample["models"][0])


def test_difference_has_the_keys_of_the_contract() -> None:
    sample, real = json.loads(SAMPLE_DIFF), json.loads(difference())
    assert keys(real["changes"][4]) == keys(sample["changes"][0])
    assert set(real["before"]) == set(real["after"]) == set(sample["before"])
    assert set(real["figures"][0]) == set(sample["figures"][0])
    assert list(real) == list(sample)
    assert list(real["findings"]) == list(sample["findings"])


def test_a_likely_rename_is_offered_only_where_there_is_one() -> None:
    changes = json.loads(difference())["changes"]
    assert [change.get("likely_was") for change in changes] == ["web-db"] + [None] * 6


@pytest.mark.parametrize("word", ["Lumen", '\x7f\x85\u202e \ud800 ##[error] \U0001f600 漢 \\ " \n'])
def test_documents_are_valid_harmless_and_keep_every_name(word: str) -> None:
    for document, name in ((check(word), "check"), (difference(word), "diff")):
        schema(name).validate(json.loads(document))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", document)
        assert "##[" not in document
    assert json.loads(check(word))["models"][0]["name"] == f"{word} & Oak"


def test_the_witness_and_the_acceptance_are_whole() -> None:
    findings = json.loads(check())["models"][0]["findings"]
    assert findings[0]["witness"] == {
        "written": ["web-db"],
        "looked_for": ["pos-db"],
        "missing": "web-db->pos-db",
        "path": [],
        "worst": None,
        "seconds": 60.0,
    }
    assert findings[0]["related"] == [
        {"path": "as-is.yaml", "line": 40, "column": 3, "message": "Lumen written here"}
    ]
    assert findings[2]["accepted"] == {
        "reason": "Lumen likes it so",
        "owner": "Lumen CIO",
        "until": "2026-09-30",
    }
    assert json.loads(check())["models"][0]["summary"] == {
        "high": 1,
        "medium": 1,
        "low": 0,
        "accepted": 1,
    }


def test_what_takes_for_ever_is_null() -> None:
    finding = replace(specimens.broken(), witness=Witness(seconds=float("inf")))
    endless = replace(specimens.check(), findings=(finding,))
    document = json.loads(reports_json.check([Judged(endless, "never", 0)], [], PAPER))
    assert document["models"][0]["findings"][0]["witness"]["seconds"] is None


def test_errors_are_told_beside_what_could_be_read() -> None:
    problems = [
        Problem("unknown 'web-bd'", Place("m.yaml", 5, 36), "did you mean 'web-db'?"),
        Problem("there is no such file", path="n.yaml"),
        Problem("unknown format 'jsno'"),
    ]
    alone = json.loads(reports_json.errors(problems))
    assert alone["errors"] == [
        {
            "path": "m.yaml",
            "line": 5,
            "column": 36,
            "message": "unknown 'web-bd'",
            "hint": "did you mean 'web-db'?",
        },
        {
            "path": "n.yaml",
            "line": None,
            "column": None,
            "message": "there is no such file",
            "hint": None,
        },
        {
            "path": None,
            "line": None,
            "column": None,
            "message": "unknown format 'jsno'",
            "hint": None,
        },
    ]
    both = reports_json.check([Judged(specimens.check(), "high", 1)], problems, PAPER)
    for name in ("diff", "journey", "impact"):
        schema(name).validate(alone)
    none = json.loads(reports_json.check([], problems, PAPER))
    schema("check").validate(none)
    assert none == {**alone, "models": []}
    schema("check").validate(json.loads(both))
    assert len(json.loads(both)["models"]) == 1


@pytest.mark.parametrize("name", ["check", "diff", "impact", "journey"])
def test_the_schemas_are_strict_and_describe_every_key(name: str) -> None:
    document = json.loads(json.dumps(schema(name).schema))

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "properties" in node:
                assert node["additionalProperties"] is False
                for key, value in node["properties"].items():
                    assert "description" in value or "$ref" in value, key
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document)
