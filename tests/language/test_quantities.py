"""How durations, shares, money and days are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mistakes import model, only


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("real-time", 0), ("30s", 30), ("5m", 300), ("24h", 86400), ("7d", 604800), ("2w", 1209600),
     ("1.5h", 5400), ("0s", 0)],
)  # fmt: skip
def test_durations(text: str, seconds: float) -> None:
    assert model(f"data: {{d: {{max_latency: {text}}}}}\n").data["d"].max_latency == (seconds, text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("5 minutes", "'5m'"), ("2 hours", "'2h'"), ("3 months", "write 30s"), ("-1h", "write"),
     ("1h30", "write"), ("5", "write"), ("٣h", "write"), ("1e9h", "write"), ("h", "write"),
     ("realtime", "write"), ("5M", "'5m'")],
)  # fmt: skip
def test_no_durations(text: str, hint: str) -> None:
    problem = only(f"data: {{d: {{max_latency: {text}}}}}\n")
    assert "is not a duration" in problem.message
    assert hint in (problem.hint or "")


@pytest.mark.parametrize(
    ("text", "value"),
    [("38%", 0.38), ("0.38", 0.38), ("99.9%", 0.999), ("100%", 1), ("0", 0), ("1", 1), (".5", 0.5),
     ("99.999%", 0.99999), ("0%", 0)],
)  # fmt: skip
def test_shares(text: str, value: float) -> None:
    assert model(f"customer_types: {{t: {{share: {text}}}}}\n").customer_types["t"].share == (
        value,
        text,
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [("38", "'38%'"), ("101%", "write"), ("1.5", "'1.5%'"), ("-5%", "write"), ("inf", "write"),
     ("nan", "write"), ("38%%", "write"), ("1e-1", "write"), ("1e999", "write"), ("38,5%", "write"),
     ("1_0%", "write"), ("often", "write")],
)  # fmt: skip
def test_no_shares(text: str, hint: str) -> None:
    problem = only(f"customer_types: {{t: {{share: '{text}'}}}}\n")
    assert "is not a share" in problem.message or "is not within 0 and 1" in problem.message
    assert hint in (problem.hint or "")


@given(st.integers(0, 10**6))
def test_a_percentage_is_the_float_nearest_to_it(millionths: int) -> None:
    text = f"{millionths // 10**4}.{millionths % 10**4:04}%"
    share = model(f"customer_types: {{t: {{share: {text}}}}}\n").customer_types["t"].share
    assert share is not None
    assert share.value == millionths / 10**6


@pytest.mark.parametrize(
    ("text", "hint"),
    [("-5", "0 or more"), ("1_000", "'1000'"), ("240,000", "'240000'"), ("240 000", "'240000'"),
     ("1e6", "plain number"), ("ten", "plain number"), ("€5", "plain number"), ("inf", "plain"),
     ("9" * 400, "plain number")],
)  # fmt: skip
def test_no_money(text: str, hint: str) -> None:
    problem = only(f"platforms: {{p: {{cost: '{text}'}}}}\n")
    assert hint in (problem.hint or "")
    assert len(problem.message) < 120


def test_days() -> None:
    assert model("platforms: {p: {end_of_life: 2028-02-29}}\n").platforms["p"].end_of_life == date(
        2028, 2, 29
    )


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2024-13-01", "24-01-01", "2024-1-1", "2024-01-01T00:00", "today", "٢٠٢٤-01-01"],
)
def test_no_days(text: str) -> None:
    problem = only(f"platforms: {{p: {{end_of_life: '{text}'}}}}\n")
    assert f"'{text}' is not a date" in problem.message
    assert "2026-03-31" in (problem.hint or "")
