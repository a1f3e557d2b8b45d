"""English: the texts of the page to explore."""

from __future__ import annotations

from collections.abc import Mapping

HTML: Mapping[str, str] = {
    "html.page": "Page",
    "html.controls": "What the page shows",
    "html.state": "State",
    "html.today": "Today",
    "html.difference": "Difference",
    "html.tomorrow": "Tomorrow",
    "html.search": "Search",
    "html.search hint": "Find an element",
    "html.found": "{count} found",
    "html.journey": "Journey",
    "html.choose": "Play a journey …",
    "html.back": "Step back",
    "html.forward": "Step forward",
    "html.play": "Play",
    "html.pause": "Pause",
    "html.theme": "Light or dark",
    "html.print": "Print",
    "html.details": "Details",
    "html.selected": "Selected",
    "html.free": "Show everything again",
    "html.elements": "Elements and their lines",
    "html.no lines": "No lines.",
    "html.link": "More about {name}",
    "html.mend": "To mend: {mend}",
    "html.help": "Point at a card, or move from card to card with the arrow keys: what it does not "
    "touch fades. Enter keeps it so, Escape shows everything again.",
    "html.step": "Step {number} of {total}",
    "html.steps": "Steps",
    "html.breaks": "breaks",
    "html.taken by": "Taken by {customer}",
    "html.no script": "Switching, search and playback need JavaScript; everything else is here.",
}
