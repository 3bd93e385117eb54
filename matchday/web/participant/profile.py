"""The profile on the phone: eight steps, pictures of activities, and what an employer may read of it."""

from __future__ import annotations

from flask import abort, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.profile import find_profile
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep
from matchday.web.profile import Desk, answer_parts, answer_step, answer_trade, print_profile, read_overview


@bp.get("/profile")
@confirmed
def profile() -> Response | str:
    """Show how far the profile is, what it says, and who reads it."""
    return render_template("participant/profile.html", may_keep=may_keep(), **read_overview(g.participant))


@bp.route("/profile/<step>", methods=["GET", "POST"])
@confirmed
def profile_step(step: str) -> Response | str:
    """Ask one step and keep the answer."""
    return answer_step(_own(), step, template="participant/profile_step.html")


@bp.route("/profile/abilities/<trade>", methods=["GET", "POST"])
@confirmed
def profile_trade(trade: str) -> Response | str:
    """Ask about the activities of one trade."""
    return answer_trade(_own(), trade, template="participant/profile_trade.html")


@bp.route("/profile/parts", methods=["GET", "POST"])
@confirmed
def profile_parts() -> Response | str:
    """Ask which parts an employer may read."""
    return answer_parts(_own(), template="participant/profile_parts.html")


@bp.get("/profile.pdf")
@confirmed
def profile_paper() -> Response:
    """Return the profile as one page, where files may stay on the phone."""
    found = find_profile(db.session(), g.participant)
    if found is None or not may_keep():
        abort(404)
    return print_profile(g.participant, found, g.event)


def _own() -> Desk:
    return Desk(
        "participant",
        g.participant,
        by=g.participant,
        thanks=_("Danke. Ihr Steckbrief ist gespeichert."),
        kept=_("Ihre Antwort ist gespeichert."),
    )
