"""Organisers: found one, read it, change how it shows itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound, RuleError
from matchday.documents.picture import MOST_BYTES, MOST_SIDE, clean_png
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


def change_logo(session: Session, organiser: Organiser, content: bytes | None, *, by: Account, now: datetime) -> None:
    """Show another picture on pages, letters and mails, or none.

    **Errors** RuleError ``logo_unreadable``; ``logo_too_large``.
    """
    if content is not None and len(content) > MOST_BYTES:
        raise RuleError("logo_too_large")
    try:
        picture = clean_png(content) if content else None
    except ValueError:
        raise RuleError("logo_unreadable", most=MOST_SIDE) from None
    organiser.logo = picture
    organiser.logo_digest = hashlib.sha256(picture).hexdigest()[:16] if picture else None
    write_audit(session, "organiser.change_logo", organiser_id=organiser.id, by=by, now=now)


def create_organiser(session: Session, name: str, *, now: datetime) -> Organiser:
    """Add an organiser. **Errors** RuleError ``organiser_exists``."""
    if session.scalar(select(Organiser.id).where(Organiser.name == name)):
        raise RuleError("organiser_exists")
    return found_organiser(session, name, now=now)


def read_organiser(session: Session, *, key: str) -> Organiser:
    """Return the organiser with this key. **Errors** NotFound."""
    organiser = session.scalar(select(Organiser).where(Organiser.key == key))
    if organiser is None:
        raise NotFound
    return organiser
