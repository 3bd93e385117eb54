"""Organisers: found one, read it, change how it shows itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound
from matchday.models import Account, Organiser
from matchday.services.audit import changes, write_audit

FIELDS = (
    "name",
    "office",
    "street",
    "postcode",
    "town",
    "mail",
    "phone",
    "colour",
    "imprint",
    "protection_officer",
    "enforcement_body",
)


def found_organiser(session: Session, name: str, *, now: datetime) -> Organiser:
    """Add an organiser, or return the one of that name."""
    organiser = session.scalar(select(Organiser).where(Organiser.name == name))
    if organiser is None:
        organiser = Organiser(name=name)
        session.add(organiser)
        session.flush()
        write_audit(session, "organiser.found", organiser_id=organiser.id, by=None, now=now, name=name)
    return organiser


def list_organisers(session: Session) -> list[Organiser]:
    """Return all organisers of this installation by name."""
    return list(session.scalars(select(Organiser).order_by(Organiser.name)))


def change_organiser(
    session: Session, organiser: Organiser, values: Mapping[str, str], *, by: Account, now: datetime
) -> None:
    """Change how the organiser shows itself. **Shapes** ``values`` has keys of ``FIELDS`` only."""
    before = {name: getattr(organiser, name) for name in FIELDS}
    for name in FIELDS:
        setattr(organiser, name, values.get(name, before[name]))
    write_audit(
        session,
        "organiser.change",
        organiser_id=organiser.id,
        by=by,
        now=now,
        changed=changes(before, {name: getattr(organiser, name) for name in FIELDS}),
    )


def read_organiser(session: Session, *, key: str) -> Organiser:
    """Return the organiser with this key. **Errors** NotFound."""
    organiser = session.scalar(select(Organiser).where(Organiser.key == key))
    if organiser is None:
        raise NotFound
    return organiser
