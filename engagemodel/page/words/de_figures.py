"""German: the titles of figures, by their names."""

from __future__ import annotations

from collections.abc import Mapping

FIGURES: Mapping[str, str] = {
    "elements": "Elemente",
    "lines": "Linien",
    "change_reach": "Reichweite einer Änderung",
    "propagation_cost": "Ausbreitung von Änderungen",
    "cyclic_elements": "Elemente in Kreisen",
    "single_points": "Ausfallstellen ohne Ersatz",
    "reached_after_one_failure": "Erreicht trotz Ausfall",
    "failure_points": "Ausfallstellen einer Kundenreise",
    "outside_control": "Ausfallstellen in fremder Hand",
    "availability_at_most": "Verfügbarkeit, höchstens",
    "infrastructures": "Infrastrukturen je Kundengruppe",
    "redundant_masters": "Überzählige Originale",
    "single_view": "Einheitliches Kundenbild",
    "handoffs": "Übergaben",
    "handoffs_kept": "Gelungene Übergaben",
    "worst_latency": "Langsamste Übergabe",
    "share_at_risk": "Gefährdeter Kundenanteil",
    "channel_fit": "Erste Wahl angeboten",
    "annual_cost": "Jährliche Kosten",
    "overlap_cost": "Kosten doppelter Systeme",
    "legacy_cost": "Kosten von Altsystemen",
}
