"""Sites: the places of an employer, each with the position of its postcode."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound
from matchday.core.ticket import TicketState
from matchday.models import Account, Employer, Event, Site, Slot, Ticket
from matchday.services.audit import changes, write_employer_audit
from matchday.services.position import find_position

SITE_FIELDS = ("label", "street", "postcode", "town")
"""What staff can set."""


def read_site(employer: Employer, key: str) -> Site:
    """Return a site of the employer. **Errors** NotFound."""
    site = next((site for site in employer.sites if site.key == key), None)
    if site is None:
        raise NotFound
    return site


def add_site(
    session: Session, employer: Employer, values: Mapping[str, str], *, event: Event, by: Account, now: datetime
) -> Site:
    """Add another place of an employer. **Shapes** ``values`` has keys of ``SITE_FIELDS``."""
    site = Site(organiser_id=employer.organiser_id, **placed(values))
    employer.sites.append(site)
    write_employer_audit(session, "site.add", employer, event=event, by=by, now=now, town=site.town)
    return site


def change_site(
    session: Session,
    employer: Employer,
    site: Site,
    *,
    values: Mapping[str, str],
    event: Event,
    by: Account,
    now: datetime,
) -> bool:
    """Change where a site is; the calendars of its slots are told. Return whether it is another place now.

    **Shapes** ``values`` has keys of ``SITE_FIELDS``.
    """
    before = {name: getattr(site, name) for name in SITE_FIELDS}
    moved = changes(before, values)
    for name, value in (placed(values) if "postcode" in moved else values).items():
        setattr(site, name, value)
    if moved:
        raise_calendars(session, site)
    write_employer_audit(session, "site.change", employer, event=event, by=by, now=now, site=site.id, changed=moved)
    return bool(moved)


def count_site_guests(session: Session, site: Site, event: Event) -> int:
    """Return how many people have a valid ticket for a slot of the event at ``site``."""
    asked = (
        select(func.count(Ticket.participant_id.distinct()))
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Slot.site_id == site.id,
            Ticket.state == TicketState.VALID,
        )
    )
    return session.scalar(asked) or 0


def raise_calendars(session: Session, site: Site) -> None:
    """Note for every slot at ``site`` that its place is another one now."""
    session.execute(
        update(Slot)
        .where(Slot.organiser_id == site.organiser_id, Slot.site_id == site.id)
        .values(calendar_sequence=Slot.calendar_sequence + 1)
    )


def placed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a place with the position of its postcode."""
    position = find_position(str(values.get("postcode") or ""))
    return {
        **values,
        "latitude": position.latitude if position else None,
        "longitude": position.longitude if position else None,
    }
