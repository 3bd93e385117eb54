"""Your data: what is stored, why, how long, who sees it; a copy of it; asking for a change or for its end."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.privacy import Keep, answer_until, goes_on
from matchday.extensions import db
from matchday.services.privacy import list_requests
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep
from matchday.web.privacy import AskForm, RecordForm, answer_record, keep_request


@bp.route("/privacy", methods=["GET", "POST"])
@confirmed
def privacy() -> Response | str:
    """Show what is stored, and keep what the person asks for."""
    form = AskForm()
    if form.validate_on_submit() and keep_request(form, g.participant):
        flash(_("Ihr Anliegen ist angekommen. Wir melden uns bei Ihnen."))
        return redirect(url_for("participant.privacy"))
    page = render_template(
        "participant/privacy.html",
        form=form,
        may_keep=may_keep(),
        requests=list_requests(db.session(), g.participant, only_open=True),
        answer_until=answer_until,
        ends={keep: goes_on(keep, g.event.retention, last_on=g.event.last_on) for keep in Keep},
        Keep=Keep,
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/privacy/record")
@confirmed
def record() -> Response:
    """Give the person everything known about them as a file; where none may stay on the phone they get it on paper."""
    if not may_keep():
        abort(404)
    form = RecordForm()
    if not form.validate_on_submit():
        return redirect(url_for("participant.privacy"))
    answer = answer_record(g.participant, form.kind.data, by=g.participant)
    db.session.commit()
    return answer
