"""Where somebody must not be sent: one employer or a whole town, for every slot there."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.models import Employer, Participant
from matchday.services.avoidance import add_avoidance, list_avoidances, list_towns, remove_avoidance
from matchday.services.employer import list_employers
from matchday.services.participant import read_participant
from matchday.web.forms import Form, LineField, PickField, need
from matchday.web.say_loss import warn_of_loss
from matchday.web.staff import bp


class AvoidanceForm(Form):
    """Where somebody must not be sent, and why."""

    where = PickField("Wohin nicht?")
    reason = LineField("Warum?", [need()])


@bp.route("/<event_key>/participants/<participant_key>/avoidances", methods=["GET", "POST"])
def avoidances(event_key: str, participant_key: str) -> Response | str:
    """Show where somebody must not be sent, with who and when; tell another place."""
    person = read_participant(db.session(), g.event, key=participant_key)
    form, wheres = AvoidanceForm(), _wheres()
    form.where.choices = [
        SelectChoice("", "Bitte wählen"),
        *(
            SelectChoice(value, where, optgroup="Ganze Orte")
            if isinstance(where, str)
            else SelectChoice(value, where.name, optgroup="Betriebe")
            for value, where in wheres.items()
        ),
    ]
    if not form.validate_on_submit():
        return _page(form, person, 422 if form.is_submitted() else 200)
    where = wheres[form.where.data]
    try:
        add_avoidance(db.session(), person, where, reason=form.reason.data, by=g.account, now=g.now)
    except RuleError as error:
        db.session.rollback()
        form.refuse("where", error)
        return _page(form, person, 422)
    db.session.commit()
    flash(f"Eingetragen. Kein Plan schickt {person.shown_name} dorthin.")
    warn_of_loss(person)
    return redirect(_address_of(person))


@bp.post("/<event_key>/participants/<participant_key>/avoidances/<avoidance_key>/remove")
def avoidance_remove(event_key: str, participant_key: str, avoidance_key: str) -> Response:
    """Let somebody be sent there again."""
    person = read_participant(db.session(), g.event, key=participant_key)
    remove_avoidance(db.session(), person, key=avoidance_key, by=g.account, now=g.now)
    db.session.commit()
    flash(f"Zurückgenommen. {person.shown_name} kann wieder dorthin kommen.")
    return redirect(_address_of(person))


def _wheres() -> dict[str, Employer | str]:
    """Return what can be avoided, by the value the form sends: towns first, then employers."""
    towns = {f"town:{town}": town for town in list_towns(db.session(), g.event)}
    rows = list_employers(db.session(), g.organiser_id, event_id=g.event.id)
    return {**towns, **{f"employer:{row.employer.key}": row.employer for row in rows}}


def _page(form: AvoidanceForm, person: Participant, status: int) -> Response:
    page = render_template(
        "staff/avoidance.html",
        form=form,
        person=person,
        avoidances=list_avoidances(db.session(), person),
        may_tell=is_open(g.event.stage, Action.PREPARE),
    )
    return make_response(page, status)


def _address_of(person: Participant) -> str:
    return url_for("staff.avoidances", event_key=g.event.key, participant_key=person.key)
