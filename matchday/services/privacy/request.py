"""Requests: somebody asks for a correction, a restriction or an erasure; staff answer within a month."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound, RuleError
from matchday.core.privacy import RequestKind
from matchday.models import Account, Event, Participant, PrivacyRequest
from matchday.services.audit import write_audit


def ask(
    session: Session,
    person: Participant,
    kind: RequestKind,
    *,
    text: str = "",
    by: Account | Participant,
    now: datetime,
) -> PrivacyRequest:
    """Keep what somebody asks for; ``by`` is the person, or the coach who passes it on.

    The same once more, while the first is open, adds nothing but the newer words.
    **Errors** RuleError ``request_empty`` for a correction that does not say what is wrong.
    """
    if kind is RequestKind.CORRECTION and not text:
        raise RuleError("request_empty")
    for request in list_requests(session, person, only_open=True):
        if request.kind is kind:
            request.text = text or request.text
            return request
    request = PrivacyRequest(
        organiser_id=person.organiser_id,
        event_id=person.event_id,
        participant_id=person.id,
        kind=kind,
        text=text,
        asked_at=now,
        asked_by_id=by.id if isinstance(by, Account) else None,
    )
    session.add(request)
    _note(session, "participant.ask", request, by=by, now=now)
    return request


def list_requests(session: Session, of: Event | Participant, *, only_open: bool = False) -> list[PrivacyRequest]:
    """Return what a person, or anybody at an event, has asked for, the oldest first."""
    whose = PrivacyRequest.event_id if isinstance(of, Event) else PrivacyRequest.participant_id
    which = [PrivacyRequest.organiser_id == of.organiser_id, whose == of.id]
    if only_open:
        which.append(PrivacyRequest.answered_at.is_(None))
    asked = select(PrivacyRequest).where(*which).options(joinedload(PrivacyRequest.participant))
    return list(session.scalars(asked.order_by(PrivacyRequest.asked_at, PrivacyRequest.id)))


def read_request(session: Session, person: Participant, *, key: str) -> PrivacyRequest:
    """Return one of a person's requests. **Errors** NotFound."""
    found = [request for request in list_requests(session, person) if request.key == key]
    if not found:
        raise NotFound
    return found[0]


def answer_request(session: Session, request: PrivacyRequest, *, by: Account, now: datetime) -> None:
    """Note that a request was answered. Twice is once."""
    if request.answered_at is None:
        request.answered_at, request.answered_by_id = now, by.id
        _note(session, "participant.answer", request, by=by, now=now)


def _note(session: Session, action: str, request: PrivacyRequest, *, by: Account | Participant, now: datetime) -> None:
    write_audit(
        session, action, organiser_id=request.organiser_id, event_id=request.event_id, by=by, now=now,
        participant=request.participant_id, kind=request.kind.value,
    )  # fmt: skip
