"""Groups: people who go to the same slot or to none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.text import sort_key
from matchday.core.ticket import TicketState
from matchday.models import Account, Event, Group, Participant, Ticket
from matchday.services.audit import write_audit
from matchday.services.confirmation import read_declined
from matchday.services.event import read_event
from matchday.services.progress import by_name


def list_groups(session: Session, event: Event) -> list[tuple[Group, list[Participant]]]:
    """Return the groups of an event by label, each with its members by name."""
    members: dict[int | None, list[Participant]] = {}
    for person in _people(session, event, Participant.group_id.is_not(None)):
        members.setdefault(person.group_id, []).append(person)
    groups = session.scalars(select(Group).where(Group.organiser_id == event.organiser_id, Group.event_id == event.id))
    in_order = sorted(groups, key=lambda group: (sort_key(group.label), group.id))
    return [(group, members.get(group.id, [])) for group in in_order]


def list_alone(session: Session, event: Event) -> list[Participant]:
    """Return the people of an event who take part and are in no group, by name."""
    return _people(session, event, Participant.group_id.is_(None))


def list_companions(session: Session, participant: Participant) -> list[Participant]:
    """Return who goes where this person goes, by name: all of the group who take part, or the person alone.

    Where somebody of the group gave a place back, only those who said the same go on together.
    """
    if participant.group_id is None:
        return [participant]
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    parting = read_declined(session, event).parting
    found = _people(session, event, Participant.group_id == participant.group_id)
    return [one for one in found if one.restricted_at is None and parting(one.id) == parting(participant.id)]


def list_left_behind(session: Session, event: Event, ticket: Ticket) -> list[Participant]:
    """Return who of the group still has a place in the slot of a ticket that was taken back, by name."""
    group_id = ticket.participant.group_id
    if group_id is None:
        return []
    still_there = select(Ticket.participant_id).where(
        Ticket.organiser_id == event.organiser_id,
        Ticket.slot_id == ticket.slot_id,
        Ticket.state == TicketState.VALID,
    )
    return _people(session, event, and_(Participant.group_id == group_id, Participant.id.in_(still_there)))


def read_group(session: Session, event: Event, *, key: str) -> Group:
    """Return a group of the event. **Errors** NotFound."""
    group = session.scalar(
        select(Group).where(Group.organiser_id == event.organiser_id, Group.event_id == event.id, Group.key == key)
    )
    if group is None:
        raise NotFound
    return group


def make_group(session: Session, event: Event, label: str, *, by: Account, now: datetime) -> Group:
    """Make a group without members. **Errors** RuleError ``stage_shut``, ``group_exists``."""
    require_open(event.stage, Action.PREPARE)
    _check_label(session, event.organiser_id, event.id, label)
    group = Group(organiser_id=event.organiser_id, event_id=event.id, label=label)
    session.add(group)
    session.flush()
    _note(session, "group.make", group, by=by, now=now)
    return group


def rename_group(session: Session, group: Group, label: str, *, by: Account, now: datetime) -> None:
    """Give a group another label. **Errors** RuleError ``group_exists``."""
    if label == group.label:
        return
    _check_label(session, group.organiser_id, group.event_id, label)
    group.label = label
    _note(session, "group.rename", group, by=by, now=now)


def put_into_group(session: Session, group: Group, participant: Participant, *, by: Account, now: datetime) -> None:
    """Make somebody a member.

    **Errors** NotFound for a person of another event; RuleError ``group_taken`` where they are in another group,
    ``participant_withdrawn``.
    """
    if participant.event_id != group.event_id:
        raise NotFound
    if participant.withdrawn_at is not None:
        raise RuleError("participant_withdrawn")
    if participant.group_id not in (None, group.id):
        raise RuleError("group_taken")
    participant.group_id = group.id
    _note(session, "group.put_in", group, by=by, now=now, participant=participant.id)


def take_out_of_group(session: Session, group: Group, participant: Participant, *, by: Account, now: datetime) -> None:
    """Let a member go on alone. **Errors** NotFound where they are no member."""
    if participant.group_id != group.id:
        raise NotFound
    participant.group_id = None
    _note(session, "group.take_out", group, by=by, now=now, participant=participant.id)


def dissolve_group(session: Session, group: Group, *, by: Account, now: datetime) -> None:
    """End a group; its members stay, each alone."""
    session.execute(
        update(Participant)
        .where(Participant.organiser_id == group.organiser_id, Participant.group_id == group.id)
        .values(group_id=None)
    )
    _note(session, "group.dissolve", group, by=by, now=now)
    session.delete(group)
    session.flush()


def _people(session: Session, event: Event, which: ColumnElement[bool]) -> list[Participant]:
    people = session.scalars(
        select(Participant).where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            which,
        )
    )
    return by_name(people)


def _check_label(session: Session, organiser_id: int, event_id: int, label: str) -> None:
    same = session.scalar(
        select(Group.id).where(Group.organiser_id == organiser_id, Group.event_id == event_id, Group.label == label)
    )
    if same is not None:
        raise RuleError("group_exists")


def _note(session: Session, action: str, group: Group, *, by: Account, now: datetime, **details: Any) -> None:
    write_audit(
        session,
        action,
        organiser_id=group.organiser_id,
        event_id=group.event_id,
        by=by,
        now=now,
        group=group.id,
        **details,
    )
