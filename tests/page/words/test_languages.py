from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from engagemodel import api, page
from engagemodel.analysis.figures import FIGURES
from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page import Dress, words
from engagemodel.page.scene import Group, Item, Scene, Text, walk
from engagemodel.page.words import LANGUAGES
from engagemodel.page.words.facts import fill
from engagemodel.results import Check, Difference
from engagemodel.rules import RULES
from engagemodel.sentences import sentence

ROOT = Path(__file__).parents[3]
LAMPS = ROOT / "examples" / "lamp-retailer"
TODAY = date(2026, 4, 1)
OTHERS = [code for code in LANGUAGES if code != "en"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_tables_have_the_same_keys_and_places(code: str) -> None:
    here, english = LANGUAGES[code].texts, LANGUAGES["en"].texts
    assert here.keys() == english.keys()
    for key in english:
        assert placeholders(here[key]) == placeholders(english[key]), key


@pytest.mark.parametrize("code", OTHERS)
def test_every_figure_has_a_title(code: str) -> None:
    assert LANGUAGES[code].figures.keys() == {figure.name for figure in FIGURES}


def findings() -> Iterator[tuple[Finding, Model]]:
    """Yield the findings of the rules' own models, and of the examples."""
    paths = [*(ROOT / "tests" / "rules").glob("*.yaml"), *(ROOT / "examples").glob("*/*.yaml")]
    for path in sorted(paths):
        model = api.load(str(path))
        for finding in api.check(model, today=TODAY).findings:
            yield finding, model


def named(finding: Finding, model: Model) -> Iterator[str]:
    """Yield the names of all that a finding is about; of more than five only four are told."""
    flow = model.flow.get(finding.flow or "")
    sections = (
        [model.elements[id].name for id in finding.elements if id in model.elements],
        [model.data[id].name for id in finding.data if id in model.data],
        [model.elements[id].name for id in finding.customer_types if id in model.elements],
        [model.journeys[id].name for id in finding.journeys if id in model.journeys],
        [model.elements[id].name for id in (flow.source, flow.target)] if flow else [],
    )
    for names in sections:
        yield from names[:4] if len(names) > 5 else names
    yield from (finding.occasion,) if finding.occasion else ()
    if finding.capability in model.capabilities:
        yield model.capabilities[finding.capability].name
    if finding.step is not None and finding.rule != "stale-acceptance":
        yield str(finding.step)


@pytest.mark.parametrize("code", OTHERS)
def test_every_rule_is_told_and_nothing_that_a_finding_names_is_left_out(code: str) -> None:
    told: set[str] = set()
    for finding, model in findings():
        with words.spoken(code):
            here = LANGUAGES[code].told(finding, model)
        told.add(finding.rule)
        for name in named(finding, model):
            assert name.casefold() in here.text.casefold(), (finding.rule, name, here.text)
        for text in (here.title, here.text, here.mend):
            assert text
            assert not re.search(r"[][{}|]|  | [.,:;]", text), text
        assert here.text.endswith((".", "!", "?"))
        # Where room is scarce a finding is told up to its first colon, and that has to be a sentence.
        assert len(here.text.partition(": ")[0].split()) > 3, here.text
    assert told == {rule.name for rule in RULES}


def test_titles_call_a_hand_off_as_the_figures_do() -> None:
    titles = {LANGUAGES["en"].told(finding, model).title for finding, model in findings()}
    assert {"Broken hand-off", "Slow hand-off", "Re-keyed by hand"} <= titles


def test_a_sentence_takes_the_first_wording_whose_facts_are_known() -> None:
    template = "[{a} and {b}|{a}|nobody]: {c}[ (at {d})]"
    assert fill(template, {"a": "A", "b": "B", "c": "C"}) == "A and B: C"
    assert fill(template, {"a": "{b}", "c": "[x|y]", "d": "D"}) == "{b}: [x|y] (at D)"
    assert fill(template, {"c": "C"}) == "nobody: C"
    with pytest.raises(KeyError):
        fill(template, {"a": "A"})


def said(scene: Scene) -> Iterator[str]:
    """Yield every text of a page, seen or heard."""

    def labels(items: tuple[Item, ...]) -> Iterator[str]:
        for item in items:
            if isinstance(item, Group):
                yield from filter(None, (item.title, item.description))
                yield from labels(item.items)

    yield from (item.text for item in walk(scene.items) if isinstance(item, Text))
    yield from (scene.description, *labels(scene.items))


ENGLISH = re.compile(
    r"\b(the|and|of|with|from|is|are|not|has|lines?|findings?|more|changed|added|removed|resolved"
    r"|high|medium|low|customers?|channels?|organizations?|platforms?|better|worse|years?|days?)\b"
)


@pytest.mark.parametrize(
    "view", ["lanes", "matrix", "focus:web", "journey:lamp-return", "impact:tills"]
)
@pytest.mark.parametrize("two", [False, True])
def test_a_german_page_speaks_no_english(view: str, two: bool) -> None:
    if two and view.startswith("impact"):
        pytest.skip("the view 'impact' draws one model")
    models = [api.load(str(LAMPS / f"{state}.yaml")) for state in ("as-is", "future")]
    names = {
        entry.name for model in models for entry in (*model.elements.values(), *model.data.values())
    }
    for model in models:
        names |= {model.name, *(entry.name for entry in model.capabilities.values())}
        for journey in model.journeys.values():
            names |= {
                journey.name,
                *(word for step in journey.steps for word in (step.do, step.name or "")),
            }
        for customer in model.customer_types.values():
            names |= {word for text in customer.expects.values() for word in (text,)}
    result = api.diff(*models, today=TODAY) if two else api.check(models[0], today=TODAY)
    scene = page.draw(result, view=view, size="a3", dress=Dress(language="de"))
    foreign = {word for name in names for word in re.findall(r"[a-z]+", name.casefold())}
    for text in said(scene):
        found = set(ENGLISH.findall(text.casefold())) - foreign
        assert not found, text
    assert scene.language == "de"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    with words.spoken("de"):
        assert words.quantity(0.975, "share", finer=1) == "97,5 %"
        assert words.quantity(1_250_000, "money a year", "EUR") == "1,25 Mio. EUR"
        assert words.quantity(12345.0, "count") == "12\u2009345"
        assert words.duration(172_800) == "2 Tage"
        assert words.duration(86_400) == "24 Std."
        assert words.day(date(2026, 3, 31)) == "31.03.2026"
    assert words.quantity(0.975, "share", finer=1) == "97.5 %"


def test_there_is_no_other_language_and_none_stays_in_force() -> None:
    with pytest.raises(ValueError, match="no language 'fr'"), words.spoken("fr"):
        pass
    with pytest.raises(RuntimeError, match="on purpose"), words.spoken("de"):
        raise RuntimeError("on purpose")
    assert words.language().code == "en"


@pytest.mark.parametrize(
    ("of", "english", "german"),
    [
        ("revenue", "46 % of revenue", "46 % des Umsatzes"),
        ("Contacts", "46 % of contacts", "46 % der Kontakte"),
        (None, "46 % of customers", "46 % der Kunden"),
        ("deposits", "46 % of deposits", "46 % (deposits)"),
    ],
)
def test_what_a_share_is_part_of_is_declined_and_a_free_word_stays(
    of: str | None, english: str, german: str
) -> None:
    assert words.portion("46 %", of) == english
    with words.spoken("de"):
        assert words.portion("46 %", of) == german


def test_every_known_kind_has_a_word_and_a_free_one_stays() -> None:
    from engagemodel.language.keys import CHANNEL_KINDS

    for code in LANGUAGES:
        known = {key for key in LANGUAGES[code].texts if key.startswith("sort.channel.")}
        assert known == {f"sort.channel.{kind}" for kind in CHANNEL_KINDS}
    with words.spoken("de"):
        assert words.sort("channel", "store") == "Laden"
        assert words.sort("organization", "business") == "Fachbereich"
        assert words.sort("organization", "guild") == "guild"


def test_days_are_declined_after_a_preposition() -> None:
    assert words.duration(604_800, after=True) == "7 d"
    with words.spoken("de"):
        assert words.duration(604_800, after=True) == "7 Tagen"
        assert words.duration(60, after=True) == words.duration(60) == "1 Min."


def test_keys_that_differ_are_told_in_german_too() -> None:
    model = api.load(str(ROOT / "examples" / "multi-channel-retailer" / "as-is.yaml"))
    found = [
        f for f in api.check(model, today=TODAY).findings if f.rule == "incompatible-databases"
    ]
    (text,) = (
        LANGUAGES["de"].told(finding, model).text for finding in found if "customer" in finding.data
    )
    assert "(e-mail address in App database und Web shop database; loyalty card in Till" in text


@pytest.mark.parametrize(
    ("before", "after", "unit", "shown"),
    [
        (0.97, 0.98, "share", ("97 %", "98 %")),
        (0.1273, 0.1331, "share", ("12.7 %", "13.3 %")),
        (0.1273, 0.1274, "share", ("12.7 %", "12.7 %")),
        (1.0, 0.9998, "share", ("100 %", "99.98 %")),
        (2.31, 2.34, "mean", ("2.31", "2.34")),
        (2.311, 2.312, "mean", ("2.31", "2.31")),
    ],
)
def test_a_figure_has_one_digit_more_than_usual_to_show_that_it_moved(
    before: float, after: float, unit: str, shown: tuple[str, str]
) -> None:
    assert words.step(before, after, unit, (None, None)) == shown


@pytest.mark.parametrize(("code", "quoted"), [("en", "“Back at once”"), ("de", "„Back at once“")])
def test_names_are_quoted_as_they_are_in_print(
    code: str, quoted: str, found: Callable[..., Check | Difference]
) -> None:
    body = """
customer_types: {a: {uses: [web, shop]}}
channels: {web: {run_by: one}, shop: {run_by: other}}
organizations: {one: {head: x}, other: {head: y}}
journeys: {j: {name: Back at once, customer: a, steps: [
  {do: buy, via: web}, {do: return, via: shop}]}}
"""
    scene = page.draw(found(body), dress=Dress(language=code))
    texts = [text for remark in scene.diagram.remarks for text in (remark.text, remark.brief)]
    assert any(quoted in text for text in texts)
    assert not any('"' in text for text in texts)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ['=LINK("x") ; end" --> [*]', 'mr "T" O"Neil', '"', '"x"', 'a "b'])
def test_a_name_with_quotes_stands_in_a_finding_as_it_is(
    code: str, name: str, found: Callable[..., Check | Difference]
) -> None:
    said = json.dumps(name)
    body = f"""
customer_types: {{a: {{name: {said}, uses: [web, shop]}}}}
channels: {{web: {{run_by: one}}, shop: {{name: {said}, run_by: other}}, third: {{}}}}
organizations: {{one: {{head: x}}, other: {{head: y}}}}
journeys: {{j: {{name: {said}, customer: a, steps: [
  {{do: buy, via: web}}, {{do: return, via: shop}}]}}}}
"""
    remarks = page.draw(found(body), dress=Dress(language=code)).diagram.remarks
    whole = f"{name[:1].upper()}{name[1:]}"
    for said in (text for remark in remarks for text in (remark.text, remark.mend)):
        assert said.count('"') == name.count('"') * (
            said.count(name) + (said.count(whole) if whole != name else 0)
        ), said
    assert any(name in remark.text for remark in remarks)


def test_one_of_a_kind_is_told_as_one() -> None:
    assert words.say("lines shown", total=1) == "1 line"
    assert words.say("lines shown", total=2) == "2 lines"
    with words.spoken("de"):
        assert words.say("aside.journey", total=1) == "1 Schritt, gezeigt"


def test_a_name_that_ends_in_a_stop_ends_the_sentence() -> None:
    assert words.say("step.run by", who="Acme Inc.") == "Run by Acme Inc."


def test_a_text_begins_large_unless_a_name_has_its_own_way() -> None:
    assert sentence("kunden der Acme Inc..") == "Kunden der Acme Inc."
    assert sentence("iPhone-Nutzer fehlen.") == "iPhone-Nutzer fehlen."
