"""Links that let one person of each role into the demo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.models import Organiser, Participant
from matchday.services.access import issue_access, show_access
from matchday.services.account import end_sign_in_links, find_account, make_sign_in_link
from matchday.services.demo.landkreis import COACH_MAIL, EMPLOYER_MAIL, NAME, OWNER_MAIL

LIFE = timedelta(hours=12)
DOORS = (("staff", OWNER_MAIL), ("employer", EMPLOYER_MAIL), ("coach", COACH_MAIL))
PARTICIPANT_LANGUAGE = "ar"


@dataclass(frozen=True)
class DemoLink:
    """One way in: for whom, and the path to open, with its secret behind the #."""

    role: str
    name: str
    path: str = field(repr=False)


def make_links(session: Session, *, keyring: Keyring, now: datetime) -> list[DemoLink]:
    """Return new links, each good for 12 hours; the ones before end.

    Those of accounts work once, the participant's as often as wanted. Whoever was taken out of the demo has none.
    """
    links = []
    for role, mail in DOORS:
        account = find_account(session, email=mail)
        if account and account.active:
            end_sign_in_links(session, account, now=now)
            token = make_sign_in_link(session, account, now=now, life=LIFE)
            links.append(DemoLink(role, account.name, f"/link#{token}"))
    if participant := _find_participant(session):
        access = issue_access(session, participant, keyring=keyring, by=None, now=now, life=LIFE)
        path = f"/access#{show_access(access, keyring=keyring).token}"
        links.append(DemoLink("participant", participant.first_name, path))
    return links


def _find_participant(session: Session) -> Participant | None:
    organiser = session.scalar(select(Organiser).where(Organiser.name == NAME))
    if organiser is None:
        return None
    return session.scalar(
        select(Participant)
        .where(
            Participant.organiser_id == organiser.id,
            Participant.language == PARTICIPANT_LANGUAGE,
            Participant.is_protected.is_(False),
            Participant.withdrawn_at.is_(None),
        )
        .order_by(Participant.id)
        .limit(1)
    )
