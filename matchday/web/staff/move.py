"""Move somebody by hand: choose where to, and see two ways to do it before anything changes."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.models import Slot
from matchday.services.assignment import Goal, Moving, read_assignment, read_moving, request_move
from matchday.services.explanation import list_explanations
from matchday.services.participant import read_participant
from matchday.services.slot import read_slot
from matchday.web.forms import Form, PickField
from matchday.web.say_why import say_effects, say_why_to_staff
from matchday.web.slot import name_in_list, name_offer_in_list
from matchday.web.staff import bp


class MoveForm(Form):
    """Where to, and instead of which place. Who has one place at most is not asked instead of which."""

    slot = PickField("Wohin?")
    left = PickField("Statt welchem Platz?")


@bp.route("/<event_key>/assignments/<int:number>/moves/<participant_key>", methods=["GET", "POST"])
def move(event_key: str, number: int, participant_key: str) -> Response | str:
    """Show where somebody could go instead; then ask for two ways to do it."""
    plan = read_assignment(db.session(), g.event, number)
    person = read_participant(db.session(), g.event, key=participant_key)
    moving = read_moving(db.session(), plan, person)
    form = _form(moving)
    shown = {"plan": plan, "person": person, "moving": moving, "reasons": list_explanations(db.session(), plan, person)}
    if not form.validate_on_submit():
        return _page(form, 422 if form.is_submitted() else 200, **shown)
    try:
        plans = request_move(
            db.session(),
            plan,
            person,
            event=g.event,
            left=_left(form, moving),
            slot=read_slot(db.session(), form.slot.data, event=g.event),
            by=g.account,
            now=g.now,
        )
    except RuleError as error:
        db.session.rollback()
        form.refuse("slot", error)
        return _page(form, 422, **shown)
    db.session.commit()
    return redirect(url_for("staff.comparison", event_key=event_key, number=plans[0].number))  # type: ignore[return-value]


def _form(moving: Moving) -> MoveForm:
    form = MoveForm()
    first = SelectChoice("", "Bitte wählen")
    form.slot.choices = [
        first,
        *(_choice_of(goal) for goal in moving.goals if goal.is_open),
    ]
    if len(moving.held) > 1:
        form.left.choices = [first, *(SelectChoice(slot.key, name_in_list(slot)) for slot in moving.held)]
    else:
        del form.left
    return form


def _left(form: MoveForm, moving: Moving) -> Slot | None:
    """Return the slot that is given up: the chosen one, or the only one."""
    if len(moving.held) > 1:
        return next(slot for slot in moving.held if slot.key == form.left.data)
    return moving.held[0] if moving.held else None


def _say(goal: Goal) -> str:
    """Say a goal in one line, with the room there is, and how many it needs where nobody goes there yet."""
    free, slot = goal.free_count, goal.offer.slot
    room = "voll" if free <= 0 else "1 Platz frei" if free == 1 else f"{free} Plätze frei"
    if slot.min_group > 1 and free == slot.capacity:
        room += f", erst ab {slot.min_group} Menschen"
    return name_offer_in_list(goal.offer, room)


def _choice_of(goal: Goal) -> SelectChoice:
    """Return a goal as one line of the list, with the way there, below what the person thinks of it."""
    way = [] if goal.offer.minutes is None else [f"{goal.offer.minutes} Min."]
    return SelectChoice(goal.offer.slot.key, " · ".join([_say(goal), *way]), optgroup=_group_of(goal))


def _group_of(goal: Goal) -> str:
    """Say what the person thinks of a goal: the heading it stands below."""
    if goal.offer.rank:
        return "Gewünscht"
    return "Nicht gewünscht, die Person würde es nehmen" if goal.would_take else "Nicht gewünscht"


def _page(form: MoveForm, status: int, **shown: object) -> Response:
    page = render_template("staff/move.html", form=form, say_why=say_why_to_staff, say_effects=say_effects, **shown)
    return make_response(page, status)
