"""Shoes and helmets: who has them says so where they are asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.eligibility import find_gear
from matchday.core.slot import GEAR
from matchday.models import Account, Participant, Slot
from matchday.services.audit import write_audit
from matchday.services.lock import hold


def tell_gear(
    session: Session, participant: Participant, slot: Slot, *, has: bool, by: Account | Participant, now: datetime
) -> None:
    """Keep whether somebody has what a slot asks guests to bring."""
    hold(session, participant)
    asked = find_gear(slot.needs, is_lent=slot.lends_gear)
    told = {need for need in GEAR if need in participant.gear}
    told = told | asked if has else told - asked
    participant.gear = [need.value for need in GEAR if need in told]
    write_audit(
        session, "gear.tell", organiser_id=participant.organiser_id, event_id=participant.event_id, by=by, now=now,
        participant=participant.id, slot=slot.id,
    )  # fmt: skip
