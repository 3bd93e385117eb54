"""Inviting: everybody we write to gets their personal page, once; who has not opened it is reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Exists, and_, exists, or_, select
from sqlalchemy.orm import Session

from matchday.core.message import MessageKind
from matchday.models import AccessLink, Account, Event, Message, Participant
from matchday.services.audit import write_audit
from matchday.services.lock import hold
from matchday.services.message.outbox import is_written_to, message_to_participant, post

REMIND_AFTER = timedelta(days=1)


def is_uninvited(event: Event) -> ColumnElement[bool]:
    """Return the condition that somebody takes part and has got neither an invitation nor a way in, from nobody.

    Whether a message can reach them does not matter, nor what somebody entered for them.
    """
    return and_(Participant.withdrawn_at.is_(None), ~_was_invited(event), ~_has_link(event))


def list_uninvited(session: Session, event: Event) -> list[Participant]:
    """Return the people who were not invited yet, by name."""
    return _list_people(session, event, is_uninvited(event))


def list_unopened(session: Session, event: Event, *, now: datetime) -> list[Participant]:
    """Return the people we write to who were invited at least a day ago and have not opened their page yet."""
    since = now - REMIND_AFTER
    people = _list_people(
        session,
        event,
        Participant.withdrawn_at.is_(None),
        ~is_uninvited(event),
        ~_was_invited(event, Message.made_at > since),
        ~_has_link(event, or_(AccessLink.made_at > since, AccessLink.first_opened_at.is_not(None))),
    )
    return list(filter(is_written_to, people))


def invite_participants(session: Session, event: Event, *, by: Account, now: datetime) -> list[Participant]:
    """Send their personal page to everybody we write to who has not been invited yet. Return to whom."""
    hold(session, event)
    return _invite(session, event, list(filter(is_written_to, list_uninvited(session, event))), by=by, now=now)


def remind_participants(session: Session, event: Event, *, by: Account, now: datetime) -> list[Participant]:
    """Send the invitation again to everybody who has not opened it within a day. Return to whom."""
    hold(session, event)
    return _invite(session, event, list_unopened(session, event, now=now), by=by, now=now)


def _was_invited(event: Event, *which: ColumnElement[bool]) -> Exists:
    own = (Message.organiser_id == event.organiser_id, Message.participant_id == Participant.id)
    return exists().where(*own, Message.kind == MessageKind.INVITATION, *which)


def _has_link(event: Event, *which: ColumnElement[bool]) -> Exists:
    own = (AccessLink.organiser_id == event.organiser_id, AccessLink.participant_id == Participant.id)
    return exists().where(*own, *which)


def _list_people(session: Session, event: Event, *which: ColumnElement[bool]) -> list[Participant]:
    of_event = (Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
    found = select(Participant).where(*of_event, *which).order_by(Participant.first_name, Participant.id)
    return list(session.scalars(found))


def _invite(
    session: Session, event: Event, people: list[Participant], *, by: Account, now: datetime
) -> list[Participant]:
    moment = int(now.timestamp())
    post(
        session,
        *(
            message_to_participant(one, MessageKind.INVITATION, cause=f"invitation/{one.id}/{moment}", now=now)
            for one in people
        ),
    )
    if people:
        write_audit(
            session, "message.invite", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now,
            count=len(people),
        )  # fmt: skip
    return people
