"""Fields that no form has are ignored: every form of everybody is sent with and without them, to the same effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import request
from sqlalchemy import select

from matchday.app import create_app
from matchday.core.event import Stage
from matchday.extensions import db
from matchday.models import Base, Participant
from tests.conftest import copied, settings
from tests.house.crawl import FilledForm, forms_of, walk
from tests.house.test_requests import opened
from tests.house.world import MISSING, Doors, undone

SENDERS = ("nobody", "owner", "door", "coach", "employer", "participant", "device")
Rows = dict[tuple[str, Any], tuple[tuple[str, Any], ...]]
KEPT = {
    "organiser_id", "event_id", "employer_id", "site_id", "account_id", "participant_id", "slot_id", "coach_id",
    "group_id", "key", "name", "state", "stage", "capacity", "is_protected", "active", "number", "revision",
    "confirmed_at", "withdrawn_at", "restricted_at", "publication_count", "is_covered", "is_given", "ticket_code",
}  # fmt: skip
"""Columns that decide whose a row is, who somebody is and how far something is."""


def extras(doors: Doors) -> dict[str, str]:
    """Return fields that would change whose a row is, or how far it is, if a form took what it is sent."""
    foreign = doors.foreign
    person = foreign.people["participant"]
    return {
        "id": "1", "key": MISSING, "organiser_id": str(foreign.event.organiser_id), "event_id": str(foreign.event.id),
        "employer_id": str(foreign.slot.employer_id), "slot_id": str(foreign.slot.id), "coach_id": "1", "group_id": "1",
        "participant_id": str(person.id), "account_id": str(foreign.people["owner"].id), "role": "owner",
        "roles": "owner", "name": "Qxtra", "state": "approved", "stage": "archived", "capacity": "777",
        "is_protected": "y", "active": "", "number": "777", "revision": "200", "is_covered": "y", "is_given": "y",
        "confirmed_at": "2020-01-01", "withdrawn_at": "2020-01-01", "restricted_at": "2020-01-01",
    }  # fmt: skip


def fill(form: FilledForm) -> dict[str, Any]:
    """Return the fields of a form with something in each that is empty."""
    return {name: text or _something(name) for name, text in form.fields.items() if name != "csrf_token"}


def _something(name: str) -> str:
    fitting = {"mail": "neu@birkenried.example", "phone": "+49 5550 000212", "day": "2027-04-20", "_on": "2027-04-20"}
    return next((text for part, text in fitting.items() if part in name), "Neu")


KEPT_OF_EVERYTHING = {
    table.name: select(table.c.id, *(column for column in table.c if column.name in KEPT))
    for table in Base.metadata.tables.values()
}


def rows_kept() -> Rows:
    """Return the columns that decide, of every row; a new row's random key is its own."""
    found = {}
    for table, asked in KEPT_OF_EVERYTHING.items():
        for row in db.session.connection().execute(asked).mappings():
            found[table, row["id"]] = tuple((name, _as_kept(name, kept)) for name, kept in row.items())
    return found


def _as_kept(name: str, kept: Any) -> Any:
    """Return what counts of a column: of a moment only whether there is one."""
    return kept is not None if name.endswith("_at") else kept


def effect(
    doors: Doors, sender: str, form: FilledForm, fields: Mapping[str, Any], *, before: Rows
) -> tuple[int, set[Any]]:
    """Send a form. Return the status and what it changed among the columns that decide; then it is undone."""
    with undone():
        status = doors.send(sender, "POST", form.action, fields, Referer=f"http://localhost{form.page}").status_code
        after = rows_kept()
    known = {row for row, columns in before.items() if after.get(row) != columns}
    changed = {(row, after.get(row)) for row in known}
    new = {(table, _without_key(after[table, row])) for table, row in after.keys() - before.keys()}
    return status, changed | new


def _without_key(columns: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple(column for column in columns if column[0] not in ("id", "key", "ticket_code"))


def every_form(doors: Doors) -> Iterator[tuple[str, FilledForm]]:
    """Give every form of everybody once."""
    known = set()
    for sender in SENDERS:
        if sender not in doors.visitors:
            continue
        for path, answer in walk(doors, sender):
            for form in forms_of(path, answer):
                sign = (sender, re.sub(r"\b[a-z2-9]{10}\b", "…", form.action), tuple(sorted(form.fields)))
                if sign not in known:
                    known.add(sign)
                    yield sender, form


def swayed(doors: Doors) -> tuple[list[tuple[str, str]], set[str]]:
    """Return the forms on which a field that is not theirs had an effect, and the addresses that took a form."""
    wrong, taken, before, more = [], set(), rows_kept(), extras(doors)
    for sender, form in every_form(doors):
        own = fill(form)
        status, changed = effect(doors, sender, form, {**more, **own}, before=before)
        if status in (200, 302, 303):
            taken.add(form.action)
        if changed and changed != effect(doors, sender, form, own, before=before)[1]:
            wrong.append((sender, form.action))
    return wrong, taken


@pytest.mark.parametrize(("stage", "most"), [(Stage.WISHING, 30), (Stage.PUBLISHED, 30)])
def test_no_form_takes_a_field_that_is_not_its_own(
    tmp_path: Path, empty_database: Path, stage: Stage, most: int
) -> None:
    with opened(create_app(settings(copied(empty_database, tmp_path))), stage=stage) as doors:
        wrong, taken = swayed(doors)

    assert wrong == []
    assert len(taken) >= most, f"too few forms were filled rightly to say anything: {sorted(taken)}"


def test_a_form_that_takes_what_it_is_sent_is_noticed(tmp_path: Path, empty_database: Path) -> None:
    def careless(participant_key: str, **_: str) -> str:
        person = db.session.scalars(
            select(Participant).where(Participant.key == participant_key).execution_options(across_organisers="a test")
        ).one()
        for name, text in request.form.items():
            if name in ("first_name", "organiser_id", "event_id"):
                setattr(person, name, text)
        db.session.commit()
        return "gespeichert"

    app = create_app(settings(copied(empty_database, tmp_path)))
    with opened(app, stage=Stage.WISHING) as doors:
        form = FilledForm(
            "/staff/", "/staff/{event_key}/participants/{participant_key}/change".format(**doors.own.keys)
        )
        app.view_functions["staff.participant_change"] = careless

        before = rows_kept()
        plain = effect(doors, "owner", form, {"first_name": "Neu"}, before=before)
        loaded = effect(doors, "owner", form, {"first_name": "Neu", **extras(doors)}, before=before)

    assert plain != loaded
    assert plain[0] == loaded[0] == 200
