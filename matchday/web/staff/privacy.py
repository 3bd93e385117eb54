"""Privacy: somebody's rights, how long an event keeps what, and erasing either."""

from __future__ import annotations

from typing import Any

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from matchday.core.errors import RuleError
from matchday.core.privacy import LIVES, ErasureReason, Keep, answer_until, goes_on, life_of
from matchday.extensions import db, keyring
from matchday.models import Participant
from matchday.services.participant import read_participant
from matchday.services.privacy import (
    answer_request,
    erase_event,
    erase_participant,
    lift_restriction,
    list_erasures,
    list_requests,
    preview_event_erasure,
    preview_participant_erasure,
    read_request,
    restrict_participant,
    set_retention,
)
from matchday.web.forms import Form, KindField
from matchday.web.guard import needs_fresh, needs_owner
from matchday.web.privacy import RecordForm, answer_record
from matchday.web.say_privacy import TABLES
from matchday.web.staff import bp
from matchday.web.words import word

MONTHS = {30: "1 Monat", 90: "3 Monate", 180: "6 Monate", 365: "1 Jahr", 730: "2 Jahre"}
MORE_TABLES = {
    "assignment": "Pläne", "door_link": "Türen", "paper_batch": "Papiere für viele", "participant_group": "Gruppen",
    "signing_key": "Schlüssel der Tickets", "slot": "Angebote", "sheet_draft": "Hochgeladene Listen",
}  # fmt: skip
"""What the tables are called that belong to an event and to nobody."""


class ErasureForm(Form):
    """Why something is erased: a reason that names nobody, because it stays."""

    reason = KindField("Warum?", ErasureReason)


class LifeField(SelectField):
    """For how long something is kept."""

    def __init__(self, keep: Keep, **how: Any) -> None:
        choices = [SelectChoice(str(days), MONTHS[days]) for days in LIVES]
        super().__init__(str(word(keep)), choices=choices, coerce=int, **how)


class RetentionForm(Form):
    """How long what is kept after the event's last day."""

    contact = LifeField(Keep.CONTACT)
    wishes = LifeField(Keep.WISHES)
    notes = LifeField(Keep.NOTES)
    messages = LifeField(Keep.MESSAGES)
    check_ins = LifeField(Keep.CHECK_INS)
    audit = LifeField(Keep.AUDIT)
    person = LifeField(Keep.PERSON)

    def lives(self) -> dict[Keep, int]:
        """Return the days chosen."""
        return {keep: self[keep.value].data for keep in Keep}


@bp.route("/<event_key>/privacy", methods=["GET", "POST"])
def privacy(event_key: str) -> Response | str:
    """Show what is asked, how long what is kept, and what was erased; change the times."""
    form = RetentionForm(data={keep.value: life_of(keep, g.event.retention) for keep in Keep})
    if form.validate_on_submit():
        try:
            set_retention(db.session(), g.event, form.lives(), by=g.account, now=g.now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error.details["keep"].value if "keep" in error.details else "person", error)  # type: ignore[attr-defined]
        else:
            db.session.commit()
            flash("Die Fristen sind gespeichert.")
            return redirect(url_for("staff.privacy", event_key=event_key))
    page = render_template(
        "staff/privacy.html",
        form=form,
        requests=list_requests(db.session(), g.event, only_open=True),
        answer_until=answer_until,
        ends={keep: goes_on(keep, g.event.retention, last_on=g.event.last_on) for keep in Keep},
        erasures=list_erasures(db.session(), organiser_id=g.organiser_id, most=20),
        Keep=Keep,
    )
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<event_key>/privacy/erase", methods=["GET", "POST"])
@needs_owner
@needs_fresh
def event_erase(event_key: str) -> Response | str:
    """Show what goes with the event, then erase it."""
    form = ErasureForm()
    if form.validate_on_submit():
        name = g.event.name
        erase_event(db.session(), g.event, reason=form.reason.data, keyring=keyring(), by=g.account, now=g.now)
        db.session.commit()
        flash(f"{name} ist gelöscht.")
        return redirect(url_for("staff.events"))
    preview = preview_event_erasure(db.session(), g.event)
    page = render_template("staff/event_erase.html", form=form, preview=preview, titles=table_titles())
    return make_response(page, 422 if form.errors else 200)


@bp.get("/<event_key>/participants/<participant_key>/privacy")
def participant_privacy(event_key: str, participant_key: str) -> str:
    """Show what somebody asked for, and what can be done: record, restriction, erasure."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return render_template(
        "staff/participant_privacy.html",
        person=person,
        requests=list_requests(db.session(), person),
        answer_until=answer_until,
        ends={keep: goes_on(keep, g.event.retention, last_on=g.event.last_on) for keep in Keep},
    )


@bp.post("/<event_key>/participants/<participant_key>/privacy/record")
@needs_fresh
def participant_record(event_key: str, participant_key: str) -> Response:
    """Give out everything known about somebody, as a file to hand over."""
    person, form = read_participant(db.session(), g.event, key=participant_key), RecordForm()
    if not form.validate_on_submit():
        return redirect(address_of(person))
    answer = answer_record(person, form.kind.data, by=g.account)
    db.session.commit()
    return answer


@bp.post("/<event_key>/participants/<participant_key>/privacy/restrict")
def participant_restrict(event_key: str, participant_key: str) -> Response:
    """Restrict somebody, or lift the restriction."""
    person = read_participant(db.session(), g.event, key=participant_key)
    deed = restrict_participant if person.restricted_at is None else lift_restriction
    deed(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash("Die Daten werden jetzt nicht benutzt." if person.restricted_at else "Die Einschränkung ist aufgehoben.")
    return redirect(address_of(person))


@bp.post("/<event_key>/participants/<participant_key>/privacy/<request_key>/answer")
def participant_answer(event_key: str, participant_key: str, request_key: str) -> Response:
    """Note that a request was answered."""
    person = read_participant(db.session(), g.event, key=participant_key)
    answer_request(db.session(), read_request(db.session(), person, key=request_key), by=g.account, now=g.now)
    db.session.commit()
    flash("Als beantwortet notiert.")
    return redirect(address_of(person))


@bp.route("/<event_key>/participants/<participant_key>/privacy/erase", methods=["GET", "POST"])
@needs_fresh
def participant_erase(event_key: str, participant_key: str) -> Response | str:
    """Show what goes with somebody, then erase them."""
    person, form = read_participant(db.session(), g.event, key=participant_key), ErasureForm()
    if form.validate_on_submit():
        erase_participant(db.session(), person, reason=form.reason.data, keyring=keyring(), by=g.account, now=g.now)
        db.session.commit()
        flash("Der Mensch ist gelöscht. In wenigen Minuten ist auch in den Dateien der Datenbank nichts mehr da.")
        return redirect(url_for("staff.participants", event_key=event_key))
    preview = preview_participant_erasure(db.session(), person)
    page = render_template(
        "staff/participant_erase.html", form=form, person=person, preview=preview, titles=table_titles()
    )
    return make_response(page, 422 if form.errors else 200)


def table_titles() -> dict[str, str]:
    """Return what the tables of a preview are called."""
    return {**{name: title for name, (title, _) in TABLES.items()}, **MORE_TABLES}


def address_of(person: Participant) -> str:
    """Return the address of somebody's privacy page."""
    return url_for("staff.participant_privacy", event_key=g.event.key, participant_key=person.key)
