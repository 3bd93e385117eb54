"""Events: the list, one event's overview, its settings, its way through the stages."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.validators import AnyOf

from matchday.core.aim import Aim
from matchday.core.errors import RuleError
from matchday.core.event import DAY_ENDS, STEPS, TIME_ZONE, Action, CoverRule, FoodRule, Stage, is_open
from matchday.extensions import db, keyring
from matchday.services.assignment import find_failed, is_published_stale
from matchday.services.event import change_event, create_event, list_events, local_day, reveal_seed, step_event
from matchday.services.overview import read_overview
from matchday.web.forms import (
    ClockField,
    DayField,
    Form,
    KindField,
    KindSelect,
    LineField,
    NumberField,
    PhoneField,
    YesField,
    need,
)
from matchday.web.say import say
from matchday.web.staff import bp
from matchday.web.words import word

STATIONS = (
    (Stage.REGISTRATION, "registration_until"),
    (Stage.WISHING, "wishing_until"),
    (Stage.ASSIGNING, None),
    (Stage.PUBLISHED, None),
    (Stage.RUNNING, "first_on"),
    (Stage.CLOSED, None),
)
"""The stages as people see them, each with the column of its date."""


AT_FAULT = {
    "event_ends_before_start": "last_on",
    "event_is_over": "first_on",
    "event_leaves_slots": "first_on",
    "event_deadlines": "wishing_until",
}
"""Which field a refusal is about."""


class EventForm(Form):
    """What staff set for one event."""

    name = LineField("Name", [need()])
    place = LineField("Ort", [need()])
    first_on = DayField("Erster Tag")
    last_on = DayField("Letzter Tag")
    time_zone = LineField("Zeitzone", [need(), AnyOf(available_timezones(), "Diese Zeitzone gibt es nicht.")])
    registration_until = DayField("Anmeldung bis", is_required=False)
    wishing_until = DayField("Wünsche bis", is_required=False)
    confirmation_until = DayField("Zusagen bis", is_required=False)
    contact_name = LineField("Wen rufen die Menschen am Tag an?", [need()])
    contact_phone = PhoneField("Unter welcher Nummer?", [need()])
    max_wishes = NumberField("Wie viele Wünsche darf ein Mensch haben?", least=1, most=20)
    max_placements = NumberField("Wie viele Plätze bekommt ein Mensch höchstens?", least=1, most=5)
    aim = KindField("Was zählt in einem Plan zuerst?", Aim)
    youngest_age = NumberField("Ab welchem Alter?", least=0, most=99)
    night_age = NumberField("Nachts ab welchem Alter?", least=0, most=99)
    night_from = ClockField("Nacht von")
    night_until = ClockField("Nacht bis")
    food_rule = KindSelect("Was braucht, wer mit Lebensmitteln arbeitet?", FoodRule)
    door_opens_min = NumberField("Wie viele Minuten vorher öffnet die Tür?", least=0, most=600)
    group_cover = YesField("Der Landkreis hat eine Gruppen-Unfallversicherung für Hospitationen")
    cover_rule = KindSelect("Was gilt für eine Hospitation, die niemand versichert?", CoverRule)

    def values(self) -> dict[str, Any]:
        """Return what the service takes: the last wishing day ends at midnight of the event's place."""
        found = {name: value for name, value in self.data.items() if name != "csrf_token"}
        if day := found["wishing_until"]:
            found["wishing_until"] = datetime.combine(day, DAY_ENDS, ZoneInfo(found["time_zone"]))
        return found


class StepForm(Form):
    """Where to go next."""

    stage = KindField("Wohin soll es gehen?", Stage)


@bp.get("/")
def events() -> str:
    """Show the organiser's events."""
    return render_template("staff/events.html", events=list_events(db.session(), g.organiser_id))


@bp.route("/events/new", methods=["GET", "POST"])
def new_event() -> Response | str:
    """Add an event."""
    form = EventForm(time_zone=TIME_ZONE, max_wishes=5, max_placements=1,
                     youngest_age=15, night_age=18, night_from=time(22), night_until=time(6), door_opens_min=90,
                     food_rule=FoodRule.NOTHING, cover_rule=CoverRule.WARN, aim=Aim.NOBODY_LAST)  # fmt: skip
    if form.validate_on_submit():
        try:
            event = create_event(
                db.session(), form.values(), organiser_id=g.organiser_id, keyring=keyring(), by=g.account, now=g.now
            )
        except RuleError as error:
            form.refuse(AT_FAULT.get(error.code, "name"), error)
        else:
            db.session.commit()
            flash(f"{event.name} ist angelegt.")
            return redirect(url_for("staff.event", event_key=event.key))
    return make_response(render_template("staff/event_form.html", form=form), 422 if form.errors else 200)


@bp.get("/<event_key>/")
def event(event_key: str) -> str:
    """Show how far the event is and what is waiting."""
    failed = find_failed(db.session(), g.event)
    return render_template(
        "staff/event.html",
        overview=read_overview(db.session(), g.event),
        failed=failed,
        why_failed=say(RuleError(failed.failure)) if failed else "",
        is_plan_stale=is_published_stale(db.session(), g.event, keyring=keyring()),
        may_assign=is_open(g.event.stage, Action.ASSIGN),
        stations=STATIONS,
        steps=STEPS[g.event.stage],
    )


@bp.route("/<event_key>/settings", methods=["GET", "POST"])
def event_settings(event_key: str) -> Response | str:
    """Change an event's settings."""
    form = EventForm(obj=g.event)
    if form.validate_on_submit():
        try:
            change_event(db.session(), g.event, form.values(), by=g.account, now=g.now)
        except RuleError as error:
            form.refuse(AT_FAULT.get(error.code, "name"), error)
        else:
            db.session.commit()
            flash("Die Einstellungen sind gespeichert.")
            return redirect(url_for("staff.event", event_key=g.event.key))
    seed = reveal_seed(g.event, keyring=keyring())
    return make_response(render_template("staff/event_form.html", form=form, seed=seed), 422 if form.errors else 200)


@bp.route("/<event_key>/stage", methods=["GET", "POST"])
def step(event_key: str) -> Response | str:
    """Take the event to another stage, after showing what that means."""
    form = StepForm()
    if form.validate_on_submit():
        step_event(db.session(), g.event, form.stage.data, by=g.account, now=g.now)
        db.session.commit()
        flash(f"Der Abschnitt ist jetzt: {word(g.event.stage)}.")
        return redirect(url_for("staff.event", event_key=g.event.key))
    order = list(Stage)
    allowed = [
        stage for stage in reversed(order) if stage in STEPS[g.event.stage]
    ]  # the way on stands before the way back
    page = render_template(
        "staff/step.html",
        form=form,
        allowed=allowed,
        earlier=order[: order.index(g.event.stage)],
        is_early=local_day(g.event, g.now) < g.event.first_on,
        is_plan_stale=Stage.RUNNING in allowed and is_published_stale(db.session(), g.event, keyring=keyring()),
    )
    return make_response(page, 422 if form.errors else 200)
