"""A diagram in, a warning of the characters that the font of the page lacks out."""

from __future__ import annotations

from engagemodel.page import fonts
from engagemodel.page.diagram import Diagram
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.typeset import missing


def warnings(diagram: Diagram, *more: str) -> tuple[str, ...]:
    """Return a sentence for the characters, none where there are none; `more` is said besides."""
    said = [diagram.after.name, diagram.topic, subtitle(diagram), *more]
    said += [remark.text for remark in diagram.remarks]
    said += [text for card in diagram.cards for text in (card.name, *card.was)]
    letters = "".join(said)
    lacking, borrowed = missing(letters), "".join(sorted(fonts.lacking() & set(letters)))
    notes = []
    if lacking:
        told = f"the font of the page has no glyph for: {_few(lacking)}"
        notes.append(f"{told}; pdf and png show boxes, unless --font FILE names one that has")
    if borrowed:
        told = f"the font '{fonts.family()}' has no glyph for: {_few(borrowed)}"
        notes.append(f"{told} (set in {fonts.FAMILY})")
    return tuple(notes)


def _few(characters: str) -> str:
    return " ".join(characters[:20]) + (" …" if len(characters) > 20 else "")
