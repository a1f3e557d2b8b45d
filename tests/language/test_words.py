"""Occasions and heads are free words: one that is used once and close to another is worth a hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from sketches import entry, picture

from engagemodel.language import load
from engagemodel.language.words import mistyped
from engagemodel.model import Channel, CustomerType, Model, Organization

MODEL = """\
engagemodel: 1
name: Words
customer_types:
  buyer:
    uses: [web]
    prefers:
      retrun: [web]
    expects: {complain: an answer}
channels:
  web: {serves: [return, complain]}
organizations:
  shop: {head: Chief Shop Officer}
  desk: {head: Chief Shop Oficer}
  till: {head: Chief Shop Officer}
journeys:
  trip:
    customer: buyer
    steps:
      - {do: complian, via: web}
      - {do: return, via: web}
"""


def told(model: Model) -> list[tuple[str, str | None]]:
    return [(hint.message, hint.hint) for hint in mistyped(model)]


def serving(*words: str) -> Model:
    """Return a model with a channel for each argument, which serves its words."""
    return picture(*(entry(Channel, f"c{n}", serves=(word,)) for n, word in enumerate(words)))


def headed(*heads: str) -> Model:
    return picture(*(entry(Organization, f"o{n}", head=head) for n, head in enumerate(heads)))


def test_hints_stand_where_the_word_does_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    assert [(hint.at[1:], hint.message, hint.hint) for hint in mistyped(load(str(path)))] == [
        ((7, 7), "'retrun' is used once", "did you mean 'return'?"),
        ((13, 16), "'Chief Shop Oficer' is used once", "did you mean 'Chief Shop Officer'?"),
        ((19, 9), "'complian' is used once", "did you mean 'complain'?"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("return", "return", "retrun", "retrun"),
        ("ask", "ask", "ash"),
        ("tasks", "ask", "ask"),
        ("order", "order", "reorder"),
        ("phase1", "phase1", "phase2"),
        ("campaign 2025", "campaign 2025", "campaign 2026"),
        ("region-a", "region-a", "region-b"),
        ("buy-online", "buy-online", "buy-instore"),
    ],
)
def test_other_words_are_no_mistakes(words: tuple[str, ...]) -> None:
    assert told(serving(*words)) == []
    assert told(headed(*words)) == []


@pytest.mark.parametrize(
    ("words", "rare", "meant"),
    [
        (("return", "return", "Return"), "Return", "return"),
        (("pick up-later", "pick-up later", "pick-up later"), "pick up-later", "pick-up later"),
        (("collect in stroe", "collect in store", "collect in store"), "collect in stroe", None),
        (("returns", "return", "return", "returnss"), "returns", "return"),
        (("return", "retrun"), "return", "retrun"),
    ],
)
def test_close_words(words: tuple[str, ...], rare: str, meant: str | None) -> None:
    hints = dict(told(serving(*words)))
    meant = meant or "collect in store"
    assert hints[f"'{rare}' is used once"] == f"did you mean '{meant}'?"


def test_occasions_and_heads_are_apart() -> None:
    model = picture(
        entry(Channel, "web", serves=("service",)),
        entry(Channel, "app", serves=("service",)),
        entry(Organization, "desk", head="servce"),
    )
    assert told(model) == []


def test_what_is_preferred_and_expected_counts_as_a_use() -> None:
    twice = entry(CustomerType, "b", prefers={"retrun": ("web",)}, expects={"retrun": "an answer"})
    once = entry(CustomerType, "b", prefers={"retrun": ("web",)})
    web = [entry(Channel, id, serves=("return",)) for id in ("web", "app")]
    assert told(picture(*web, twice)) == []
    assert told(picture(*web, once)) == [("'retrun' is used once", "did you mean 'return'?")]


def test_a_model_of_very_many_words_gets_no_hints() -> None:
    many = [f"{n} word" for n in range(3_000)]
    assert told(serving(*many[:1_000], "return", "return", "retrun"))
    assert told(serving(*many, "return", "return", "retrun")) == []
