"""What staff read before they send: who is not invited yet, what goes out now, what waits for the morning."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.models import Account, Event
from matchday.services.access import issue_access
from matchday.services.message import Departure
from matchday.services.overview import read_overview
from matchday.web.say_departure import say_departure
from tests.factories import (
    KEYRING,
    a_message,
    a_participant,
    a_slot,
    a_wish,
    an_account,
    an_event,
    moment_of,
    zone_where_it_is,
)
from tests.page_client import PageClient
from tests.plans import a_day, a_plan

EVENING, BEFORE_DAWN, MORNING = (datetime(2027, 3, day, hour, tzinfo=UTC) for day, hour in ((9, 21), (10, 2), (10, 7)))


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    staff = an_account(session, name="Frau Hansen")
    client.sign_in(staff)
    return staff


def everybody(session: Session, event: Event) -> None:
    """Add people of every kind: two have got nothing yet and a message reaches them, two more it does not reach."""
    now = moment_of()
    a_participant(session, event)
    a_wish(session, a_participant(session, event, first_name="Wünscht"), a_slot(session, event))
    a_participant(session, event, channel=Channel.NONE)
    a_participant(session, event, restricted_at=now)
    a_participant(session, event, withdrawn_at=now)
    a_message(session, a_participant(session, event), MessageKind.INVITATION, cause="invitation", now=now)
    issue_access(session, a_participant(session, event), keyring=KEYRING, by=None, now=now)
    issue_access(session, a_participant(session, event), keyring=KEYRING, by=None, now=now).first_opened_at = now
    issue_access(session, a_participant(session, event), keyring=KEYRING, by=None, now=now).revoked_at = now
    session.commit()


def test_overview_list_and_invitation_mean_the_same_people_who_are_not_invited(
    session: Session, client: PageClient, staff: Account
) -> None:
    event = an_event(session, by=staff, time_zone=zone_where_it_is(12))
    everybody(session, event)
    home = f"/staff/{event.key}"

    overview, figures = client.get(f"{home}/").text, read_overview(session, event)
    messages = client.get(f"{home}/messages")
    view = next(link for link in messages.links() if link.endswith("view=uninvited"))
    people = client.get(view)

    assert "4 Menschen sind noch nicht eingeladen" in overview
    assert figures.people - figures.invited == 4
    assert "4 Menschen sind noch nicht eingeladen" in messages.text
    assert "2 Menschen erreicht keine Nachricht" in messages.text
    assert "Noch nicht eingeladen 4" in people.text
    assert len(re.findall('name="person"', people.html)) == 4
    assert "2 Nachrichten gehen sofort hinaus." in client.follow(f"{home}/messages/invite").text
    assert "2 Menschen sind noch nicht eingeladen" in client.get(f"{home}/").text
    assert "Einladungen senden" not in client.get(f"{home}/messages").text


def test_after_the_plan_nobody_has_to_be_invited(session: Session, client: PageClient, staff: Account) -> None:
    event = an_event(session, by=staff, stage=Stage.PUBLISHED)
    everybody(session, event)

    assert "noch nicht eingeladen" not in client.get(f"/staff/{event.key}/").text


def test_at_night_staff_read_before_they_invite_and_afterwards_until_when_it_waits(
    session: Session, client: PageClient, staff: Account
) -> None:
    event = an_event(session, by=staff, time_zone=zone_where_it_is(22))
    a_participant(session, event)
    session.commit()
    messages = f"/staff/{event.key}/messages"

    before = client.get(messages).text
    after = client.follow(f"{messages}/invite").text

    waits = "Es ist nach 20 Uhr: 1 Nachricht geht morgen ab 8 Uhr hinaus."
    assert waits in before
    assert after.count(waits) == 2  # what was just done, and what the list says from now on
    assert ", 08:00: Nachts klingelt kein Telefon." in after


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (22, "Es ist nach 20 Uhr: 3 Nachrichten gehen morgen ab 8 Uhr hinaus."),
        (3, "Es ist noch vor 8 Uhr: 3 Nachrichten gehen heute ab 8 Uhr hinaus."),
        (12, "3 Nachrichten gehen sofort hinaus."),
    ],
)
def test_whoever_publishes_reads_before_and_after_what_goes_out_at_this_hour(
    session: Session, client: PageClient, staff: Account, hour: int, said: str
) -> None:
    event = a_day(session, by=staff, capacity=3, time_zone=zone_where_it_is(hour))
    plan = a_plan(session, event, by=staff)
    session.commit()
    publish = f"/staff/{event.key}/assignments/{plan.number}/publish"

    before = client.get(publish).text
    after = client.follow(publish, {"seen_publication": "0"}).text

    assert (said in before, "Nachts soll kein Telefon klingeln." in before) == (hour != 12, hour != 12)
    assert f"Plan 1 gilt jetzt. {said}" in after


@pytest.mark.parametrize(
    ("departure", "now", "said"),
    [
        (Departure(0, 1, MORNING), EVENING, ["Es ist nach 20 Uhr: 1 Nachricht geht morgen ab 8 Uhr hinaus."]),
        (Departure(0, 2, MORNING), BEFORE_DAWN, ["Es ist noch vor 8 Uhr: 2 Nachrichten gehen heute ab 8 Uhr hinaus."]),
        (Departure(1, 0, MORNING), EVENING, ["1 Nachricht geht auch jetzt in der Nacht sofort hinaus."]),
        (Departure(2, 0, None), MORNING, ["2 Nachrichten gehen sofort hinaus."]),
        (Departure(0, 0, None), MORNING, []),
    ],
)
@pytest.mark.usefixtures("session")
def test_when_messages_go_out_is_said_in_whole_sentences(departure: Departure, now: datetime, said: list[str]) -> None:
    assert say_departure(departure, now=now) == said
