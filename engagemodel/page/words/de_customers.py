"""German: how findings about customers, channels and journeys are told, an entry for each rule."""

from __future__ import annotations

from collections.abc import Mapping

from engagemodel.page.words.facts import Wording

WORDINGS: Mapping[str, Wording] = {
    "separate-infrastructure": Wording(
        "Getrennte Infrastrukturen",
        "Nicht ein Unternehmen begegnet {customers}, sondern mehrere: Hinter {elements} stehen "
        "getrennte Systeme ohne gemeinsame Anwendung oder Datenbank und ohne direkte Linie. Was "
        "ein "
        "Kanal erfährt, weiß der andere nicht sicher.",
        "Diesen Kanälen eine gemeinsame Anwendung oder Datenbank geben oder ihre Systeme durch "
        "einen "
        "Datenfluss verbinden.",
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
        "Die erste Wahl von {customers} für „{occasion}“[ ist {wished}, doch das] wird nicht "
        "angeboten.",
        "Die erste Wahl[ ({wished})] von {customers} für „{occasion}“ anbieten.",
    ),
    "unwanted-channel": Wording(
        "Ungewollter Kanal",
        "Das Angebot für {customers} lautet {elements}, doch dieser Kanal gehört dort nicht zu den "
        "bevorzugten.",
        "Das Bevorzugte anbieten oder {elements} darunter nennen (prefers).",
    ),
    "channel-not-run": Wording(
        "Kanal ohne Betreiber",
        "Für {elements} steht niemand ein: Keine Organisation betreibt diesen Kanal.",
        "Die Organisation nennen, die {elements} betreibt.",
    ),
    "split-customer-view": Wording(
        "Geteiltes Kundenbild",
        "Bei {elements} sind Angaben nicht oder zu spät zu sehen: {data}[ (gespeichert in "
        "{written}, "
        "gesucht in {looked_for})]. Kunden müssen dort alles noch einmal erzählen.",
        "{Data} rechtzeitig zu {elements} fließen lassen oder {elements} Zugriff auf das speichernde "
        "System geben.",
    ),
    "availability-below-promise": Wording(
        "Weniger verfügbar als versprochen",
        "Für [{customers}|{journeys}] ist mehr versprochen[ ({promise} Verfügbarkeit)], als "
        "erreichbar ist: Kunden stehen öfter vor verschlossener Tür, als ihnen gesagt wurde.",
        "Den schwächsten Teilen eine Alternative geben (any_of), ihre Verfügbarkeit erhöhen oder "
        "weniger "
        "versprechen.",
    ),
    "broken-handoff": Wording(
        "Abgerissene Übergabe",
        "Bei Schritt {step} von {journeys} („{do}“) beginnt für {customer} alles von vorn: Angaben "
        "kommen "
        "nicht an ({data}[, gespeichert in {written} und gesucht in {looked_for}]). Beteiligt: {elements}.[ "
        "Erwartet "
        "wird: „{expected}“.]",
        "{Data} [von {written} ][nach {looked_for} ]fließen lassen oder beide Seiten in einem "
        "System "
        "arbeiten lassen.",
    ),
    "slow-handoff": Wording(
        "Zu langsame Übergabe",
        "Bei Schritt {step} von {journeys} („{do}“) kommen Angaben für {customer} zu spät "
        "({data})[: "
        "Es dauert "
        "mindestens {time}][, am längsten auf der Linie {worst}]. Beteiligt: {elements}.[ "
        "Erwartet wird: "
        "„{expected}“.]",
        "[Die Linie {worst} beschleunigen oder beide|Beide] Seiten dasselbe System nutzen lassen.",
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
        "Bei Schritt {step} von {journeys} („{do}“) beginnt für {customer} alles mit einer neuen "
        "Vorstellung: Die Kanäle vor "
        "und nach dem Wechsel gehören verschiedenen Organisationen, ohne gemeinsame Akte.[ "
        "Erwartet "
        "wird: „{expected}“.]",
        "Beide Kanäle eine gemeinsame Kundenakte führen lassen oder angeben, was diese Schritte "
        "schreiben und lesen.",
    ),
    "step-off-channel": Wording(
        "Schritt auf falschem Kanal",
        "Schritt {step} von {journeys} („{do}“) führt {customer} zu {elements}: Dort wird das "
        "nicht "
        "angeboten, oder der Kanal wird nicht genutzt.[ Erwartet wird: „{expected}“.]",
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
        "Für {customers} sind bevorzugte Kanäle bekannt, doch nicht für jeden Anlass zeigt eine "
        "Kundenreise den Weg dorthin.",
        "Die fehlenden Kundenreisen von {customers} zeichnen.",
    ),
    "listening-without-action": Wording(
        "Zuhören ohne Folgen",
        "Kunden hinterlassen {data} bei {elements}, doch das erreicht niemanden, der danach "
        "handelt: Wer "
        "sich die Mühe gemacht hat, wird nicht gehört.",
        "{Data} von {elements} zu einer Organisation bringen, die danach handelt (acts_on).",
    ),
    "experience-undefined": Wording(
        "Erwartung nicht festgelegt",
        "Für {customers} hat niemand festgelegt, was zu erwarten ist; für andere ist es gesagt.",
        "Je Anlass festlegen, was für {customers} zu erwarten ist (expects).",
    ),
    "no-shared-knowledge": Wording(
        "Kein gemeinsames Wissen",
        "Kanäle, die Auskunft geben, haben keinen gemeinsamen Wissensspeicher[: {related}]. Welche "
        "Antwort ein Kunde bekommt, hängt davon ab, wen er fragt.",
        "Diese Kanäle aus einem gemeinsamen Wissensspeicher lesen lassen.",
    ),
}
