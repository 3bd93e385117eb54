"""The profile on the phone: eight steps, pictures of activities, and what an employer may read of it."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.activity import ACTIVITIES
from matchday.core.profile import ProfileStep
from matchday.extensions import db
from matchday.services.profile import find_profile, show_parts
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep
from matchday.web.profile import (
    count_abilities,
    open_step,
    open_trade,
    print_profile,
    read_overview,
    save_answer,
    save_trade,
)
from matchday.web.profile_form import NeedsQuestionForm, PartsForm
from matchday.web.words import icon_of


@bp.get("/profile")
@confirmed
def profile() -> Response | str:
    """Show how far the profile is, what it says, and who reads it."""
    return render_template("participant/profile.html", may_keep=may_keep(), **read_overview(g.participant))


@bp.route("/profile/<step>", methods=["GET", "POST"])
@confirmed
def profile_step(step: str) -> Response | str:
    """Ask one step and keep the answer."""
    asked, form = open_step(step, g.participant)
    if form.validate_on_submit():
        ahead = save_answer(asked, form, g.participant, by=g.participant)
        db.session.commit()
        if ahead is None:
            flash(_("Danke. Ihr Steckbrief ist gespeichert."))
            return redirect(url_for("participant.profile"))
        return redirect(url_for("participant.profile_step", step=ahead.value))
    page = render_template(
        "participant/profile_step.html",
        form=form,
        step=asked,
        steps=list(ProfileStep),
        is_question=isinstance(form, NeedsQuestionForm),
        counts=count_abilities(find_profile(db.session(), g.participant)),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.route("/profile/abilities/<trade>", methods=["GET", "POST"])
@confirmed
def profile_trade(trade: str) -> Response | str:
    """Ask about the activities of one trade."""
    asked, form = open_trade(trade, g.participant)
    if form.validate_on_submit():
        save_trade(asked, form, g.participant, by=g.participant)
        db.session.commit()
        return redirect(url_for("participant.profile_step", step=ProfileStep.ABILITIES.value))
    icons = {one.value: icon_of(one) for one in ACTIVITIES[asked]}
    page = render_template("participant/profile_trade.html", form=form, trade=asked, icons=icons)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/profile/parts", methods=["GET", "POST"])
@confirmed
def profile_parts() -> Response | str:
    """Ask which parts an employer may read."""
    overview = read_overview(g.participant)
    form = PartsForm(parts=[part.value for part in overview["shown_parts"]])
    if form.validate_on_submit():
        show_parts(db.session(), g.participant, form.chosen(), by=g.participant, now=g.now)
        db.session.commit()
        flash(_("Ihre Antwort ist gespeichert."))
        return redirect(url_for("participant.profile"))
    page = render_template("participant/profile_parts.html", form=form, told=overview["told"])
    return make_response(page, 422 if form.errors else 200)


@bp.get("/profile.pdf")
@confirmed
def profile_paper() -> Response:
    """Return the profile as one page, where files may stay on the phone."""
    found = find_profile(db.session(), g.participant)
    if found is None or not may_keep():
        abort(404)
    return print_profile(g.participant, found, g.event)
