"""One's own passkeys: make one, forget one."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.services.passkey import keep_passkey, offer_passkey, remove_passkey
from matchday.web.account import bp
from matchday.web.account.second_factor import lead_on
from matchday.web.guard import before_second_factor, needs_fresh, shown_organiser
from matchday.web.login import ask_device, asked_device, device, note_second_factor, passkey_place
from matchday.web.passkey import PasskeyForm


@bp.route("/passkeys/new", methods=["GET", "POST"])
@before_second_factor(has_one=False)
@needs_fresh
def passkey_new() -> Response | str:
    """Make a passkey on this device."""
    place, form = passkey_place(), PasskeyForm()
    if place is None:
        abort(404)
    if form.validate_on_submit():
        try:
            challenge = asked_device() or b""
            keep_passkey(
                db.session(),
                g.account,
                form.answer.data or "",
                challenge=challenge,
                place=place,
                device=device(),
                now=g.now,
            )
        except RuleError as error:
            form.refuse("answer", error)
        else:
            db.session.commit()
            note_second_factor(g.now)
            flash("Ihr Passkey ist gespeichert.")
            return lead_on()
    organiser = shown_organiser()
    question = offer_passkey(db.session(), g.account, place=place, name=organiser.name if organiser else "matchday")
    ask_device(question.challenge)
    page = render_template("account/passkey_new.html", form=form, question=question.options)
    return make_response(page, 422 if form.errors else 200)


@bp.post("/passkeys/<passkey_key>/remove")
@needs_fresh
def passkey_remove(passkey_key: str) -> Response:
    """Forget one passkey."""
    remove_passkey(db.session(), g.account, key=passkey_key, now=g.now)
    db.session.commit()
    flash("Dieser Passkey gilt nicht mehr.")
    return redirect(url_for("account.home"))
