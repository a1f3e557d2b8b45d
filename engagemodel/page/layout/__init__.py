"""Cards in fixed columns and the lines between them in, places and curves out."""

from engagemodel.page.layout.arranging import arrange
from engagemodel.page.layout.dot import order_by_dot
from engagemodel.page.layout.ordering import order
from engagemodel.page.layout.pinning import staying
from engagemodel.page.layout.ports import arc_side
from engagemodel.page.layout.room import sections, tight
from engagemodel.page.layout.shapes import (
    Arrangement,
    Card,
    Column,
    Curve,
    Line,
    Ordering,
    Slot,
    TooTall,
)

__all__ = [
    "Arrangement",
    "Card",
    "Column",
    "Curve",
    "Line",
    "Ordering",
    "Slot",
    "TooTall",
    "arc_side",
    "arrange",
    "order",
    "order_by_dot",
    "sections",
    "staying",
    "tight",
]
