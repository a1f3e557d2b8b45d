"""A difference in; what a board has to know of it out, in sentences, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engagemodel.change.complexity import Complexity
from engagemodel.model import CustomerType, Model
from engagemodel.page.typeset import clean
from engagemodel.page.words import WORDS, portion, quantity, say
from engagemodel.results import Difference

_NAMED = 3  # platforms in a sentence; of more, the rest is counted


def sentences(difference: Difference) -> tuple[str, ...]:
    """Return who is left out, what became of the findings, who is at risk, and if it gets simpler.

    Where nothing changes, that is said first. Findings that somebody accepted do not count.
    """
    rest = (*_first(difference), _at_risk(difference), *_weighed(difference))
    return tuple(filter(None, (*_unserved(difference), *rest)))


def unchanged(difference: Difference) -> bool:
    """Return whether both models say the same, as far as findings and changes tell."""
    return not (difference.changes or difference.resolved or difference.introduced)


def _unserved(difference: Difference) -> Iterator[str]:
    """Yield for whom no channel is open tomorrow, and who is left out there altogether."""
    before, after = difference.before.model, difference.after.model
    cut_off = [_person(turn.customer, after) for turn in difference.turns if turn.cut_off]
    gone = [_person(turn.customer, before) for turn in difference.turns if turn.gone]
    for key, names in (("brief.cut off", cut_off), ("brief.left out", gone)):
        if names:
            yield say(key, names=_listed(names))


def _person(customer: CustomerType, model: Model) -> str:
    told = quantity(customer.share.value, "share") if customer.share else None
    name = clean(customer.name)
    if not told:
        return name
    return say("brief.with part", name=name, part=portion(told, clean(model.share_of or "")))


def _first(difference: Difference) -> Iterator[str]:
    resolved, introduced, remaining = (
        sum(finding.accepted is None for finding in part)
        for part in (difference.resolved, difference.introduced, difference.remaining)
    )
    if not (difference.before.model.elements or difference.after.model.elements):
        yield say("brief.empty")
        return
    if unchanged(difference):
        yield say("brief.same")
        if remaining:
            yield _counted("brief.same.findings", remaining)
            return
    if not (resolved or introduced or remaining):
        yield say("brief.no findings")
        return
    yield say("brief.findings", today=_today(resolved, remaining), new=_new(introduced))


def _today(resolved: int, remaining: int) -> str:
    found = resolved + remaining
    if not found:
        return say("brief.today.none")
    if not remaining:
        return _counted("brief.today.all", found)
    if not resolved:
        return _counted("brief.today.kept", found)
    key = "one" if resolved == 1 else "many"
    return say(f"brief.today.some.{key}", count=resolved, total=found)


def _new(introduced: int) -> str:
    return _counted("brief.new", introduced) if introduced else say("brief.new.none")


def _at_risk(difference: Difference) -> str:
    """Return whose journeys break before and after, where that is known and somebody's do."""
    for figure in difference.figures:
        before, after = figure.before, figure.after
        if figure.figure != "share_at_risk" or not (before or after):
            continue
        one, other = (quantity(value, "share") for value in (before, after))
        if one and other:
            key = "brief.at risk.same" if one == other else "brief.at risk"
            whole = clean(difference.after.model.share_of or "")
            return say(key, before=portion(one, whole), after=other)
    return ""


def _weighed(difference: Difference) -> Iterator[str]:
    """Yield whether tomorrow is simpler; nothing where one side has no elements to compare."""
    found = difference.complexity
    if found is None:
        return
    yield _simpler(found)
    names = {id: clean(element.name) for id, element in difference.after.model.elements.items()}
    if found.bought:
        parts = {
            old
            for change in difference.changes
            if change.id in found.bought and change.change == "merged"
            for old in change.was
        }
        told = _listed(names[id] for id in found.bought)
        yield _counted("brief.bought", len(found.bought), names=told, parts=len(parts))
    if found.narrow:
        told = _listed(names[id] for id in found.narrow)
        yield _counted("brief.narrow", len(found.narrow), names=told)


def _simpler(found: Complexity) -> str:
    if found.complicated == found.complex == "equally":
        return ""
    both = {found.complicated, found.complex}
    how = "mixed" if "mixed" in both else "but" if both == {"less", "more"} else "and"
    return say(
        f"brief.simpler.{how}",
        complicated=say(f"brief.complicated.{found.complicated}"),
        complex=say(f"brief.complex.{found.complex}"),
    )


def _counted(key: str, count: int, **values: object) -> str:
    how = {1: "one", 2: "two"}.get(count, "many")
    how = how if f"{key}.{how}" in WORDS else "many"
    return say(f"{key}.{how}", count=count, **values)


def _listed(names: Iterable[str]) -> str:
    """Return ``a``, ``a and b``, or of many the first ones and how many more."""
    *most, last = names
    if len(most) + 1 > _NAMED + 1:
        most, last = most[:_NAMED], say("brief.others", count=len(most) + 1 - _NAMED)
    return say("and", most=", ".join(most), last=last) if most else last
