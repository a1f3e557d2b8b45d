"""A difference in, its brief out: three pages for a meeting, today, tomorrow, and what lies between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engagemodel.page import plates as states
from engagemodel.page.brief.between import between
from engagemodel.page.brief.telling import Between, tell
from engagemodel.page.dress import PLAIN, Dress
from engagemodel.page.dress.dressing import dressed
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.lanes import plates as pages
from engagemodel.page.words import WORDS, say
from engagemodel.results import Difference

PAGES = ("today", "tomorrow", "between")


@dataclass(frozen=True, slots=True)
class Brief:
    """The pages of a brief, as many as `names`, and what they say in words."""

    title: str
    description: str
    names: tuple[str, ...]
    pages: tuple[Scene, ...]
    told: Between

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the pages cannot show as it was meant, each once."""
        return tuple(dict.fromkeys(text for page in self.pages for text in page.warnings))


def draw(result: Difference, *, size: str = "a4", dress: Dress = PLAIN) -> Brief:
    """Return the brief of a difference; every card is in the same place today and tomorrow.

    `size` is one of `page.SIZES`.

    Raises:
        ValueError: no such size or language.
    """
    with dress.worn():
        paper = sheet(size)
        union = sketch(result)
        today, _, tomorrow = (
            replace(plate.diagram, topic=WORDS[f"html.{plate.state}"], aside=_page(number))
            for plate, number in zip(states.plates(result, union), (1, 0, 2), strict=True)
        )
        drawn = pages(replace(union, aside=_page(1)), (today, tomorrow), paper)
        told = tell(result, union, today, tomorrow)
        last = between(replace(union, aside=_page(3)), told, paper)
        return Brief(
            title=say("brief.title", before=union.before.name, after=union.after.name)
            if union.before
            else union.after.name,
            description=" ".join(told.headline),
            names=(WORDS["html.today"], WORDS["html.tomorrow"], WORDS["brief.between"]),
            pages=tuple(dressed(page, dress, paper) for page in (*drawn, last)),
            told=told,
        )


def write(brief: Brief, format: str, *, theme: bytes | None = None) -> bytes:
    """Return the brief as a file of a format, one of `FORMATS`; the same bytes for the same brief.

    A `theme` is a pptx whose master a pptx takes.

    Raises:
        ArgumentError: python-pptx is not installed, or the theme cannot be read.
        ValueError: no such format.
    """
    if format not in FORMATS:
        raise ValueError(f"no format '{format}'; there is {', '.join(FORMATS)}")
    with brief.pages[0].dress.worn():
        return FORMATS[format].write(brief, theme)


def _pdf(brief: Brief, _: bytes | None) -> bytes:
    from engagemodel.page.writers import pdf

    return pdf.bind(brief.pages, brief.title, brief.description, brief.names)


def _html(brief: Brief, _: bytes | None) -> bytes:
    from engagemodel.page.brief import html

    return html.write(brief)


def _pptx(brief: Brief, theme: bytes | None) -> bytes:
    from engagemodel.page.writers import pptx

    return pptx.write(brief.pages, theme=theme, title=brief.title, description=brief.description)


def _md(brief: Brief, _: bytes | None) -> bytes:
    from engagemodel.page.brief import markdown

    return markdown.write(brief)


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a brief: what it is good for, in a few words, and how it is written."""

    about: str
    write: Callable[[Brief, bytes | None], bytes]


FORMATS: Mapping[str, Format] = {
    "pdf": Format("to print and send", _pdf),
    "html": Format("to read in a browser, one file", _html),
    "pptx": Format("to present and edit", _pptx),
    "md": Format("for a wiki: headings and tables", _md),
}


def _page(number: int) -> str:
    return say("brief.page", number=number, total=len(PAGES))
