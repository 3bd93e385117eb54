"""Somebody at the door whom nobody expected: the foreman asks, staff decide."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template
from werkzeug.wrappers import Response

from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.services.walkin import ask_walk_in, list_asked
from matchday.web.checkin import at_doors_of_a_slot, to
from matchday.web.forms import Form, LineField, need


class WalkInForm(Form):
    """Who it is, as far as staff need it to call back."""

    first_name = LineField("Vorname", [need()])


@at_doors_of_a_slot("/walk-in", methods=["GET", "POST"])
def walk_in(**_: str) -> Response | str:
    """Ask staff whether somebody without a ticket may stay."""
    form, keeper = WalkInForm(), g.keeper
    if form.validate_on_submit():
        name = {"first_name": form.first_name.data, "door_link": keeper.link, "by": keeper.account}
        try:
            ask_walk_in(db.session(), keeper.slot, **name, now=g.now)
        except RuleError as error:
            form.refuse("first_name", error)
        else:
            db.session.commit()
            flash("Gefragt. Wir melden uns gleich. So lange ist die Person Ihr Gast im Eingang.")
            return redirect(to("scan"))
    waiting = list_asked(db.session(), keeper.slot)
    return make_response(
        render_template("checkin/walkin.html", form=form, waiting=waiting), 422 if form.errors else 200
    )
