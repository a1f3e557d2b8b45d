"""The rule no-shared-knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engagemodel.finding import Facts, Finding, Related
from engagemodel.graph import Graphs, stores
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import data, elements, facts, name, names
from engagemodel.settings import Settings

# Of each channel, which knowledge it finds in which store.
_Known = Mapping[str, frozenset[tuple[str, str]]]
_ANSWERING = frozenset(
    (
        "web",
        "mobile",
        "app",
        "kiosk",
        "store",
        "phone",
        "email",
        "chat",
        "social",
        "field",
        "partner",
    )
)


@rule("low")
def no_shared_knowledge(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Answers come from different books, depending on where one asks.

    What: Some data is `about: knowledge`, and the assisted channels (store, phone, email, chat, social,
        field, partner) and self-service channels (web, mobile, app, kiosk), where there are two or more,
        see no store of such data in common.
    Why: Good knowledge management, by agents or direct to customers over the internet, is an essential
        part of engagement: 72 % of firms surveyed use it (CIO survey on multi-channel engagement).
    Mend: Let these channels read from one store of knowledge.
    Example:
        data:
          answers: {name: Answers, about: knowledge}
        channels:
          web: {name: Web shop, kind: web, uses: [help-pages]}
          phone: {name: Call centre, kind: phone}
        platforms:
          help-pages: {name: Help pages, holds: [answers]}
    Mended:
        data:
          answers: {name: Answers, about: knowledge}
        channels:
          web: {name: Web shop, kind: web, uses: [help-pages]}
          phone: {name: Call centre, kind: phone, uses: [help-pages]}
        platforms:
          help-pages: {name: Help pages, holds: [answers]}
    """
    knowledge = sorted(data.id for data in graphs.model.data.values() if data.about == "knowledge")
    channels = sorted(c.id for c in graphs.model.channels.values() if c.kind in _ANSWERING)
    if not knowledge or len(channels) < 2:
        return
    known = {
        channel: frozenset((id, store) for id in knowledge for store in stores(graphs, channel, id))
        for channel in channels
    }
    if not frozenset.intersection(*known.values()):
        yield Finding(
            message=f"{_apart(graphs, known, knowledge)}: the answer "
            "a customer gets depends on whom they ask.",
            mend="Let these channels read from one store of knowledge.",
            at=graphs.model.data[knowledge[0]].at,
            facts=_facts(known, knowledge),
            related=tuple(
                Related(graphs.model.channels[id].at, name(graphs, id)) for id in channels
            ),
        )


def _apart(graphs: Graphs, known: _Known, knowledge: list[str]) -> str:
    what, blind = facts(graphs, knowledge), _blind(known)
    if blind:
        rest = "channels" if len(known) - len(blind) > 1 else "channel"
        return f"At {names(graphs, blind)} there is no store of {what}, unlike at the other {rest}"
    return f"{names(graphs, known)} have no store of {what} in common"


def _facts(known: _Known, knowledge: list[str]) -> Facts:
    blind = _blind(known)
    return {"knowledge": data(knowledge), "blind" if blind else "apart": elements(blind or known)}


def _blind(known: _Known) -> list[str]:
    """Return the channels without knowledge if all others share some."""
    others = [books for books in known.values() if books]
    shared = others and frozenset.intersection(*others)
    return [id for id, books in known.items() if not books] if shared else []
