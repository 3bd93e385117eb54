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
    "demo.fill": "Beispieltag eingerichtet",
    "event.change": "Einstellungen geändert",
    "event.create": "Veranstaltung angelegt",
    "event.step": "Abschnitt gewechselt",
    "organiser.change": "Angaben zum Landkreis geändert",
    "organiser.found": "Landkreis angelegt",
}


def say_action(entry: AuditEntry) -> str:
    """Return what was done, and what changed where the entry tells and was not erased."""
    changed = (entry.details or {}).get("changed")
    fields = f" ({', '.join(sorted(changed))})" if isinstance(changed, dict) and changed else ""
    return ACTIONS[entry.action] + fields
