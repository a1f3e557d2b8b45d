"""Acceptances and findings in, which acceptance fits which finding and which are stale out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from engagemodel.finding import Fact, Facts, Finding, Related
from engagemodel.fingerprint import Origin, original
from engagemodel.model import Acceptance
from engagemodel.spelling import nearest

Fits = Callable[[Acceptance, Finding], bool]


def fitting(origin: Origin) -> Fits:
    """Return whether every facet that an acceptance states equals the finding's, its rule too.

    Ids count as they were before renames (`origin`), so that a declared rename revokes nothing.
    """

    def fits(acceptance: Acceptance, finding: Finding) -> bool:
        return acceptance.rule == finding.rule and all(
            original(facet, value, origin) == original(facet, getattr(finding, facet), origin)
            for facet, value in acceptance.facets.items()
        )

    return fits


def strongest(accept: Iterable[Acceptance]) -> list[Acceptance]:
    """Return acceptances in the order in which they count, whatever their order in the file.

    The one that says most precisely what it accepts comes first, then the one that lasts longest.
    """

    def strength(one: Acceptance) -> tuple[object, ...]:
        lasts = -(one.until or date.max).toordinal()
        return -len(one.facets), lasts, one.reason, one.owner or "", one.at

    return sorted(accept, key=strength)


def in_force(acceptance: Acceptance, today: date) -> bool:
    """Whether an acceptance still counts: up to and including its date."""
    return acceptance.until is None or acceptance.until >= today


def stale(
    accept: Iterable[Acceptance],
    findings: Mapping[str, Collection[Finding]],
    known: Collection[str],
    origin: Origin,
    today: date,
) -> Iterator[Finding]:
    """Yield a finding for each acceptance that is past its date, names no rule or fits no finding.

    `findings` are those of the rules that run, by rule, `known` the names of all rules. Acceptances
    of the same rule and the same things are one finding.
    """
    fits = fitting(origin)
    same: dict[tuple[object, ...], list[tuple[Acceptance, str, str, Facts]]] = {}
    for one in strongest(accept):
        said: dict[str, Fact] = {"accepted": one.rule, "reason": one.reason}
        if one.until and not in_force(one, today):
            said["until"] = one.until
            why = f"ran out on {one.until} and counts no more"
            mend = "Decide again and state a new date, or take the entry out."
        elif one.rule not in known:
            why = "names no rule that there is"
            near = nearest(one.rule, sorted(known))
            said["unknown"] = one.rule
            said["near"] = near or ""
            mend = f"Did you mean '{near}'?" if near else "Name a rule, or take the entry out."
        elif one.rule in findings and not any(fits(one, f) for f in findings[one.rule]):
            why = "fits no finding"
            mend = "Take the entry out if the defect is mended, or correct what it names."
        else:
            continue
        facets = sorted((facet, original(facet, v, origin)) for facet, v in one.facets.items())
        same.setdefault((one.rule, *facets), []).append((one, why, mend, said))
    for alike in same.values():
        yield _finding(*alike[0], others=[one for one, *_ in alike[1:]])


def _finding(
    one: Acceptance, why: str, mend: str, said: Facts, others: Iterable[Acceptance]
) -> Finding:
    """Return the finding about one acceptance and those that say the same.

    A step is none of its facets, but part of what it is about: without a journey it is no step.
    """
    step = one.facets.get("step")
    facets = {facet: value for facet, value in one.facets.items() if facet != "step"}
    return Finding(
        message=f"The acceptance of {one.rule} ({one.reason}) {why}.",
        mend=mend,
        at=one.at,
        about=one.rule if step is None else f"{one.rule}, step {step}",
        facts=said,
        related=tuple(Related(other.at, "the same is accepted once more") for other in others),
        **facets,  # type: ignore[arg-type]
    )
