"""What a team may set: which rules run, how severe they are, thresholds, how pages look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from engagemodel.finding import SEVERITIES, Severity
from engagemodel.place import Place

FAIL_ON = (*SEVERITIES, "never")
LANGUAGES = ("en", "de")
COLOURS = ("accent", "title", "customer-types", "channels", "organizations", "platforms", "flows")
_NONE: Mapping[str, Severity] = MappingProxyType({})


class Stated(NamedTuple):
    """A text of the settings, where it stands, and the line there; a file is told by its path."""

    text: str
    at: Place
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSettings:
    """How pages look: `colours` has those stated (``#rrggbb``) by name, one of `COLOURS`.

    `logo`, `font` and `font_bold` are files inside the root of the repository.
    """

    language: Stated | None = None
    colours: Mapping[str, Stated] = field(default_factory=dict)
    logo: Stated | None = None
    font: Stated | None = None
    font_bold: Stated | None = None
    footer: Stated | None = None


_PLAIN = PageSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Defaults that need no settings file.

    `select` and `ignore` name rules (None: all), `severities` overrides a rule's own. `fail_on` is
    one of `FAIL_ON` (None: not stated). `baseline` is the file of known findings, as it is to be
    opened. `enough` is the availability above which a platform is no single point of failure (a
    share of 1). `page_elements` and `lane_elements` are what one page and one lane of it hold,
    `page` how pages look. `path` is the file that they come from, as it is shown to people, and
    `files` has that file as it is to be opened.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=lambda: _NONE)
    baseline: Stated | None = None
    enough: float = 0.9995
    page_elements: int = 60
    lane_elements: int = 18
    page: PageSettings = _PLAIN
    path: str | None = None
    files: tuple[str, ...] = field(default=(), compare=False)


DEFAULTS = Settings()
