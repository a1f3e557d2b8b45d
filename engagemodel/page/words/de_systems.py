"""German: how findings about platforms, data and the model itself are told, an entry for each rule."""

from __future__ import annotations

from collections.abc import Mapping

from engagemodel.page.words.facts import Wording

WORDINGS: Mapping[str, Wording] = {
    "separate-applications": Wording(
        "Getrennte Anwendungen",
        "{count} getrennte Anwendungen leisten dasselbe ({capability}): {behind}. Was ein "
        "Kunde bekommt, hängt davon ab, welchen Kanal er zufällig gewählt hat.",
        "Eine einzige Anwendung für {capability} einsetzen, für alle diese Kanäle.",
        {"behind": "{application}[ (hinter {channels})]"},
    ),
    "idle-platform": Wording(
        "Plattform ohne Aufgabe",
        "Kein Kanal, keine Organisation und kein Datenfluss nutzt {elements}[ ({cost} im Jahr)]: "
        "Kein Kunde würde diese Plattform vermissen.",
        "{elements} stilllegen oder die Linie zeichnen, die den Zweck zeigt.",
    ),
    "redundant-database": Wording(
        "Mehrere Originale",
        "Zu {data} gibt es {count} Wahrheiten, jede ein Original: {masters}. Kunden hören an "
        "verschiedenen Stellen Verschiedenes.[ Betroffen: {customers}.][ Zusammen kosten sie "
        "{cost} im Jahr.| Zusammen kosten sie mindestens {cost_at_least} im Jahr.]",
        "Eines davon zum Original für {data} machen und die übrigen daraus als Kopien "
        "speisen, oder alle durch eines ersetzen; wo jedes eine eigene Marke oder Region "
        "umfasst, das angeben (part).",
        {"masters": "{master}[ (hinter {channels})]"},
    ),
    "incompatible-databases": Wording(
        "Schlüssel passen nicht zusammen",
        "Die Schlüssel von {data} passen nicht zusammen ({keys}): [Die Linie {crossing} gibt "
        "nicht an, wie Datensätze zugeordnet werden|Keine Linie ordnet alle Datensätze "
        "einander zu], und was ein System über einen Kunden weiß, findet das andere nicht.",
        "{Data} unter einem Schlüssel führen oder am Datenfluss angeben, wie Datensätze "
        "zugeordnet werden (matched_by).",
        {"keys": "[{key}|ohne Schlüssel] in {places}"},
    ),
    "slow-transfer": Wording(
        "Zu langsame Datenübertragung",
        "Bei {channels} hören Kunden womöglich, was vor {time_after} richtig war: Die Linie "
        "{flow} ist zu langsam für {limits}.",
        "Die Linie {flow} beschleunigen oder direkt an der Quelle lesen.",
        {"limits": "{data} ([höchstens {limit} alt|nur von jetzt])"},
    ),
    "unfed-copy": Wording(
        "Kopie ohne Quelle",
        "Die Kopie von {data} in {elements} speist niemand: Was ein Kunde daraus hört, war "
        "einmal richtig; was heute gilt, steht nur in {originals}.",
        "{Data} von {originals} nach {elements} fließen lassen.",
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
        "Ein Ausfall von {elements_or} genügt, und für {customers} fallen alle Kanäle "
        "zugleich aus ({channels}).",
        "Mindestens einem dieser Kanäle einen Weg ohne {elements} geben (any_of) oder die "
        "Verfügbarkeit ausreichend erhöhen und angeben.",
    ),
    "shared-fate": Wording(
        "Gemeinsamer Ausfall",
        "Bei einem Ausfall von {elements_or} fallen mehrere Kanäle gemeinsam aus: "
        "{channels}. Wer vom einen zum anderen wechselt, steht wieder vor verschlossener Tür.",
        "Einen dieser Kanäle davon unabhängig machen (uses statt needs, oder any_of).",
    ),
    "outside-control": Wording(
        "In fremder Hand",
        "Über [{partner} bestimmt ein Partner|{others} bestimmen andere][. Ein Ausfall "
        "schneidet {customers} von allen Kanälen ab und lässt {journeys} abbrechen|. Ein "
        "Ausfall schneidet {customers} von allen Kanälen ab|. Ein Ausfall lässt {journeys} "
        "abbrechen]: Die Kunden machen Sie verantwortlich, und Sie können nur warten.",
        "An der Stelle von {elements} eine Alternative ermöglichen (any_of) oder einen Kanal "
        "anbieten, der ohne auskommt.",
    ),
    "circular-need": Wording(
        "Gegenseitige Abhängigkeit",
        "{circle} brauchen einander im Kreis: Ist eines ausgefallen, kommt vielleicht keines "
        "wieder hoch, und was hier über Ausfälle steht, ist womöglich zu günstig.[ Im selben "
        "Kreis: {tangle}.]",
        "Eine dieser Abhängigkeiten lösen (uses statt needs) oder das Gemeinsame in einen "
        "eigenen Teil auslagern.",
    ),
    "unowned": Wording(
        "Ohne Verantwortliche",
        "Für [{elements}|die Linie {flow}] ist niemand als verantwortlich genannt: Bei einem "
        "Ausfall weiß keiner, wen er anrufen soll.",
        "Verantwortliche nennen für [{elements}|die Linie {flow}].",
    ),
    "past-end-of-life": Wording(
        "Lebensdauer abgelaufen",
        "Die Lebensdauer von {elements} ist seit {end_of_life} abgelaufen: Bei einem Ausfall "
        "repariert das niemand mehr.",
        "{elements} ersetzen oder das neue Datum angeben, falls die Lebensdauer verlängert wurde.",
    ),
    "retired-still-needed": Wording(
        "Stillgelegt, aber gebraucht",
        "Die Stilllegung von {elements} ist geplant, doch die Plattform wird noch gebraucht "
        "von {needing}: Am Tag der Stilllegung fällt das mit aus.",
        "{elements} dort ersetzen, wo noch Bedarf ist ({needing}), oder behalten.",
    ),
    "more-than-one-page": Wording(
        "Mehr als eine Seite",
        "{total} Elemente sind mehr, als eine Seite einem Leser zeigen kann ({lanes}).",
        "Elemente unter dem zusammenfassen, wozu sie gehören (part_of), oder das Modell teilen.",
        {
            "lanes": "[Kundengruppen {customer_types}|Kanäle {channels}|Organisationen {organizations}|Plattformen {platforms}]"
        },
    ),
    "unknown-fact": Wording(
        "Fehlende Angabe",
        "[Niemand nennt die Dauer auf der Linie {flow}|Zu {availability} fehlt die Angabe "
        "der Verfügbarkeit|Zu {cost} fehlt die Angabe der Kosten|Zu {availability_and_cost} "
        "fehlen Verfügbarkeit und Kosten]: Offen bleibt, {questions}.",
        "[Die Dauer auf der Linie {flow}|Die Verfügbarkeit von {availability}|Die Kosten von "
        "{cost}|Verfügbarkeit und Kosten von {availability_and_cost}] ermitteln und nennen.",
        {
            "questions": "[ob der Weg von {data} zu {reader} schnell genug ist|ob für {customer} gehalten wird, was versprochen ist ({promise})|ob für „{journey}“ gehalten wird, was versprochen ist ({promise})|was es kostet, {what} mehrfach zu haben]"
        },
    ),
    "stale-acceptance": Wording(
        "Überholte Ausnahme",
        "Die hingenommene Ausnahme {accepted}[ ({reason})] gilt nicht mehr: [Sie ist am "
        "{until} abgelaufen|Eine Regel {unknown} gibt es nicht|Sie passt zu keinem Befund].[ "
        "Sie nennt {named}.]",
        "[Nach dem Ablauf am {until} neu entscheiden und ein neues Datum nennen oder den "
        "Eintrag streichen.|Gemeint ist vielleicht „{near}“.|Statt {unknown} eine bekannte "
        "Regel nennen oder den Eintrag streichen.|Den Eintrag streichen, wenn der Mangel "
        "behoben ist, oder berichtigen, was er nennt.]",
    ),
}
