"""One German sentence for each kind of audit entry: what was done. Names are not stored, so none are shown."""

from __future__ import annotations

from matchday.models import AuditEntry

ACTIONS = {
    "absence.note": "Notiert: Jemand ist nicht gekommen",
    "absence.take_back": "Zurückgenommen, dass jemand nicht gekommen ist",
    "access.issue": "Zugang für einen Menschen ausgegeben",
    "access.revoke": "Zugang eines Menschen beendet",
    "account.close": "Konto geschlossen",
    "account.invite": "Konto angelegt",
    "account.set_password": "Passwort gesetzt",
    "account.sign_in_by_link": "Mit einem Link angemeldet",
    "assignment.publish": "Plan veröffentlicht",
    "assignment.request": "Plan rechnen lassen",
    "bar.add": "Platz für einen Menschen ausgeschlossen",
    "bar.remove": "Ausschluss zurückgenommen",
    "consent.give": "Zugestimmt: Der Betrieb darf den Namen sehen",
    "consent.refuse": "Nicht zugestimmt: Der Betrieb sieht keinen Namen",
    "departure.note": "Notiert: Jemand ist früher gegangen",
    "departure.take_back": "Zurückgenommen, dass jemand früher gegangen ist",
    "demo.fill": "Beispieltag eingerichtet",
    "employer.add": "Betrieb aufgenommen",
    "employer.change": "Betrieb geändert",
    "employer.hand_over_link": "Link für einen Betrieb gezeigt",
    "employer.restore": "Betrieb wieder aufgenommen",
    "employer.send_link": "Link an einen Betrieb gesendet",
    "employer.withdraw": "Betrieb zurückgezogen",
    "event.change": "Einstellungen geändert",
    "event.create": "Veranstaltung angelegt",
    "event.step": "Abschnitt gewechselt",
    "group.dissolve": "Gruppe aufgelöst",
    "group.make": "Gruppe gebildet",
    "group.put_in": "Menschen in eine Gruppe genommen",
    "group.rename": "Gruppe umbenannt",
    "group.take_out": "Menschen aus einer Gruppe genommen",
    "message.invite": "Menschen eingeladen",
    "message.resend": "Nachricht noch einmal gesendet",
    "organiser.change": "Angaben zum Landkreis geändert",
    "organiser.found": "Landkreis angelegt",
    "participant.add": "Einen Menschen angemeldet",
    "participant.change": "Angaben zu einem Menschen geändert",
    "participant.confirm": "Mensch hat bestätigt: Das bin ich",
    "participant.deny": "Zugang war bei jemand anderem",
    "participant.protect": "Menschen unter Schutz gestellt",
    "participant.return": "Menschen wieder aufgenommen",
    "participant.unprotect": "Schutz eines Menschen aufgehoben",
    "participant.withdraw": "Ein Mensch nimmt nicht mehr teil",
    "pin.add": "Platz für einen Menschen festgesetzt",
    "pin.remove": "Festsetzung zurückgenommen",
    "sheet.import": "Liste übernommen",
    "site.add": "Standort aufgenommen",
    "site.change": "Standort geändert",
    "slot.add": "Angebot aufgenommen",
    "slot.approve": "Angebot freigegeben",
    "slot.change": "Angebot geändert",
    "slot.offer": "Angebot eingegangen",
    "slot.reopen": "Angebot wieder aufgenommen",
    "slot.return": "Angebot zurückgegeben",
    "slot.withdraw": "Angebot zurückgezogen",
    "slot.withdraw_offer": "Angebot vom Betrieb zurückgezogen",
    "walk_in.approve": "Jemanden ohne Ticket bleiben lassen",
    "walk_in.ask": "Gefragt, ob jemand ohne Ticket bleiben darf",
    "walk_in.cover": "Versicherung eines Gastes ohne Ticket geregelt",
    "walk_in.refuse": "Jemanden ohne Ticket nicht bleiben lassen",
    "walk_in.uncover": "Versicherung eines Gastes ohne Ticket wieder offen",
    "wishlist.answer_acceptable": "Antwort auf „Wenn kein Wunsch geht“ gespeichert",
    "wishlist.save": "Wünsche gespeichert",
}


FIELDS = {
    "acceptable_answer": "Antwort ohne Wunsch", "activity_kind": "Art", "alias": "Deckname", "born_on": "Geburtsdatum",
    "capacity": "Plätze", "channel": "Weg", "coach_id": "Begleitung", "colour": "Farbe",
    "confirmation_until": "Frist der Zusagen", "contact_mail": "E-Mail", "contact_name": "Ansprechperson",
    "contact_phone": "Telefon", "door_opens_min": "Einlass", "duties": "Tätigkeiten", "end_at": "Ende",
    "first_name": "Vorname", "first_on": "erster Tag", "food_proof": "Lebensmittelnachweis",
    "food_rule": "Regel für Lebensmittel", "foreman_name": "Empfang", "foreman_phone": "Telefon vor Ort",
    "german_level": "Deutsch", "group_cover": "Gruppenversicherung", "group_id": "Gruppe",
    "hospitation_cover": "Versicherung von Gästen", "imprint": "Impressum", "insurance_carrier": "Unfallversicherung",
    "is_food": "Lebensmittel", "is_step_free": "ohne Stufen", "language": "Sprache", "languages": "Sprachen",
    "last_name": "Nachname", "left_at": "gegangen", "last_on": "letzter Tag", "mail": "E-Mail", "max_placements": "Plätze je Mensch",
    "max_wishes": "Zahl der Wünsche", "meeting_point": "Treffpunkt", "min_group": "Mindestzahl",
    "minimum_age": "Mindestalter", "name": "Name", "needs": "Anforderungen", "needs_step_free": "braucht stufenlos",
    "night_age": "Alter nachts", "night_from": "Nacht von", "night_until": "Nacht bis", "office": "Amt",
    "permission_asked_on": "Antrag vom", "permission_entry": "Arbeitserlaubnis", "permission_request": "Antrag",
    "phone": "Telefon", "place": "Ort", "postcode": "Postleitzahl", "protection_officer": "Datenschutz",
    "reference": "Nummer", "registration_until": "Frist der Anmeldung", "site_id": "Standort",
    "spoken_languages": "Sprachen im Betrieb", "start_at": "Anfang", "street": "Straße", "time_zone": "Zeitzone",
    "title": "Überschrift", "town": "Ort", "trade": "Beruf", "travel_means": "unterwegs mit",
    "travel_min": "höchstens Minuten", "wants": "Wünsche an die Arbeit", "what_follows": "danach möglich",
    "wishing_until": "Frist der Wünsche", "work_done": "Erfahrung", "can_do": "Können", "school": "Schule",
    "youngest_age": "Mindestalter",
}  # fmt: skip
"""What a changed column is called."""


def say_action(entry: AuditEntry) -> str:
    """Return what was done, and what changed where the entry tells and was not erased."""
    changed = (entry.details or {}).get("changed")
    names = sorted(FIELDS.get(name, name) for name in changed) if isinstance(changed, dict) else []
    return ACTIONS[entry.action] + (f": {', '.join(names)}" if names else "")
