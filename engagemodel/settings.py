"""What a team may set: which rules run, how severe they are, and their thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engagemodel.finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Defaults that need no settings file.

    `select` and `ignore` name rules (None: all), `severities` overrides a rule's own. `enough` is
    the availability above which a platform is no single point of failure (a share of 1).
    `page_elements` and `lane_elements` are what one page and one lane of it hold.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    enough: float = 0.9995
    page_elements: int = 60
    lane_elements: int = 18


DEFAULTS = Settings()
