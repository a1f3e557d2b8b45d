"""What a finding says in English, names, numbers and limits, it says in every other language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from engagemodel import api, page
from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.words import LANGUAGES, spoken
from engagemodel.rules import RULES

ROOT = Path(__file__).parents[3]
MODELS = [*(ROOT / "tests" / "rules").glob("*.yaml"), *(ROOT / "examples").glob("*/*.yaml")]
TODAY = date(2026, 4, 1)
# How languages write what is measured: a unit's seconds, a date, a group of three digits, a point.
ENGLISH = (
    {"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1},
    ("%Y-%m-%d", r"\d{4}-\d\d-\d\d"),
    (",", "."),
)
WRITTEN: Mapping[str, tuple[Mapping[str, int], tuple[str, str], tuple[str, str]]] = {
    "en": ENGLISH,
    "de": (
        {"Tag": 86400, "Std.": 3600, "Min.": 60, "Sek.": 1},
        ("%d.%m.%Y", r"\d\d\.\d\d\.\d{4}"),
        ("\u2009", ","),
    ),
}
AT_ONCE = {"en": "only at once", "de": "nur sofort"}


def marked(model: Model) -> Model:
    """Return a model in which every name, occasion and expectation is a mark of its own."""
    marks = (f"Q{''.join(letters)}" for letters in product(ascii_lowercase, repeat=3))
    known: dict[str, str] = {}

    def mark(word: str) -> str:
        return known.setdefault(word, next(marks))

    changed: dict[str, Any] = {
        section: {
            id: replace(entry, name=mark(f"{section} {id}"))
            for id, entry in getattr(model, section).items()
        }
        for section in (
            *("customer_types", "channels", "organizations", "platforms"),
            *("data", "capabilities", "journeys"),
        )
    }
    for id, customer in changed["customer_types"].items():
        changed["customer_types"][id] = replace(
            customer,
            prefers={mark(do): wishes for do, wishes in customer.prefers.items()},
            expects={mark(do): mark(said) for do, said in customer.expects.items()},
        )
    for id, channel in changed["channels"].items():
        serves = channel.serves and tuple(mark(do) for do in channel.serves)
        changed["channels"][id] = replace(channel, serves=serves)
    for id, journey in changed["journeys"].items():
        steps = tuple(replace(step, do=mark(step.do)) for step in journey.steps)
        changed["journeys"][id] = replace(journey, steps=steps)
    return replace(model, **changed)


@cache
def findings() -> tuple[tuple[Finding, Model], ...]:
    models = [marked(api.load(str(path))) for path in sorted(MODELS)]
    return tuple((f, model) for model in models for f in api.check(model, today=TODAY).findings)


def marks(text: str) -> set[str]:
    """Return the marks in a text."""
    return set(re.findall(r"Q[a-z]{3}", text))


def quantities(text: str, code: str) -> set[object]:
    """Return the times in seconds, the days and the other numbers that a text states."""
    units, (form, day), (group, point) = WRITTEN[code]
    found: set[object] = set()

    def time(match: re.Match[str]) -> str:
        parts = re.findall(rf"(\d+) ({unit})", match[0])
        found.add(f"{sum(int(number) * units[name] for number, name in parts)} s")
        return " "

    def on(match: re.Match[str]) -> str:
        found.add(datetime.strptime(match[0], form).date())
        return " "

    unit = "|".join(map(re.escape, units))
    rest = re.sub(rf"\d+ (?:{unit})\w*(?: \d+ (?:{unit})\w*)*", time, text)
    rest = re.sub(day, on, rest)
    for number in re.findall(rf"\d+(?:{group}\d{{3}})*(?:{re.escape(point)}\d+)?", rest):
        found.add(float(number.replace(group, "").replace(point, ".")))
    return found | ({"at once"} if AT_ONCE[code] in text else set())


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_name_number_and_limit_of_a_finding_is_told(code: str) -> None:
    told: set[str] = set()
    for finding, model in findings():
        with spoken(code):
            here = LANGUAGES[code].told(finding, model)
        told.add(finding.rule)
        names = marks(finding.message) - marks(here.text)
        assert not names, (finding.rule, finding.message, here.text)
        # A remedy need not repeat what the sentence before it names.
        names = marks(finding.mend) - marks(f"{here.text} {here.mend}")
        assert not names, (finding.rule, finding.mend, here.mend)
        missing = quantities(finding.message, "en") - quantities(here.text, code)
        assert not missing, (finding.rule, missing, finding.message, here.text)
    assert told == {rule.name for rule in RULES}


@pytest.mark.parametrize(("code", "told"), [("en", "only at once would"), ("de", "nur sofort")])
def test_where_no_time_will_do_a_played_step_says_at_once(
    code: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        "engagemodel: 1\nname: x\ndata: {price: {about: offer, max_latency: 0s}}\n"
        "customer_types: {a: {uses: [web, desk]}}\n"
        "channels: {web: {needs: [w]}, desk: {needs: [m]}}\n"
        "platforms: {m: {holds: [price]}, w: {holds: {price: copy}}}\n"
        "flows: [{from: m, to: w, carries: [price], latency: 24h}]\n"
        "journeys: {j: {customer: a, steps: [{do: put, via: desk, writes: [price]},"
        " {do: see, via: web, reads: [price]}]}}\n",
        encoding="utf-8",
    )
    result = api.check(api.load(str(file)), today=TODAY)
    scene = page.draw(result, view="journey:j", dress=page.Dress(language=code))
    assert told in page.write(scene, "html").decode()
