"""Employers: add, change and withdraw them, and let their contact in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.message import MessageKind
from matchday.core.slot import SlotState
from matchday.core.text import sort_key
from matchday.models import Account, Employer, Event, Site, Slot
from matchday.services.account import (
    close_account,
    end_sign_in_links,
    find_account,
    invite_account,
    make_sign_in_link,
)
from matchday.services.audit import changes, write_employer_audit
from matchday.services.message import message_to_account, post
from matchday.services.site import placed

FIELDS = (
    "reference", "name", "contact_name", "contact_mail", "contact_phone", "insurance_carrier", "hospitation_cover",
)  # fmt: skip
"""What staff can set."""


@dataclass(frozen=True)
class EmployerRow:
    """An employer in a list, with how many slots it offers at one event and how many of them wait for approval."""

    employer: Employer
    slot_count: int
    waiting_count: int


def list_employers(session: Session, organiser_id: int, *, event_id: int) -> list[EmployerRow]:
    """Return the organiser's employers by name, with the slots they offer at the event."""
    counts = {
        employer_id: (slots, waiting)
        for employer_id, slots, waiting in session.execute(
            select(
                Slot.employer_id,
                func.count(),
                func.count().filter(Slot.state == SlotState.WAITING),
            )
            .where(
                Slot.organiser_id == organiser_id,
                Slot.event_id == event_id,
                Slot.state != SlotState.WITHDRAWN,
            )
            .group_by(Slot.employer_id)
        )
    }
    employers = session.scalars(select(Employer).where(Employer.organiser_id == organiser_id).order_by(Employer.id))
    by_name = sorted(employers, key=lambda one: sort_key(one.name))
    return [EmployerRow(employer, *counts.get(employer.id, (0, 0))) for employer in by_name]


def read_employer(
    session: Session, organiser_id: int, *, key: str | None = None, employer_id: int | None = None
) -> Employer:
    """Return an employer of the organiser by key or inner number. **Errors** NotFound."""
    asked = Employer.key == key if key is not None else Employer.id == employer_id
    employer = session.scalar(select(Employer).where(Employer.organiser_id == organiser_id, asked))
    if employer is None:
        raise NotFound
    return employer


def add_employer(
    session: Session,
    values: Mapping[str, Any],
    *,
    site: Mapping[str, str],
    event: Event,
    by: Account,
    now: datetime,
) -> Employer:
    """Add an employer with its first site. Without a reference it goes by its name.

    **Shapes** ``values`` has keys of ``FIELDS``, ``site`` of ``site.SITE_FIELDS``.
    **Errors** RuleError ``employer_exists``.
    """
    reference = values.get("reference") or values["name"][:80]
    organiser_id = event.organiser_id
    _require_free(session, reference, organiser_id=organiser_id)
    employer = Employer(organiser_id=organiser_id, **{**values, "reference": reference})
    employer.sites = [Site(organiser_id=organiser_id, **placed(site))]
    session.add(employer)
    write_employer_audit(session, "employer.add", employer, event=event, by=by, now=now, name=employer.name)
    return employer


def change_employer(
    session: Session, employer: Employer, values: Mapping[str, Any], *, event: Event, by: Account, now: datetime
) -> None:
    """Change an employer. A new contact address ends the access of the old one.

    **Errors** RuleError ``employer_exists``.
    """
    values = {**values, "reference": values.get("reference") or employer.reference}
    if values["reference"] != employer.reference:
        _require_free(session, values["reference"], organiser_id=employer.organiser_id)
    before = {name: getattr(employer, name) for name in values}
    for name, value in values.items():
        setattr(employer, name, value)
    write_employer_audit(
        session, "employer.change", employer, event=event, by=by, now=now, changed=changes(before, values)
    )
    if before.get("contact_mail") != employer.contact_mail:
        close_accounts(session, employer, by=by, now=now, but=employer.contact_mail)


def count_offered(session: Session, employer: Employer) -> int:
    """Return how many slots of the employer are offered at an event that is not over."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Slot)
            .join(Event, Event.id == Slot.event_id)
            .where(
                Slot.organiser_id == employer.organiser_id,
                Event.organiser_id == employer.organiser_id,
                Event.stage.not_in((Stage.CLOSED, Stage.ARCHIVED)),
                Slot.employer_id == employer.id,
                Slot.state != SlotState.WITHDRAWN,
            )
        )
        or 0
    )


def withdraw_employer(session: Session, employer: Employer, *, event: Event, by: Account, now: datetime) -> None:
    """Take an employer out: its accounts end, and it can offer nothing.

    **Errors** RuleError ``employer_has_slots`` (``count``) while slots of it are offered at an event to come.
    """
    if count := count_offered(session, employer):
        raise RuleError("employer_has_slots", count=count)
    employer.withdrawn_at = now
    write_employer_audit(session, "employer.withdraw", employer, event=event, by=by, now=now)
    close_accounts(session, employer, by=by, now=now)


def restore_employer(session: Session, employer: Employer, *, event: Event, by: Account, now: datetime) -> None:
    """Take a withdrawn employer in again; its contact needs a new link."""
    employer.withdrawn_at = None
    write_employer_audit(session, "employer.restore", employer, event=event, by=by, now=now)


def invite_employer_account(
    session: Session, employer: Employer, *, event: Event, by: Account, now: datetime
) -> Account:
    """Return the account of the employer's contact; make it, or open it again, where it is missing.

    **Errors** RuleError ``employer_without_mail``, ``employer_withdrawn``, ``account_exists`` where the address
    belongs to somebody else.
    """
    if employer.withdrawn_at is not None:
        raise RuleError("employer_withdrawn")
    if not employer.contact_mail:
        raise RuleError("employer_without_mail")
    account = find_account(session, email=employer.contact_mail.lower())
    if account is not None and account.employer_id == employer.id:
        account.active = True
        return account
    return invite_account(
        session,
        employer.contact_mail,
        name=employer.contact_name or employer.name,
        roles=[Role.EMPLOYER],
        organiser_id=employer.organiser_id,
        by=by,
        now=now,
        employer_id=employer.id,
        phone=employer.contact_phone,
    )


def hand_over_link(session: Session, employer: Employer, *, event: Event, by: Account, now: datetime) -> str:
    """Return the token of a new one-time link for the employer's contact, to show once.

    **Errors** as in :func:`invite_employer_account`.
    """
    account = invite_employer_account(session, employer, event=event, by=by, now=now)
    write_employer_audit(session, "employer.hand_over_link", employer, event=event, by=by, now=now, account=account.id)
    end_sign_in_links(session, account, now=now)
    return make_sign_in_link(session, account, now=now)


def send_link(session: Session, employer: Employer, *, event: Event, by: Account, now: datetime) -> None:
    """Send the employer's contact a new one-time link by mail.

    **Errors** as in :func:`invite_employer_account`.
    """
    account = invite_employer_account(session, employer, event=event, by=by, now=now)
    write_employer_audit(session, "employer.send_link", employer, event=event, by=by, now=now, account=account.id)
    cause = f"sign-in/{secrets.token_hex(8)}"
    post(session, message_to_account(account, MessageKind.SIGN_IN, cause=cause, now=now))


def list_employer_accounts(session: Session, employer: Employer) -> list[Account]:
    """Return the active accounts of an employer."""
    own = (Account.organiser_id == employer.organiser_id, Account.employer_id == employer.id, Account.active)
    return list(session.scalars(select(Account).where(*own).order_by(Account.id)))


def close_accounts(session: Session, employer: Employer, *, by: Account, now: datetime, but: str | None = None) -> None:
    """End every access to the employer's pages, except the one of the address ``but``."""
    for account in list_employer_accounts(session, employer):
        if account.email != (but or "").lower():
            close_account(session, account, by=by, now=now)


def _require_free(session: Session, reference: str, *, organiser_id: int) -> None:
    taken = select(Employer.id).where(
        Employer.organiser_id == organiser_id, func.lower(Employer.reference) == reference.lower()
    )
    if session.scalar(taken) is not None:
        raise RuleError("employer_exists", reference=reference)
