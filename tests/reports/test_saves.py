from __future__ import annotations

from datetime import date
from pathlib import Path

from engagemodel import api
from engagemodel.reports.saves import begun, saved, unread
from engagemodel.reports.screen import PAPER, Screen
from engagemodel.results import Check, Difference

DAY = date(2026, 4, 1)
LAMPS = Path(__file__).parents[2] / "examples" / "lamp-retailer"


def shop(types: str) -> Check:
    text = f"engagemodel: 1\nname: Shop\ncustomer_types: {{{types}}}\n"
    return api.check(api.load("-", stdin=text.encode()), today=DAY)


def lamps(*changes: tuple[str, str]) -> Difference:
    before, after = ((LAMPS / f"{state}.yaml").read_text() for state in ("as-is", "future"))
    for old, new in changes:
        after = after.replace(old, new)
    models = (api.load("-", stdin=text.encode()) for text in (before, after))
    return api.diff(*models, today=DAY)


def test_the_start_says_what_there_is_and_where() -> None:
    shown = begun(shop("a: {}"), ["m.yaml", "f.yaml"], "http://127.0.0.1:1/x/", PAPER)
    assert shown.splitlines() == [
        "Shop",
        "1 finding: 1 high.",
        "",
        "Live page: http://127.0.0.1:1/x/",
        "Watching m.yaml and f.yaml; Ctrl-C ends it.",
        "",
    ]
    assert begun(None, ["m.yaml"], None, PAPER) == "Watching m.yaml; Ctrl-C ends it.\n\n"


def test_an_address_is_never_broken() -> None:
    url = f"http://127.0.0.1:12345/{'x' * 60}/"
    assert url in begun(None, ["m.yaml"], url, Screen(20)).splitlines()[0]


def test_a_save_says_what_is_new_and_what_is_gone() -> None:
    before, after = shop("a: {}, b: {}"), shop("b: {}, c: {}")
    lines = saved(after, before, PAPER).splitlines()
    assert (lines[0], lines[-1]) == ("2 findings: 2 high.", "")
    signs = [line[:10].split()[0] for line in lines[1:-1] if not line.startswith("    ")]
    assert signs == ["+", "-"]
    assert "  + (high) No channel is open to c: they have no way to reach the company." in lines
    assert "    unreached-customer, -:3:25" in lines
    assert "  - (high) No channel is open to a: they have no way to reach the company." in lines
    assert saved(after, after, PAPER).splitlines()[1:] == ["  No finding is new, none is gone.", ""]
    assert len(saved(after, None, PAPER).splitlines()) == 2


def test_many_are_counted() -> None:
    many = shop(", ".join(f"c{number}: {{}}" for number in range(30)))
    told = saved(many, shop(""), PAPER)
    assert told.count("  + (") == 10
    assert f"and {len(many.open) - 10} more new" in told


def test_a_difference_is_told_by_tomorrow() -> None:
    planned = lamps()
    assert begun(planned, ["f.yaml"], None, PAPER).startswith(
        "From Brightwell Lamps, as we are today to Brightwell Lamps, as we want to be\n12 changes."
    )
    worse = lamps(("serves: [ask]", "serves: []"))
    gone = {finding.fingerprint for finding in (*planned.introduced, *planned.remaining)}
    told = saved(worse, planned, PAPER)
    come = [f for f in (*worse.introduced, *worse.remaining) if f.fingerprint not in gone]
    assert come
    assert told.count("  + (") == min(10, len(come))


def test_what_cannot_be_read_is_told() -> None:
    assert unread(True, PAPER) == "What is shown is the save before.\n\n"
    assert "until it is mended" in unread(False, PAPER)


def test_names_cannot_steer_a_terminal() -> None:
    hostile = shop('"a": {name: "\\e[31m\\u202e::stop"}')
    shown = begun(hostile, ["\x1b[2J.yaml"], None, PAPER) + saved(hostile, shop(""), PAPER)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
