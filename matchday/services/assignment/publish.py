"""Publish a plan: who is told what, and all of it in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.account import Role
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.errors import RuleError
from matchday.core.event import ALLOWED, Action, Stage, require_open
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.core.ticket import TicketState
from matchday.models import (
    Account,
    AccountRole,
    Assignment,
    Employer,
    Event,
    Participant,
    Placement,
    Slot,
    Unplaced,
)
from matchday.services.assignment.board import Board, find_published, read_board
from matchday.services.assignment.request import note_assignment
from matchday.services.assignment.stale import list_differences
from matchday.services.confirmation import ask_to_confirm
from matchday.services.crash import crash_point
from matchday.services.message import (
    Departure,
    channel_of,
    foresee_departure,
    is_written_to,
    message_to_account,
    message_to_participant,
    post,
)
from matchday.services.shortage import end_shortages
from matchday.services.ticket import issue_tickets, list_tickets_of


@dataclass(frozen=True)
class News:
    """Say who is told what by the publication of the plan on ``board``.

    **Shapes** ``people``: participant to kind, nobody twice; ``employers``: accounts of the employers whose guests
    changed; ``silent``: names of such employers without an account.
    """

    board: Board
    people: Mapping[int, MessageKind]
    recipients: Mapping[int, Participant]
    employers: tuple[Account, ...]
    silent: tuple[str, ...]

    @cached_property
    def by_hand(self) -> list[Participant]:
        """Return the participants somebody has to tell."""
        return [one for one in self.recipients.values() if not is_written_to(one)]

    @cached_property
    def by_coach(self) -> list[Participant]:
        """Return the participants who hear it from a coach."""
        return [one for one in self.by_hand if one.acting_coach]

    @cached_property
    def unreached(self) -> list[Participant]:
        """Return the participants whom neither a message nor a coach reaches."""
        return [one for one in self.by_hand if not one.acting_coach]

    @cached_property
    def by_kind(self) -> dict[MessageKind, Counter[Channel]]:
        """Return for each kind of message how many people are told it, and how; ``NONE``: by somebody they know."""
        told: dict[MessageKind, Counter[Channel]] = {}
        for kind in MessageKind:
            people = [one for one in self.recipients.values() if self.people[one.id] is kind]
            if people:
                told[kind] = Counter(channel_of(one) if is_written_to(one) else Channel.NONE for one in people)
        return told

    @cached_property
    def by_channel(self) -> Counter[Channel]:
        """Return how many messages of all kinds go out, to people and employers, and how."""
        return sum(self.by_kind.values(), Counter({Channel.MAIL: len(self.employers)}))

    @property
    def sent_count(self) -> int:
        """Return how many messages go out by themselves."""
        return self.by_channel[Channel.MAIL] + self.by_channel[Channel.SMS]

    def foresee(self, event: Event, *, now: datetime) -> Departure:
        """Return how many of them go out at once, if this plan is published now; those to employers always do."""
        counts = {kind: told[Channel.MAIL] + told[Channel.SMS] for kind, told in self.by_kind.items()}
        departure = foresee_departure(event, counts, now=now)
        return replace(departure, at_once=departure.at_once + len(self.employers))


def read_news(session: Session, event: Event, assignment: Assignment) -> News:
    """Say who would be told what if this plan were published now. Who is told nothing new is not told."""
    board = read_board(session, event, assignment)
    before: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for ticket in list_tickets_of(session, event):
        if ticket.state is TicketState.VALID:
            before[ticket.participant_id].add((ticket.slot_id, ticket.slot_sequence))
    after: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for placement in board.placements:
        after[placement.participant_id].add((placement.slot_id, placement.slot.calendar_sequence))
    people = {
        person_id: kind
        for person_id in before.keys() | after.keys()
        if (kind := _kind(before[person_id], after[person_id]))
    }
    told = _told_to_wait(session, event)
    people |= {
        one.participant_id: MessageKind.UNPLACED
        for one in board.unplaced
        if one.participant_id not in people and one.participant_id not in told
        if one.reason is not UnplacedReason.DECLINED  # they said so themselves
    }
    recipients = _recipients(session, event, set(people))
    kinds = {person_id: people[person_id] for person_id in recipients}
    return News(board, kinds, recipients, *_employers_to_tell(session, event, board))


def publish_assignment(
    session: Session,
    event: Event,
    assignment: Assignment,
    *,
    seen_publication: int,
    keyring: Keyring,
    by: Account,
    now: datetime,
) -> News:
    """Publish a plan: state, tickets, audit and messages with their tasks, all in this transaction or none.

    ``seen_publication`` is the event's publication_count that ``by`` saw when deciding: of two at once one succeeds.

    **Errors** RuleError ``already_published`` (``by``, ``at``), ``stage_shut``, ``assignment_not_proposed``,
    ``assignment_stale`` (``differences``); nothing is changed.
    """
    claim_publication(session, event, seen=seen_publication)
    if assignment.state is not AssignmentState.PROPOSED:
        raise RuleError("assignment_not_proposed")
    if differences := list_differences(session, event, assignment, keyring=keyring):
        raise RuleError("assignment_stale", differences=differences)
    crash_point("publish.claimed")
    news = read_news(session, event, assignment)
    known = {ticket.id: ticket.revision for ticket in list_tickets_of(session, event)}
    issued = issue_tickets(session, event, news.board.placements, now=now)
    fresh = (one for tickets in issued.values() for one in tickets if known.get(one.id) != one.revision)
    ask_to_confirm(session, event, [one for one in fresh if one.state is TicketState.VALID], now=now)
    crash_point("publish.tickets")
    if replaced := find_published(session, event):
        replaced.state = AssignmentState.REPLACED
    assignment.state, assignment.published_by_id, assignment.published_at = AssignmentState.PUBLISHED, by.id, now
    event.stage = Stage.PUBLISHED
    note_assignment(session, "assignment.publish", assignment, by=by, now=now)
    end_shortages(session, event, now=now)
    _tell(session, event, news, now=now)
    crash_point("publish.messages")
    return news


def claim_publication(session: Session, event: Event, *, seen: int) -> None:
    """Take the right to publish, if nobody published since ``seen``. The event's row is locked until the commit.

    **Errors** RuleError ``already_published`` (``by``, ``at``), ``stage_shut``.
    """
    claimed: CursorResult[object] = session.execute(  # type: ignore[assignment]
        update(Event)
        .where(
            Event.organiser_id == event.organiser_id,
            Event.id == event.id,
            Event.publication_count == seen,
            Event.stage.in_(ALLOWED[Action.PUBLISH]),
        )
        .values(publication_count=seen + 1)
    )
    session.refresh(event)
    if claimed.rowcount == 1:
        return
    require_open(event.stage, Action.PUBLISH)
    published = find_published(session, event)
    if published is not None:
        session.refresh(published)  # it may have been read before the other one's commit
    if published is None or published.published_by is None:
        raise RuleError("assignment_not_proposed")
    raise RuleError("already_published", by=published.published_by.name, at=published.published_at)


def _kind(before: set[tuple[int, int]], after: set[tuple[int, int]]) -> MessageKind | None:
    if before == after:
        return None
    if not before:
        return MessageKind.TICKET
    return MessageKind.TICKET_CHANGED if after else MessageKind.TICKET_WITHDRAWN


def _told_to_wait(session: Session, event: Event) -> set[int]:
    """Return who knows already from the valid plan that there is no place."""
    published = find_published(session, event)
    if published is None:
        return set()
    return set(
        session.scalars(
            select(Unplaced.participant_id).where(
                Unplaced.organiser_id == event.organiser_id, Unplaced.assignment_id == published.id
            )
        )
    )


def _recipients(session: Session, event: Event, person_ids: set[int]) -> dict[int, Participant]:
    people = session.scalars(
        select(Participant)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
        )
        .options(joinedload(Participant.coach))
        .order_by(Participant.first_name, Participant.id)
    )
    return {one.id: one for one in people if one.id in person_ids}


def _employers_to_tell(session: Session, event: Event, board: Board) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    """Return the accounts of the employers whose guests change, and the names of those without an account."""
    before, after = _guests_before(session, event), _guests(board)
    changed = {
        employer_id
        for employer_id in after.keys() | (before or {}).keys()
        if before is None or before.get(employer_id, set()) != after.get(employer_id, set())
    }
    accounts = session.scalars(
        select(Account)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            Account.organiser_id == event.organiser_id,
            AccountRole.organiser_id == event.organiser_id,
            AccountRole.name == Role.EMPLOYER,
            Account.active,
            Account.employer_id.in_(changed),
        )
        .order_by(Account.id)
    ).all()
    reached = {account.employer_id for account in accounts}
    silent = session.scalars(
        select(Employer.name)
        .where(Employer.organiser_id == event.organiser_id, Employer.id.in_(changed - reached))
        .order_by(Employer.name)
    )
    return tuple(accounts), tuple(silent)


def _guests_before(session: Session, event: Event) -> dict[int, set[tuple[int, int]]] | None:
    """Return who goes to which employer by the valid plan; None where no plan is valid yet, then everybody is told."""
    published = find_published(session, event)
    if published is None:
        return None
    guests: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for employer_id, slot_id, participant_id in session.execute(
        select(Slot.employer_id, Placement.slot_id, Placement.participant_id)
        .join(Slot, Slot.id == Placement.slot_id)
        .where(
            Placement.organiser_id == event.organiser_id,
            Slot.organiser_id == event.organiser_id,
            Placement.assignment_id == published.id,
        )
    ):
        guests[employer_id].add((slot_id, participant_id))
    return guests


def _guests(board: Board) -> dict[int, set[tuple[int, int]]]:
    guests: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for card in board.cards:
        guests[card.slot.employer_id] |= {(card.slot.id, one.participant_id) for one in card.placements}
    return guests


def _tell(session: Session, event: Event, news: News, *, now: datetime) -> None:
    """Ask for every message. Its cause is unique per publication, recipient and kind: nobody is told twice."""
    publication = event.publication_count
    cause = f"publication/{event.id}/{publication}"
    to_people = [
        message_to_participant(
            participant,
            kind := news.people[participant.id],
            cause=f"{cause}/participant/{participant.id}/{kind}",
            now=now,
            publication=publication,
        )
        for participant in news.recipients.values()
    ]
    to_employers = [
        message_to_account(
            account,
            MessageKind.ROSTER,
            cause=f"{cause}/account/{account.id}/{MessageKind.ROSTER}",
            now=now,
            event_id=event.id,
            publication=publication,
        )
        for account in news.employers
    ]
    post(session, *to_people, *to_employers)
