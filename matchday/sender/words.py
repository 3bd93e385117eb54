"""The words of a message: what its templates are told, and how they are read in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, g
from flask_babel import force_locale

from matchday.config import Config
from matchday.core.language import GERMAN, Language, page_language
from matchday.services.message import MessageFacts
from matchday.web.ticket import (
    place_of,
    shortly_unplaced,
    shortly_withdrawn,
    what_follows,
    why_unplaced,
    why_withdrawn,
)


@contextmanager
def in_language_of(facts: MessageFacts) -> Iterator[Language]:
    """Speak the reader's language, on the clock of the event's place."""
    language = page_language(facts.message.language) if facts.participant else GERMAN
    g.event = facts.event
    with force_locale(language.code):
        yield language


def values_of(facts: MessageFacts, language: Language) -> dict[str, Any]:
    """Return what the templates of a message may say. A protected person's name neither place nor time."""
    config: Config = current_app.extensions["matchday.config"]
    participant, account = facts.participant, facts.account
    is_protected = participant is not None and participant.is_protected
    way = "access" if participant else "link"
    return {
        "layout": "layouts/mail_person.txt",
        "language": language,
        "organiser": facts.organiser,
        "event": facts.event,
        "name": participant.first_name if participant else account.name if account else "",
        "link": f"{config.public_url}/{way}#{facts.secret}",
        "short_link": f"{config.public_url}/a#{facts.secret}",
        "home": config.public_url,
        "answer_by": facts.standing.answer_by,
        "tickets": () if is_protected else facts.tickets,
        "phone": (facts.event and facts.event.contact_phone) or facts.organiser.phone,
        "person": participant,
        "ways": facts.ways,
        "cause": why_withdrawn(facts.standing),
        "short_cause": shortly_withdrawn(facts.standing),
        "why": why_unplaced(facts.standing),
        "short_why": shortly_unplaced(facts.standing),
        "next": what_follows(facts.standing),
        "guests": facts.guests,
        "guest_count": sum(count for _, count in facts.guests),
        "place_of": place_of,
    }


def render(facts: MessageFacts, part: str, values: dict[str, Any]) -> str:
    """Return one part of a message: ``subject.txt``, ``body.txt``, ``body.html`` or ``sms.txt``."""
    # Not render_template: what pages know of their request has no place in a message.
    return current_app.jinja_env.get_template(f"mail/{facts.message.kind.value}/{part}").render(values)
