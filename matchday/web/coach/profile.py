"""A coach fills in the profile beside one of their people, openly: the page and the audit name the coach."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.activity import ACTIVITIES
from matchday.core.profile import ProfileStep
from matchday.extensions import db
from matchday.services.profile import find_profile, show_parts
from matchday.web.coach import bp
from matchday.web.coach.participant import own
from matchday.web.profile import (
    count_abilities,
    open_step,
    open_trade,
    print_shown,
    read_overview,
    save_answer,
    save_trade,
)
from matchday.web.profile_form import NeedsQuestionForm, PartsForm
from matchday.web.words import icon_of


@bp.get("/<participant_key>/profile")
def profile(participant_key: str) -> str:
    """Show how far somebody's profile is, and what it says."""
    person = own(participant_key)
    return render_template("coach/profile.html", person=person, **read_overview(person))


@bp.route("/<participant_key>/profile/<step>", methods=["GET", "POST"])
def profile_step(participant_key: str, step: str) -> Response | str:
    """Ask one step and keep the answer."""
    person = own(participant_key)
    asked, form = open_step(step, person)
    if form.validate_on_submit():
        ahead = save_answer(asked, form, person, by=g.account)
        db.session.commit()
        if ahead is None:
            flash(f"Der Steckbrief von {person.first_name} ist gespeichert.")
            return redirect(url_for("coach.profile", participant_key=person.key))
        return redirect(url_for("coach.profile_step", participant_key=person.key, step=ahead.value))
    page = render_template(
        "coach/profile_step.html",
        form=form,
        person=person,
        step=asked,
        steps=list(ProfileStep),
        is_question=isinstance(form, NeedsQuestionForm),
        counts=count_abilities(find_profile(db.session(), person)),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<participant_key>/profile/abilities/<trade>", methods=["GET", "POST"])
def profile_trade(participant_key: str, trade: str) -> Response | str:
    """Ask about the activities of one trade."""
    person = own(participant_key)
    asked, form = open_trade(trade, person)
    if form.validate_on_submit():
        save_trade(asked, form, person, by=g.account)
        db.session.commit()
        abilities = ProfileStep.ABILITIES.value
        return redirect(url_for("coach.profile_step", participant_key=person.key, step=abilities))
    icons = {one.value: icon_of(one) for one in ACTIVITIES[asked]}
    page = render_template("coach/profile_trade.html", form=form, person=person, trade=asked, icons=icons)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<participant_key>/profile/parts", methods=["GET", "POST"])
def profile_parts(participant_key: str) -> Response | str:
    """Read aloud which parts an employer may read, and keep the answer."""
    person = own(participant_key)
    overview = read_overview(person)
    form = PartsForm(parts=[part.value for part in overview["shown_parts"]])
    if form.validate_on_submit():
        show_parts(db.session(), person, form.chosen(), by=g.account, now=g.now)
        db.session.commit()
        flash("Die Antwort ist gespeichert.")
        return redirect(url_for("coach.profile", participant_key=person.key))
    page = render_template("coach/profile_parts.html", form=form, person=person, told=overview["told"])
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<participant_key>/profile/paper")
def profile_paper(participant_key: str) -> Response:
    """Print the parts that the person lets employers read."""
    return print_shown(own(participant_key), g.event)
