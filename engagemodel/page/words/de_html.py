"""German: the texts of the page to explore."""

from __future__ import annotations

from collections.abc import Mapping

HTML: Mapping[str, str] = {
    "html.page": "Seite",
    "html.controls": "Was die Seite zeigt",
    "html.state": "Zustand",
    "html.today": "Heute",
    "html.difference": "Veränderung",
    "html.tomorrow": "Morgen",
    "html.search": "Suche",
    "html.search hint": "Element suchen",
    "html.found": "{count} gefunden",
    "html.journey": "Kundenreise",
    "html.choose": "Kundenreise abspielen …",
    "html.back": "Schritt zurück",
    "html.forward": "Schritt vor",
    "html.play": "Abspielen",
    "html.pause": "Anhalten",
    "html.theme": "Hell oder dunkel",
    "html.print": "Drucken",
    "html.details": "Einzelheiten",
    "html.selected": "Ausgewählt",
    "html.free": "Wieder alles zeigen",
    "html.elements": "Elemente und ihre Linien",
    "html.no lines": "Keine Linien.",
    "html.link": "Mehr über {name}",
    "html.mend": "Abhilfe: {mend}",
    "html.help": "Zeigen Sie auf eine Karte oder wandern Sie mit den Pfeiltasten von Karte zu Karte: "
    "Was sie nicht berührt, tritt zurück. Die Eingabetaste hält das fest, Escape zeigt wieder alles.",
    "html.step": "Schritt {number} von {total}",
    "html.steps": "Schritte",
    "html.breaks": "gestört",
    "html.taken by": "Kundengruppe: {customer}",
    "html.no script": "Umschalten, Suchen und Abspielen brauchen JavaScript; alles andere steht hier.",
}
