"""One German sentence for each kind of audit entry: what was done. Names are not stored, so none are shown."""

from __future__ import annotations

from matchday.models import AuditEntry

ACTIONS = {
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
    "participant.add": "Menschen angemeldet",
    "participant.change": "Angaben zu einem Menschen geändert",
    "participant.confirm": "Mensch hat bestätigt: Das bin ich",
    "participant.deny": "Zugang war bei jemand anderem",
    "participant.protect": "Menschen unter Schutz gestellt",
    "participant.return": "Menschen wieder aufgenommen",
    "participant.unprotect": "Schutz eines Menschen aufgehoben",
    "participant.withdraw": "Menschen abgemeldet",
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
    "wishlist.answer_acceptable": "Antwort auf „Wenn kein Wunsch geht“ gespeichert",
    "wishlist.save": "Wünsche gespeichert",
}


def say_action(entry: AuditEntry) -> str:
    """Return what was done, and what changed where the entry tells and was not erased."""
    changed = (entry.details or {}).get("changed")
    fields = f" ({', '.join(sorted(changed))})" if isinstance(changed, dict) and changed else ""
    return ACTIONS[entry.action] + fields
