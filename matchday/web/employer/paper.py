"""Papers of an employer's slot: the roster with the code that opens the door, and what people tell of themselves."""

from __future__ import annotations

from flask import Response, g

from matchday.core.paper import PaperKind
from matchday.extensions import db
from matchday.services.event import read_event
from matchday.services.paper import Reach, list_subjects
from matchday.services.slot import read_own_slot
from matchday.web.employer import bp
from matchday.web.paper import answer_at_once


@bp.post("/slots/<slot_key>/roster/paper")
def roster_paper(slot_key: str) -> Response:
    """Print who is expected at one of the employer's slots."""
    return _print(slot_key, PaperKind.ROSTERS)


@bp.post("/slots/<slot_key>/roster/profiles")
def roster_profiles(slot_key: str) -> Response:
    """Print what those who are expected let the employer read of them, one page each."""
    return _print(slot_key, PaperKind.PROFILES)


def _print(slot_key: str, kind: PaperKind) -> Response:
    slot = read_own_slot(db.session(), slot_key, employer=g.employer)
    g.event = read_event(db.session(), g.organiser_id, event_id=slot.event_id)
    expected = list_subjects(db.session(), g.event, kind, reach=Reach())
    return answer_at_once(kind, [slot.id] if slot.id in expected else [])
