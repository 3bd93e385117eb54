"""Yes or no to a place: a yes is one tap, a no one more on its reason.

Whether another place would be welcome is asked afterwards: by then the first one is free, whatever is said to that.
"""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.confirmation import want_other_place
from matchday.services.ticket import Standing, read_standing
from matchday.web.confirmation import DeclineForm, is_given_back, read_question
from matchday.web.confirmation import accept as keep_yes
from matchday.web.confirmation import decline as keep_no
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed


@bp.post("/ticket/<int:ordinal>/yes")
@confirmed
def accept(ordinal: int) -> Response:
    """Keep that the person comes."""
    refusal = keep_yes(read_question(g.participant, ordinal), by=g.participant)
    flash(refusal or _("Danke für Ihre Zusage. Wir freuen uns auf Sie."))
    return redirect(url_for("participant.ticket"))


@bp.route("/ticket/<int:ordinal>/no", methods=["GET", "POST"])
@confirmed
def decline(ordinal: int) -> Response | str:
    """Ask why: the tap on a reason gives the place back at once."""
    thanks = url_for("participant.ticket", said="no")
    if request.method == "POST" and is_given_back(g.participant, ordinal):
        return redirect(thanks)
    asked, form, keeps_other = read_question(g.participant, ordinal), DeclineForm(), _has_several()
    if not form.validate_on_submit():
        page = render_template("participant/decline.html", form=form, asked=asked, keeps_other=keeps_other)
        return make_response(page, 422 if form.errors else 200)
    refusal = keep_no(asked, form, by=g.participant)
    flash(refusal or _("Danke, dass Sie Bescheid sagen. Ihr Platz ist jetzt frei für jemand anderes."))
    if keeps_other and not refusal:
        flash(_("Alles andere bleibt, wie es war."))
    return redirect(url_for("participant.ticket") if refusal else thanks)


@bp.post("/ticket/other-place")
@confirmed
def other_place() -> Response:
    """Keep that the person who gave a place back would like another one; tapped twice it is said once."""
    if may_want_other(read_standing(db.session(), g.participant, g.event)):
        want_other_place(db.session(), g.participant, g.event, by=g.participant, now=g.now)
        db.session.commit()
        flash(_("Dann suchen wir weiter. Wir können keinen Platz versprechen."))
    return redirect(url_for("participant.ticket"))


def may_want_other(standing: Standing) -> bool:
    """Tell whether somebody without another wish can still say that they have one."""
    return standing.wants_no_other and is_open(g.event.stage, Action.CONFIRM)


def _has_several() -> bool:
    """Tell whether the person has more than one place."""
    return len(read_standing(db.session(), g.participant, g.event).coming) > 1
