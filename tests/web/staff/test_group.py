"""Staff and groups."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.models import Account, Event
from matchday.services.group import list_groups
from tests.factories import a_group, a_participant, an_account, an_event
from tests.page_client import PageClient


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    """Return a member of staff who is signed in."""
    staff = an_account(session)
    client.sign_in(staff)
    return staff


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    """Return an event of theirs."""
    event = an_event(session, by=staff)
    session.commit()
    return event


@pytest.fixture
def groups(event: Event) -> str:
    """Return where the event's groups are."""
    return f"/staff/{event.key}/groups"


def test_a_group_is_made_and_people_join(session: Session, client: PageClient, event: Event, groups: str) -> None:
    person = a_participant(session, event, first_name="Selam", last_name="Gebre")
    session.commit()

    client.post(groups, {"label": "Deutschkurs"})
    page = client.follow(f"{client.went_to}/members", {"participant": person.key})

    assert "Selam G. gehört jetzt dazu." in page.text
    assert "Selam G." in client.get(groups).text


def test_a_label_stands_once(session: Session, client: PageClient, event: Event, groups: str) -> None:
    a_group(session, event, label="Deutschkurs")
    session.commit()

    page = client.post(groups, {"label": "Deutschkurs"}, expect=422)

    assert "Eine Gruppe mit diesem Namen gibt es schon." in page.text


def test_a_group_is_renamed_left_and_dissolved(session: Session, client: PageClient, event: Event, groups: str) -> None:
    person = a_participant(session, event)
    group = a_group(session, event, person)
    session.commit()
    here = f"{groups}/{group.key}"

    assert "Familie" in client.follow(here, {"label": "Familie"}).text
    client.post(f"{here}/members/{person.key}/remove")
    session.expire_all()
    assert person.group_id is None
    client.post(f"{here}/dissolve")
    assert list_groups(session, event) == []


def test_somebody_of_another_event_cannot_be_chosen(
    session: Session, client: PageClient, staff: Account, event: Event, groups: str
) -> None:
    group, other = a_group(session, event), a_participant(session, an_event(session, by=staff))
    session.commit()

    client.post(f"{groups}/{group.key}/members", {"participant": other.key}, expect=422)

    session.expire_all()
    assert other.group_id is None


def test_nobody_joins_unchosen(session: Session, client: PageClient, event: Event, groups: str) -> None:
    group, person = a_group(session, event), a_participant(session, event)
    session.commit()

    page = client.get(f"{groups}/{group.key}")
    again = client.post(f"{groups}/{group.key}/members", {"participant": ""}, expect=422)

    assert '<option selected value="">Bitte wählen</option>' in page.html
    assert "Bitte füllen Sie dieses Feld aus." in again.text
    session.expire_all()
    assert person.group_id is None


def test_a_foreign_group_is_not_there(session: Session, client: PageClient, event: Event, groups: str) -> None:
    foreign = a_group(session, an_event(session))
    session.commit()

    client.get(f"{groups}/{foreign.key}", expect=404)
    for deed in ("", "/members", "/dissolve"):
        client.post(f"{groups}/{foreign.key}{deed}", {"label": "x"}, expect=404)
