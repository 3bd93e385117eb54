"""A coach sees whether somebody's data are restricted, and passes on what the person asks for."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.privacy import answer_until
from matchday.extensions import db
from matchday.services.privacy import list_requests
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.privacy import AskForm, keep_request


@bp.route("/<participant_key>/privacy", methods=["GET", "POST"])
def privacy(participant_key: str) -> Response | str:
    """Show what somebody asked for; pass on what they say."""
    person, form = own(participant_key), AskForm()
    if form.validate_on_submit() and keep_request(form, person):
        flash("Das Team weiß jetzt Bescheid.")
        return redirect(url_for("coach.privacy", participant_key=person.key))
    requests = list_requests(db.session(), person)
    page = render_template("coach/privacy.html", form=form, person=person, requests=requests, answer_until=answer_until)
    return make_response(page, 422 if form.errors else 200)
