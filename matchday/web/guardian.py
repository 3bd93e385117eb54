"""The sheet for parents or a guardian in the family's language, and the form that notes their signature."""

from __future__ import annotations

from flask import Response, flash, g, redirect
from flask_babel import force_locale
from flask_babel import gettext as _

from matchday.core.errors import RuleError
from matchday.core.language import GERMAN, page_language
from matchday.documents.guardian import GuardianContent, GuardianLines, guardian_pdf
from matchday.extensions import db
from matchday.models import Event, Participant
from matchday.services.contact import whom_to_ask
from matchday.services.guardian import note_guardian, withdraw_guardian
from matchday.web.filters import day
from matchday.web.forms import DayField, Form, LineField, need
from matchday.web.say import say


class GuardianForm(Form):
    """Who signed, and when."""

    name = LineField("Name der Eltern oder des Vormunds", [need()], most=100)
    signed_on = DayField("Unterschrieben am")


def note_for(person: Participant, *, back: str) -> Response:
    """Keep the signature a form tells of, and go back saying so, or what is missing."""
    flash(_note(person))
    return redirect(back)


def withdraw_for(person: Participant, *, back: str) -> Response:
    """Take the note back, and go back."""
    withdraw_guardian(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash("Die Unterschrift ist zurückgenommen.")
    return redirect(back)


def _note(person: Participant) -> str:
    form = GuardianForm()
    if not form.validate_on_submit():
        return "Bitte tragen Sie den Namen und den Tag der Unterschrift ein."
    try:
        note_guardian(db.session(), person, name=form.name.data, signed_on=form.signed_on.data, by=g.account, now=g.now)
    except RuleError as error:
        db.session.rollback()
        return say(error)
    db.session.commit()
    return "Die Unterschrift ist notiert."


def print_sheet(person: Participant, event: Event) -> Response:
    """Return the sheet to sign, made anew each time and kept nowhere."""
    own = page_language(person.language, *person.languages)
    with force_locale(own.code):
        own_lines = _lines(person)
    with force_locale(GERMAN.code):
        german_lines, when = _lines(person), day(event.first_on)
    organiser = event.organiser
    contact = whom_to_ask(person, event)
    content = GuardianContent(
        language=own.tag,
        direction=own.direction,
        own=own_lines,
        german=german_lines,
        organiser_name=organiser.name,
        event_name=event.name,
        when=when,
        contact=" · ".join(filter(None, (contact.name, contact.phone))),
        colour=organiser.colour,
        logo=organiser.logo,
    )
    headers = {"Content-Disposition": 'inline; filename="einverstaendnis.pdf"'}
    return Response(guardian_pdf(content), content_type="application/pdf", headers=headers)


def _lines(person: Participant) -> GuardianLines:
    name = f"{person.first_name} {person.last_name}".strip()
    return GuardianLines(
        title=_("Einverständnis der Eltern"),
        text=_(
            "Unser Kind %(name)s darf am Refugees’ Day teilnehmen und einen Tag lang einen Betrieb besuchen.",
            name=name,
        ),
        points=(
            _("Die Teilnahme ist freiwillig und kostet nichts."),
            _("Wir können unser Ja jederzeit zurücknehmen."),
        ),
        name=_("Name der Eltern oder des Vormunds"),
        place_and_day=_("Ort und Tag"),
        signature=_("Unterschrift"),
        back=_("Bitte geben Sie dieses Blatt der Begleitung Ihres Kindes."),
    )
