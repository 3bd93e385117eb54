"""Yes or no to a place: a yes is one tap, a no is asked why and whether another place would be welcome."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.ticket import read_standing
from matchday.web.confirmation import DeclineForm, read_question
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
    """Ask why and whether another place would be welcome; then give the place back."""
    asked, form, keeps_other = read_question(g.participant, ordinal), DeclineForm(), _has_several()
    if not form.validate_on_submit():
        page = render_template("participant/decline.html", form=form, asked=asked, keeps_other=keeps_other)
        return make_response(page, 422 if form.errors else 200)
    refusal = keep_no(asked, form, by=g.participant)
    flash(refusal or _("Danke, dass Sie Bescheid sagen. Ihr Platz ist jetzt frei für jemand anderes."))
    if keeps_other and not refusal:
        flash(_("Alles andere bleibt, wie es war."))
    return redirect(url_for("participant.ticket"))


def _has_several() -> bool:
    """Tell whether the person has more than one place."""
    return len(read_standing(db.session(), g.participant, g.event).coming) > 1
