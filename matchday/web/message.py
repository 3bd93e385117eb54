"""Messages: what their templates are told, how they are read in the reader's language, why one did not arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from flask import current_app, g
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from matchday.core.contact import Contact
from matchday.core.language import GERMAN, Language, page_language
from matchday.core.message import ABOUT_ONESELF
from matchday.extensions import config
from matchday.services.contact import whom_to_ask, whom_to_call
from matchday.services.message import MessageFacts
from matchday.web.slottext import meeting_point
from matchday.web.ticket import (
    place_of,
    shortly_unplaced,
    shortly_withdrawn,
    what_follows,
    why_changed,
    why_unplaced,
    why_withdrawn,
)

FAILURES: Mapping[str, object] = {
    "recipient_refused": _l("Die Adresse gibt es nicht."),
    "bounced": _l("Das Team hat notiert: Sie kam nicht an."),
    "mail_returned": _l("Die E-Mail kam zurück."),
    "address_unknown": _l("Die E-Mail kam zurück: Die Adresse gibt es nicht."),
    "mail_refused": _l("Der Mailserver hat sie abgelehnt."),
    "number_dead": _l("Die Telefonnummer gibt es nicht."),
    "sms_refused": _l("Die SMS-Stelle hat sie abgelehnt."),
    "sms_undelivered": _l("Die SMS-Stelle meldet: Sie kam nicht an."),
    "gateway_away": _l("Die SMS-Stelle war nicht erreichbar."),
    "gateway_login": _l("Die SMS-Stelle nimmt unsere Anmeldung nicht an. Bitte die IT fragen."),
    "no_gateway": _l("Hier ist kein SMS-Versand eingerichtet. Bitte die IT fragen."),
    "server_away": _l("Der Mailserver war nicht erreichbar."),
    "server_login": _l("Der Mailserver nimmt unsere Anmeldung nicht an. Bitte die IT fragen."),
    "unsure": _l("Vielleicht angekommen: Beim Senden brach zweimal etwas ab."),
    "no_recipient": _l("Es gibt keine Adresse mehr."),
    "fault": _l("Beim Schreiben ist bei uns etwas kaputtgegangen."),
}
"""Why a message did not arrive, as staff and coaches read it, and a person in their own record."""
NEWEST = 10
"""So many of somebody's messages are shown beside the person."""


@contextmanager
def in_language_of(facts: MessageFacts) -> Iterator[Language]:
    """Speak the reader's language, on the clock of the event's place."""
    language = page_language(facts.message.language) if facts.participant else GERMAN
    g.event = facts.event
    with force_locale(language.code):
        yield language


def message_values(facts: MessageFacts, language: Language) -> dict[str, Any]:
    """Return what the templates of a message may say. A protected person's name neither place nor time."""
    participant, account = facts.participant, facts.account
    spoken = participant.spoken_languages if participant else []
    is_protected = participant is not None and participant.is_protected
    way = "access" if participant else "link"
    return {
        "layout": "layouts/mail_person.txt",
        "language": language,
        "organiser": facts.organiser,
        "event": facts.event,
        "name": participant.first_name if participant else account.name if account else "",
        "link": f"{config().public_url}/{way}#{facts.access.token}",
        "short_link": f"{config().public_url}/z#{facts.access.token}",
        "home": config().public_url,
        "answer_by": facts.standing.answer_by,
        "tickets": () if is_protected else facts.tickets,
        "contact": contact_of(facts),
        "person": participant,
        "ways": facts.ways,
        "meeting_of": partial(meeting_point, shown=language, spoken=spoken),
        "cause": why_withdrawn(facts.standing),
        "changed_cause": why_changed(facts.standing),
        "short_cause": shortly_withdrawn(facts.standing),
        "why": why_unplaced(facts.standing),
        "short_why": shortly_unplaced(facts.standing),
        "next": what_follows(facts.standing),
        "has_place": bool(facts.standing.coming),
        "guests": facts.guests,
        "guest_count": sum(count for _, count in facts.guests),
        "place_of": place_of,
    }


def contact_of(facts: MessageFacts) -> Contact:
    """Return whom a message names: who answers what it is about."""
    if facts.participant and facts.event and facts.message.kind in ABOUT_ONESELF:
        return whom_to_ask(facts.participant, facts.event)
    return whom_to_call(facts.organiser, facts.event)


def render_message(facts: MessageFacts, part: str, values: dict[str, Any]) -> str:
    """Return one part of a message, without more than one empty line in a row.

    **Shapes** ``part``: ``subject.txt``, ``body.txt``, ``body.html`` or ``sms.txt``.
    """
    # Not render_template: what pages know of their request has no place in a message.
    text = current_app.jinja_env.get_template(f"mail/{facts.message.kind.value}/{part}").render(values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
