"""What findings and changes mean for a customer type, in the customer's words."""

from __future__ import annotations

from pathlib import Path

import pytest
from sketches import entry, picture

from engagemodel import api
from engagemodel.model import Channel, CustomerType
from engagemodel.reports.customers import PHRASES, phrase, turns
from engagemodel.rules import RULES

MODELS = Path(__file__).parents[1] / "rules"


def test_every_rule_that_names_customer_types_has_a_phrase_for_them() -> None:
    naming = {
        finding.rule
        for path in sorted(MODELS.glob("*.yaml"))
        for finding in api.check(api.load(str(path))).findings
        if finding.customer_types
    }
    assert len(naming) > 5
    assert naming <= PHRASES.keys()
    assert PHRASES.keys() <= {rule.name for rule in RULES}


@pytest.mark.parametrize(
    ("rule", "when", "words"),
    [
        ("only-one-channel", "", "will have only one way in"),
        ("only-one-channel", "now", "will now have only one way in"),
        ("only-one-channel", "no longer", "will no longer have only one way in"),
        ("unreached-customer", "still", "still cannot reach you at all"),
        ("unreached-customer", "no longer", "can now reach you"),
        ("redundant-database", "still", "will still be told different things in different places"),
        ("made-up-rule", "", "will be hit by made up rule"),
        ("made-up-rule", "no longer", "will no longer be hit by made up rule"),
    ],
)
def test_phrases_tell_when(rule: str, when: str, words: str) -> None:
    assert phrase(rule, when) == words


def test_a_lost_channel_is_told_by_how_much_it_was_wanted() -> None:
    channels = [entry(Channel, id, name=id.title()) for id in ("web", "fax", "phone")]
    channels.append(entry(Channel, "shop", name="Shop", kind="store"))
    prefers = {"buy": ("fax", "store"), "ask": ("phone", "fax"), "return": ("store",)}

    def worse(*uses: str) -> tuple[str, ...]:
        before, after = (
            picture(*channels, entry(CustomerType, "a", uses=used, prefers=prefers))
            for used in (("web", "fax", "phone", "shop"), uses)
        )
        (turn,) = turns(api.diff(before, after), {})
        return tuple(sentence for sentence in turn.worse if "no longer use" in sentence)

    assert worse("web", "phone", "shop") == (
        'can no longer use "Fax", their first choice to buy and a later choice to ask',
    )
    assert worse("web", "fax", "phone") == (
        'can no longer use "Shop", their first choice to return and a later choice to buy',
    )
    assert worse("fax", "phone", "shop") == ()
