"""The views of a page, by name; a new view is one file here and one line in `VIEWS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engagemodel.page.diagram import Diagram
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.lanes import lanes

VIEWS: Mapping[str, Callable[[Diagram, Sheet], Scene]] = {"lanes": lanes}
