"""Places somebody must not be sent to: an employer or a whole town, told by staff, for every slot there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.text import sort_key
from matchday.models import Account, Avoidance, Employer, Event, Participant, Site, Slot
from matchday.services.audit import write_audit
from matchday.services.event import read_event
from matchday.services.lock import hold


def list_avoidances(session: Session, participant: Participant) -> list[Avoidance]:
    """Return what somebody avoids, the newest first."""
    asked = _of(participant).options(joinedload(Avoidance.made_by), joinedload(Avoidance.employer))
    return list(session.scalars(asked.order_by(Avoidance.id.desc())))


def list_towns(session: Session, event: Event) -> list[str]:
    """Return the towns where the event has slots, by name."""
    towns = session.scalars(
        select(Site.town)
        .join(Slot, Slot.site_id == Site.id)
        .where(
            Site.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Site.town != "",
        )
        .distinct()
    )
    return sorted(towns, key=sort_key)


def add_avoidance(
    session: Session,
    participant: Participant,
    where: Employer | str,
    *,
    reason: str,
    by: Account,
    now: datetime,
) -> Avoidance:
    """Keep that somebody must not be sent to an employer, or to a town.

    **Errors** RuleError ``stage_shut``, ``participant_withdrawn``, ``avoidance_there``.
    """
    _begin(session, participant)
    if participant.withdrawn_at is not None:
        raise RuleError("participant_withdrawn")
    employer_id, town = (where.id, "") if isinstance(where, Employer) else (None, where)
    if any((one.employer_id, one.town) == (employer_id, town) for one in list_avoidances(session, participant)):
        raise RuleError("avoidance_there")
    avoidance = Avoidance(
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        participant_id=participant.id,
        employer_id=employer_id,
        town=town,
        reason=reason,
        made_by_id=by.id,
        made_at=now,
    )
    session.add(avoidance)
    session.flush()
    _note(session, "avoidance.add", avoidance, by=by, now=now)
    return avoidance


def remove_avoidance(session: Session, participant: Participant, *, key: str, by: Account, now: datetime) -> None:
    """Take one back. **Errors** NotFound; RuleError ``stage_shut``."""
    _begin(session, participant)
    avoidance = session.scalar(_of(participant).where(Avoidance.key == key))
    if avoidance is None:
        raise NotFound
    _note(session, "avoidance.remove", avoidance, by=by, now=now)
    session.delete(avoidance)


def _of(participant: Participant) -> Select[Avoidance]:
    return select(Avoidance).where(
        Avoidance.organiser_id == participant.organiser_id, Avoidance.participant_id == participant.id
    )


def _begin(session: Session, participant: Participant) -> None:
    """See that staff may prepare, and hold the person: two who tell the same write one row."""
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    require_open(event.stage, Action.PREPARE)
    hold(session, participant)


def _note(session: Session, action: str, avoidance: Avoidance, *, by: Account, now: datetime) -> None:
    write_audit(
        session, action, organiser_id=avoidance.organiser_id, event_id=avoidance.event_id, by=by, now=now,
        participant=avoidance.participant_id, reason=avoidance.reason,
    )  # fmt: skip
