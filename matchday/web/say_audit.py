"""One German sentence for each kind of audit entry: what was done. Names are not stored, so none are shown."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from matchday.core.consent import Recipient
from matchday.core.paper import PaperKind
from matchday.core.privacy import ErasureReason
from matchday.core.profile import ProfileStep
from matchday.core.slot import CalledOffBy
from matchday.models import AuditEntry
from matchday.web.words import word

ACTIONS: Mapping[str, object] = {
    "absence.note": _l("Notiert: Jemand ist nicht gekommen"),
    "absence.take_back": _l("Zurückgenommen, dass jemand nicht gekommen ist"),
    "access.end_device": _l("Gerät eines Menschen abgemeldet"),
    "access.issue": _l("Zugang für einen Menschen ausgegeben"),
    "access.new_device": _l("Neues Gerät eines Menschen angemeldet"),
    "access.second_device": _l("Zweites Gerät eines Menschen angemeldet"),
    "access.revoke": _l("Zugang eines Menschen beendet"),
    "account.change_roles": "Aufgabe im Team geändert",
    "account.close": "Konto geschlossen",
    "account.invite": "Konto angelegt",
    "account.set_password": "Passwort gesetzt",
    "account.sign_in_by_link": "Mit einem Link angemeldet",
    "assignment.publish": "Plan veröffentlicht",
    "assignment.request": "Plan rechnen lassen",
    "assignment.take": "Einen von mehreren Plänen genommen",
    "avoidance.add": _l("Einen Ort eingetragen, zu dem ein Mensch nicht soll"),
    "avoidance.remove": _l("Einen Ort wieder erlaubt, zu dem ein Mensch nicht sollte"),
    "bar.add": _l("Platz für einen Menschen ausgeschlossen"),
    "bar.remove": _l("Ausschluss zurückgenommen"),
    "check_in.admit": _l("Einen Menschen am Eingang empfangen"),
    "check_in.note": _l("Nachgetragen, dass jemand da war"),
    "check_in.take_back": _l("Zurückgenommen, dass jemand gekommen ist"),
    "check_in.undo": _l("Empfang am Eingang zurückgenommen"),
    "confirmation.accept": _l("Platz zugesagt"),
    "confirmation.decline": _l("Platz zurückgegeben"),
    "confirmation.want_other": _l("Möchte doch einen anderen Platz"),
    "confirmation.lapse": _l("Platz ohne Antwort zurückgenommen"),
    "consent.give": _l("Zugestimmt"),
    "consent.refuse": _l("Nicht zugestimmt"),
    "departure.note": _l("Notiert: Jemand ist früher gegangen"),
    "departure.take_back": _l("Zurückgenommen, dass jemand früher gegangen ist"),
    "demo.fill": "Beispieltag eingerichtet",
    "door.issue": "Code für eine Tür ausgegeben",
    "door.release": "Telefon einer Tür gelöst",
    "door.revoke": "Code einer Tür beendet",
    "door.take": "Ein Telefon hat eine Tür übernommen",
    "employer.add": "Betrieb aufgenommen",
    "employer.change": "Betrieb geändert",
    "employer.hand_over_link": "Link für einen Betrieb gezeigt",
    "employer.restore": "Betrieb wieder aufgenommen",
    "employer.send_link": "Link an einen Betrieb gesendet",
    "employer.withdraw": "Betrieb zurückgezogen",
    "event.change": "Einstellungen geändert",
    "event.create": "Veranstaltung angelegt",
    "event.erase": "Veranstaltung gelöscht",
    "event.retain": "Nach Ablauf der Frist gelöscht",
    "event.set_retention": "Fristen zum Löschen geändert",
    "event.step": "Abschnitt gewechselt",
    "gear.tell": _l("Gesagt, ob Sachen zum Schutz da sind"),
    "group.dissolve": "Gruppe aufgelöst",
    "group.make": "Gruppe gebildet",
    "group.put_in": "Menschen in eine Gruppe genommen",
    "group.rename": "Gruppe umbenannt",
    "group.take_out": "Menschen aus einer Gruppe genommen",
    "guardian.note": _l("Unterschrift der Eltern notiert"),
    "guardian.withdraw": _l("Unterschrift der Eltern zurückgenommen"),
    "message.invite": _l("Menschen eingeladen"),
    "message.bounce": _l("Nachricht kam nicht an"),
    "message.resend": _l("Nachricht noch einmal gesendet"),
    "organiser.change": "Angaben zum Landkreis geändert",
    "organiser.found": "Landkreis angelegt",
    "organiser.change_logo": "Logo des Landkreises geändert",
    "paper.download": "Papiere heruntergeladen",
    "paper.print": "Papiere gedruckt",
    "paper.remove": "Papiere gelöscht",
    "paper.request": "Papiere machen lassen",
    "participant.add": _l("Einen Menschen angemeldet"),
    "participant.answer": _l("Anliegen zum Datenschutz beantwortet"),
    "participant.ask": _l("Anliegen zum Datenschutz gestellt"),
    "participant.change": _l("Angaben zu einem Menschen geändert"),
    "participant.confirm": _l("Mensch hat bestätigt: Das bin ich"),
    "participant.deny": _l("Zugang war bei jemand anderem"),
    "participant.erase": _l("Einen Menschen gelöscht"),
    "participant.export": _l("Auskunft über einen Menschen erstellt"),
    "participant.lift_restriction": _l("Einschränkung aufgehoben"),
    "participant.protect": _l("Menschen unter Schutz gestellt"),
    "participant.restrict": _l("Daten eines Menschen eingeschränkt"),
    "participant.return": _l("Menschen wieder aufgenommen"),
    "participant.unprotect": _l("Schutz eines Menschen aufgehoben"),
    "participant.withdraw": _l("Ein Mensch nimmt nicht mehr teil"),
    "passkey.add": "Passkey gespeichert",
    "passkey.remove": "Passkey entfernt",
    "pin.add": _l("Platz für einen Menschen festgesetzt"),
    "pin.remove": _l("Festsetzung zurückgenommen"),
    "profile.save": _l("Steckbrief ausgefüllt"),
    "second_factor.recover": "Mit einem Ersatzcode angemeldet",
    "second_factor.remove_app": "App für Codes entfernt",
    "second_factor.renew_codes": "Neue Ersatzcodes gemacht",
    "second_factor.reset": "Zweiten Schritt einer Person zurückgesetzt",
    "second_factor.set_up_app": "App für Codes eingerichtet",
    "sheet.import": "Liste übernommen",
    "site.add": "Standort aufgenommen",
    "site.change": "Standort geändert",
    "slot.add": "Angebot aufgenommen",
    "slot.approve": "Angebot freigegeben",
    "slot.change": "Angebot geändert",
    "slot.offer": "Angebot eingegangen",
    "slot.reopen": "Angebot wieder aufgenommen",
    "slot.return": "Angebot zurückgegeben",
    "slot.translate": "Text eines Angebots übersetzt",
    "slot.withdraw": "Angebot zurückgezogen",
    "slot.withdraw_offer": "Angebot vom Betrieb zurückgezogen",
    "todo.finish": _l("Aufgabe erledigt"),
    "waiting_list.offer": _l("Frei gewordenen Platz von der Warteliste angeboten"),
    "walk_in.approve": _l("Jemanden ohne Ticket bleiben lassen"),
    "walk_in.ask": _l("Gefragt, ob jemand ohne Ticket bleiben darf"),
    "walk_in.cover": _l("Versicherung eines Gastes ohne Ticket geregelt"),
    "walk_in.refuse": _l("Jemanden ohne Ticket nicht bleiben lassen"),
    "walk_in.uncover": _l("Versicherung eines Gastes ohne Ticket wieder offen"),
    "way.remove": _l("Angabe zu einem Weg zurückgenommen"),
    "way.set": _l("Weg eines Menschen selbst angegeben"),
    "wishlist.answer_acceptable": _l("Antwort auf „Wenn kein Wunsch geht“ gespeichert"),
    "wishlist.save": _l("Wünsche gespeichert"),
}


FIELDS = {
    "acceptable_answer": "Antwort ohne Wunsch", "activity_kind": "Art", "aim": "was zuerst zählt",
    "alias": "Deckname", "audit": "Protokoll", "born_on": "Geburtsdatum", "can_do": "Können", "capacity": "Plätze",
    "channel": "Weg", "check_ins": "Ankunft", "checked_in_at": "angekommen", "coach_id": "Begleitung",
    "colour": "Farbe", "confirmation_until": "Frist der Zusagen", "contact": "Adresse und Zugang",
    "contact_mail": "E-Mail", "contact_name": "Ansprechperson", "contact_phone": "Telefon",
    "cover_rule": "Hospitation ohne Versicherung",
    "door_opens_min": "Einlass", "duties": "Tätigkeiten", "end_at": "Ende", "enforcement_body": "Durchsetzungsstelle",
    "first_name": "Vorname", "first_on": "erster Tag", "food_proof": "Lebensmittelnachweis",
    "food_rule": "Regel für Lebensmittel", "foreman_name": "Empfang", "foreman_phone": "Telefon vor Ort",
    "gear": "eigene Sachen zum Schutz",
    "german_level": "Deutsch", "group_cover": "Gruppenversicherung", "group_id": "Gruppe",
    "guardian_name": "Eltern oder Vormund", "guardian_signed_on": "Eltern unterschrieben am",
    "hospitation_cover": "Versicherung von Gästen", "imprint": "Impressum", "insurance_carrier": "Unfallversicherung",
    "is_food": "Lebensmittel", "is_step_free": "ohne Stufen", "label": "Bezeichnung", "language": "Sprache",
    "languages": "Sprachen", "last_name": "Nachname", "last_on": "letzter Tag", "latitude": "Lage",
    "left_at": "gegangen",
    "lends_gear": "leiht Schuhe und Helme", "longitude": "Lage", "mail": "E-Mail", "max_placements": "Plätze je Mensch",
    "max_wishes": "Zahl der Wünsche", "meeting_point": "Treffpunkt", "messages": "Nachrichten",
    "min_group": "Mindestzahl", "minimum_age": "Mindestalter", "name": "Name", "needs": "Anforderungen",
    "needs_step_free": "braucht stufenlos", "night_age": "Alter nachts", "night_from": "Nacht von",
    "night_until": "Nacht bis", "notes": "Steckbrief", "office": "Amt", "permission_asked_on": "Antrag vom",
    "permission_entry": "Arbeitserlaubnis", "permission_request": "Antrag", "person": "Name und Platz",
    "phone": "Telefon", "place": "Ort", "postcode": "Postleitzahl", "protection_officer": "Datenschutz",
    "reference": "Nummer", "registration_until": "Frist der Anmeldung", "school": "Schule", "site_id": "Standort",
    "spoken_languages": "Sprachen im Betrieb", "start_at": "Anfang", "street": "Straße", "time_zone": "Zeitzone",
    "title": "Überschrift", "town": "Ort", "trade": "Beruf", "travel_means": "unterwegs mit",
    "travel_min": "höchstens Minuten", "wants": "Wünsche an die Arbeit", "what_follows": "danach möglich",
    "wishes": "Wünsche", "wishing_until": "Frist der Wünsche", "work_done": "Erfahrung",
    "youngest_age": "Mindestalter",
}  # fmt: skip
"""What a changed column is called."""

OF_PLAN: Mapping[str, str] = {
    "assignment.publish": "Plan {number} veröffentlicht",
    "assignment.request": "Plan {number} rechnen lassen",
    "assignment.take": "Plan {number} genommen",
}
"""What was done with a plan, where the entry still tells with which."""


def say_action(entry: AuditEntry) -> str:
    """Return what was done, and to what, where the entry tells and was not erased."""
    details = entry.details or {}
    if entry.action.startswith("paper.") and "kind" in details:
        return f"{ACTIONS[entry.action]}: {word(PaperKind(details['kind']))}"
    if entry.action.startswith("consent.") and "recipient" in details:
        return f"{ACTIONS[entry.action]}: {word(Recipient(details['recipient']))}"
    if entry.action in OF_PLAN and "number" in details:
        return OF_PLAN[entry.action].format(number=details["number"])
    if entry.action == "slot.withdraw" and "called_off_by" in details:
        return f"{ACTIONS[entry.action]}: {word(CalledOffBy(details['called_off_by']))}"
    if entry.action == "profile.save" and "step" in details:
        return f"{ACTIONS[entry.action]}: {word(ProfileStep(details['step']))}"
    changed = details.get("changed")
    names = sorted({FIELDS.get(name, name) for name in changed}) if isinstance(changed, dict) else []
    return str(ACTIONS[entry.action]) + (f": {', '.join(names)}" if names else "")


def say_reason(entry: AuditEntry) -> str:
    """Return why it was done, in the words of whoever did it; empty where nobody said."""
    reason = (entry.details or {}).get("reason", "")
    return str(word(ErasureReason(reason))) if entry.action.endswith(".erase") and reason else reason
