"""Commands of whoever runs the server: erase, replay, verify the audit."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchday.models import AuditEntry
from matchday.services.audit import write_audit
from tests.factories import a_participant, an_event, an_organiser
from tests.plans import people_of


def test_a_person_is_erased_only_when_told_for_sure(app: Flask, session: Session) -> None:
    event = an_event(session)
    person = a_participant(session, event)
    key = person.key
    session.commit()
    run = app.test_cli_runner().invoke

    told = run(args=["privacy", "erase", "participant", key])
    there = len(people_of(session, event))
    done = run(args=["privacy", "erase", "participant", key, "--yes"])
    unknown = run(args=["privacy", "erase", "participant", key, "--yes"])

    assert "Nothing was erased." in told.output
    assert (there, len(people_of(session, event))) == (1, 0)
    assert (done.exit_code, unknown.exit_code) == (0, 1)


def test_an_audit_without_its_newest_entries_is_found_by_a_printed_seal(
    app: Flask, session: Session, now: datetime
) -> None:
    organiser = an_organiser(session)
    for number in range(3):
        write_audit(session, "slot.approve", organiser_id=organiser.id, by=None, now=now, slot=number)
    session.commit()
    run = app.test_cli_runner().invoke
    seal = run(args=["audit", "head"]).output.strip()
    whole = run(args=["audit", "verify", "--seal", seal])

    session.execute(delete(AuditEntry).where(AuditEntry.organiser_id == organiser.id, AuditEntry.number == 3))
    session.commit()
    cut = run(args=["audit", "verify", "--seal", seal])

    assert (whole.exit_code, cut.exit_code) == (0, 1)
    assert "entry 3 is the first that does not fit" in cut.output


def test_a_seal_that_was_changed_is_refused(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["audit", "verify", "--seal", "matchday-audit/1 a 1 00 2027-03-12 00"])

    assert answer.exit_code == 1
    assert "not ours" in answer.output
