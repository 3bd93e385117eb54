"""The invented Landkreis Birkenried: its office, its towns, its people who work there, its Refugees' Day."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.account import Role
from matchday.core.event import FoodRule, Stage
from matchday.core.travel import Position
from matchday.models import Account, Event, Organiser
from matchday.services.account import invite_account
from matchday.services.demo.keys import draw_key
from matchday.services.demo.moments import Moments
from matchday.services.event import create_event, step_event
from matchday.services.organiser import change_organiser, found_organiser

NAME = "Landkreis Birkenried"
OWNER_MAIL = "hansen@birkenried.example"
STAFF_MAIL = "brandt@birkenried.example"
COACH_MAIL = "yildiz@birkenried.example"
EMPLOYER_MAIL = "betrieb-b01@birkenried.example"
"""The first employer's: whose sign-in link is printed."""
SECOND_COACH_MAIL = "wolters@birkenried.example"

OFFICE = {
    "office": "Stabsstelle Integration (ein erfundenes Beispiel)",
    "street": "Am Kreishaus 1",
    "postcode": "00101",
    "town": "Birkenried",
    "mail": "refugees-day@birkenried.example",
    "phone": "+49 5550 000200",
    "protection_officer": "Frau Sommer, datenschutz@birkenried.example, +49 5550 000205",
    "imprint": (
        "Diesen Landkreis gibt es nicht. Alle Menschen, Betriebe, Orte, Adressen und Telefonnummern auf diesen Seiten "
        "sind erfunden.\n\nSo können Sie matchday in Ruhe ausprobieren: Keine Nachricht erreicht wirklich jemanden."
    ),
}


@dataclass(frozen=True)
class Town:
    """A town on the map. **Units** degrees; the towns lie up to 35 km from each other."""

    name: str
    postcode: str
    latitude: float
    longitude: float

    @property
    def position(self) -> Position:
        """Return the middle of the town."""
        return Position(self.latitude, self.longitude)


TOWNS = {
    town.name: town
    for town in (
        Town("Birkenried", "00101", 51.300, 9.400),
        Town("Steinfurth", "00102", 51.352, 9.478),
        Town("Oberwalde", "00103", 51.388, 9.300),
        Town("Hollerbach", "00104", 51.215, 9.425),
        Town("Niederau", "00105", 51.290, 9.318),
        Town("Lindental", "00106", 51.315, 9.640),
        Town("Möllenrode", "00107", 51.195, 9.260),
        Town("Hohenbuch", "00108", 51.460, 9.520),
    )
}


@dataclass(frozen=True, eq=False)
class Landkreis:
    """The Landkreis as it stands in the database, and the dice its rows are drawn with."""

    organiser: Organiser
    event: Event
    owner: Account
    staff: Account
    coaches: tuple[Account, Account]
    moments: Moments
    dice: random.Random


def found_landkreis(session: Session, *, dice: random.Random, keyring: Keyring, moments: Moments) -> Landkreis:
    """Found the organiser, invite who works there, and create the event with registration open."""
    founded_at = moments.days_ago(90)
    organiser = found_organiser(session, NAME, now=founded_at)
    organiser.key = draw_key(dice)
    people: list[Account] = []
    for mail, name, phone, roles in (
        (OWNER_MAIL, "Frau Hansen", "+49 5550 000210", (Role.OWNER, Role.STAFF)),
        (STAFF_MAIL, "Herr Brandt", "+49 5550 000212", (Role.STAFF,)),
        (COACH_MAIL, "Frau Yıldız", "+49 5550 000233", (Role.COACH,)),
        (SECOND_COACH_MAIL, "Herr Wolters", "+49 5550 000240", (Role.COACH,)),
    ):
        account = invite_account(
            session,
            mail,
            name=name,
            phone=phone,
            roles=roles,
            organiser_id=organiser.id,
            by=people[0] if people else None,
            now=founded_at + timedelta(hours=len(people)),
        )
        account.key = draw_key(dice)
        people.append(account)
    owner, staff, *coaches = people
    change_organiser(session, organiser, OFFICE, by=owner, now=moments.days_ago(89))
    event = _create_event(session, owner, keyring=keyring, moments=moments)
    event.key = draw_key(dice)
    return Landkreis(organiser, event, owner, staff, (coaches[0], coaches[1]), moments, dice)


def _create_event(session: Session, owner: Account, *, keyring: Keyring, moments: Moments) -> Event:
    values = {
        "name": f"Refugees’ Day {moments.day.year}",
        "place": "Birkenried (alles hier ist erfunden)",
        "first_on": moments.day,
        "last_on": moments.day,
        "registration_until": moments.registration_until,
        "wishing_until": moments.wishing_until,
        "confirmation_until": moments.confirmation_until,
        "contact_name": "Frau Hansen",
        "contact_phone": "+49 5550 000210",
        "group_cover": True,
        "food_rule": FoodRule.DECLARATION,
    }
    made_at = moments.days_ago(80)
    event = create_event(session, values, organiser_id=owner.organiser_id, keyring=keyring, by=owner, now=made_at)
    step_event(session, event, Stage.REGISTRATION, by=owner, now=moments.days_ago(75))
    return event


def open_wishing(session: Session, landkreis: Landkreis) -> None:
    """Take the event to wishing, two weeks ago."""
    step_event(session, landkreis.event, Stage.WISHING, by=landkreis.owner, now=landkreis.moments.days_ago(14))
