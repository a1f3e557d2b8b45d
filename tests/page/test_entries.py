"""The list of findings: alone where there is room, by rule where there is less, never a word cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
import scenes

from engagemodel import page
from engagemodel.page.diagram import Diagram, Remark, Status
from engagemodel.page.drawing.listing import joined, longest
from engagemodel.page.frame.entries import Entry, Setter, ways
from engagemodel.page.frame.findings import findings
from engagemodel.page.gist import brief
from engagemodel.page.scene import Rect, walk
from engagemodel.page.sheet import SIZES
from engagemodel.page.sketch import sketch
from engagemodel.page.typeset import measure
from engagemodel.results import Difference

SHEET = SIZES["a4"]
STATUSES: tuple[Status, ...] = ("introduced", "remaining", "resolved")


def remark(
    number: int, title: str, status: Status = "open", about: str = "", brief: str = ""
) -> Remark:
    text = f"Number {number} goes wrong in a way of its own: there is much to say about that"
    about, brief = about or f"Thing {number}", brief or f"Number {number} goes wrong."
    return Remark(
        number=number,
        status=status,
        severity="high",
        title=title,
        text=f"{text}.",
        about=about,
        brief=brief,
    )


def many(counts: dict[str, int], status: Status = "open") -> tuple[Remark, ...]:
    titles = [title for title, count in counts.items() for _ in range(count)]
    return tuple(remark(n, title, status) for n, title in enumerate(titles, 1))


def block(remarks: tuple[Remark, ...], width: float, height: float) -> list[str]:
    """Return the words of each entry of a list in a box of that size, and of what is left out."""
    drawn = findings(Diagram(remarks=remarks), 0, 0, width, height, SHEET)
    groups = [g for g in scenes.groups(drawn.items) if g.role == "listitem"]
    loose = [item for item in drawn.items[1:] if item not in groups]
    return [scenes.said((group,)) for group in groups] + (
        [scenes.said(tuple(loose))] if loose else []
    )


def test_with_room_every_finding_is_told_alone_and_in_full() -> None:
    remarks = many({"Broken hand-off": 2, "Shared fate": 2})
    assert block(remarks, 700, 300) == [f"{r.number} {r.title}. {r.text}" for r in remarks]


def test_with_less_room_findings_of_one_rule_are_one_entry_with_their_numbers_and_names() -> None:
    remarks = many({"Broken hand-off": 3, "Shared fate": 1, "Split customer view": 12})
    said = block(remarks, 500, 90)
    assert said[0] == "1–3 Broken hand-off (3): Thing 1, Thing 2, Thing 3"
    assert said[1].startswith("4 Shared fate. Number 4 goes wrong")
    assert said[2].startswith("5–16 Split customer view (12): Thing 5, Thing 6")


def test_what_is_resolved_is_grouped_first_then_in_one_entry_that_counts_every_rule() -> None:
    gone = many({"Broken hand-off": 3, "Shared fate": 2, "Slow transfer": 1}, "resolved")
    fresh = remark(1, "Idle platform", "introduced")
    moved = tuple(
        remark(r.number + 1, r.title, r.status, about=r.about, brief=r.brief) for r in gone
    )
    lists = [[entry.lead for entry in way] for way in ways((fresh, *moved))]
    assert lists[0][0] == "Idle platform (introduced)."
    assert lists[1] == [
        "Idle platform (introduced).",
        "✓ Broken hand-off (3):",
        "✓ Shared fate (2):",
        "✓ Slow transfer.",
    ]
    assert lists[2] == ["Idle platform (introduced).", "✓ 6 resolved:"]
    last = list(ways((fresh, *moved)))[2][1]
    assert last.told == "Broken hand-off (3), Shared fate (2), Slow transfer"
    assert (
        last.worded(lambda text: len(text) < 45)
        == "Broken hand-off (3), Shared fate (2) +1\u00a0more"
    )
    assert last.worded(lambda text: len(text) < 30) == "Broken hand-off (3) +3\u00a0more"


def test_numbers_are_a_range_only_where_they_are_a_run() -> None:
    one, two, far = remark(3, "A"), remark(4, "A"), remark(9, "A")
    assert [Entry((one,)).number, Entry((one, two)).number] == ["3", "3–4"]
    assert Entry((one, far)).number == "3 +1"


def test_findings_of_one_rule_but_another_severity_stay_apart() -> None:
    low = Remark(number=2, status="open", severity="low", title="A", text="t.", about="x")
    assert [len(entry.remarks) for entry in list(ways((remark(1, "A"), low)))[-1]] == [1, 1]


@pytest.mark.parametrize("room", range(0, 130, 7))
@pytest.mark.parametrize("count", [1, 2, 9, 120])
def test_as_many_names_as_fit_are_whole_and_the_rest_is_counted(room: int, count: int) -> None:
    names = [f"Element {n}" for n in range(count)]
    found = longest(names, lambda text: len(text) <= room)
    assert len(found) <= room
    if not found:
        assert len(names[0]) > room or count > 1
        assert len(f"{names[0]} +{count - 1} more") > room
        return
    whole, _, rest = found.partition(" +")
    kept = whole.split(", ")
    assert kept == names[: len(kept)]
    assert len(kept) + int(rest.split()[0] if rest else 0) == count
    if rest:
        longer = f"{', '.join(names[: len(kept) + 1])} +{count - len(kept) - 1} more"
        assert len(longer) > room


def test_a_name_with_a_comma_is_told_from_two_names() -> None:
    assert joined(["Bought online, returned", "Ordered"]) == "Bought online, returned; Ordered"


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("The till stops: nobody can pay.", [], "The till stops."),
        ("Nobody answers for it.", [], ""),
        ('Nobody owns "Bought: returned" as a whole.', [], ""),
        ("Nobody owns “Bought: returned” as a whole.", [], ""),
        (
            "Für „Gekauft: zurück“ haftet niemand: so fällt es durch.",
            [],
            "Für „Gekauft: zurück“ haftet niemand.",
        ),
        (
            "It fails (as said: often) at night: that costs.",
            [],
            "It fails (as said: often) at night.",
        ),
        ("When CRM: new fails, all is lost: nobody can ask.", ["CRM: new"], ""),
    ],
)
def test_the_first_clause_is_a_sentence_that_is_true(
    text: str, names: list[str], expected: str
) -> None:
    assert brief(text, names) == expected


def test_entries_never_leave_their_column() -> None:
    setter = Setter(150, 7.5)
    for entry in next(ways(many({"A rather long name of a rule that nobody gave": 3}))):
        for most in (1, 2, 4):
            for line in setter.lines(entry, most):
                assert measure(line, 7.5) <= 150


@pytest.mark.parametrize("count", [25, 40, 60])
def test_findings_of_the_pages_are_whole(look: Callable[[int], Difference], count: int) -> None:
    scene = page.draw(look(count), size="a4")
    assert "…" not in scenes.said(scenes.titled(scene, "Findings").items)


def test_what_a_finding_is_about_is_in_its_text(look: Callable[[int], Difference]) -> None:
    for remark in sketch(look(60)).remarks:
        for name in filter(None, remark.about.split(", ")):
            assert name.lower() in remark.text.lower(), remark


def test_a_list_draws_nothing_outside_of_its_box() -> None:
    remarks = many({f"Rule {n}": n for n in range(1, 12)})
    for height in (40, 70, 120, 260):
        drawn = findings(Diagram(remarks=remarks), 10, 20, 480, height, SHEET)
        for item in walk(drawn.items):
            if hasattr(item, "text"):
                box = scenes.text_box(item)
                assert box.left >= 10, item
                assert box.right <= 490.05, item
                assert box.bottom <= 20 + height + 2, item


@pytest.mark.parametrize("width", [190, 330, 520])
@pytest.mark.parametrize("height", [30, 48, 90])
def test_in_the_tightest_box_a_title_stands_alone_and_nothing_is_cut(
    width: float, height: float
) -> None:
    titles = ["More than one page", "Weniger verfügbar, als Kunden versprochen wurde", "Kein Ort"]
    text = "150 elements are more than one page shows to a reader, and nobody can take in so many."
    remarks = tuple(
        Remark(number=n, status=status, severity="low", title=titles[n % 3], text=text)
        for n in range(1, 9)
        for status in (STATUSES[n // 3],)
    )
    said = block(remarks, width, height)
    assert said
    assert "…" not in " ".join(said)


def test_a_lead_that_is_wider_than_its_column_takes_two_lines() -> None:
    (entry,) = next(ways((remark(1, "A rather long name of a rule"),)))
    setter = Setter(60, 7.5)
    assert " ".join(setter.lead(entry)) == entry.lead
    assert all(measure(line, 7.5, bold=True) <= 60 for line in setter.lead(entry))
    assert len(setter.lines(entry, 1)) == len(setter.lead(entry)) > 1


def test_numbers_stand_below_the_heading_however_findings_might_be_put_together() -> None:
    remarks = many({"Broken hand-off": 12})
    drawn = findings(Diagram(remarks=remarks[:2]), 20, 0, 300, 300, SHEET)
    grouped = findings(Diagram(remarks=remarks), 20, 0, 300, 40, SHEET)
    for entry in (g for b in (drawn, grouped) for g in scenes.groups(b.items) if g.role):
        disc = next(item for item in walk(entry.items) if isinstance(item, Rect))
        assert disc.x == pytest.approx(20, abs=0.01)


def test_titles_stand_close_before_one_of_them_is_left_out() -> None:
    remarks = many({f"Rule {number}": 1 for number in range(8)})
    heading = SHEET.heading * 1.55
    close = heading + 8 * SHEET.leading * 1.08
    assert len(block(remarks, 150, close)) == 8
    assert "more" in block(remarks, 150, close - SHEET.leading)[-1]
    drawn = findings(Diagram(remarks=remarks), 0, 0, 150, close, SHEET)
    discs = [item for item in walk(drawn.items) if isinstance(item, Rect)]
    for one, other in pairwise(discs):
        assert other.y - one.y >= one.height


@pytest.mark.parametrize("height", range(34, 110, 4))
def test_a_finding_alone_names_what_it_is_about_before_others_have_room(height: int) -> None:
    titles = ["Single point of failure", "Channel not run", "Idle platform", "Slow transfer"]
    remarks = tuple(remark(n, title, "introduced") for n, title in enumerate(titles, 1))
    *entries, last = block(remarks, 200, height)
    shown = [*entries, last] if len(entries) == 3 and "more" not in last else entries
    assert shown
    for number, said in enumerate(shown, 1):
        assert f"Thing {number}" in said or f"Number {number}" in said


def test_a_finding_about_many_names_the_first_and_counts_the_others() -> None:
    one = replace(
        remark(1, "Shared fate", about="Hub, Till, Desk, App, Call centre, Web shop"),
        foremost="Hub +5\u00a0more",
    )
    one = replace(one, text="Those all stop for good as soon as one of them does", brief="")
    (entry,) = next(ways((one,)))
    setter = Setter(130, 7.5)
    assert setter.lines(entry, 1) == ["Hub +5\u00a0more"]
    assert " ".join(setter.lines(entry, 3)) in (one.about, one.text)


def test_the_foremost_of_several_names_is_told_with_how_many_more_there_are(
    look: Callable[[int], Difference],
) -> None:
    for each in sketch(look(60)).remarks:
        first, _, more = each.foremost.partition(" +")
        assert each.about.startswith(first)
        if more:
            assert each.about.count(", ") >= int(more.split("\u00a0")[0])
