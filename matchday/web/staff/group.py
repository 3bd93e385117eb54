"""Groups: people who stay together."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.models import Group, Participant
from matchday.services.group import (
    dissolve_group,
    list_alone,
    list_groups,
    make_group,
    put_into_group,
    read_group,
    rename_group,
    take_out_of_group,
)
from matchday.services.participant import read_participant
from matchday.web.forms import Form, LineField, need
from matchday.web.staff import bp


class LabelForm(Form):
    """What a group is called."""

    label = LineField("Name der Gruppe", [need(), Length(max=80, message="Bitte höchstens 80 Zeichen.")])


class MemberForm(Form):
    """Who joins."""

    participant = SelectField("Wer kommt dazu?", [need()], default="")


@bp.route("/<event_key>/groups", methods=["GET", "POST"])
def groups(event_key: str) -> Response | str:
    """List the groups; make one."""
    form = LabelForm()
    if form.validate_on_submit():
        try:
            group = make_group(db.session(), g.event, form.label.data, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("label", error)
        else:
            db.session.commit()
            return redirect(group_address(group))
    page = render_template("staff/groups.html", form=form, groups=list_groups(db.session(), g.event))
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<event_key>/groups/<group_key>", methods=["GET", "POST"])
def group(event_key: str, group_key: str) -> Response | str:
    """Show a group; give it another name."""
    one = read_group(db.session(), g.event, key=group_key)
    form = LabelForm(label=one.label)
    if form.validate_on_submit():
        try:
            rename_group(db.session(), one, form.label.data, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("label", error)
        else:
            db.session.commit()
            flash("Der Name ist gespeichert.")
            return redirect(group_address(one))
    return show(one, form, member_form())


@bp.post("/<event_key>/groups/<group_key>/members")
def group_put_in(event_key: str, group_key: str) -> Response | str:
    """Put somebody into the group."""
    one, form = read_group(db.session(), g.event, key=group_key), member_form()
    if not form.validate_on_submit():
        return show(one, LabelForm(formdata=None, label=one.label), form)
    person = read_participant(db.session(), g.event, key=form.participant.data)
    put_into_group(db.session(), one, person, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{person.shown_name} gehört jetzt dazu.")
    return redirect(group_address(one))


@bp.post("/<event_key>/groups/<group_key>/members/<participant_key>/remove")
def group_take_out(event_key: str, group_key: str, participant_key: str) -> Response:
    """Take somebody out of the group."""
    one = read_group(db.session(), g.event, key=group_key)
    person = read_participant(db.session(), g.event, key=participant_key)
    take_out_of_group(db.session(), one, person, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{person.shown_name} geht jetzt allein.")
    return redirect(group_address(one))


@bp.post("/<event_key>/groups/<group_key>/dissolve")
def group_dissolve(event_key: str, group_key: str) -> Response:
    """End the group; its members stay."""
    one = read_group(db.session(), g.event, key=group_key)
    dissolve_group(db.session(), one, by=g.account, now=g.now)
    db.session.commit()
    flash("Die Gruppe ist aufgelöst. Alle sind weiter angemeldet.")
    return redirect(url_for("staff.groups", event_key=event_key))


def show(one: Group, form: LabelForm, joining: MemberForm) -> Response:
    """Return the page of a group with its two forms."""
    members = next(members for other, members in list_groups(db.session(), g.event) if other is one)
    page = render_template("staff/group.html", form=form, group=one, members=members, joining=joining)
    return make_response(page, 422 if form.errors or joining.errors else 200)


def member_form() -> MemberForm:
    """Return the form with everybody who is in no group."""
    form = MemberForm()
    alone = list_alone(db.session(), g.event)
    people = [SelectChoice(person.key, person_words(person)) for person in alone]
    form.participant.choices = [SelectChoice("", "Bitte wählen"), *people] if people else []
    return form


def person_words(person: Participant) -> str:
    """Return a person for one line of a drop-down list; two of one name differ by their number."""
    return f"{person.shown_name} ({person.reference})"


def group_address(group: Group) -> str:
    """Return the address of a group's page."""
    return url_for("staff.group", event_key=g.event.key, group_key=group.key)
