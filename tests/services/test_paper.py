"""Papers for many: asked for, made by the printer, fetched, gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday import printer
from matchday.core.account import Role
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.message import MessageState
from matchday.core.paper import ORPHAN_AGE, PAPER_LIFE, PaperKind, PaperState
from matchday.core.participant import Channel
from matchday.core.slot import SlotState
from matchday.extensions import db
from matchday.models import AccessLink, AuditEntry, Event, PaperBatch
from matchday.services.access import find_access, issue_access
from matchday.services.message import count_messages, list_messages, resend_message
from matchday.services.overview import Waiting, read_overview
from matchday.services.paper import (
    Reach,
    fail_papers,
    find_papers,
    gather_access,
    list_papers,
    list_subjects,
    note_download,
    order_papers,
    paper_path,
    remove_old_papers,
    remove_papers,
    request_papers,
)
from matchday.web.printing import print_at_once
from tests.conftest import NOW
from tests.days import a_running_day, came, tickets_of
from tests.factories import KEYRING, a_participant, a_slot, an_account, an_employer, an_event, at, moment_of
from tests.plans import a_day, a_member_of_staff, people_of, published, the_slot


@contextmanager
def transaction() -> Iterator[Session]:
    yield db.session()
    db.session.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "papers"


def an_asked_batch(
    session: Session, event: Event, kind: PaperKind = PaperKind.ACCESS_LETTERS, **more: object
) -> PaperBatch:
    subjects = list_subjects(session, event, kind, reach=Reach())
    batch = request_papers(
        session, event, kind, subject_ids=subjects, by=a_member_of_staff(session, event), now=moment_of(), **more
    )
    session.commit()
    return batch


def printed(batch: PaperBatch, folder: Path) -> list[str]:
    """Make a batch and return the text of each page."""
    printer.print_batch(batch.id, folder=folder, transaction=transaction)
    db.session.refresh(batch)
    with pypdfium2.PdfDocument(paper_path(folder, batch.key)) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_letters_are_made_for_everybody_and_only_the_owner_of_the_files_reads_them(session, folder):
    event = an_event(session)
    for name in ("Amira", "Besarta"):
        a_participant(session, event, first_name=name, language="de", languages=["de"])
    batch = an_asked_batch(session, event)

    pages = printed(batch, folder)

    assert [name in page for name, page in zip(("Amira", "Besarta"), pages, strict=True)] == [True, True]
    assert (batch.state, batch.done_count, batch.total_count) == (PaperState.READY, 2, 2)
    assert paper_path(folder, batch.key).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == [f"{batch.key}.pdf"]


def test_who_has_no_access_gets_one_and_who_has_keeps_it(session):
    event = an_event(session)
    known, new = a_participant(session, event), a_participant(session, event)
    link = issue_access(session, known, keyring=KEYRING, by=None, now=NOW)

    facts = gather_access(session, event, [known.id, new.id], keyring=KEYRING, by=an_account(session), now=NOW)

    assert find_access(session, known, now=NOW) is link
    assert find_access(session, new, now=NOW) is not None
    assert [one.participant for one in facts] == [known, new]


def test_a_new_access_for_all_ends_the_old_ones_once(session, folder):
    event = an_event(session)
    person = a_participant(session, event)
    old = issue_access(session, person, keyring=KEYRING, by=None, now=moment_of() - timedelta(days=1))
    batch = an_asked_batch(session, event, renews_access=True)

    printed(batch, folder)
    batch.state = PaperState.RUNNING  # as after a crash
    session.commit()
    printed(batch, folder)

    session.refresh(old)
    assert old.revoked_at is not None
    assert len(session.scalars(select(AccessLink).where(AccessLink.organiser_id == event.organiser_id)).all()) == 2


def test_envelopes_are_sorted_by_coach_and_name(session):
    event = an_event(session)
    anna, zora = (an_account(session, Role.COACH, organiser=event.organiser, name=name) for name in ("Anna", "Zora"))
    wanted = [("Ömer", anna), ("Yusuf", anna), ("Amira", zora), ("Besarta", None)]
    people = {
        name: a_participant(session, event, first_name=name, coach_id=coach and coach.id) for name, coach in wanted
    }

    order = order_papers(
        session, event, PaperKind.ACCESS_LETTERS, subject_ids=[one.id for one in reversed(people.values())]
    )

    assert order == [people[name].id for name, _ in wanted]


def test_who_does_not_take_part_or_is_restricted_gets_nothing(session):
    event = an_event(session)
    stays = a_participant(session, event)
    a_participant(session, event, withdrawn_at=NOW)
    a_participant(session, event, restricted_at=NOW)

    assert list_subjects(session, event, PaperKind.ACCESS_LETTERS, reach=Reach()) == [stays.id]


def test_papers_can_be_for_a_coach_for_those_without_phone_or_for_chosen_people(session):
    event = an_event(session)
    coach = an_account(session, organiser=event.organiser)
    one = a_participant(session, event, coach_id=coach.id)
    other = a_participant(session, event, mail="", phone="")

    kind = PaperKind.ACCESS_LETTERS
    assert list_subjects(session, event, kind, reach=Reach(coach=coach)) == [one.id]
    assert list_subjects(session, event, kind, reach=Reach(is_without_device=True)) == [other.id]
    assert list_subjects(session, event, kind, reach=Reach(keys=[other.key])) == [other.id]
    assert list_subjects(session, event, kind, reach=Reach(coach=coach, keys=[other.key])) == []


def test_ticket_letters_hold_tickets_and_hide_a_protected_name(session, folder):
    event = a_day(session, people=2)
    shown, hidden = people_of(session, event)
    hidden.is_protected, hidden.first_name = True, "Zeynep"
    for person in (shown, hidden):
        person.language, person.languages = "de", ["de"]
    published(session, event)

    pages = printed(an_asked_batch(session, event, PaperKind.TICKET_LETTERS), folder)

    assert sum("Amira" in page for page in pages) == 1
    assert sum(hidden.alias in page for page in pages) == 1
    assert not any("Zeynep" in page for page in pages)
    assert all("Steinfurth" in page for page in pages)


def test_messages_by_letter_are_printed_once_and_once_more_where_staff_ask(session, folder):
    event = a_day(session, people=2)
    first, second = people_of(session, event)
    for person in (first, second):
        person.channel, person.mail, person.language, person.languages = Channel.LETTER, "", "de", ["de"]
    published(session, event)
    for message in list_messages(session, event):
        message.made_at = moment_of()
    assert (Waiting.LETTERS_TO_PRINT, 2) in read_overview(session, event).waiting

    pages = printed(an_asked_batch(session, event, PaperKind.MESSAGE_LETTERS), folder)

    assert ["Sie haben einen Platz" in page and "/access" in page for page in pages] == [True, True]
    assert not any("Steinfurth" in page for page in pages)
    (message, _) = list_messages(session, event)
    assert count_messages(session, event) == {MessageState.PRINTED: 2}
    assert list_subjects(session, event, PaperKind.MESSAGE_LETTERS, reach=Reach()) == []
    assert Waiting.LETTERS_TO_PRINT not in dict(read_overview(session, event).waiting)
    resend_message(session, event, message.key, by=a_member_of_staff(session, event), now=NOW)
    assert list_subjects(session, event, PaperKind.MESSAGE_LETTERS, reach=Reach()) == [message.participant_id]


def test_rosters_name_the_guests_of_each_slot(session, folder):
    event = a_day(session, people=2)
    published(session, event)

    pages = printed(an_asked_batch(session, event, PaperKind.ROSTERS), folder)

    assert len(pages) == 1
    assert all(person.alias in pages[0] for person in people_of(session, event))


@pytest.mark.parametrize("kind", [PaperKind.TICKETS, PaperKind.TICKET_LETTERS, PaperKind.ROSTERS])
def test_nothing_is_printed_for_a_slot_that_was_called_off(session, kind):
    event = a_day(session, people=2)
    published(session, event)
    people = [one.id for one in people_of(session, event)]
    the_slot(session, event).state = SlotState.WITHDRAWN
    session.commit()

    subjects = list_subjects(session, event, kind, reach=Reach())

    assert subjects == []
    assert order_papers(session, event, PaperKind.TICKETS, subject_ids=people) == []


def test_rosters_are_sorted_by_employer(session):
    event = an_event(session)
    late, early = (an_employer(session, event, name=name) for name in ("Zimmerei Ost", "Ärztehaus Nord"))
    slots = [a_slot(session, event, employer=employer) for employer in (late, early)]

    order = order_papers(session, event, PaperKind.ROSTERS, subject_ids=[slot.id for slot in slots])

    assert order == [slots[1].id, slots[0].id]


def test_tickets_are_not_printed_before_publication(session):
    event = an_event(session, stage=Stage.WISHING)

    with pytest.raises(RuleError, match="papers_shut"):
        request_papers(session, event, PaperKind.TICKETS, subject_ids=[1], by=an_account(session), now=NOW)


def test_papers_for_nobody_are_refused(session):
    with pytest.raises(RuleError, match="papers_empty"):
        request_papers(
            session, an_event(session), PaperKind.ACCESS_LETTERS, subject_ids=[], by=an_account(session), now=NOW
        )


def test_asking_twice_makes_one_batch(session):
    event = an_event(session)
    by, person = a_member_of_staff(session, event), a_participant(session, event)

    batches = [
        request_papers(session, event, PaperKind.ACCESS_LETTERS, subject_ids=[person.id], by=by, now=NOW)
        for _ in range(2)
    ]

    assert batches[0] is batches[1]
    assert len(list_papers(session, event)) == 1


def test_the_audit_says_who_asked_fetched_and_deleted(session, folder):
    event = an_event(session)
    a_participant(session, event)
    batch = an_asked_batch(session, event)
    printed(batch, folder)

    note_download(session, batch, by=batch.requested_by, now=moment_of())
    remove_papers(session, batch, folder=folder, by=batch.requested_by, now=NOW)

    entries = session.scalars(select(AuditEntry).where(AuditEntry.organiser_id == event.organiser_id)).all()
    said = [(entry.action, entry.details["count"]) for entry in entries if entry.action.startswith("paper.")]
    assert said == [("paper.request", 1), ("paper.download", 1), ("paper.remove", 1)]
    assert list(folder.iterdir()) == []


def test_a_batch_that_was_deleted_while_it_was_made_leaves_no_file(session, folder):
    event = an_event(session)
    a_participant(session, event)
    batch = an_asked_batch(session, event)
    remove_papers(session, batch, folder=folder, by=batch.requested_by, now=NOW)
    session.commit()

    printer.print_batch(batch.id, folder=folder, transaction=transaction)

    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_file_is_gone_after_a_day_and_what_a_crash_left_too(session, folder):
    event = an_event(session)
    a_participant(session, event)
    batch = an_asked_batch(session, event)
    printed(batch, folder)
    left = folder / "x.draft"
    left.touch()
    later = batch.ready_at + PAPER_LIFE
    os.utime(left, (later.timestamp() - ORPHAN_AGE.total_seconds() - 1,) * 2)

    assert remove_old_papers(session, folder=folder, now=later - timedelta(seconds=1)) == 0
    assert paper_path(folder, batch.key).exists()
    assert remove_old_papers(session, folder=folder, now=later) == 1

    assert list(folder.iterdir()) == []
    with pytest.raises(NotFound):
        note_download(session, batch, by=batch.requested_by, now=later)


def test_a_draft_that_is_being_written_is_left_alone(session, folder):
    folder.mkdir()
    (folder / "x.draft").touch()
    written_at = (folder / "x.draft").stat().st_mtime

    remove_old_papers(session, folder=folder, now=NOW.fromtimestamp(written_at + 60, NOW.tzinfo))

    assert (folder / "x.draft").exists()


def test_what_could_not_be_made_says_so(session):
    event = an_event(session)
    a_participant(session, event)
    batch = an_asked_batch(session, event)

    fail_papers(session, batch.id, "papers_fault")

    assert (batch.state, batch.failure) == (PaperState.FAILED, "papers_fault")


def test_a_batch_nobody_is_left_for_says_that_there_is_nothing_to_print(session, folder):
    event = an_event(session)
    person = a_participant(session, event)
    batch = an_asked_batch(session, event)
    person.withdrawn_at = moment_of()
    session.commit()

    printer.print_batch(batch.id, folder=folder, transaction=transaction)

    assert (batch.state, batch.failure) == (PaperState.FAILED, "papers_empty")
    assert list(folder.iterdir()) == []


def test_attestations_of_a_slot_that_is_not_over_are_refused_kindly(session):
    event = a_running_day(session, people=1)
    (ticket,), by = tickets_of(session, event), a_member_of_staff(session, event)
    came(session, ticket, now=at(6))

    with pytest.raises(RuleError, match="papers_empty"):
        print_at_once(event, PaperKind.ATTESTATIONS, subject_ids=[ticket.participant_id], by=by, now=at(7))


def test_another_organiser_s_batch_is_not_there(session):
    mine, theirs = an_event(session), an_event(session)
    a_participant(session, theirs)
    batch = an_asked_batch(session, theirs)

    with pytest.raises(NotFound):
        find_papers(session, mine, key=batch.key)
    with pytest.raises(NotFound):
        find_papers(session, theirs, key=batch.key, by=an_account(session, organiser=theirs.organiser))
