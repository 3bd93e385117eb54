"""Fill an empty database with the believable day, or with a day of any size."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring, digest_token
from matchday.core.errors import RuleError
from matchday.core.login import digest_mark
from matchday.models import AccessLink, Login, Organiser, Participant
from matchday.services.access import issue_access, new_access_link
from matchday.services.audit import write_audit
from matchday.services.demo.day import DAY
from matchday.services.demo.keys import draw_key, make_dice
from matchday.services.demo.landkreis import Landkreis, found_landkreis, open_wishing
from matchday.services.demo.moments import Moments
from matchday.services.demo.rows import OPENS_ALONE, add_rows, answered_at
from matchday.services.demo.sized import draw_sketch
from matchday.services.demo.sketch import Sketch

DAY_SEED = 1
"""The believable day has one seed; its scatter and keys are always the same."""
MOST_TOLD = 100
"""Up to so many people each access link has an audit entry of its own, and each first visit its device."""
PHONES = ("Android, Chrome", "iPhone, Safari", "Android, Samsung Internet", "Android, Firefox")


@dataclass(frozen=True)
class Filled:
    """Count what was filled in. **Units** rows; ``day`` is the day of the event."""

    participants: int
    employers: int
    slots: int
    wishes: int
    day: date


def is_empty(session: Session) -> bool:
    """Tell whether there is no organiser yet."""
    return session.scalar(select(Organiser.id).limit(1)) is None


def fill_day(session: Session, *, keyring: Keyring, now: datetime) -> Filled:
    """Fill in the believable day. **Errors** RuleError ``demo_filled`` where the database is not empty."""
    landkreis = _found(session, seed=DAY_SEED, keyring=keyring, now=now)
    return _fill(session, landkreis, DAY, keyring=keyring, seed=DAY_SEED)


def fill_sized(
    session: Session, *, participants: int, employers: int, seed: int, keyring: Keyring, now: datetime
) -> Filled:
    """Fill in a day of any size, on one day the same for the same seed. **Errors** RuleError ``demo_filled``."""
    landkreis = _found(session, seed=seed, keyring=keyring, now=now)
    sketch = draw_sketch(landkreis.dice, participants=participants, employers=employers)
    return _fill(session, landkreis, sketch, keyring=keyring, seed=seed)


def _found(session: Session, *, seed: int, keyring: Keyring, now: datetime) -> Landkreis:
    if not is_empty(session):
        raise RuleError("demo_filled")
    return found_landkreis(session, dice=make_dice(seed), keyring=keyring, moments=Moments(now))


def _fill(session: Session, landkreis: Landkreis, sketch: Sketch, *, keyring: Keyring, seed: int) -> Filled:
    people = add_rows(session, landkreis, sketch)
    open_wishing(session, landkreis)
    _invite(session, landkreis, sketch, people, keyring=keyring)
    wish_count = sum(len(tier) for demo in sketch.participants for tier in demo.tiers)
    filled = Filled(len(people), len(sketch.employers), len(sketch.slots), wish_count, landkreis.moments.day)
    write_audit(
        session,
        "demo.fill",
        organiser_id=landkreis.organiser.id,
        event_id=landkreis.event.id,
        by=None,
        now=landkreis.moments.now,
        seed=seed,
        participants=filled.participants,
        employers=filled.employers,
        slots=filled.slots,
        wishes=filled.wishes,
    )
    return filled


def _invite(
    session: Session, landkreis: Landkreis, sketch: Sketch, people: list[Participant], *, keyring: Keyring
) -> None:
    """Give people their access links, just after wishing opened; most opened theirs before they wished."""
    is_told = len(people) <= MOST_TOLD
    for number, (participant, demo) in enumerate(zip(people, sketch.participants, strict=True)):
        if not demo.is_invited:
            continue
        made_at = landkreis.moments.days_ago(13, at=time(9, number % 60))
        if is_told:
            link = issue_access(session, participant, keyring=keyring, by=landkreis.staff, now=made_at)
        else:
            link = new_access_link(participant, keyring=keyring, by=landkreis.staff, now=made_at)
            session.add(link)
        link.key = draw_key(landkreis.dice)
        if demo.channel in OPENS_ALONE:
            link.first_opened_at = participant.confirmed_at = answered_at(landkreis, number) - timedelta(minutes=9)
            if is_told:
                session.flush()
                session.add(_first_visit(link, participant, number=number))
    session.flush()


def _first_visit(link: AccessLink, participant: Participant, *, number: int) -> Login:
    """Return that somebody came on their own phone; whoever tries the demo as this person comes on a new device."""
    return Login(
        organiser_id=link.organiser_id,
        access_link_id=link.id,
        digest=digest_token(secrets.token_urlsafe(24)),
        device=PHONES[number % len(PHONES)],
        device_digest=digest_mark(secrets.token_hex(16), whose=participant.key),
        is_confirmed=True,
        began_at=link.first_opened_at,
    )
