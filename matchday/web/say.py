"""One sentence for each code of a refusal: what, and how to mend it."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from matchday.core.errors import RuleError
from matchday.web.filters import moment
from matchday.web.say_difference import say_difference
from matchday.web.words import word

SENTENCES = {
    "text_unreadable": _l("Dieser Text enthält unlesbare Zeichen. Bitte tippen Sie ihn neu ein."),
    "text_too_long": _l("Dieser Text ist zu lang: %(length)s Zeichen. Möglich sind %(most)s."),
    "stage_shut": _l("Das ist jetzt nicht möglich."),
    "event_exists": "Eine Veranstaltung mit diesem Namen gibt es schon. Bitte wählen Sie einen anderen.",
    "event_is_over": "Dieser Tag ist schon vorbei. Bitte prüfen Sie das Jahr.",
    "event_deadlines": "Die Fristen passen nicht zueinander: erst die Anmeldung, dann die Wünsche, dann der Tag.",
    "event_leaves_slots": "Auf den bisherigen Tagen liegen noch Angebote (%(count)s). Bitte ändern Sie diese zuerst.",
    "event_ends_before_start": "Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide.",
    "stage_step": _l("Von „%(old)s“ geht es nicht direkt zu „%(new)s“."),
    "slot_step": _l("Das Angebot ist „%(old)s“ und kann nicht „%(new)s“ werden."),
    "slot_ends_before_start": _l("Das Ende liegt vor dem Anfang. Geht es über Mitternacht, haken Sie es bitte an."),
    "slot_too_long": _l("Das wären %(hours)s Stunden. Bitte prüfen Sie Anfang und Ende."),
    "slot_capacity": _l("Bitte geben Sie 1 bis %(most)s Plätze an."),
    "slot_min_group": _l("Die Mindestzahl muss zwischen 1 und %(capacity)s liegen."),
    "slot_one_place": "Bei einem Platz ist die Mindestzahl 1.",
    "slot_other_day": _l("An diesem Tag ist keine Veranstaltung. Möglich ist %(first)s bis %(last)s."),
    "employer_exists": "Das Kürzel „%(reference)s“ gehört schon zu einem anderen Betrieb.",
    "employer_has_slots": "Der Betrieb hat noch %(count)s Angebote. Bitte ziehen Sie diese zuerst zurück.",
    "employer_withdrawn": "Dieser Betrieb ist zurückgezogen. Bitte nehmen Sie ihn zuerst wieder auf.",
    "employer_without_mail": "Für einen Link braucht der Betrieb eine E-Mail-Adresse. Bitte tragen Sie sie ein.",
    "roster_shut": "Wer zu Ihnen kommt, sehen Sie, sobald die Plätze vergeben sind.",
    "roster_gone": "Der Tag ist vorbei. Wer bei Ihnen war, zeigen wir nur 14 Tage lang.",
    "papers_shut": "Diese Papiere gibt es in diesem Abschnitt der Veranstaltung nicht.",
    "papers_empty": "Für diese Auswahl gibt es nichts zu drucken.",
    "papers_fault": "Das ist schiefgegangen. Bitte machen Sie die Papiere noch einmal. Wir sehen es im Protokoll.",
    "import_refused": "Es wurde nichts übernommen. Die Datei hat noch %(count)s Hinweise.",
    "wish_unknown": _l("Ein gewünschtes Angebot gibt es nicht mehr. Bitte sehen Sie Ihre Wünsche noch einmal an."),
    "wish_twice": _l("Ein Angebot steht zweimal in den Wünschen. Bitte wählen Sie jedes nur einmal."),
    "wish_too_many": _l("Sie können höchstens %(most)s Wünsche haben."),
    "wishlist_changed": _l("Die Wünsche wurden inzwischen geändert. Hier steht der neueste Stand."),
    "trades_missing": _l("Bitte wählen Sie mindestens einen Beruf."),
    "consent_missing": _l("Erst fehlt noch eine Antwort: Darf der Betrieb den Namen sehen?"),
    "needs_consent_missing": _l("Erst fehlt noch eine Antwort: Dürfen wir speichern, was Sie brauchen?"),
    "profile_protected": _l("Der Betrieb liest nichts von einem geschützten Menschen."),
    "needs_unasked": "Das speichern wir nur mit Einwilligung. Bitte fragen Sie die Person, oder lassen Sie es weg.",
    "participant_exists": "Diese Nummer hat schon jemand anderes.",
    "participant_withdrawn": "Diese Person nimmt nicht teil.",
    "born_on_future": "Dieser Tag kommt erst noch. Bitte prüfen Sie das Geburtsdatum.",
    "guardian_future": "Dieser Tag kommt erst noch. Bitte prüfen Sie, wann unterschrieben wurde.",
    "born_on_too_old": "Die Person wäre älter als %(most)s Jahre. Bitte prüfen Sie das Geburtsdatum.",
    "group_exists": "Eine Gruppe mit diesem Namen gibt es schon.",
    "group_taken": "Diese Person ist schon in einer anderen Gruppe.",
    "account_exists": (
        "Diese E-Mail-Adresse gehört schon zu einem Konto, hier oder bei einem anderen Veranstalter. "
        "Jede Adresse gehört zu genau einem. Bitte nehmen Sie eine andere."
    ),
    "account_own": "Sie können Ihr eigenes Konto nicht schließen. Das kann eine andere Person mit Leitung.",
    "account_own_factor": "Ihren eigenen zweiten Schritt ändern Sie unter „Ihr Konto“.",
    "account_last_owner": "Es muss immer jemand die Leitung haben. Bitte geben Sie sie zuerst einer anderen Person.",
    "account_not_yours": "Das darf nur, wer die Leitung hat.",
    "code_wrong": "Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie den nächsten.",
    "password_wrong": "Das Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.",
    "passkey_refused": "Das hat mit dem Passkey nicht geklappt. Bitte versuchen Sie es noch einmal.",
    "second_factor_last": "Das ist Ihr einziger zweiter Schritt. Bitte richten Sie zuerst einen anderen ein.",
    "sign_in_refused": "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beide.",
    "logo_unreadable": (
        "Dieses Bild können wir nicht verwenden. Bitte wählen Sie ein PNG "
        "mit höchstens %(most)s Bildpunkten an jeder Seite."
    ),
    "logo_too_large": "Dieses Bild ist zu groß. Möglich sind 200 Kilobyte.",
    "translator_missing": "Für diese Sprache gibt es kein Übersetzungsprogramm. Bitte übersetzen Sie selbst.",
    "translator_silent": (
        "Das Übersetzungsprogramm antwortet nicht. Bitte versuchen Sie es später, oder übersetzen Sie selbst."
    ),
    "translator_refused": (
        "Das Übersetzungsprogramm hat keine Übersetzung geschickt. Vielleicht kann es diese Sprache nicht."
    ),
    "organiser_exists": "Einen Veranstalter mit diesem Namen gibt es schon.",
    "demo_filled": "Hier steht schon etwas. Der Beispieltag braucht eine leere Datenbank.",
    "place_given_back": _l("Dieser Platz ist schon zurückgegeben. Wenn das ein Versehen war, rufen Sie uns bitte an."),
    "slot_begun": _l("Der Tag hat schon begonnen. Wenn Sie nicht kommen können, rufen Sie uns bitte an."),
    "link_gone": _l("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
    "access_gone": _l("Dieser Link gilt nicht mehr. Bitte tippen Sie den Code ein, oder fragen Sie Ihre Begleitung."),
    "access_missing": _l("Bitte tippen Sie den Code ein."),
    "access_shown": "Dieser Zugang wurde schon gezeigt.",
    "access_unknown": _l("Diesen Code kennen wir nicht. Bitte prüfen Sie ihn, oder fragen Sie Ihre Begleitung."),
    "assignment_running": "Plan %(number)s wird gerade gerechnet. Bitte warten Sie, bis er fertig ist.",
    "assignment_empty": "Es gibt noch nichts zu planen: Nötig sind Menschen und freigegebene Angebote.",
    "assignment_not_movable": "In diesem Plan lässt sich niemand mehr umsetzen: Er gilt nicht und ist kein Entwurf.",
    "assignment_not_proposed": "Dieser Plan ist kein Entwurf. Veröffentlichen lässt sich nur ein Entwurf.",
    "assignment_stale": "Seit dieser Plan gerechnet wurde, hat sich etwas geändert: %(differences)s. Bitte rechnen Sie "
    "ihn neu.",
    "already_published": "%(by)s hat schon veröffentlicht: %(at)s Uhr. Es wurde nichts ein zweites Mal verschickt.",
    "comparison_size": "Bitte wählen Sie %(least)s bis %(most)s Regeln.",
    "repair_without_plan": "Noch gilt kein Plan, der sich reparieren ließe.",
    "plan_none_in_time": "In einer Minute wurde kein Plan gefunden. Bitte prüfen Sie Mindestzahlen und Festsetzungen.",
    "plan_faulty": "Die Nachprüfung hat den Plan abgelehnt. Es wurde nichts übernommen. Bitte rechnen Sie neu.",
    "plan_interrupted": "Beim Rechnen ist etwas dazwischengekommen. Es wurde nichts übernommen. Bitte rechnen Sie neu.",
    "plan_fault": "Beim Rechnen ist bei uns etwas kaputtgegangen. Es wurde nichts übernommen.",
    "avoidance_there": "Dieser Ort ist für diesen Menschen schon eingetragen.",
    "pin_there": "Für diesen Menschen und dieses Angebot ist schon etwas festgelegt.",
    "pin_full": "An diesem Angebot ist schon jeder Platz festgesetzt (%(capacity)s).",
    "pin_enough": "Für diesen Menschen ist schon so viel festgesetzt, wie er Plätze bekommen kann (%(most)s). "
    "Bitte nehmen Sie erst etwas davon zurück.",
    "pin_clash": "Das geht nicht zusammen mit dem Angebot von %(employer)s. Dort ist dieser Mensch schon festgesetzt.",
    "pin_not_eligible": "Das geht nach den Regeln nicht. Der Mensch liest dort: „%(reason)s“",
    "move_splits_group": "Das geht nicht für die ganze Gruppe. Wer zusammengehört, kommt an denselben Platz.",
    "pin_struck": "Eine Festsetzung widerspricht einer Regel oder einem Ausschluss. Bitte nehmen Sie sie zurück.",
    "pin_splits_group": "Eine Festsetzung trennt eine Gruppe. Bitte setzen Sie alle aus der Gruppe fest.",
    "pins_above_capacity": "An einem Angebot sind mehr Menschen festgesetzt, als Plätze da sind.",
    "pins_above_max_placements": "Jemand ist an mehr Angeboten festgesetzt, als Plätze je Mensch erlaubt sind.",
    "pins_clash": "Jemand ist an zwei Angeboten festgesetzt, die sich überschneiden.",
    "pins_impossible": "Die Festsetzungen lassen sich mit den Mindestzahlen nicht zusammen einhalten. "
    "Bei jeder Festsetzung steht, wie viele Menschen das Angebot braucht.",
    "translation_empty": "Bitte schreiben Sie jede Form des Satzes auf.",
    "translation_long": "Das ist länger als %(most)s Zeichen. Bitte kürzen Sie den Satz.",
    "translation_gap": "Was eingesetzt wird, muss in jedem Satz stehen bleiben: %(gaps)s.",
    "translation_percent": "In diesen Satz wird nichts eingesetzt. Bitte schreiben Sie ihn ohne Klammern.",
    "translation_letters": "Diese Zeichen hat unsere Schrift nicht: %(letters)s. Bitte schreiben Sie sie anders.",
    "catalogue_unreadable": "Das ist keine .po-Datei, die wir lesen können.",
    "way_minutes": "Ein Weg dauert 0 bis %(most)s Minuten. Bitte prüfen Sie die Zahl.",
    "slot_not_over": "Das Angebot läuft noch bis %(at)s. Bis dahin wählen Sie bitte „Ist da“.",
    "guest_is_here": "Diese Person ist da. Sie kann nicht zugleich fehlen.",
    "guest_not_here": "Diese Person ist noch nicht angekommen.",
    "left_before_arrival": "Da war die Person noch nicht da: Angekommen ist sie am %(at)s.",
    "left_after_end": "Das ist nicht früher: Das Angebot endet am %(at)s.",
    "left_in_future": "Diese Zeit kommt erst noch.",
    "walk_in_decided": "Diese Frage ist schon beantwortet.",
    "walk_in_slot_gone": "Dieses Angebot ist zurückgezogen. Hier kann niemand bleiben.",
    "walk_in_has_place": "Diese Person hat schon einen Platz oder nimmt nicht teil.",
    "walk_in_objections": "Etwas spricht dagegen. Bitte lesen Sie es, und haken Sie an, wenn es trotzdem gehen soll.",
    "walk_in_nameless": _l("Bitte tragen Sie den Vornamen ein."),
    "walk_in_asked": _l(
        "Nach „%(first_name)s“ ist hier schon gefragt. Sind es zwei, schreiben Sie den Anfang vom Nachnamen dazu."
    ),
    "undo_nothing": "Hier gibt es nichts zurückzunehmen.",
    "undo_too_late": "Zurücknehmen geht nur eine Minute lang. Bitte rufen Sie uns an, wir ändern es.",
    "request_empty": _l("Bitte schreiben Sie, was falsch ist und wie es richtig heißt."),
    "retention_unknown": "Bitte wählen Sie eine der Zeiten aus der Liste.",
    "retention_beyond_person": "„%(keep)s“ kann nicht länger bleiben als der Mensch selbst. Bitte kürzen Sie die Zeit.",
    "phone_unreadable": _l("Das ist keine Telefonnummer. Beispiel: 05550 000233"),
    "phone_length": _l("Diese Telefonnummer ist zu kurz oder zu lang."),
    "message_not_sent": "Diese Nachricht ist nicht hinausgegangen. Sie kann nicht zurückgekommen sein.",
    "message_not_failed": "Diese Nachricht ist nicht gescheitert. Sie wird nicht noch einmal gesendet.",
}


def say(error: RuleError) -> str:
    """Return the sentence for a refusal in the reader's language."""
    details = {name: _worded(value) for name, value in error.details.items()}
    return str(SENTENCES[error.code]) % details if details else str(SENTENCES[error.code])


def _worded(value: object) -> object:
    if isinstance(value, tuple):
        return "; ".join(say_difference(one) for one in value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    try:
        return word(value)  # type: ignore[arg-type]
    except (KeyError, AttributeError):
        return value
