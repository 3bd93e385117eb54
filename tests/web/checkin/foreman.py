"""A foreman at a door: the slot that runs now, the phone that took its door over, what is asked there."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.models import DoorLink, Event, Slot
from matchday.services.door import issue_door_link, show_door
from matchday.services.event import read_event
from tests.factories import KEYRING, a_slot, an_event, moment_of
from tests.page_client import Page, PageClient


def a_slot_now(session: Session, **values: object) -> Slot:
    """Return a slot that runs right now."""
    event = an_event(session, stage=Stage.RUNNING, contact_phone="+49 5550 000210")
    start = moment_of() - timedelta(minutes=5)
    event.first_on = event.last_on = start.date()
    return a_slot(session, event, **{"start_at": start, "end_at": start + timedelta(hours=5), "capacity": 4, **values})


def event_of(session: Session, slot: Slot) -> Event:
    return read_event(session, slot.organiser_id, event_id=slot.event_id)


def a_link(session: Session, slot: Slot) -> tuple[DoorLink, str]:
    link = issue_door_link(session, slot, keyring=KEYRING, by=None, now=moment_of())
    session.commit()
    return link, show_door(link, keyring=KEYRING)


def at_the_door(session: Session, client: PageClient, slot: Slot) -> DoorLink:
    """Let the client take the slot's door over."""
    link, token = a_link(session, slot)
    client.post("/checkin", {"token": token})
    return link


def question(way: str, shown: str, scan_id: str | None = None) -> dict[str, str]:
    return {"scan_id": scan_id or secrets.token_hex(16), "way": way, "shown": shown}


def ask(client: PageClient, asked: dict[str, str]) -> Page:
    """Ask as a page without script does, and open the answer."""
    client.post("/checkin/door/ask", asked, expect=303)
    return client.get(client.went_to)
