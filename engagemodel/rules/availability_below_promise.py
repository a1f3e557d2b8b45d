"""The rule availability-below-promise."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.availability import availability
from engagemodel.finding import Amount, Finding
from engagemodel.graph import Graphs
from engagemodel.model import CustomerType, Journey
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import floored, percent
from engagemodel.settings import Settings


@rule("medium", "customer_types", "journeys")
def availability_below_promise(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Less availability than was promised, even if all else goes well.

    What: The availability of a customer type or journey, computed exactly from what its channels require,
        is lower than its `promise`. Elements that state no availability count as never failing, so the
        truth is at most that.
    Why: Customer expectations are to be understood and met, and a chain of parts is weaker than each of
        them ("Enterprise Customer Experience, A Convergence"; "Complexity is a bit Complicated").
    Mend: Give the weakest parts an alternative (`any_of`), make them more available, or promise less.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web], promise: 99.9%}
        channels:
          web: {name: Web shop, needs: [web-shop]}
        platforms:
          web-shop: {name: Web shop software, availability: 99.5%}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, phone], promise: 99.9%}
        channels:
          web: {name: Web shop, needs: [web-shop]}
          phone: {name: Call centre, needs: [telephony]}
        platforms:
          web-shop: {name: Web shop software, availability: 99.5%}
          telephony: {name: Telephony, availability: 99.5%}
    """
    model = graphs.model
    tops: tuple[CustomerType | Journey, ...] = (
        *model.customer_types.values(),
        *model.journeys.values(),
    )
    for top in tops:
        if top.promise is None:
            continue
        found = availability(graphs, top)
        if found.high is None or not found.breaks(top.promise.value):
            continue
        customer = isinstance(top, CustomerType)
        served = f"{top.name} can reach you" if customer else f'"{top.name}" works'
        closed = "you" if customer else "it"
        stated = round(found.stated or 0, 3)
        part = (
            "" if found.stated == 1 else f" ({percent(stated)} of what that takes states its own)"
        )
        yield Finding(
            message=f"{served} at most {percent(found.high)} of the time{part}, and {top.promise.text} "
            f"was promised: customers will find {closed} closed more often than they were told.",
            mend="Give the weakest parts an alternative (any_of), make them more available, or promise "
            "less.",
            at=top.places.get("promise", top.at),
            customer_types=(top.id,) if customer else (),
            journeys=() if customer else (top.id,),
            facts={
                "high": Amount(floored(found.high), "share"),
                "promise": Amount(top.promise.value, "share"),
                **({"stated": Amount(floored(stated), "share")} if part else {}),
            },
        )
