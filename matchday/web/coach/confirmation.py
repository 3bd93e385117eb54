"""Yes or no for one of the coach's people, as the person told them; and what is to do about that."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.confirmation import want_other_place
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.confirmation import DeclineForForm, read_question
from matchday.web.confirmation import accept as keep_yes
from matchday.web.confirmation import decline as keep_no


@bp.post("/<participant_key>/ticket/<int:ordinal>/yes")
def accept(participant_key: str, ordinal: int) -> Response:
    """Keep that the person comes."""
    person = own(participant_key)
    refusal = keep_yes(read_question(person, ordinal), by=g.account)
    flash(refusal or f"Gespeichert: {person.shown_name} kommt.")
    return redirect(url_for("coach.participant", participant_key=person.key))


@bp.post("/<participant_key>/other-place")
def other_place(participant_key: str) -> Response:
    """Keep that the person would like another place after all."""
    person = own(participant_key)
    want_other_place(db.session(), person, g.event, by=g.account, now=g.now)
    db.session.commit()
    flash(f"Gespeichert: {person.shown_name} zählt im nächsten Plan wieder mit.")
    return redirect(url_for("coach.participant", participant_key=person.key))


@bp.route("/<participant_key>/ticket/<int:ordinal>/no", methods=["GET", "POST"])
def decline(participant_key: str, ordinal: int) -> Response | str:
    """Ask why and whether another place would be welcome; then give the place back."""
    person = own(participant_key)
    asked, form = read_question(person, ordinal), DeclineForForm()
    if not form.validate_on_submit():
        page = render_template("coach/decline.html", form=form, asked=asked, person=person)
        return make_response(page, 422 if form.errors else 200)
    refusal = keep_no(asked, form, by=g.account)
    flash(refusal or f"Gespeichert: {person.shown_name} kommt nicht. Der Platz ist wieder frei.")
    return redirect(url_for("coach.participant", participant_key=person.key))
