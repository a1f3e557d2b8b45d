"""Sentences suit names of one and of many: no verb beside a name says how many it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from engagemodel import api
from engagemodel.model import Model
from engagemodel.page.words import LANGUAGES, spoken
from engagemodel.reports import text
from engagemodel.reports.customers import PHRASES, phrase
from engagemodel.reports.failures import text as failures
from engagemodel.reports.format import Judged
from engagemodel.reports.journeys import text as journeys
from engagemodel.reports.screen import Screen

HERE = Path(__file__).parent
EXAMPLES = sorted(HERE.parent.glob("examples/*/as-is.yaml"))
MODELS = [*sorted(HERE.glob("rules/*.yaml")), *EXAMPLES]
TODAY = date(2026, 6, 1)
PAPER = Screen(100)
FORMS = (("", ""), ("s", ""), ("s", " Inc."))  # after the word, after the mark
WORDS = {
    "customer_types": "broker",
    "channels": "store",
    "organizations": "team",
    "platforms": "till",
    "data": "price",
    "capabilities": "return",
}
NAME = r"[A-Za-z]+ Q[a-z]{2}(?: Inc\.)?"
NAMED = rf'["“„]?{NAME}["”“]?(?: \([^()]*\))?'
LIST = rf"(?>(?:{NAMED}, )*{NAMED} (?:and|or|und|oder) (?:{NAMED}|\d+ more|\d+ weitere)|{NAMED})"
# A name after one of these is no subject, or the kind before it is: channel "Stores" is open.
BEFORE = {
    "en": r"of|to|from|at|in|behind|for|by|with|on|around|than|without|channel|platform|organization",
    "de": r"von|bei|zu|für|in|nach|über|hinter|aus|durch|an|mit|ohne|auf|im|Linie|→|die|der",
}
# Forms that tell one from many; any other verb of one ends in s in English, mostly in t in German.
ONE = {
    "en": r"is|was|has|does|(?!(?:this|as|always|unless|instead)\b)[a-z]+s",
    "de": r"ist|wird|war|hat|soll|weiß|darf|muss|kann|(?!(?:nicht|dort|seit|mit|jetzt|gespeichert|gesucht)\b)[a-zäöüß]+t",
}
MANY = {"en": r"are|were|have|do", "de": r"sind|werden|waren|haben|sollen|wissen"}
FIRST = r"(?i)\b(?:fällt|kommt|kommen|lässt sich|wird|werden|fehlt|steht|liegt) "
COUNTED = "findings|elements|lines|steps|channels|platforms|types|journeys|failures|models|points"
# What stands for names in the tables of words.
PLACES = frozenset(
    {"channel", "customer", "customers", "data", "found", "kept", "left", "lost", "name", "names"}
    | {"people", "source", "systems", "target", "via", "where", "who"}
)


def disagreements(told: str, language: str = "en") -> Iterator[str]:
    """Yield what stands beside a name in a text and suits only one or only many.

    Names end in a mark such as ``Qab``. A verb after several of them is one of many.
    """
    before = BEFORE[language]
    further = rf"(?: (?:{before}) (?:the )?{LIST})*"
    subject = rf"(?<!\w)(?P<lead>[\w→]+ )?(?:the )?(?P<names>{LIST}){further}"
    for found in re.finditer(rf"{subject},? (?:which |who |die |der )?(?P<verb>\w+)\b(?! Q)", told):
        if re.fullmatch(before, (found["lead"] or "").strip(), re.IGNORECASE):
            continue
        several = len(re.findall(NAME, found["names"])) > 1
        if re.fullmatch(
            ONE[language] if several else f"{ONE[language]}|{MANY[language]}", found["verb"]
        ):
            yield found[0]
    if language == "de":
        yield from re.findall(f"{FIRST}{NAME}", told)
    yield from re.findall(rf"(?<![\w.,])1 (?:[a-z]+ )?(?:{COUNTED})\b", told)


@cache
def named(path: Path, form: tuple[str, str]) -> Model:
    """Return a model whose names are words of one or of many, marked; journeys keep theirs."""
    model, (ending, last) = api.load(str(path)), form
    letters = [f"Q{a}{b}" for a in "abc" for b in "abcdefghijklmnopqrstuvwxyz"]
    sections: dict[str, Any] = {
        section: {
            id: replace(entry, name=f"{word}{ending} {mark}{last}")
            for mark, (id, entry) in zip(letters, getattr(model, section).items(), strict=False)
        }
        for section, word in WORDS.items()
    }
    return replace(model, **sections)


def told(path: Path, form: tuple[str, str], language: str) -> Iterator[str]:
    """Yield what the rules find in a model, and what would mend it, in a language."""
    model = named(path, form)
    for finding in api.check(model, today=TODAY).findings:
        with spoken(language):
            here = LANGUAGES[language].told(finding, model)
        yield from (here.text, here.mend)


def reports(path: Path, form: tuple[str, str]) -> Iterator[str]:
    """Yield what reports say of a model: its check, journeys and failures, and how it got here."""
    model = named(path, form)
    check = api.check(model, today=TODAY)
    yield text.check([Judged(check, "high", 1)], [], PAPER)
    yield journeys.journeys(api.journeys(model), PAPER)
    yield failures.cuts(api.cut_sets(model, 2), PAPER)
    for id in model.elements.keys() - model.customer_types.keys():
        yield failures.failure(api.failure(model, [id]), PAPER)
    future = path.with_name("future.yaml")
    if future.exists():
        for pair in ((model, named(future, form)), (named(future, form), model)):
            yield text.difference(api.diff(*pair, today=TODAY), PAPER)


@pytest.mark.parametrize("form", FORMS, ids=("one", "many", "company"))
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_findings_are_told_in_words_for_one_and_for_many(
    language: str, form: tuple[str, str]
) -> None:
    sentences = {sentence for path in MODELS for sentence in told(path, form, language)}
    assert len(sentences) > 100
    assert not [wrong for one in sentences for wrong in disagreements(one, language)]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_findings_begin_and_end_as_sentences_whatever_the_names(language: str) -> None:
    for path in MODELS:
        for sentence in told(path, FORMS[-1], language):
            assert re.match(r"[A-ZÄÖÜ\d“„]", sentence), sentence
            assert re.search(r"[^.][.?]$|Inc\.$", sentence), sentence


@pytest.mark.parametrize("form", FORMS[:2], ids=("one", "many"))
def test_reports_are_told_in_words_for_one_and_for_many(form: tuple[str, str]) -> None:
    for path in MODELS:
        for report in reports(path, form):
            assert not list(disagreements(" ".join(report.split())))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_reports_end_no_sentence_twice(path: Path) -> None:
    for report in reports(path, FORMS[-1]):
        assert not re.findall(r"[^.]\.\.(?!\.)", " ".join(report.split()))


@pytest.mark.parametrize("rule", [*PHRASES, "made-up"])
@pytest.mark.parametrize("when", ["", "now", "still", "no longer"])
def test_what_customers_meet_goes_on_from_a_name_of_one_and_of_many(rule: str, when: str) -> None:
    assert re.match(r"(?:still |now )?(?:will|can|cannot)\b", phrase(rule, when))


def spelled(template: str, texts: Mapping[str, str]) -> str:
    """Return a text of the page with marked names in the places of names, titles kept in quotes."""
    fails = {"fails": texts["fails.many"]}
    places = {place for _, place, _, _ in Formatter().parse(template) if place}
    names = {place: f"Brokers Q{chr(97 + at)}x" for at, place in enumerate(sorted(places & PLACES))}
    quoted = re.sub(r"([“„]){name}([”“])", r"\1…\2", template)
    return quoted.format(**{**dict.fromkeys(places, "2"), **fails, **names})


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_texts_of_the_page_suit_one_and_many(language: str) -> None:
    texts = LANGUAGES[language].texts
    wrong = {
        key: found
        for key, template in texts.items()
        if (found := list(disagreements(spelled(template, texts), language)))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "When tills Qaa fails, all is lost."),
        ("en", "If tills Qaa should fail, brokers Qab loses every channel at once (stores Qac)."),
        ("en", "What brokers Qaa tells stores Qab to buy is lost."),
        ("en", "What they say is lost: stores Qab has nowhere to keep the price Qaa."),
        ("en", "For brokers Qaa, stores Qab is the only way in."),
        ("en", "They come too early: the prices Qaa from stores Qab takes 1 day to get there."),
        ("en", "Step 1 of j (buy) takes brokers Qaa to stores Qab, which does not serve buy."),
        ("en", 'Today "stores Qaa" is run by "teams Qab".'),
        ("en", "Teams Qaa and teams Qab reports to nobody."),
        ("en", "The price Qaa are lost."),
        ("en", "Of 1 findings today, all are resolved."),
        ("de", "Stores Qaa wird von keiner Kundengruppe genutzt."),
        ("de", "Fällt tills Qaa aus, ist alles verloren."),
        ("de", "Hier kommt prices Qaa zu spät."),
        ("de", "Bei stores Qaa lässt sich prices Qab nirgends speichern."),
        ("de", "Tills Qaa arbeitet mit einer Kopie."),
        ("de", "Tills Qaa sollen stillgelegt werden."),
    ],
)
def test_a_verb_of_one_or_of_many_beside_a_name_is_found(language: str, sentence: str) -> None:
    assert list(disagreements(sentence, language))


@pytest.mark.parametrize(
    "sentence",
    [
        "The line from tills Qaa to tills Qab is too slow for the prices Qac.",
        "The keys of the prices Qaa do not match.",
        "Teams Qaa and teams Qab report to nobody in common.",
        'Today channel "stores Qaa" is run by "teams Qab".',
        "If tills Qaa should fail, brokers Qab will lose every channel at once.",
    ],
)
def test_what_suits_one_and_many_is_let_be(sentence: str) -> None:
    assert not list(disagreements(sentence))
