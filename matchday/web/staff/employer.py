"""Employers: the list, one employer with its sites and slots, the link to hand over."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.employer import HospitationCover
from matchday.core.errors import RuleError
from matchday.extensions import config, db
from matchday.services.employer import (
    FIELDS,
    add_employer,
    change_employer,
    count_offered,
    hand_over_link,
    list_employer_accounts,
    list_employers,
    read_employer,
    restore_employer,
    send_link,
    withdraw_employer,
)
from matchday.services.message import list_unreached
from matchday.services.site import SITE_FIELDS, add_site, change_site, count_site_guests, read_site
from matchday.services.slot import count_slots, list_slots
from matchday.web.forms import Form, KindSelect, LineField, MailField, PhoneField, PostcodeField, need
from matchday.web.message import FAILURES
from matchday.web.slot import say_saved
from matchday.web.staff import bp


class SiteForm(Form):
    """One place of an employer."""

    label = LineField("Bezeichnung")
    street = LineField("Straße und Hausnummer", [need()])
    postcode = PostcodeField("Postleitzahl", [need()])
    town = LineField("Ort", [need()])


class EmployerForm(Form):
    """Who the employer is and how it is reached."""

    name = LineField("Name des Betriebs", [need()])
    reference = LineField("Kürzel")
    contact_name = LineField("Ansprechperson")
    contact_mail = MailField("E-Mail-Adresse")
    contact_phone = PhoneField("Telefon")
    insurance_carrier = LineField("Träger der Unfallversicherung")
    hospitation_cover = KindSelect(
        "Versichert er auch eine Hospitation?", HospitationCover, default=HospitationCover.UNKNOWN
    )


class NewEmployerForm(EmployerForm, SiteForm):
    """A new employer with its first place."""


@bp.get("/<event_key>/employers")
def employers(event_key: str) -> str:
    """List the organiser's employers."""
    rows = list_employers(db.session(), g.organiser_id, event_id=g.event.id)
    slot_count = sum(count_slots(db.session(), g.event).values())
    return render_template("staff/employers.html", rows=rows, slot_count=slot_count)


@bp.route("/<event_key>/employers/new", methods=["GET", "POST"])
def employer_new(event_key: str) -> Response | str:
    """Add an employer."""
    form = NewEmployerForm()
    if form.validate_on_submit():
        values = {name: form[name].data for name in FIELDS}
        site = {name: form[name].data for name in SITE_FIELDS}
        try:
            employer = add_employer(db.session(), values, site=site, event=g.event, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("reference", error)
        else:
            db.session.commit()
            flash(f"{employer.name} ist aufgenommen.")
            return _to(employer.key)
    page = render_template("staff/employer_form.html", form=form, employer=None)
    return make_response(page, 422 if form.errors else 200)


@bp.get("/<event_key>/employers/<employer_key>")
def employer(event_key: str, employer_key: str) -> str:
    """Show one employer."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    slots = list_slots(db.session(), g.event, employer=found)
    accounts = list_employer_accounts(db.session(), found)
    unreached = list_unreached(db.session(), accounts, organiser_id=g.organiser_id)
    return render_template("staff/employer.html", employer=found, slots=slots, unreached=unreached, failures=FAILURES)


@bp.route("/<event_key>/employers/<employer_key>/change", methods=["GET", "POST"])
def employer_change(event_key: str, employer_key: str) -> Response | str:
    """Change an employer."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    form = EmployerForm(obj=found)
    if form.validate_on_submit():
        values = {name: form[name].data for name in FIELDS}
        try:
            change_employer(db.session(), found, values, event=g.event, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("reference", error)
        else:
            db.session.commit()
            flash("Gespeichert.")
            return _to(employer_key)
    page = render_template("staff/employer_form.html", form=form, employer=found)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<event_key>/employers/<employer_key>/withdraw", methods=["GET", "POST"])
def employer_withdraw(event_key: str, employer_key: str) -> Response | str:
    """Take an employer out after a look at what that means, or say what stands against it."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    form = Form()
    if form.validate_on_submit():
        try:
            withdraw_employer(db.session(), found, event=g.event, by=g.account, now=g.now)
        except RuleError:
            db.session.rollback()  # the page says how many slots are still offered
        else:
            db.session.commit()
            flash(f"{found.name} ist zurückgezogen.")
            return _to(employer_key)
    offered_count = count_offered(db.session(), found)
    page = render_template("staff/employer_withdraw.html", form=form, employer=found, offered_count=offered_count)
    return make_response(page, 409 if form.is_submitted() else 200)


@bp.post("/<event_key>/employers/<employer_key>/restore")
def employer_restore(event_key: str, employer_key: str) -> Response:
    """Take a withdrawn employer in again."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    restore_employer(db.session(), found, event=g.event, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{found.name} ist wieder dabei.")
    return _to(employer_key)


@bp.post("/<event_key>/employers/<employer_key>/link")
def employer_link(event_key: str, employer_key: str) -> str:
    """Make a one-time link and show it once: it is in no address, no cookie and no log."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    token = hand_over_link(db.session(), found, event=g.event, by=g.account, now=g.now)
    db.session.commit()
    address = f"{config().public_url}/link#{token}"
    return render_template("staff/employer_link.html", employer=found, address=address)


@bp.post("/<event_key>/employers/<employer_key>/link/send")
def employer_link_send(event_key: str, employer_key: str) -> Response:
    """Send a one-time link by mail."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    send_link(db.session(), found, event=g.event, by=g.account, now=g.now)
    db.session.commit()
    flash(f"Der Link geht an {found.contact_mail}.")
    return _to(employer_key)


@bp.route("/<event_key>/employers/<employer_key>/sites/new", methods=["GET", "POST"])
def site_new(event_key: str, employer_key: str) -> Response | str:
    """Add another place."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    form = SiteForm()
    if form.validate_on_submit():
        values = {name: form[name].data for name in SITE_FIELDS}
        add_site(db.session(), found, values, event=g.event, by=g.account, now=g.now)
        db.session.commit()
        flash("Der Standort ist aufgenommen.")
        return _to(employer_key)
    page = render_template("staff/employer_site.html", form=form, employer=found, site=None)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<event_key>/employers/<employer_key>/sites/<site_key>", methods=["GET", "POST"])
def site_change(event_key: str, employer_key: str, site_key: str) -> Response | str:
    """Change a place."""
    found = read_employer(db.session(), g.organiser_id, key=employer_key)
    site = read_site(found, site_key)
    form = SiteForm(obj=site)
    if form.validate_on_submit():
        values = {name: form[name].data for name in SITE_FIELDS}
        is_moved = change_site(db.session(), found, site, values=values, event=g.event, by=g.account, now=g.now)
        said = say_saved(count_site_guests(db.session(), site, g.event) if is_moved else 0, g.event)
        db.session.commit()
        flash(said)
        return _to(employer_key)
    page = render_template(
        "staff/employer_site.html",
        form=form,
        employer=found,
        site=site,
        guest_count=count_site_guests(db.session(), site, g.event),
    )
    return make_response(page, 422 if form.errors else 200)


def _to(employer_key: str) -> Response:
    return redirect(url_for("staff.employer", event_key=g.event.key, employer_key=employer_key))
