"""Inviting: everybody we write to gets their personal page, once; who has not opened it is reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.message import MessageKind
from matchday.models import AccessLink, Account, Event, Message, Participant
from matchday.services.audit import write_audit
from matchday.services.lock import hold
from matchday.services.message.outbox import is_written_to, message_to_participant, post

REMIND_AFTER = timedelta(days=1)


def list_uninvited(session: Session, event: Event) -> list[Participant]:
    """Return the people we write to who were not invited yet, and have not come or chosen by themselves."""
    opened = _opened(session, event)
    return [
        participant
        for participant, invited_at in _invited_at(session, event)
        if invited_at is None and is_written_to(participant)
        if participant.wishlist_saved_at is None and participant.id not in opened
    ]


def list_unopened(session: Session, event: Event, *, now: datetime) -> list[Participant]:
    """Return the people whose invitation is at least a day old and who have not opened their page yet."""
    opened = _opened(session, event)
    return [
        participant
        for participant, invited_at in _invited_at(session, event)
        if invited_at is not None and invited_at <= now - REMIND_AFTER
        if is_written_to(participant) and participant.id not in opened
    ]


def invite_participants(session: Session, event: Event, *, by: Account, now: datetime) -> int:
    """Send their personal page to everybody we write to who has not been invited yet. Return how many."""
    hold(session, event)
    return _invite(session, event, list_uninvited(session, event), by=by, now=now)


def remind_participants(session: Session, event: Event, *, by: Account, now: datetime) -> int:
    """Send the invitation again to everybody who has not opened it within a day. Return how many."""
    hold(session, event)
    return _invite(session, event, list_unopened(session, event, now=now), by=by, now=now)


def _opened(session: Session, event: Event) -> set[int]:
    links = select(AccessLink.participant_id).where(
        AccessLink.organiser_id == event.organiser_id, AccessLink.first_opened_at.is_not(None)
    )
    return set(session.scalars(links))


def _invited_at(session: Session, event: Event) -> list[tuple[Participant, datetime | None]]:
    newest = (
        select(Message.participant_id, func.max(Message.made_at).label("made_at"))
        .where(
            Message.organiser_id == event.organiser_id,
            Message.event_id == event.id,
            Message.kind == MessageKind.INVITATION,
        )
        .group_by(Message.participant_id)
        .subquery()
    )
    rows = session.execute(
        select(Participant, newest.c.made_at)
        .outerjoin(newest, newest.c.participant_id == Participant.id)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
        )
        .order_by(Participant.first_name, Participant.id)
    )
    return [(participant, made_at) for participant, made_at in rows]


def _invite(session: Session, event: Event, people: list[Participant], *, by: Account, now: datetime) -> int:
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
    return len(people)
