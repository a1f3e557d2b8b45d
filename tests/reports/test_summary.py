"""The sentence that sums a result up says what is so, and no more."""

from __future__ import annotations

from dataclasses import replace

import specimens

from engagemodel.reports.customers import title
from engagemodel.reports.format import Judged
from engagemodel.reports.summary import headline, let_down, tally


def test_nothing_changes_is_said_first() -> None:
    some = specimens.difference()
    same = replace(some, changes=(), resolved=(), introduced=(), remaining=(specimens.broken(),))
    assert headline(same) == "Nothing changes. 1 finding remains."
    two = replace(same, remaining=(specimens.broken(), specimens.redundant()))
    assert headline(two) == "Nothing changes. 2 findings remain."
    none = replace(same, remaining=(specimens.accepted(),))
    assert headline(none) == "Nothing changes. No findings, neither before nor after."


def test_what_changes_without_a_trace_in_the_model_is_a_change() -> None:
    some = specimens.difference()
    assert "Nothing changes" not in headline(some)
    assert "Nothing changes" not in headline(replace(some, resolved=(), introduced=()))
    assert headline(replace(some, changes=())).startswith("Of 2 findings today")


def test_a_share_is_of_something() -> None:
    stated = specimens.model()
    unstated = replace(stated, share_of=None)
    online = stated.customer_types["online"]
    assert let_down(stated, [online]) == "1 of 2 customer types is let down, 38% of revenue."
    assert let_down(unstated, [online]) == "1 of 2 customer types is let down, 38% of customers."
    assert title(online, stated) == "Online Lumen, 38% of revenue"
    assert title(online, unstated) == "Online Lumen, 38% of customers"
    nobody = replace(online, share=None)
    assert let_down(stated, [nobody]) == "1 of 2 customer types is let down."


def test_a_run_over_many_models_comes_to_how_many_are_how_bad() -> None:
    some = specimens.check()
    high, medium, low = (
        replace(some, findings=tuple(replace(one, severity=level) for one in some.open[:1]))
        for level in ("high", "medium", "low")
    )
    none = replace(some, findings=())
    judged = [Judged(one, "never", 0) for one in (high, low, none, medium, high, none)]
    told = tally(judged, 1)
    assert told == (
        "6 models checked, 4 findings (2 high, 1 medium and 1 low), 1 mistake kept others from being "
        "read. The worst finding is high in 2, medium in 1 and low in 1; 2 have none."
    )
    assert "(1 high), 2 models could not be checked." in tally(judged[:1], 3, 2)
    assert tally(judged[:1], 0) == "1 model checked, 1 finding (1 high)."
    assert tally([judged[2], judged[5]], 0).endswith("None has findings.")
