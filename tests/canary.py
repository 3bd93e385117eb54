"""Somebody in whose every personal text stands a word that stands nowhere else, and a nose for such words.

A word is looked for as it is, percent-encoded, in base64 at each of its three offsets, with JSON escapes and in UTF-16.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import String, Text
from sqlalchemy.orm import Session

from matchday.core.assignment import AssignmentState
from matchday.core.explanation import Why
from matchday.core.participant import Channel
from matchday.core.privacy import DataClass, RequestKind
from matchday.core.walkin import WalkInState
from matchday.models import (
    Assignment,
    Avoidance,
    Bar,
    Event,
    Explanation,
    Group,
    KnownWay,
    Login,
    Move,
    Participant,
    Pin,
    PrivacyRequest,
    Slot,
    WalkIn,
)
from matchday.services.access import issue_access
from matchday.services.privacy.ways import WAYS_TO_PERSON
from tests.factories import KEYRING, a_participant, a_slot, an_account

SHORT = {"postcode", "language", "phone"}
"""Texts with a shape of their own: no room for a word."""
LEAST = 8
"""Fewer letters are too few to be found in base64 without finding chance."""
KINDS = (DataClass.PERSONAL, DataClass.SPECIAL)


def text_columns() -> list[str]:
    """Return the names of every personal text of every table that leads to a person."""
    return [
        f"{table.name}.{column.name}"
        for table in WAYS_TO_PERSON.tables
        for column in table.columns
        if column.info["data_class"] in KINDS and type(column.type) in (String, Text) and column.name not in SHORT
    ]


def words_of(mark: str) -> dict[str, str]:
    """Return a word for every personal text. **Shapes** ``mark`` few letters, other than anybody else's."""
    return {name: f"{mark}ü{re.sub('[^a-z]', '', name)}" for name in text_columns()}


def a_canary(session: Session, event: Event, slot: Slot, mark: str, *, now: datetime) -> Participant:
    """Return somebody with a word in every personal text of every table."""
    words = words_of(mark)
    own = {name: word for place, word in words.items() for table, name in [place.split(".")] if table == "participant"}
    mail = {"mail": f"{mark}@birkenried.example", "channel": Channel.MAIL}
    group = Group(organiser_id=event.organiser_id, event_id=event.id, label=f"{mark}ügroup")
    session.add(group)
    session.flush()
    person = a_participant(session, event, **{**own, **mail, "group_id": group.id, "alias": f"{mark}ealias"})
    mine = {"organiser_id": event.organiser_id, "participant_id": person.id}
    there = {"event_id": event.id, "slot_id": slot.id}
    staff = an_account(session, organiser=event.organiser)
    link = issue_access(session, person, keyring=KEYRING, by=None, now=now)
    plan = Assignment(
        organiser_id=event.organiser_id, event_id=event.id, number=person.id, state=AssignmentState.REPLACED,
        requested_by_id=staff.id, requested_at=now,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    tried = {"assignment_id": plan.id, "slot_id": slot.id}
    session.add_all([
        Explanation(**mine, **tried, rank=1, why=Why.FULL, effect=[{"level": "placed", "before": 37, "after": 36}]),
        Move(**mine, **tried),
        Pin(**mine, **there, reason=words["pin.reason"], made_by_id=staff.id, made_at=now),
        Bar(**mine, **{**there, "slot_id": a_slot(session, event).id}, reason=words["bar.reason"],
            made_by_id=staff.id, made_at=now),
        KnownWay(**mine, **there, minutes=10, reason=words["known_way.reason"], made_by_id=staff.id, made_at=now),
        Avoidance(**mine, event_id=event.id, town=words["avoidance.town"], reason=words["avoidance.reason"],
                  made_by_id=staff.id, made_at=now),
        PrivacyRequest(**mine, event_id=event.id, kind=RequestKind.CORRECTION, text=words["privacy_request.text"],
                       asked_at=now),
        WalkIn(**mine, **there, first_name=words["walk_in.first_name"], state=WalkInState.ASKED, asked_at=now),
        Login(organiser_id=event.organiser_id, access_link_id=link.id, digest=(mark * 16)[:64],
              device=words["login.device"], began_at=now),
    ])  # fmt: skip
    session.flush()
    return person


def forms_of(word: str) -> set[bytes]:
    """Return how a word can stand in a file."""
    plain = word.encode()
    coded = {base64.b64encode(b"\0" * pad + plain)[4 if pad else 0 : -4] for pad in range(3) if len(word) > LEAST}
    forms = {plain, quote(word).encode(), json.dumps(word)[1:-1].encode(), *coded}
    return forms | {word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("latin-1")}


def hits(marks: Iterable[str], files: Iterable[Path]) -> Mapping[str, int]:
    """Return in which files one of the marks stands, in any form, and how often."""
    wanted = {form for mark in marks for form in forms_of(mark)}
    found = {}
    for path in files:
        try:
            content = path.read_bytes()
        except OSError:
            continue  # a socket, or gone just now
        if count := sum(content.count(form) for form in wanted):
            found[path.name] = count
    return found
