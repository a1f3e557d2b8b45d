"""The colours of the page by what they mean; text keeps 4.5:1 and lines 3:1 on every ground."""

from __future__ import annotations

from collections.abc import Mapping

PAPER = "#ffffff"
INK = "#16202c"
TITLE = "#12263f"
MUTED = "#4b5868"
RULE = "#c3cbd5"  # hairlines between parts of the page: no information
GROUND = "#f3f5f9"  # the lanes
EDGE = "#828e9c"  # of a card
LINE = "#788593"
FLOW = "#3d5a80"
FADED = "#5f6b79"  # what a view is not about: its words
FAINT = "#858f9b"  # and its lines
VEIL = "#e9edf3"  # and its cards

LANES: Mapping[str, str] = {
    "customer_type": "#1b5087",
    "channel": "#146c68",
    "organization": "#6d5a1e",
    "platform": "#574794",
}
MARKS: Mapping[str, str] = {
    "added": "#13702f",
    "changed": "#a04a00",
    "removed": "#b3182a",
    "renamed": "#155e8a",
    "merged": "#155e8a",
    "split": "#155e8a",
    "failed": "#7d0f20",
    "down": "#b3182a",
    "cut": "#b3182a",
    "hurt": "#94500a",
}
WASHES: Mapping[str, str] = {
    "added": "#effaf1",
    "changed": "#fff6ea",
    "removed": "#fdf0f0",
    "renamed": "#eef6fc",
    "merged": "#eef6fc",
    "split": "#eef6fc",
    "failed": "#fbe3e3",
    "down": "#fdf0f0",
    "cut": "#fdf0f0",
    "hurt": "#fff6ea",
}
SEVERITIES: Mapping[str, str] = {"high": "#a8142a", "medium": "#94500a", "low": "#566373"}
STATES: Mapping[str, str] = {
    "slow": "#94500a",
    "unknown": "#566373",
    "broken": "#a8142a",
    "mended": MARKS["added"],
}
EFFECTS: Mapping[str, str] = {
    "better": MARKS["added"],
    "worse": MARKS["removed"],
    "mixed": MARKS["changed"],
}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
