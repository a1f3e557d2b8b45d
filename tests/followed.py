"""The model of every sort of step, with any text in its names, followed and made to fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engagemodel import api
from engagemodel.language import load
from engagemodel.model import Model
from engagemodel.results import CutSets, Failure, Journeys, Ranking

PATH = Path(__file__).parent / "journeys.yaml"
TODAY = date(2026, 6, 1)
SECTIONS = ("data", "customer_types", "channels", "organizations", "platforms", "journeys")


@cache
def model(word: str = "") -> Model:
    """Return the model; where there is a `word`, every name, occasion and promise ends in it."""
    read = load("-", stdin=PATH.read_bytes())
    return _reworded(read, word) if word else read


def _reworded(model: Model, word: str) -> Model:
    sections: dict[str, Any] = {
        section: {
            id: replace(entry, name=f"{entry.name} {word}")
            for id, entry in getattr(model, section).items()
        }
        for section in SECTIONS
    }
    for id, journey in sections["journeys"].items():
        steps = tuple(replace(s, do=f"{s.do} {word}", name=word) for s in journey.steps)
        sections["journeys"][id] = replace(journey, steps=steps)
    for id, customer in sections["customer_types"].items():
        promises = {f"{do} {word}": f"{text} {word}" for do, text in customer.expects.items()}
        sections["customer_types"][id] = replace(customer, expects=promises)
    return replace(model, name=word, share_of=word, **sections)


def journeys(word: str = "", journey: str | None = None) -> Journeys:
    return api.journeys(model(word), journey, today=TODAY)


def failure(*elements: str, word: str = "") -> Failure:
    return api.failure(model(word), elements)


def ranking(word: str = "") -> Ranking:
    return api.ranking(model(word))


def cut_sets(order: int = 3, limit: int | None = None, word: str = "") -> CutSets:
    return api.cut_sets(model(word), order, limit)
