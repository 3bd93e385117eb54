"""How the organiser shows itself: name, office, colour, imprint."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import ColorField
from wtforms.validators import ValidationError

from matchday.core.colour import contrast_on_white
from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.models import Organiser
from matchday.services.organiser import FIELDS, change_logo, change_organiser
from matchday.web.forms import Form, LineField, MailField, NoteField, PhoneField, PostcodeField, YesField, need
from matchday.web.guard import shown_organiser
from matchday.web.staff import bp

LEAST_CONTRAST = 4.5


class OrganiserForm(Form):
    """What stands on pages, papers and in the imprint."""

    name = LineField("Name", [need()])
    office = LineField("Amt oder Büro")
    street = LineField("Straße und Hausnummer")
    postcode = PostcodeField("Postleitzahl")
    town = LineField("Ort")
    phone = PhoneField("Telefon", [need()])
    mail = MailField("E-Mail-Adresse", [need()])
    colour = ColorField("Farbe")
    imprint = NoteField("Weitere Angaben im Impressum")
    protection_officer = LineField("So erreicht man die oder den Datenschutzbeauftragten")
    enforcement_body = NoteField("Durchsetzungsstelle für Barrierefreiheit")

    picture = FileField("Logo")
    without_logo = YesField("Logo entfernen")

    def validate_colour(self, field: ColorField) -> None:
        """Refuse a colour that is too pale to read beside white."""
        if contrast_on_white(field.data or "") < LEAST_CONTRAST:
            raise ValidationError("Diese Farbe ist zu hell. Bitte wählen Sie eine dunklere.")


@bp.route("/organiser", methods=["GET", "POST"])
def organiser() -> Response | str:
    """Change how the organiser shows itself."""
    found = shown_organiser()
    form = OrganiserForm(obj=found)
    if found is not None and form.validate_on_submit():
        try:
            _change_logo(found, form)
        except RuleError as error:
            form.refuse("picture", error)
        else:
            change_organiser(db.session(), found, {name: form[name].data for name in FIELDS}, by=g.account, now=g.now)
            db.session.commit()
            flash("Die Angaben sind gespeichert.")
            return redirect(url_for("staff.organiser"))
    return make_response(render_template("staff/organiser.html", form=form), 422 if form.errors else 200)


def _change_logo(found: Organiser, form: OrganiserForm) -> None:
    if form.picture.data:
        change_logo(db.session(), found, form.picture.data.read(), by=g.account, now=g.now)
    elif form.without_logo.data and found.logo_digest:
        change_logo(db.session(), found, None, by=g.account, now=g.now)
