"""German: how findings about platforms, data and the model itself are told, an entry for each rule."""

from __future__ import annotations

from collections.abc import Mapping

from engagemodel.page.words.facts import Wording

WORDINGS: Mapping[str, Wording] = {
    "separate-applications": Wording(
        "Getrennte Anwendungen",
        "{count} getrennte Anwendungen leisten dasselbe ({capability}): {elements}. Was ein Kunde "
        "bekommt, hängt davon ab, welchen Kanal er zufällig gewählt hat.",
        "Eine einzige Anwendung für {capability} einsetzen, für alle diese Kanäle.",
    ),
    "idle-platform": Wording(
        "Plattform ohne Aufgabe",
        "Kein Kanal, keine Organisation und kein Datenfluss nutzt {elements}[ ({cost} im Jahr)]: "
        "Kein Kunde würde diese Plattform vermissen.",
        "{elements} stilllegen oder die Linie zeichnen, die den Zweck zeigt.",
    ),
    "redundant-database": Wording(
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
    "incompatible-databases": Wording(
        "Schlüssel passen nicht zusammen",
        "Die Schlüssel von {data} [passen nicht zusammen ({keys})|in {elements} passen nicht "
        "zusammen]: Keine Linie ordnet die "
        "Datensätze einander zu[ (auch {path} nicht)], und was ein System über einen Kunden weiß, "
        "findet das andere nicht.",
        "{Data} unter einem Schlüssel führen oder am Datenfluss angeben, wie Datensätze zugeordnet "
        "werden (matched_by).",
    ),
    "slow-transfer": Wording(
        "Zu langsame Datenübertragung",
        "Die Linie {flow} ist zu langsam für {data}[: Kunden hören, was vor {time_after} richtig war].",
        "Die Linie {flow} beschleunigen oder direkt an der Quelle lesen.",
    ),
    "unfed-copy": Wording(
        "Kopie ohne Quelle",
        "Die Kopie von {data} in {elements} speist niemand: Was ein Kunde daraus hört, war einmal "
        "richtig[; was heute gilt, steht nur in {written}].",
        "{Data} [von {written} ]nach {elements} fließen lassen.",
    ),
    "no-master": Wording(
        "Kein Original",
        "Von {data} gibt es kein Original, nur Kopiertes ({elements}): Was davon stimmt, weiß "
        "niemand.",
        "Das Original für {data} benennen.",
    ),
    "data-without-home": Wording(
        "Daten ohne Ort",
        "Von {data} ist die Rede, doch gespeichert wird davon nichts: Niemand kann für Kunden "
        "nachsehen, und Gesagtes muss noch einmal gesagt werden.",
        "Die Plattform nennen, die {data} speichert.",
    ),
    "re-keyed-by-hand": Wording(
        "Medienbruch",
        "Auf der Linie {flow} geschieht die Übertragung von Hand[ ({data})]: Kunden warten darauf "
        "und zahlen für jeden Fehler.",
        "Die Systeme die Daten selbst weitergeben lassen oder beide Seiten in einem System "
        "arbeiten "
        "lassen.",
    ),
    "single-point-of-failure": Wording(
        "Ausfallstelle ohne Ersatz",
        "Ein Ausfall von {elements_or} genügt, und für {customers} fallen alle Kanäle zugleich "
        "aus.",
        "Mindestens einem dieser Kanäle einen Weg ohne {elements} geben (any_of) oder die "
        "Verfügbarkeit "
        "ausreichend erhöhen und angeben.",
    ),
    "shared-fate": Wording(
        "Gemeinsamer Ausfall",
        "Bei einem Ausfall von {elements_or} fallen mehrere Kanäle gemeinsam aus[: {related}]. Wer "
        "vom einen zum "
        "anderen wechselt, steht wieder vor verschlossener Tür.",
        "Einen dieser Kanäle davon unabhängig machen (uses statt needs, oder any_of).",
    ),
    "outside-control": Wording(
        "In fremder Hand",
        "Über {elements} bestimmen andere[. Ein Ausfall schneidet {customers} von allen Kanälen "
        "ab und "
        "lässt {journeys} abbrechen|. Ein Ausfall schneidet {customers} von allen Kanälen ab|. "
        "Ein Ausfall "
        "lässt {journeys} abbrechen]: Die Kunden machen Sie verantwortlich, und Sie können nur "
        "warten.",
        "An der Stelle von {elements} eine Alternative ermöglichen (any_of) oder einen Kanal anbieten, "
        "der "
        "ohne auskommt.",
    ),
    "circular-need": Wording(
        "Gegenseitige Abhängigkeit",
        "{elements} brauchen einander im Kreis: Ist eines ausgefallen, kommt vielleicht keines "
        "wieder "
        "hoch.",
        "Eine dieser Abhängigkeiten lösen (uses statt needs) oder das Gemeinsame in einen eigenen "
        "Teil "
        "auslagern.",
    ),
    "unowned": Wording(
        "Ohne Verantwortliche",
        "Für [{elements}|die Linie {flow}] ist niemand als verantwortlich genannt: Bei einem "
        "Ausfall weiß keiner, wen er anrufen soll.",
        "Verantwortliche nennen für [{elements}|die Linie {flow}].",
    ),
    "past-end-of-life": Wording(
        "Lebensdauer abgelaufen",
        "Die Lebensdauer von {elements} ist[ seit {end_of_life}] abgelaufen: Bei einem Ausfall "
        "repariert das niemand mehr.",
        "{elements} ersetzen oder das neue Datum angeben, falls die Lebensdauer verlängert wurde.",
    ),
    "retired-still-needed": Wording(
        "Stillgelegt, aber gebraucht",
        "Die Stilllegung von {elements} ist geplant, doch die Plattform wird noch gebraucht[ von "
        "{related}]: Am Tag der Stilllegung fällt das mit aus.",
        "{elements} dort ersetzen, wo noch Bedarf ist, oder behalten.",
    ),
    "more-than-one-page": Wording(
        "Mehr als eine Seite",
        "{total} Elemente sind mehr, als eine Seite einem Leser zeigen kann.",
        "Elemente unter dem zusammenfassen, wozu sie gehören (part_of), oder das Modell teilen.",
    ),
    "unknown-fact": Wording(
        "Fehlende Angabe",
        "[Niemand nennt die Dauer auf der Linie {flow}: Ob Daten rechtzeitig ankommen, bleibt "
        "offen.|"
        "Zu {elements} fehlen Angaben (Verfügbarkeit oder Kosten): Ob Versprochenes gehalten wird "
        "oder "
        "was Doppeltes kostet, bleibt offen.]",
        "[Die Dauer auf der Linie {flow}|Die fehlenden Angaben zu {elements}] ermitteln und "
        "nennen.",
    ),
    "stale-acceptance": Wording(
        "Überholte Ausnahme",
        "Die hingenommene Ausnahme {about} gilt nicht mehr: Sie ist abgelaufen, nennt keine "
        "bekannte "
        "Regel oder passt zu keinem Befund.[ Sie nennt {named}.]",
        "Neu entscheiden und ein neues Datum nennen, den Eintrag berichtigen oder streichen.",
    ),
}
