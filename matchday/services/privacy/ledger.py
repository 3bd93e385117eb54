"""The ledger of erasures, outside the database: what a restored backup brings back is erased again.

A line holds a date, a kind and a digest that leads to nobody without the installation key. Lines are only ever added.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.privacy import ErasureKind, ErasureReason, erasure_digest
from matchday.models import Event, Participant
from matchday.services.privacy.erasure import erase_event, erase_participant

LEDGER = "erasures.ledger"
"""The file's name, under the instance folder. A backup of the database must not hold the only copy of it."""
EVERYWHERE = {"across_organisers": "a restored backup is cleaned for every organiser"}


@dataclass(frozen=True)
class Replayed:
    """How many erasures had to be repeated."""

    participant_count: int = 0
    event_count: int = 0


def add_to_ledger(path: Path, *, kind: ErasureKind, digest: str, on: date) -> None:
    """Add a line and wait until the disk has it. A line that is there already is not written twice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as ledger:
        os.fchmod(ledger.fileno(), 0o600)
        fcntl.flock(ledger, fcntl.LOCK_EX)
        ledger.seek(0)
        if any(line.get("digest") == digest for line in _lines(ledger)):
            return
        ledger.write(json.dumps({"on": on.isoformat(), "kind": kind.value, "digest": digest}) + "\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def read_ledger(path: Path) -> frozenset[str]:
    """Return the digests of everybody and everything erased so far."""
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8") as ledger:
        return frozenset(str(line["digest"]) for line in _lines(ledger) if "digest" in line)


def replay_ledger(session: Session, path: Path, *, keyring: Keyring, now: datetime) -> Replayed:
    """Erase again whomever the ledger names and a restored backup brought back. Twice does no harm.

    What lies outside the tables follows as after any erasure: see :func:`matchday.services.privacy.finish_erasures`.
    """
    erased, secret = read_ledger(path), keyring.key("erasure-ledger")
    if not erased:
        return Replayed()
    events = [
        event
        for event in session.scalars(select(Event).execution_options(**EVERYWHERE))
        if erasure_digest(ErasureKind.EVENT, event.key, secret=secret) in erased
    ]
    how = {"reason": ErasureReason.ASKED, "keyring": keyring, "by": None, "now": now}
    for event in events:
        erase_event(session, event, **how)  # type: ignore[arg-type]
    people = [
        person
        for person in session.scalars(select(Participant).execution_options(**EVERYWHERE))
        if erasure_digest(ErasureKind.PARTICIPANT, person.key, secret=secret) in erased
    ]
    for person in people:
        erase_participant(session, person, **how)  # type: ignore[arg-type]
    return Replayed(participant_count=len(people), event_count=len(events))


def _lines(ledger: Iterator[str]) -> Iterator[Mapping[str, str]]:
    """Yield every whole line; one cut off by a crash is no entry."""
    for line in ledger:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry
