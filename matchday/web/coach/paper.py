"""Papers for a coach's own people."""

from __future__ import annotations

from flask import Response, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.paper import PaperKind
from matchday.extensions import db
from matchday.services.paper import Reach
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.guard import needs_fresh
from matchday.web.paper import Wish, answer_file, answer_paper, desk, order, take_away

KINDS = (PaperKind.ACCESS_LETTERS, PaperKind.MESSAGE_LETTERS, PaperKind.TICKET_LETTERS, PaperKind.TICKETS)


@bp.get("/papers/<event_key>")
def papers(event_key: str) -> str:
    """Show what can be printed for the coach's own people, and what is ready."""
    return render_template("coach/papers.html", **desk(KINDS, _of_my_people, coach=g.account))


@bp.post("/papers/<event_key>")
@needs_fresh
def papers_new(event_key: str) -> AnyResponse:
    """Ask for papers of the coach's own people."""
    order(KINDS, _of_my_people)
    return redirect(url_for("coach.papers", event_key=event_key) + "#batches")


@bp.post("/papers/<event_key>/<paper_key>/file")
@needs_fresh
def papers_file(event_key: str, paper_key: str) -> Response:
    """Hand out a file the coach has asked for."""
    return answer_file(paper_key, by=g.account)


@bp.post("/papers/<event_key>/<paper_key>/remove")
def papers_remove(event_key: str, paper_key: str) -> AnyResponse:
    """Take away a file the coach has asked for."""
    take_away(paper_key, by=g.account)
    db.session.commit()
    flash("Die Papiere sind gelöscht.")
    return redirect(url_for("coach.papers", event_key=event_key))


@bp.post("/<participant_key>/letter")
def letter(participant_key: str) -> Response:
    """Print the way in for one of the coach's people."""
    return answer_paper(own(participant_key), PaperKind.ACCESS_LETTERS)


@bp.post("/<participant_key>/ticket")
def ticket(participant_key: str) -> Response:
    """Print the tickets of one of the coach's people as letters."""
    return answer_paper(own(participant_key), PaperKind.TICKET_LETTERS)


def _of_my_people(wish: Wish) -> Reach:
    return wish.reach((), coach=g.account)
