"""People without a ticket: asked for, let stay or not, insured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matchday.core.errors import RuleError
from matchday.core.walkin import Objections
from matchday.extensions import db
from matchday.models import Participant, Slot, WalkIn
from matchday.services.day import list_guests
from matchday.services.slot import is_uncovered, read_slot
from matchday.services.walkin import (
    approve_walk_in,
    ask_walk_in,
    cover_walk_in,
    list_without_place,
    read_objections,
    read_walk_in,
    refuse_walk_in,
    uncover_walk_in,
)
from matchday.web.forms import NOT_A_CHOICE, Form, YesField
from matchday.web.staff import bp
from matchday.web.staff.day import WalkInForm, to_slot
from matchday.web.words import short_reason

NEW = "new"
"""Picked where the person is not among those who were registered."""


class WhoField(SelectField):
    """A list that begins with nobody: who is not picked is not guessed."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what cannot be picked in our own words."""
        if self.data not in {choice.value for choice in self.choices or () if choice.value}:
            raise StopValidation(str(NOT_A_CHOICE))


class ApproveForm(Form):
    """Who it is, and what staff pass over. ``despite`` repeats the objections they were shown."""

    participant = WhoField("Wer ist das?")
    despite = HiddenField()
    is_despite = YesField()

    def accepted(self) -> frozenset[str]:
        """Return the objections that staff pass over."""
        return frozenset((self.despite.data or "").split()) if self.is_despite.data else frozenset()


@bp.post("/<event_key>/day/<slot_key>/walk-ins")
def walk_in_ask(event_key: str, slot_key: str) -> Response:
    """Begin with the first name; what follows is the decision."""
    slot = read_slot(db.session(), slot_key, event=g.event)
    form = WalkInForm()
    if not form.validate_on_submit():
        flash("Bitte tragen Sie den Vornamen ein.")
        return to_slot(slot_key)
    asked = ask_walk_in(db.session(), slot, first_name=form.first_name.data, by=g.account, now=g.now)
    db.session.commit()
    address = url_for("staff.walk_in", event_key=event_key, slot_key=slot_key, walk_in_key=asked.key)
    return redirect(address)  # type: ignore[return-value]


@bp.route("/<event_key>/day/<slot_key>/walk-ins/<walk_in_key>", methods=["GET", "POST"])
def walk_in(event_key: str, slot_key: str, walk_in_key: str) -> Response | str:
    """Say who it is and what speaks against it; then let them stay."""
    slot, asked = _read(slot_key, walk_in_key)
    people = list_without_place(db.session(), g.event)
    against = read_objections(db.session(), slot, people, event=g.event)
    form = ApproveForm()
    form.participant.choices = _choices(asked, people, against)
    picked = next((one for one in people if one.key == form.participant.data), None)
    if form.validate_on_submit():
        try:
            approve_walk_in(db.session(), asked, picked, despite=form.accepted(), by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("participant", error)
        else:
            name = asked.first_name
            db.session.commit()
            flash(f"{name} darf bleiben und ist eingetragen. Bitte klären Sie jetzt die Versicherung.")
            return to_slot(slot_key)
    page = render_template(
        "staff/walkin.html",
        form=form,
        slot=slot,
        walk_in=asked,
        objections=against[picked.id if picked else None] if form.participant.data else None,
        guest_count=len(list_guests(db.session(), slot, now=g.now)),
        is_uncovered=is_uncovered(slot, g.event),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<event_key>/day/<slot_key>/walk-ins/<walk_in_key>/refuse")
def walk_in_refuse(event_key: str, slot_key: str, walk_in_key: str) -> Response:
    """Say that somebody can not stay."""
    _, asked = _read(slot_key, walk_in_key)
    refuse_walk_in(db.session(), asked, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{asked.first_name} kann hier nicht bleiben. Bitte sagen Sie es dem Betrieb.")
    return to_slot(slot_key)


@bp.post("/<event_key>/day/<slot_key>/walk-ins/<walk_in_key>/cover")
def walk_in_cover(event_key: str, slot_key: str, walk_in_key: str) -> Response:
    """Keep that the insurance is arranged."""
    cover_walk_in(db.session(), _read(slot_key, walk_in_key)[1], by=g.account, now=g.now)
    db.session.commit()
    flash("Notiert: Die Versicherung ist geregelt.")
    return to_slot(slot_key)


@bp.post("/<event_key>/day/<slot_key>/walk-ins/<walk_in_key>/uncover")
def walk_in_uncover(event_key: str, slot_key: str, walk_in_key: str) -> Response:
    """Take back that the insurance is arranged."""
    uncover_walk_in(db.session(), _read(slot_key, walk_in_key)[1], by=g.account, now=g.now)
    db.session.commit()
    flash("Zurückgenommen.")
    return to_slot(slot_key)


def _read(slot_key: str, walk_in_key: str) -> tuple[Slot, WalkIn]:
    slot = read_slot(db.session(), slot_key, event=g.event)
    return slot, read_walk_in(db.session(), slot, walk_in_key)


def _choices(asked: WalkIn, people: list[Participant], against: Mapping[int | None, Objections]) -> list[SelectChoice]:
    """Return who it may be: those of the same first name first, each with what speaks against them."""
    is_same = {one.id: one.first_name.casefold() == asked.first_name.casefold() for one in people}
    named = [
        (one.key, f"{one.first_name} {one.last_name}".strip(), against[one.id])
        for one in sorted(people, key=lambda one: not is_same[one.id])
    ]
    new = (NEW, f"Noch nicht angemeldet: {asked.first_name}", against[None])
    return [
        SelectChoice("", "Bitte wählen"),
        *(SelectChoice(key, name + _why_not(objections)) for key, name, objections in (new, *named)),
    ]


def _why_not(objections: Objections) -> str:
    return f" ({', '.join(map(short_reason, objections.reasons))})" if objections.reasons else ""
