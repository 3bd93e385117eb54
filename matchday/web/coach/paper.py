"""Papers for a coach's own people."""

from __future__ import annotations

from flask import Response, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.errors import RuleError
from matchday.core.paper import PaperKind
from matchday.extensions import db
from matchday.services.paper import list_papers, list_subjects
from matchday.services.participant import list_participants
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.guard import needs_fresh
from matchday.web.paper import answer_file, answer_paper, ask_for, is_making, kinds_of, read_wish, take_away
from matchday.web.say import say

KINDS = (PaperKind.ACCESS_LETTERS, PaperKind.TICKET_LETTERS, PaperKind.TICKETS)


@bp.get("/papers/<event_key>")
def papers(event_key: str) -> str:
    """Show what can be printed for the coach's own people, and what is ready."""
    kinds, batches = kinds_of(g.event, KINDS), list_papers(db.session(), g.event, by=g.account)
    wish = read_wish(request.args, kinds) if kinds else None
    reach = wish.reach((), coach=g.account) if wish else None
    subjects = set(list_subjects(db.session(), g.event, wish.kind, reach=reach)) if wish and reach else set()
    people = [row.participant for row in list_participants(db.session(), g.event, coach=g.account)]
    return render_template(
        "coach/papers.html",
        kinds=kinds,
        wish=wish,
        count=len(subjects),
        protected=[one for one in people if one.is_protected and one.id in subjects],
        batches=batches,
        is_making=is_making(batches),
    )


@bp.post("/papers/<event_key>")
@needs_fresh
def papers_new(event_key: str) -> AnyResponse:
    """Ask for papers of the coach's own people."""
    kinds = kinds_of(g.event, KINDS)
    try:
        if not kinds:
            raise RuleError("papers_shut")
        wish = read_wish(request.form, kinds)
        ask_for(wish, wish.reach((), coach=g.account))
    except RuleError as error:
        db.session.rollback()
        flash(say(error))
    else:
        db.session.commit()
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
