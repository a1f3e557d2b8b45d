"""One model in which every text is meant to harm some format: names, addresses, notes, journeys, flows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

INJECT = Path(__file__).parent / "corpus" / "inject"
URL = "https://example.org/a?b=(1)&c=d%22&amp;e=%3Cscript%3E"

# Beside the names of the corpus: what each of the formats takes for its own.
VALUES = (
    '"><image href="http://evil.example/x.png" onload="alert(1)"/>',
    "]]> <!-- &amp; &#x3c; --> --!> </title></desc></svg>",
    "x\x00\x1b[31mred\u202egnp.exe",
    "W" * 300,
    "e" + "\u0301" * 200,
    "javascript:alert(1)",
    "[click](javascript:alert(1)) ![i](http://evil.example/i.png) <http://evil.example>",
    "{{ 7*7 }} ${x} %s %(x)s {0.__class__}",
    "`end` ~~~ ***bold*** __init__ > quote",
    "!include /etc/passwd",
    "[[http://evil.example{tip} link]] <img:/etc/passwd> <b>",
    "@enduml",
    '"; click n1 call alert() %%{init: {}}%% --> n99["x"] ;;;',
    "classDef x fill:url(http://evil.example) :::x",
    "${vars} \\\" '; *.style.fill: red; (** -> **)[*]",
    "-- \\",
    "ends in a backslash \\",
    "%getenv('HOME') $skip <&folder> <color:red>~",
    "=HYPERLINK(http://evil.example)",
    "/Names << /JavaScript (app.alert) >> ) Tj ET",
    "مرحبا 中文字 🇩🇪 Łódź Ωμέγα Привет",
    "http://evil.example/a www.evil.example mailto:a@evil.example @everyone #1",
)


def values() -> tuple[str, ...]:
    """Return the hostile names of the corpus and those above, each once."""
    found = []
    for path in sorted(INJECT.glob("*.yaml")):
        if path.stem not in ("benign", "zero_width"):
            # A double-quoted scalar of these files is one of JSON; the rest of them are no names.
            said = re.findall(r'(?m)^name: (".*")$', path.read_text(encoding="utf-8"))
            said += re.findall(r'head: (".*?")\}', path.read_text(encoding="utf-8"))
            found += [json.loads(text) for text in said]
    return tuple(dict.fromkeys((*found, *VALUES)))


def model(*, turn: int = 0) -> dict[str, Any]:
    """Return a model, as a reader of JSON has it, in which each value is the name of an element.

    Ids stay the same when the values are `turn` places further, so that two such models differ by
    the names of all their elements.
    """
    said = values()
    said = said[turn:] + said[:turn]
    rows = range(-(-len(said) // 4))

    def name(row: int, lane: int) -> str:
        return said[(4 * row + lane) % len(said)]

    return {
        "engagemodel": 1,
        "name": VALUES[0],
        "state": VALUES[1],
        "customer_types": {
            f"c{r}": {"name": name(r, 0), "uses": [f"t{r}"], "expects": {"buy": name(r, 1)}}
            for r in rows
        },
        "channels": {
            f"t{r}": {
                "name": name(r, 1),
                "serves": ["buy"],
                "run_by": [f"o{r}"],
                "needs": [f"p{r}"],
            }
            for r in rows
        },
        "organizations": {f"o{r}": {"name": name(r, 2), "head": name(r, 3)} for r in rows},
        "platforms": {f"p{r}": _platform(name, r) for r in rows},
        "data": {f"d{r}": {"name": name(r, 2), "about": "customer"} for r in rows},
        "flows": [
            {
                "from": f"p{r}",
                "to": f"p{r + 1}",
                "carries": [f"d{r}"],
                "latency": "5m",
                "matched_by": name(r, 1),
            }
            for r in rows[:-1]
        ],
        "journeys": {"j": _journey(name, rows)},
    }


def _platform(name: Any, row: int) -> dict[str, Any]:
    return {
        "name": name(row, 3),
        "kind": "database" if row % 2 else "application",
        "description": name(row, 0),
        "tags": [name(row, 1)],
        "owner": f"o{row}",
        "url": URL,
        "x-note": name(row, 2),
        "holds": {f"d{row}": {"role": "master", "key": name(row, 0)}},
    }


def _journey(name: Any, rows: range) -> dict[str, Any]:
    steps = [{"do": "buy", "via": f"t{r}", "reads": [f"d{r - 1}"]} for r in rows[1:4]]
    first = {"do": "buy", "via": "t0", "writes": ["d0"]}
    return {"name": name(0, 2), "customer": "c0", "steps": [first, *steps]}
