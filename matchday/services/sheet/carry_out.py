"""Take a plan over: all rows in one transaction, one entry in the audit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.core.slot import SlotState
from matchday.core.wishlist import ranked
from matchday.documents.token import new_ticket_code
from matchday.models import Account, Employer, Event, Group, Participant, Site, Slot, Wish
from matchday.services.audit import write_audit
from matchday.services.employer import close_accounts
from matchday.services.needless import drop_needless
from matchday.services.sheet.change import fold
from matchday.services.sheet.plan import Count, ImportPlan, plan_import
from matchday.services.site import SITE_FIELDS, raise_calendars
from matchday.services.slot import WHEN_AND_WHERE
from matchday.services.todo import close_tellings
from matchday.sheets.columns import SheetKind
from matchday.sheets.reading import RawTable

Subjects = dict[str, Any]
"""Rows of one table by folded reference, those of the sheet among them."""


def carry_out_import(
    session: Session,
    event: Event,
    tables: Sequence[RawTable],
    *,
    channels: Collection[Channel] = frozenset(Channel),
    by: Account,
    now: datetime,
) -> Mapping[SheetKind, Count]:
    """Add and change everything a file says, or nothing; return how much of each kind.

    **Errors** RuleError ``import_refused`` (``count``) where there is any complaint; nothing is changed.
    """
    plan = plan_import(session, event, tables, channels=channels, now=now)
    if plan.complaints:
        raise RuleError("import_refused", count=len(plan.complaints))
    counts = plan.counts  # before the rows become as the sheet says
    employers, sites = _take_employers(session, plan, event=event, by=by, now=now)
    slots = _take_slots(session, plan, employers, sites=sites, event=event, now=now)
    people = _take_participants(session, plan, event=event)
    session.flush()
    _take_wishlists(session, plan, people, slots=slots, event=event, now=now)
    write_audit(
        session,
        "sheet.import",
        organiser_id=event.organiser_id,
        event_id=event.id,
        by=by,
        now=now,
        counts={kind.value: asdict(count) for kind, count in counts.items()},
    )
    return counts


def _take_employers(
    session: Session, plan: ImportPlan, *, event: Event, by: Account, now: datetime
) -> tuple[Subjects, Subjects]:
    """Return the employers, and the site each row names."""
    employers: Subjects = dict(plan.known.employers)
    sites: Subjects = {}
    for change in plan.employers:
        employer, site = change.known, change.site.known
        if employer is None:
            employer = Employer(organiser_id=event.organiser_id, sites=[], **change.values)
            session.add(employer)
        else:
            old_mail = employer.contact_mail
            _set(employer, change.values)
            if old_mail != employer.contact_mail:
                close_accounts(session, employer, by=by, now=now, but=employer.contact_mail)
        if site is None:
            site = Site(organiser_id=event.organiser_id, **change.site.values)
            employer.sites.append(site)
        elif change.site.is_changing:
            _move(session, site, change.site.values)
        for reference in (employer.reference, change.row.values["reference"]):
            employers[fold(reference)], sites[fold(reference)] = employer, site
    session.flush()
    return employers, sites


def _take_slots(
    session: Session,
    plan: ImportPlan,
    employers: Mapping[str, Any],
    *,
    sites: Mapping[str, Any],
    event: Event,
    now: datetime,
) -> Subjects:
    slots: Subjects = dict(plan.known.slots)
    codes = {slot.ticket_code for slot in slots.values()}
    for change in plan.slots:
        slot = change.known
        if slot is None:
            named = fold(change.row.values["employer"])
            employer: Employer = employers[named]
            site: Site = sites.get(named) or employer.sites[0]
            slot = Slot(
                organiser_id=event.organiser_id,
                event_id=event.id,
                employer_id=employer.id,
                site_id=site.id,
                ticket_code=_free_code(codes),
                state=SlotState.APPROVED,
                changed_at=now,
                **change.values,
            )
            session.add(slot)
        elif change.is_changing:
            slot.calendar_sequence += _differs(slot, change.values, WHEN_AND_WHERE)
            slot.changed_at = now
            _set(slot, change.values)
        slots[fold(slot.reference)] = slot
    return slots


def _move(session: Session, site: Site, values: Mapping[str, object]) -> None:
    if _differs(site, values, SITE_FIELDS):
        raise_calendars(session, site)
    _set(site, values)


def _differs(subject: object, values: Mapping[str, object], names: Iterable[str]) -> bool:
    return any(name in values and values[name] != getattr(subject, name) for name in names)


def _free_code(taken: set[int]) -> int:
    while (code := new_ticket_code()) in taken:
        pass
    taken.add(code)
    return code


def _take_participants(session: Session, plan: ImportPlan, *, event: Event) -> Subjects:
    people: Subjects = dict(plan.known.participants)
    groups = dict(plan.known.groups)
    for change in plan.participants:
        person = change.known
        if person is None:
            person = Participant(organiser_id=event.organiser_id, event_id=event.id, **change.values)
            session.add(person)
        else:
            _set(person, change.values)
        if change.group:
            missing = Group(organiser_id=event.organiser_id, event_id=event.id, label=change.group)
            person.group = groups.setdefault(fold(change.group), missing)
        people[fold(person.reference)] = person
    return people


def _take_wishlists(
    session: Session,
    plan: ImportPlan,
    people: Mapping[str, Any],
    *,
    slots: Mapping[str, Any],
    event: Event,
    now: datetime,
) -> None:
    changes = [change for change in plan.wishlists if change.is_new or change.is_changing]
    wishing: list[Participant] = [people[change.participant] for change in changes]
    if not wishing:
        return
    session.execute(
        delete(Wish).where(
            Wish.organiser_id == wishing[0].organiser_id, Wish.participant_id.in_([one.id for one in wishing])
        )
    )
    for person, change in zip(wishing, changes, strict=True):
        ranks = ranked([[slots[reference].id for reference in tier] for tier in change.tiers])
        session.add_all(
            Wish(organiser_id=person.organiser_id, participant_id=person.id, slot_id=slot_id, rank=rank)
            for slot_id, rank in ranks.items()
        )
        person.wishlist_version = (person.wishlist_version or 0) + 1
        person.wishlist_saved_at = now
    close_tellings(session, event, {MessageKind.WISHING}, people=[one.id for one in wishing], now=now)
    drop_needless(session, event, people=[one.id for one in wishing])


def _set(subject: object, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if getattr(subject, name) != value:
            setattr(subject, name, value)
