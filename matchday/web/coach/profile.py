"""A coach fills in the profile beside one of their people, openly: the page and the audit name the coach."""

from __future__ import annotations

from flask import g, render_template
from werkzeug.wrappers import Response

from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.language import language_beside
from matchday.web.profile import Desk, answer_parts, answer_step, answer_trade, print_shown, read_overview


@bp.get("/<participant_key>/profile")
def profile(participant_key: str) -> str:
    """Show how far somebody's profile is, and what it says."""
    person = own(participant_key)
    return render_template("coach/profile.html", person=person, **read_overview(person))


@bp.route("/<participant_key>/profile/<step>", methods=["GET", "POST"])
def profile_step(participant_key: str, step: str) -> Response | str:
    """Ask one step and keep the answer."""
    return answer_step(_beside(participant_key), step, template="coach/profile_step.html")


@bp.route("/<participant_key>/profile/abilities/<trade>", methods=["GET", "POST"])
def profile_trade(participant_key: str, trade: str) -> Response | str:
    """Ask about the activities of one trade."""
    return answer_trade(_beside(participant_key), trade, template="coach/profile_trade.html")


@bp.route("/<participant_key>/profile/parts", methods=["GET", "POST"])
def profile_parts(participant_key: str) -> Response | str:
    """Read aloud which parts an employer may read, and keep the answer."""
    return answer_parts(_beside(participant_key), template="coach/profile_parts.html")


@bp.post("/<participant_key>/profile/paper")
def profile_paper(participant_key: str) -> Response:
    """Print the parts that the person lets employers read."""
    return print_shown(own(participant_key), g.event)


def _beside(participant_key: str) -> Desk:
    person = own(participant_key)
    return Desk(
        "coach",
        person,
        by=g.account,
        thanks=f"Der Steckbrief von {person.first_name} ist gespeichert.",
        kept="Die Antwort ist gespeichert.",
        here={"participant_key": person.key},
        beside=language_beside(person),
    )
