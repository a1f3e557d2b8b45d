"""German: how findings about customers, channels and journeys are told, an entry for each rule."""

from __future__ import annotations

from collections.abc import Mapping

from engagemodel.page.words.facts import Wording

WORDINGS: Mapping[str, Wording] = {
    "separate-infrastructure": Wording(
        "Getrennte Infrastrukturen",
        "Nicht ein Unternehmen begegnet {customers}, sondern {companies} ({groups}): Was "
        "dahinter steht, hat keine Anwendung oder Datenbank gemeinsam, und keine Linie führt "
        "direkt vom einen zum anderen. Was das eine erfährt, weiß kein anderes sicher.",
        "Diesen Kanälen eine gemeinsame Anwendung oder Datenbank geben oder ihre Systeme "
        "durch einen Datenfluss verbinden.",
        {"groups": "eines hinter {channels}"},
    ),
    "unused-channel": Wording(
        "Ungenutzter Kanal",
        "Keine Kundengruppe nutzt {elements}: Der Kanal wird für niemanden offen gehalten.",
        "Die Kundengruppen nennen, die {elements} nutzen, oder den Kanal schließen.",
    ),
    "unreached-customer": Wording(
        "Nicht erreichte Kundengruppe",
        "Für {customers} steht kein Kanal offen: Das Unternehmen ist nicht zu erreichen.",
        "Die Kanäle nennen, die {customers} offenstehen.",
    ),
    "only-one-channel": Wording(
        "Nur ein Kanal",
        "Für {customers} gibt es nur {elements}: Fällt dieser Kanal aus oder passt er nicht, "
        "bleibt kein anderer Weg.",
        "Einen zweiten Kanal für {customers} öffnen.",
    ),
    "preferred-channel-missing": Wording(
        "Bevorzugter Kanal fehlt",
        "Die erste Wahl von {customers} für „{occasion}“ ist {wished}, doch [das Angebot "
        "lautet {instead}|ein Angebot dafür gibt es nicht].",
        "[{serving_or} auch für „{occasion}“ anbieten.|{opened_or} für {customers} "
        "öffnen.|{opened_for_or} für {customers} und „{occasion}“ öffnen.|{wished} für "
        "{customers} und „{occasion}“ öffnen.]",
    ),
    "unwanted-channel": Wording(
        "Ungewollter Kanal",
        "Das Angebot für {customers} lautet {elements} (für {occasions_or}), doch dieser "
        "Kanal gehört dort nicht zu den bevorzugten.",
        "Das Bevorzugte anbieten oder {elements} darunter nennen (prefers).",
    ),
    "channel-not-run": Wording(
        "Kanal ohne Betreiber",
        "Für {elements} steht niemand ein: Keine Organisation betreibt diesen Kanal.",
        "Die Organisation nennen, die {elements} betreibt.",
    ),
    "split-customer-view": Wording(
        "Geteiltes Kundenbild",
        "Bei {elements} sind Angaben [nicht zu sehen ({unseen}), andere nur zu spät "
        "({late})|nicht zu sehen ({unseen})|nur zu spät zu sehen ({late})]: Kunden müssen "
        "dort alles noch einmal erzählen.",
        "{Data} rechtzeitig zu {elements} fließen lassen oder {elements} Zugriff auf das "
        "speichernde System geben; wo das niemand braucht, angeben, wer es braucht (for).",
        {"unseen": "{data} von {channels}", "late": "{data} von {channels}"},
    ),
    "availability-below-promise": Wording(
        "Weniger verfügbar als versprochen",
        "Für [{customers}|{journeys}] ist mehr versprochen ({promise}), als erreichbar ist "
        "(höchstens {high} der Zeit[; eine Angabe dazu haben {stated} des Nötigen]): Kunden "
        "stehen öfter vor verschlossener Tür, als ihnen gesagt wurde.",
        "Den schwächsten Teilen eine Alternative geben (any_of), ihre Verfügbarkeit erhöhen "
        "oder weniger versprechen.",
    ),
    "broken-handoff": Wording(
        "Abgerissene Übergabe",
        "Bei Schritt {step} von {journeys} („{do}“) beginnt für {customer} alles von vorn: "
        "Angaben von {writer} kommen bei {reader} nicht an ({data}[, gespeichert in "
        "{kept}][, weitergegeben von {passed}][, gesucht in {looked_for}]), und [die Linie "
        "{unmatched} kann die Datensätze nicht zuordnen|keine Linie führt dorthin].[ Ebenso "
        "beteiligt: {also}.][ Erwartet wird: „{expected}“.]",
        "[Auf der Linie {unmatched} angeben, wie Datensätze zugeordnet werden "
        "(matched_by).|{Data} von {kept} nach {looked_for} fließen lassen oder bei {reader} "
        "mit {kept} arbeiten.|{Data} von {kept} nach {reader} fließen lassen oder dort mit "
        "{kept} arbeiten.|{Data} weiter nach {looked_for} fließen lassen oder {reader} eine "
        "Plattform geben, die das speichert.|{Data} weiter nach {reader} fließen lassen oder "
        "dort eine Plattform nutzen, die das speichert.]",
    ),
    "slow-handoff": Wording(
        "Zu langsame Übergabe",
        "Bei Schritt {step} von {journeys} („{do}“) kommen Angaben von {writer} für "
        "{customer} zu spät bei {reader} an ({data}): Sie brauchen {time}[, am längsten auf "
        "der Linie {slowest}| auf der Linie {worst}], und [höchstens {limit} wäre früh "
        "genug|nur sofort wäre früh genug].[ Ebenso beteiligt: {also}.][ Erwartet wird: "
        "„{expected}“.]",
        "Die Linie {worst} beschleunigen oder {reader} und {writer} dasselbe System nutzen "
        "lassen[; wo Kunden für „{undated}“ später kommen, das angeben (within)].",
    ),
    "data-not-kept": Wording(
        "Angaben gehen verloren",
        "Bei Schritt {step} von {journeys} („{do}“) gehen Angaben von {customer} verloren: Bei "
        "{elements} gibt es keinen Ort für {data}.[ Erwartet wird: „{expected}“.]",
        "{elements} eine Plattform geben, die {data} speichert, oder {data} zu einer solchen "
        "fließen "
        "lassen.",
    ),
    "write-to-copy": Wording(
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
    "data-out-of-reach": Wording(
        "Daten nicht erreichbar",
        "Bei Schritt {step} von {journeys} („{do}“) gibt es für {customer} keine Antwort: Über "
        "{elements} "
        "kann niemand {data} nachsehen.[ Erwartet wird: „{expected}“.]",
        "{elements} eine Plattform geben, die {data} enthält, oder {data} dorthin fließen lassen.",
    ),
    "relay-without-record": Wording(
        "Weiterreichen ohne Akte",
        "Bei Schritt {step} von {journeys} („{do}“) beginnt für {customer} alles mit einer "
        "neuen Vorstellung: {earlier} und {later} gehören verschiedenen Organisationen, ohne "
        "gemeinsame Akte.[ Erwartet wird: „{expected}“.]",
        "{earlier} und {later} eine gemeinsame Kundenakte führen lassen oder angeben, was "
        "diese Schritte schreiben und lesen.",
    ),
    "step-off-channel": Wording(
        "Schritt auf falschem Kanal",
        "Schritt {step} von {journeys} („{do}“) führt {customer} zu {elements}, doch der Weg "
        "ist nicht offen: [Für {customer} fehlt der Zugang zu {unused}|Das gehört nicht zum "
        "Angebot von {closed}].[ Erwartet wird: „{expected}“.]",
        "{elements} dafür öffnen oder den Schritt über einen anderen Kanal führen.",
    ),
    "no-common-head": Wording(
        "Keine gemeinsame Leitung",
        "Für {journeys} steht niemand im Ganzen ein: {elements} haben keine gemeinsame Leitung, "
        "und was "
        "zwischen ihnen liegen bleibt, trifft den Kunden.",
        "Der Kundenreise eine Verantwortung über diesen Organisationen geben (part_of) oder eine "
        "gemeinsame Leitung; mit Partnern vereinbaren, wer das ist.",
    ),
    "pathway-unknown": Wording(
        "Unbekannter Weg",
        "Für {customers} sind bevorzugte Kanäle bekannt, doch keine Kundenreise zeigt den "
        "Weg dorthin für {missing_or}.",
        "Kundenreisen von {customers} für {missing} zeichnen.",
    ),
    "listening-without-action": Wording(
        "Zuhören ohne Folgen",
        "Kunden hinterlassen {data} bei {elements}, doch das erreicht [nie die Stelle, die "
        "danach handeln würde ({acting})|niemanden, der danach handelt]: Wer sich die Mühe "
        "gemacht hat, wird nicht gehört.",
        "{Data} von {elements} zu einer Organisation bringen, die danach handelt (acts_on).",
    ),
    "experience-undefined": Wording(
        "Erwartung nicht festgelegt",
        "Für {customers} hat niemand festgelegt, was zu erwarten ist; für andere ist es gesagt.",
        "Je Anlass festlegen, was für {customers} zu erwarten ist (expects).",
    ),
    "no-shared-knowledge": Wording(
        "Kein gemeinsames Wissen",
        "[Bei {blind} gibt es, anders als bei den übrigen, keinen Speicher für "
        "{knowledge}|Bei {apart} gibt es keinen gemeinsamen Speicher für {knowledge}]: "
        "Welche Antwort ein Kunde bekommt, hängt davon ab, wen er fragt.",
        "Diese Kanäle aus einem gemeinsamen Wissensspeicher lesen lassen.",
    ),
}
