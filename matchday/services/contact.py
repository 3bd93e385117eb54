"""Whom a person calls: the own coach about oneself, the event's contact about a place. There is no other rule."""

from __future__ import annotations

from matchday.core.contact import Contact, first_reachable
from matchday.models import Event, Organiser, Participant


def whom_to_ask(participant: Participant, event: Event) -> Contact:
    """Return who answers what somebody asks about themselves: wishes, language, profile, consent, access, data.

    That is the own coach while they are one and have a number, else whoever answers about a place.
    """
    coach = participant.acting_coach
    own = Contact(coach.name, coach.phone) if coach else None
    return first_reachable(own, whom_to_call(event.organiser, event))


def whom_to_call(organiser: Organiser, event: Event | None = None) -> Contact:
    """Return who answers about the plan, a place and the day: whom the event names, else the organiser.

    The same person and number for everybody, and on the day somebody sits there.
    """
    named = Contact(event.contact_name or organiser.name, event.contact_phone) if event else None
    return first_reachable(named, Contact(organiser.name, organiser.phone))
