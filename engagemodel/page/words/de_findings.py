"""A finding and its model in, the finding in German out: a title, a sentence and a remedy for each rule.

The words of a finding come from its rule in English; here they are made anew from its facts. They are
built so that names need neither article nor case, nor a verb that agrees with how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.words.facts import Joints, facts, fill
from engagemodel.page.words.language import Told


class _Entry(NamedTuple):
    """How findings of a rule are told, in the language of `facts.fill`."""

    title: str
    text: str
    mend: str


FINDINGS: Mapping[str, _Entry] = {
    "separate-infrastructure": _Entry(
        "Getrennte Infrastrukturen",
        "{customers} begegnet nicht ein Unternehmen, sondern mehrere: Hinter {elements} stehen "
        "getrennte Systeme ohne gemeinsame Anwendung oder Datenbank und ohne direkte Linie. Was "
        "ein "
        "Kanal erfährt, weiß der andere nicht sicher.",
        "Diesen Kanälen eine gemeinsame Anwendung oder Datenbank geben oder ihre Systeme durch "
        "einen "
        "Datenfluss verbinden.",
    ),
    "unused-channel": _Entry(
        "Ungenutzter Kanal",
        "{elements} wird von keiner Kundengruppe genutzt: Der Kanal wird für niemanden offen "
        "gehalten.",
        "Die Kundengruppen nennen, die {elements} nutzen, oder den Kanal schließen.",
    ),
    "unreached-customer": _Entry(
        "Nicht erreichte Kundengruppe",
        "Für {customers} steht kein Kanal offen: Das Unternehmen ist nicht zu erreichen.",
        "Die Kanäle nennen, die {customers} offenstehen.",
    ),
    "only-one-channel": _Entry(
        "Nur ein Kanal",
        "Für {customers} gibt es nur {elements}: Fällt dieser Kanal aus oder passt er nicht, "
        "bleibt kein anderer Weg.",
        "Einen zweiten Kanal für {customers} öffnen.",
    ),
    "preferred-channel-missing": _Entry(
        "Bevorzugter Kanal fehlt",
        "Die erste Wahl von {customers} für „{occasion}“[ ist {wished}, doch das] wird nicht "
        "angeboten.",
        "Die erste Wahl[ ({wished})] von {customers} für „{occasion}“ anbieten.",
    ),
    "unwanted-channel": _Entry(
        "Ungewollter Kanal",
        "{elements} wird für {customers} angeboten, gehört dort aber nicht zu den bevorzugten "
        "Kanälen.",
        "Das Bevorzugte anbieten oder {elements} darunter nennen (prefers).",
    ),
    "channel-not-run": _Entry(
        "Kanal ohne Betreiber",
        "Für {elements} steht niemand ein: Keine Organisation betreibt diesen Kanal.",
        "Die Organisation nennen, die {elements} betreibt.",
    ),
    "separate-applications": _Entry(
        "Getrennte Anwendungen",
        "{count} getrennte Anwendungen leisten dasselbe ({capability}): {elements}. Was ein Kunde "
        "bekommt, hängt davon ab, welchen Kanal er zufällig gewählt hat.",
        "Eine einzige Anwendung für {capability} einsetzen, für alle diese Kanäle.",
    ),
    "idle-platform": _Entry(
        "Plattform ohne Aufgabe",
        "{elements} dient keinem Kanal, keiner Organisation und keinem Datenfluss[ und kostet "
        "{cost} im "
        "Jahr]: Kein Kunde würde es vermissen.",
        "{elements} stilllegen oder die Linie zeichnen, die den Zweck zeigt.",
    ),
    "redundant-database": _Entry(
        "Mehrere Originale",
        "Zu {data} gibt es {count} Wahrheiten: {elements} gelten je als Original, und Kunden "
        "hören an "
        "verschiedenen Stellen Verschiedenes.[ Betroffen: {customers}.][ Zusammen kosten sie "
        "{cost} im "
        "Jahr.]",
        "Eines davon zum Original für {data} machen und die übrigen daraus als Kopien speisen, "
        "oder "
        "alle durch eines ersetzen.",
    ),
    "incompatible-databases": _Entry(
        "Schlüssel passen nicht zusammen",
        "Die Schlüssel von {data} in {elements} passen nicht zusammen: Keine Linie ordnet die "
        "Datensätze einander zu[ (auch {path} nicht)], und was ein System über einen Kunden weiß, "
        "findet das andere nicht.",
        "{Data} unter einem Schlüssel führen oder am Datenfluss angeben, wie Datensätze zugeordnet "
        "werden (matched_by).",
    ),
    "slow-transfer": _Entry(
        "Zu langsame Datenübertragung",
        "Die Linie {flow} ist zu langsam für {data}[: Kunden hören, was vor {time} richtig war].",
        "Die Linie {flow} beschleunigen oder direkt an der Quelle lesen.",
    ),
    "unfed-copy": _Entry(
        "Kopie ohne Quelle",
        "{elements} arbeitet mit einer Kopie von {data}, die niemand speist: Was ein Kunde daraus "
        "hört, "
        "war einmal richtig[, {written} weiß es besser].",
        "{Data} [von {written} ]nach {elements} fließen lassen.",
    ),
    "no-master": _Entry(
        "Kein Original",
        "Von {data} gibt es nur Kopien ({elements}): Weichen sie voneinander ab, weiß niemand, "
        "welche stimmt.",
        "Das Original für {data} benennen.",
    ),
    "data-without-home": _Entry(
        "Daten ohne Ort",
        "Von {data} ist die Rede, doch gespeichert wird davon nichts: Niemand kann für Kunden "
        "nachsehen, und Gesagtes muss noch einmal gesagt werden.",
        "Die Plattform nennen, die {data} speichert.",
    ),
    "re-keyed-by-hand": _Entry(
        "Medienbruch",
        "Auf der Linie {flow} wird [{data} ]von Hand übertragen: Kunden warten darauf und zahlen "
        "für "
        "jeden Fehler.",
        "Die Systeme die Daten selbst weitergeben lassen oder beide Seiten in einem System "
        "arbeiten "
        "lassen.",
    ),
    "split-customer-view": _Entry(
        "Geteiltes Kundenbild",
        "Bei {elements} sind Angaben nicht oder zu spät zu sehen: {data}[ (gespeichert in "
        "{written}, "
        "gesucht in {looked_for})]. Kunden müssen dort alles noch einmal erzählen.",
        "{Data} rechtzeitig dorthin fließen lassen, wo {elements} nachsieht, oder {elements} "
        "Zugriff auf "
        "das speichernde System geben.",
    ),
    "single-point-of-failure": _Entry(
        "Ausfallstelle ohne Ersatz",
        "Ein Ausfall von {elements_or} genügt, und für {customers} fallen alle Kanäle zugleich "
        "aus.",
        "Mindestens einem dieser Kanäle einen Weg ohne {elements} geben (any_of) oder die "
        "Verfügbarkeit "
        "ausreichend erhöhen und angeben.",
    ),
    "shared-fate": _Entry(
        "Gemeinsamer Ausfall",
        "Fällt {elements_or} aus, fallen mehrere Kanäle gemeinsam aus[: {related}]. Wer vom einen "
        "zum "
        "anderen wechselt, steht wieder vor verschlossener Tür.",
        "Einen dieser Kanäle davon unabhängig machen (uses statt needs, oder any_of).",
    ),
    "outside-control": _Entry(
        "In fremder Hand",
        "{elements} liegt in fremder Hand[. Ein Ausfall schneidet {customers} von allen Kanälen "
        "ab und "
        "lässt {journeys} abbrechen|. Ein Ausfall schneidet {customers} von allen Kanälen ab|. "
        "Ein Ausfall "
        "lässt {journeys} abbrechen]: Die Kunden machen Sie verantwortlich, und Sie können nur "
        "warten.",
        "Dem, was {elements} braucht, eine Alternative geben (any_of) oder einen Kanal anbieten, "
        "der "
        "ohne auskommt.",
    ),
    "circular-need": _Entry(
        "Gegenseitige Abhängigkeit",
        "{elements} brauchen einander im Kreis: Ist eines ausgefallen, kommt vielleicht keines "
        "wieder "
        "hoch.",
        "Eine dieser Abhängigkeiten lösen (uses statt needs) oder das Gemeinsame in einen eigenen "
        "Teil "
        "auslagern.",
    ),
    "availability-below-promise": _Entry(
        "Weniger verfügbar als versprochen",
        "Für [{customers}|{journeys}] ist mehr versprochen[ ({promise} Verfügbarkeit)], als "
        "erreichbar ist: Kunden stehen öfter vor verschlossener Tür, als ihnen gesagt wurde.",
        "Den schwächsten Teilen eine Alternative geben (any_of), ihre Verfügbarkeit erhöhen oder "
        "weniger "
        "versprechen.",
    ),
    "broken-handoff": _Entry(
        "Abgerissene Übergabe",
        "Bei Schritt {step} von {journeys} („{do}“) beginnt für {customer} alles von vorn: {data} "
        "kommt "
        "nicht an[ (gespeichert in {written}, gesucht in {looked_for})]. Beteiligt: {elements}.[ "
        "Erwartet "
        "wird: „{expected}“.]",
        "{Data} [von {written} ][nach {looked_for} ]fließen lassen oder beide Seiten in einem "
        "System "
        "arbeiten lassen.",
    ),
    "slow-handoff": _Entry(
        "Zu langsame Übergabe",
        "Bei Schritt {step} von {journeys} („{do}“) kommt {data} für {customer} zu spät[: "
        "Unterwegs sind "
        "mindestens {time}][, am längsten auf der Linie {worst}]. Beteiligt: {elements}.[ "
        "Erwartet wird: "
        "„{expected}“.]",
        "[Die Linie {worst} beschleunigen oder beide|Beide] Seiten dasselbe System nutzen lassen.",
    ),
    "data-not-kept": _Entry(
        "Angaben gehen verloren",
        "Bei Schritt {step} von {journeys} („{do}“) gehen Angaben von {customer} verloren: Bei "
        "{elements} lässt sich {data} nirgends speichern.[ Erwartet wird: „{expected}“.]",
        "{elements} eine Plattform geben, die {data} speichert, oder {data} zu einer solchen "
        "fließen "
        "lassen.",
    ),
    "write-to-copy": _Entry(
        "Nur in der Kopie geändert",
        "Bei Schritt {step} von {journeys} („{do}“) halten Änderungen von {customer} über "
        "{elements} nicht: "
        "Geändert wird eine Kopie von {data}, die der nächste Abgleich überschreibt.[ Erwartet "
        "wird: "
        "„{expected}“.]",
        "{elements} ins Original von {data} schreiben lassen oder die Änderung dorthin "
        "zurückfließen "
        "lassen.",
    ),
    "data-out-of-reach": _Entry(
        "Daten nicht erreichbar",
        "Bei Schritt {step} von {journeys} („{do}“) gibt es für {customer} keine Antwort: Über "
        "{elements} "
        "lässt sich {data} nicht nachsehen.[ Erwartet wird: „{expected}“.]",
        "{elements} eine Plattform geben, die {data} enthält, oder {data} dorthin fließen lassen.",
    ),
    "relay-without-record": _Entry(
        "Weiterreichen ohne Akte",
        "Bei Schritt {step} von {journeys} („{do}“) beginnt für {customer} alles mit einer neuen "
        "Vorstellung: Die Kanäle vor "
        "und nach dem Wechsel gehören verschiedenen Organisationen, ohne gemeinsame Akte.[ "
        "Erwartet "
        "wird: „{expected}“.]",
        "Beide Kanäle eine gemeinsame Kundenakte führen lassen oder angeben, was diese Schritte "
        "schreiben und lesen.",
    ),
    "step-off-channel": _Entry(
        "Schritt auf falschem Kanal",
        "Schritt {step} von {journeys} („{do}“) führt {customer} zu {elements}: Dort wird das "
        "nicht "
        "angeboten, oder der Kanal wird nicht genutzt.[ Erwartet wird: „{expected}“.]",
        "{elements} dafür öffnen oder den Schritt über einen anderen Kanal führen.",
    ),
    "no-common-head": _Entry(
        "Keine gemeinsame Leitung",
        "Für {journeys} steht niemand im Ganzen ein: {elements} haben keine gemeinsame Leitung, "
        "und was "
        "zwischen ihnen liegen bleibt, trifft den Kunden.",
        "Der Kundenreise eine Verantwortung über diesen Organisationen geben (part_of) oder eine "
        "gemeinsame Leitung; mit Partnern vereinbaren, wer das ist.",
    ),
    "pathway-unknown": _Entry(
        "Unbekannter Weg",
        "Für {customers} sind bevorzugte Kanäle bekannt, doch nicht für jeden Anlass zeigt eine "
        "Kundenreise den Weg dorthin.",
        "Die fehlenden Kundenreisen von {customers} zeichnen.",
    ),
    "listening-without-action": _Entry(
        "Zuhören ohne Folgen",
        "Kunden hinterlassen {data} bei {elements}, doch es erreicht niemanden, der danach "
        "handelt: Wer "
        "sich die Mühe gemacht hat, wird nicht gehört.",
        "{Data} von {elements} zu einer Organisation bringen, die danach handelt (acts_on).",
    ),
    "experience-undefined": _Entry(
        "Erwartung nicht festgelegt",
        "Für {customers} hat niemand festgelegt, was zu erwarten ist; für andere ist es gesagt.",
        "Je Anlass festlegen, was {customers} erwarten darf (expects).",
    ),
    "no-shared-knowledge": _Entry(
        "Kein gemeinsames Wissen",
        "Kanäle, die Auskunft geben, haben keinen gemeinsamen Wissensspeicher[: {related}]. Welche "
        "Antwort ein Kunde bekommt, hängt davon ab, wen er fragt.",
        "Diese Kanäle aus einem gemeinsamen Wissensspeicher lesen lassen.",
    ),
    "unowned": _Entry(
        "Ohne Verantwortliche",
        "Für [{elements}|die Linie {flow}] ist niemand als verantwortlich genannt: Bei einem "
        "Ausfall weiß keiner, wen er anrufen soll.",
        "Verantwortliche nennen für [{elements}|die Linie {flow}].",
    ),
    "past-end-of-life": _Entry(
        "Lebensdauer abgelaufen",
        "Die Lebensdauer von {elements} ist[ seit {end_of_life}] abgelaufen: Bei einem Ausfall "
        "repariert das niemand mehr.",
        "{elements} ersetzen oder das neue Datum angeben, falls die Lebensdauer verlängert wurde.",
    ),
    "retired-still-needed": _Entry(
        "Stillgelegt, aber gebraucht",
        "{elements} soll stillgelegt werden, wird aber noch gebraucht[ von {related}]: Am Tag der "
        "Stilllegung fällt das mit aus.",
        "{elements} dort ersetzen, wo es noch gebraucht wird, oder behalten.",
    ),
    "more-than-one-page": _Entry(
        "Mehr als eine Seite",
        "{total} Elemente sind mehr, als eine Seite einem Leser zeigen kann.",
        "Elemente unter dem zusammenfassen, wozu sie gehören (part_of), oder das Modell teilen.",
    ),
    "unknown-fact": _Entry(
        "Fehlende Angabe",
        "[Niemand nennt die Dauer auf der Linie {flow}: Ob Daten rechtzeitig ankommen, bleibt "
        "offen.|"
        "Zu {elements} fehlen Angaben (Verfügbarkeit oder Kosten): Ob Versprochenes gehalten wird "
        "oder "
        "was Doppeltes kostet, bleibt offen.]",
        "[Die Dauer auf der Linie {flow}|Die fehlenden Angaben zu {elements}] ermitteln und "
        "nennen.",
    ),
    "stale-acceptance": _Entry(
        "Überholte Ausnahme",
        "Die hingenommene Ausnahme {about} gilt nicht mehr: Sie ist abgelaufen, nennt keine "
        "bekannte "
        "Regel oder passt zu keinem Befund.[ Sie nennt {named}.]",
        "Neu entscheiden und ein neues Datum nennen, den Eintrag berichtigen oder streichen.",
    ),
}


_JOINTS = Joints(last="und", choice="oder", more="{count} weitere", open="„", close="“")


def told(finding: Finding, model: Model) -> Told:
    """Return a finding in German."""
    entry, known = FINDINGS[finding.rule], facts(finding, model, _JOINTS)
    return Told(entry.title, *(fill(words, known) for words in (entry.text, entry.mend)))
