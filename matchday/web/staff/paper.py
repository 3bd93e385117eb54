"""Papers for many, and for one: letters, tickets, rosters."""

from __future__ import annotations

from flask import Response, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.account import Role
from matchday.core.paper import PaperKind
from matchday.extensions import db
from matchday.models import Account
from matchday.services.account import list_accounts
from matchday.services.paper import Reach, list_subjects
from matchday.services.participant import read_participant
from matchday.services.slot import read_slot
from matchday.web.guard import needs_fresh
from matchday.web.paper import answer_at_once, answer_file, answer_paper, desk, order, take_away
from matchday.web.staff import bp

KINDS = (
    PaperKind.ACCESS_LETTERS,
    PaperKind.MESSAGE_LETTERS,
    PaperKind.TICKET_LETTERS,
    PaperKind.TICKETS,
    PaperKind.ROSTERS,
)


@bp.get("/<event_key>/papers")
def papers(event_key: str) -> str:
    """Show what can be printed for whom, what it will be, and what is ready."""
    coaches = _coaches()
    return render_template("staff/papers.html", coaches=coaches, **desk(KINDS, lambda wish: wish.reach(coaches)))


@bp.post("/<event_key>/papers")
@needs_fresh
def papers_new(event_key: str) -> AnyResponse:
    """Ask for papers and go where they can be watched."""
    order(KINDS, lambda wish: wish.reach(_coaches()))
    return redirect(url_for("staff.papers", event_key=event_key) + "#batches")


@bp.post("/<event_key>/papers/<paper_key>/file")
@needs_fresh
def papers_file(event_key: str, paper_key: str) -> Response:
    """Hand the file out."""
    return answer_file(paper_key)


@bp.post("/<event_key>/papers/<paper_key>/remove")
def papers_remove(event_key: str, paper_key: str) -> AnyResponse:
    """Take the file away at once."""
    take_away(paper_key)
    db.session.commit()
    flash("Die Papiere sind gelöscht.")
    return redirect(url_for("staff.papers", event_key=event_key))


@bp.post("/<event_key>/participants/<participant_key>/letter")
def participant_letter(event_key: str, participant_key: str) -> Response:
    """Print the way in for one person."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return answer_paper(person, PaperKind.ACCESS_LETTERS)


@bp.post("/<event_key>/participants/<participant_key>/ticket")
def participant_ticket(event_key: str, participant_key: str) -> Response:
    """Print the tickets of one person as letters."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return answer_paper(person, PaperKind.TICKET_LETTERS)


@bp.post("/<event_key>/slots/<slot_key>/paper")
def slot_roster(event_key: str, slot_key: str) -> Response:
    """Print who is expected at one slot."""
    slot = read_slot(db.session(), slot_key, event=g.event)
    expected = list_subjects(db.session(), g.event, PaperKind.ROSTERS, reach=Reach())
    return answer_at_once(PaperKind.ROSTERS, [slot.id] if slot.id in expected else [])


def _coaches() -> list[Account]:
    return list_accounts(db.session(), Role.COACH, organiser_id=g.organiser_id)
