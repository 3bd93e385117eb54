"""What is saved, what happens next, and whom to call."""

from __future__ import annotations

from flask import g, render_template
from werkzeug.wrappers import Response

from matchday.core.confirmation import Reply
from matchday.core.consent import Recipient
from matchday.core.event import Action, is_open
from matchday.core.guardian import is_guardian_needed
from matchday.core.slot import Trade
from matchday.extensions import db
from matchday.services.consent import find_consent
from matchday.services.login import list_visits
from matchday.services.ticket import read_standing
from matchday.services.wishlist import list_mine, list_offers
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep
from matchday.web.ticket import title_of


@bp.get("/summary")
@confirmed
def summary() -> Response | str:
    """Show the wishes and, in words, what the organiser is doing now."""
    offers = list_offers(db.session(), g.participant)
    standing = read_standing(db.session(), g.participant, g.event)
    return render_template(
        "participant/summary.html",
        mine=list_mine(db.session(), g.participant, offers),
        trades=[Trade(value) for value in g.participant.acceptable_trades],
        may_keep=may_keep(),
        logins=list_visits(db.session(), g.participant),
        given=find_consent(db.session(), g.participant, Recipient.EMPLOYER),
        is_minor=is_guardian_needed(g.participant.born_on, g.event.first_on),
        may_wish=is_open(g.event.stage, Action.WISH),
        has_ticket=standing.is_published,
        standing=standing,
        title_of=title_of,
        asked=[one for one in standing.answerable(g.now) if one.answer is Reply.OPEN],
        is_over=all(ticket.slot.end_at < g.now for ticket in standing.coming),
    )
