"""A diagram in, a warning of the characters that the font of the page lacks out."""

from __future__ import annotations

from engagemodel.page.diagram import Diagram
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.typeset import missing


def warnings(diagram: Diagram, *more: str) -> tuple[str, ...]:
    """Return a sentence for the characters, none where there are none; `more` is said besides."""
    said = [diagram.after.name, diagram.topic, subtitle(diagram), *more]
    said += [remark.text for remark in diagram.remarks]
    said += [text for card in diagram.cards for text in (card.name, *card.was)]
    lacking = missing("".join(said))
    if not lacking:
        return ()
    listed = " ".join(lacking[:20]) + (" …" if len(lacking) > 20 else "")
    return (f"the font of the page has no glyph for: {listed}",)
