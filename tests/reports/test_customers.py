"""What findings and changes mean for a customer type, in the customer's words."""

from __future__ import annotations

from sketches import entry, picture

from engagemodel import api
from engagemodel.model import Channel, CustomerType
from engagemodel.reports.customers import turns


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
