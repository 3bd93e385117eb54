"""Attestations: who can have one, what its QR code says, and whether a paper is genuine."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.attestation import Attended, attended
from matchday.core.event import Action, is_open
from matchday.core.text import sort_key
from matchday.documents.token import (
    Purpose,
    TicketToken,
    TokenError,
    new_signing_key,
    peek_token,
    read_token,
    sign_token,
)
from matchday.models import Account, CheckIn, Event, Organiser, Participant, SigningKey, Slot, Ticket
from matchday.services.event import local_day
from matchday.services.ticket import read_private_key

BY_SIGNATURE = {"across_organisers": "whose key signed an attestation is found by the token"}


@dataclass(frozen=True)
class Attestation:
    """That somebody took part in a slot, and when."""

    ticket: Ticket
    attended: Attended


@dataclass(frozen=True)
class Genuine:
    """All that whoever checks a paper may read."""

    employer: str
    day: date


def list_attestations(
    session: Session,
    event: Event,
    *,
    participant: Participant | None = None,
    coach: Account | None = None,
    slot: Slot | None = None,
    participant_ids: Collection[int] | None = None,
    now: datetime,
) -> list[Attestation]:
    """Return what can be attested now, by name: of all, of one person, one coach, one slot, or of these people.

    Whose data are restricted is left out unless it is asked for this one person.
    """
    if not is_open(event.stage, Action.SHOW_TICKET):
        return []
    which: list[ColumnElement[bool]] = []
    if participant is not None:
        which.append(Participant.id == participant.id)
    else:
        which.append(Participant.restricted_at.is_(None))
    if coach is not None:
        which.append(Participant.coach_id == coach.id)
    if slot is not None:
        which.append(Ticket.slot_id == slot.id)
    if participant_ids is not None:
        which.append(Participant.id.in_(participant_ids))
    found = session.execute(
        select(Ticket, CheckIn)
        .join(CheckIn, CheckIn.ticket_id == Ticket.id)
        .join(Participant, Participant.id == Ticket.participant_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            CheckIn.organiser_id == event.organiser_id,
            Participant.organiser_id == event.organiser_id,
            Ticket.event_id == event.id,
            *which,
        )
        .options(
            joinedload(Ticket.participant),
            joinedload(Ticket.slot).options(joinedload(Slot.employer), joinedload(Slot.site)),
        )
    )
    rows = [Attestation(ticket, span) for ticket, check_in in found if (span := _attended(ticket, check_in, now=now))]
    return sorted(rows, key=_by_name)


def sign_attestations(
    session: Session, attestations: Sequence[Attestation], event: Event, *, keyring: Keyring
) -> dict[int, str]:
    """Return the tokens that the QR codes of attestations show, by ticket id. No name is inside."""
    key_id, private_key = read_private_key(session, event, keyring=keyring)
    return {
        one.ticket.id: sign_token(
            _token(one, event, key_id=key_id),
            private_key=private_key,
            organiser_code=event.organiser.key,
            purpose=Purpose.ATTESTATION,
        )
        for one in attestations
    }


def verify_attestation(session: Session, text: str, *, now: datetime) -> Genuine | None:
    """Say whether a paper is genuine: date and employer, or nothing at all, whatever is wrong with it.

    A paper stays genuine when its person was erased; it is not any more when its hours or the check-in were corrected.
    """
    try:
        token = peek_token(text)
    except TokenError:
        return None
    event = _find_signer(session, text, token)
    if event is None:
        return None
    ticket = session.scalar(
        select(Ticket)
        .where(Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id, Ticket.number == token.number)
        .options(joinedload(Ticket.slot))
        .execution_options(**BY_SIGNATURE)
    )
    if ticket is not None and not _still_holds(session, ticket, token, now=now):
        return None
    slot = session.scalar(
        select(Slot)
        .where(Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.ticket_code == token.slot)
        .options(joinedload(Slot.employer))
        .execution_options(**BY_SIGNATURE)
    )
    if slot is None:
        return None
    return Genuine(slot.employer.name, local_day(event, token.valid_from_at))


def _attended(ticket: Ticket, check_in: CheckIn, *, now: datetime) -> Attended | None:
    return attended(
        ticket.slot.start_at,
        ticket.slot.end_at,
        checked_in_at=check_in.checked_in_at,
        left_at=check_in.left_at,
        now=now,
    )


def _by_name(one: Attestation) -> tuple[str, str, int]:
    person = one.ticket.participant
    return sort_key(person.first_name), sort_key(person.last_name), one.ticket.id


def _token(one: Attestation, event: Event, *, key_id: int) -> TicketToken:
    return TicketToken(
        key_id=key_id,
        event=event.ticket_code,
        slot=one.ticket.slot.ticket_code,
        number=one.ticket.number,
        revision=one.ticket.revision,
        valid_from_at=one.attended.from_at,
        valid_min=one.attended.minutes,
    )


def _find_signer(session: Session, text: str, token: TicketToken) -> Event | None:
    """Return the event whose key signed the token. A token of nobody's costs as much time as a forged one."""
    keys = session.execute(
        select(Event, SigningKey.public_key, Organiser.key)
        .join(SigningKey, SigningKey.event_id == Event.id)
        .join(Organiser, Organiser.id == Event.organiser_id)
        .where(Event.ticket_code == token.event, SigningKey.number == token.key_id)
        .execution_options(**BY_SIGNATURE)
    ).all()
    signers = [event for event, public_key, code in keys if _is_signed(text, token, public_key, organiser_code=code)]
    if not keys:
        _is_signed(text, token, _nobodys_key(), organiser_code="")
    return signers[0] if signers else None


def _is_signed(text: str, token: TicketToken, public_key: bytes, *, organiser_code: str) -> bool:
    keys = {token.key_id: public_key}
    try:
        read_token(text, public_keys=keys, organiser_code=organiser_code, purpose=Purpose.ATTESTATION)
    except TokenError:
        return False
    return True


@cache
def _nobodys_key() -> bytes:
    return new_signing_key().public


def _still_holds(session: Session, ticket: Ticket, token: TicketToken, *, now: datetime) -> bool:
    check_in = session.scalar(
        select(CheckIn)
        .where(CheckIn.organiser_id == ticket.organiser_id, CheckIn.ticket_id == ticket.id)
        .execution_options(**BY_SIGNATURE)
    )
    span = _attended(ticket, check_in, now=now) if check_in else None
    said = (token.slot, token.valid_from_at, token.valid_min)
    return span is not None and said == (ticket.slot.ticket_code, span.from_at, span.minutes)
