"""Results in, text for people and for machines out: one format per file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engagemodel.reports import json, markdown, text
from engagemodel.reports.format import Format

FORMATS: Mapping[str, Format] = cast(
    Mapping[str, Format], {"text": text, "json": json, "markdown": markdown}
)


def format_of(path: str) -> str | None:
    """Return the name of the format that files of this name are in, None where there is none."""
    return next((name for name, form in FORMATS.items() if path.endswith(form.SUFFIXES)), None)
