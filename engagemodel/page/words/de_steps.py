"""German: what is said of the steps of a journey that is played."""

from __future__ import annotations

from collections.abc import Mapping

STEPS: Mapping[str, str] = {
    "step.run by": "Betrieben von {who}.",
    "step.systems": "Dahinter: {systems}.",
    "step.kept": "{data}: nach {time} da, in {found}.",
    "step.at once": "{data}: sofort da, in {found}.",
    "step.slow": "{data}: kommt zu spät; es dauert mindestens {time}, länger als {limit} darf es nicht dauern.",
    "step.slow at once": "{data}: kommt zu spät; es dauert mindestens {time}, nur sofort wäre früh genug.",
    "step.late": "{data}: kommt zu spät; es dauert mindestens {time}.",
    "step.broken": "{data}: kommt hier nie an; gespeichert in {kept}, gesucht in {found}.",
    "step.broken blind": "{data}: kommt hier nie an; gespeichert in {kept}, und niemand kann hier "
    "nachsehen.",
    "step.missing": "Es fehlt die Linie {line}.",
    "step.unmatched": "Die Linie {line} kann die Datensätze nicht zuordnen.",
    "step.unknown": "{data}: kommt hier an, doch niemand nennt, wie lange das dauert.",
    "step.here": "{data}: zur Hand, in {kept}; auf demselben Kanal gesagt.",
    "step.lost": "{data}: verloren; nirgends gespeichert.",
    "step.known": "{data}: nachgesehen in {found}.",
    "step.known age": "{data}: nachgesehen in {found}, bis zu {time} alt.",
    "step.known unsure": "{data}: nachgesehen in {found}; niemand nennt, wie alt das sein kann.",
    "step.out of reach": "{data}: hier nicht erreichbar; gespeichert in {kept}.",
    "step.out of reach nowhere": "{data}: hier nicht erreichbar; nirgends gespeichert.",
    "step.written": "{data}: hinterlegt in {where}.",
    "step.written lost": "{data}: verloren; hier gibt es keinen Ort dafür.",
    "step.overwritten": "{data}: hinterlegt in {where}, als Kopie, die der nächste Abgleich "
    "überschreibt.",
    # Tables of a journey's steps.
    "at once": "sofort",
    "column.step": "Schritt",
    "column.reads": "Liest",
    "column.writes": "Schreibt",
    "column.age": "Wie alt",
    "column.breaks": "Was nicht geht",
    "column.promise": "Versprochen",
    "from step": "{age}, aus Schritt {number}",
    "of step": "aus Schritt {number}",
    "journey.steps": "Schritte",
    "missing line": "es fehlt: {line}",
}
