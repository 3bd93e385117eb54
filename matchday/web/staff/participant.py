"""People: the list by view, one person, adding and changing them, taking them out."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.account import Role
from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.core.guardian import is_guardian_needed
from matchday.core.language import LANGUAGES
from matchday.core.participant import ParticipantState
from matchday.core.slot import GEAR, Trade
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.access import find_newest_access
from matchday.services.account import list_accounts
from matchday.services.attestation import list_attestations
from matchday.services.avoidance import list_avoidances
from matchday.services.consent import is_given
from matchday.services.explanation import find_grounds
from matchday.services.latecomer import is_latecomer, may_wish_for
from matchday.services.login import list_visits
from matchday.services.message import is_sent_to, list_messages
from matchday.services.participant import (
    add_participant,
    change_participant,
    protect_participant,
    read_participant,
    return_participant,
    unprotect_participant,
    withdraw_participant,
)
from matchday.services.progress import ParticipantRow, list_participants
from matchday.services.slot import count_guests
from matchday.services.ticket import read_standing
from matchday.services.wishlist import list_mine, list_offers
from matchday.web.consent import tell_consents
from matchday.web.forms import Form, NoteField, need
from matchday.web.guardian import GuardianForm
from matchday.web.leaf import leaf
from matchday.web.message import FAILURES, NEWEST
from matchday.web.profile import read_overview
from matchday.web.say_why import say_ground_to_staff
from matchday.web.staff import bp
from matchday.web.staff.participant_form import ParticipantForm

PER_PAGE = 100

VIEWS: dict[str, tuple[str, Callable[[ParticipantRow], bool]]] = {
    "all": ("Alle", lambda row: row.state is not ParticipantState.WITHDRAWN),
    "uninvited": ("Noch nicht eingeladen", lambda row: row.is_uninvited),
    "unwished": (
        "Wünsche offen",
        lambda row: row.state in (ParticipantState.ADDED, ParticipantState.INVITED, ParticipantState.OPENED),
    ),
    "unprofiled": (
        "Steckbrief offen",
        lambda row: not row.has_profile and row.state is not ParticipantState.WITHDRAWN,
    ),
    "permission": (
        "Erlaubnis offen",
        lambda row: row.is_permission_open and row.state is not ParticipantState.WITHDRAWN,
    ),
    "alone": (
        "Ohne Begleitung",
        lambda row: not row.participant.acting_coach and row.state is not ParticipantState.WITHDRAWN,
    ),
    "withdrawn": ("Nimmt nicht teil", lambda row: row.state is ParticipantState.WITHDRAWN),
}
"""The saved views: their words, and who is in them."""


AT_FAULT = {"born_on_future": "born_on", "born_on_too_old": "born_on", "needs_unasked": "needs_agreed"}
"""The field a refusal is about, where it is not the person's number."""


class ReasonForm(Form):
    """Why somebody is taken out."""

    reason = NoteField("Grund", [need()])


@bp.get("/<event_key>/participants")
def participants(event_key: str) -> str:
    """List the event's people: one view, one coach, a part of a name."""
    coaches = list_accounts(db.session(), Role.COACH, organiser_id=g.organiser_id)
    coach = next((one for one in coaches if one.key == request.args.get("coach")), None)
    rows = list_participants(db.session(), g.event, coach=coach, name=request.args.get("name", "").strip())
    view = request.args.get("view", "all")
    view = view if view in VIEWS else "all"
    found = [row for row in rows if VIEWS[view][1](row)]
    return render_template(
        "staff/participants.html",
        leaf=leaf(found, per_page=PER_PAGE),
        found_count=len(found),
        views={name: (text, sum(map(is_in, rows))) for name, (text, is_in) in VIEWS.items()},
        view=view,
        coaches=coaches,
        coach=coach,
        languages=LANGUAGES,
    )


@bp.route("/<event_key>/participants/new", methods=["GET", "POST"])
def participant_new(event_key: str) -> Response | str:
    """Add somebody."""
    form = ParticipantForm.fresh(list_accounts(db.session(), Role.COACH, organiser_id=g.organiser_id))
    if form.validate_on_submit():
        try:
            person = add_participant(
                db.session(), g.event, form.values(), has_agreed=form.has_agreed, by=g.account, now=g.now
            )
        except RuleError as error:
            form.refuse(AT_FAULT.get(error.code, "reference"), error)
        else:
            db.session.commit()
            flash(f"{person.shown_name} ist angemeldet.")
            return redirect(address_of(person))
    page = render_template("staff/participant_form.html", form=form, person=None)
    return make_response(page, 422 if form.errors else 200)


@bp.get("/<event_key>/participants/<participant_key>")
def participant(event_key: str, participant_key: str) -> str:
    """Show one person: how far, what is known, access, wishes, what can be done."""
    person = read_participant(db.session(), g.event, key=participant_key)
    (row,) = list_participants(db.session(), g.event, participant=person)
    offers, standing = list_offers(db.session(), person), read_standing(db.session(), person, g.event)
    return render_template(
        "staff/participant.html",
        row=row,
        person=person,
        languages=LANGUAGES,
        link=find_newest_access(db.session(), person),
        logins=list_visits(db.session(), person),
        trades=[Trade(value) for value in person.acceptable_trades],
        gear=[need for need in GEAR if need in person.gear],
        consents=tell_consents(person),
        offers=offers,
        mine=list_mine(db.session(), person, offers),
        attestations=list_attestations(db.session(), g.event, participant=person, now=g.now),
        standing=standing,
        grounds=find_grounds(db.session(), person, standing.valid),
        say_ground=say_ground_to_staff,
        avoided_count=len(list_avoidances(db.session(), person)),
        messages=list_messages(db.session(), g.event, participant=person, most=NEWEST),
        failures=FAILURES,
        is_minor=is_guardian_needed(person.born_on, g.event.first_on),
        guardian_form=GuardianForm(),
        may_wish=may_wish_for(db.session(), g.event, person, by=g.account),
        is_latecomer=is_latecomer(db.session(), g.event, person),
        may_tell_way=is_open(g.event.stage, Action.PREPARE),
        **read_overview(person),
    )


@bp.route("/<event_key>/participants/<participant_key>/change", methods=["GET", "POST"])
def participant_change(event_key: str, participant_key: str) -> Response | str:
    """Change what is known of somebody."""
    person = read_participant(db.session(), g.event, key=participant_key)
    coaches = list_accounts(db.session(), Role.COACH, organiser_id=g.organiser_id)
    may_keep_needs = is_given(db.session(), person, Recipient.HEALTH)
    form = ParticipantForm.of(person, coaches, may_keep_needs=may_keep_needs)
    if form.validate_on_submit():
        try:
            change_participant(db.session(), person, form.values(), has_agreed=form.has_agreed, by=g.account, now=g.now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(AT_FAULT.get(error.code, "reference"), error)
        else:
            db.session.commit()
            flash("Die Änderungen sind gespeichert.")
            return redirect(address_of(person))
    page = render_template("staff/participant_form.html", form=form, person=person)
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<event_key>/participants/<participant_key>/protect")
def participant_protect(event_key: str, participant_key: str) -> Response:
    """Mark that somebody may look for this person, or take the mark back."""
    person = read_participant(db.session(), g.event, key=participant_key)
    deed = unprotect_participant if person.is_protected else protect_participant
    deed(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash("Diese Person ist jetzt geschützt." if person.is_protected else "Der Schutz ist aufgehoben.")
    return redirect(address_of(person))


@bp.route("/<event_key>/participants/<participant_key>/withdraw", methods=["GET", "POST"])
def participant_withdraw(event_key: str, participant_key: str) -> Response | str:
    """Take somebody out, with a reason."""
    person, form = read_participant(db.session(), g.event, key=participant_key), ReasonForm()
    tickets = read_standing(db.session(), person, g.event).valid
    if not form.validate_on_submit():
        needing = [one.slot for one in tickets if one.slot.min_group > 1]
        short = [slot for slot in needing if count_guests(db.session(), slot) == slot.min_group]
        page = render_template(
            "staff/participant_withdraw.html",
            form=form,
            person=person,
            tickets=tickets,
            short=short,
            is_told=is_sent_to(person),
        )
        return make_response(page, 422 if form.errors else 200)
    said = farewell(person, [ticket.slot.employer.name for ticket in tickets])
    withdraw_participant(db.session(), person, reason=form.reason.data, by=g.account, now=g.now)
    db.session.commit()
    flash(said)
    return redirect(address_of(person))


@bp.post("/<event_key>/participants/<participant_key>/return")
def participant_return(event_key: str, participant_key: str) -> Response:
    """Take somebody in again."""
    person = read_participant(db.session(), g.event, key=participant_key)
    return_participant(db.session(), person, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{person.shown_name} ist wieder dabei.")
    return redirect(address_of(person))


def farewell(person: Participant, employers: list[str]) -> str:
    """Return what follows when somebody is taken out who had places at ``employers``."""
    said = f"{person.shown_name} nimmt nicht mehr teil."
    if not employers:
        return said
    where = f"{' und '.join(employers)} {'sieht' if len(employers) == 1 else 'sehen'}"
    told = "Eine Nachricht sagt es der Person." if is_sent_to(person) else "Bitte sagen Sie es der Person selbst."
    return f"{said} Das Ticket gilt nicht mehr, der Platz ist frei. {where} es ab sofort in der eigenen Liste. {told}"


def address_of(person: Participant) -> str:
    """Return the address of somebody's page."""
    return url_for("staff.participant", event_key=g.event.key, participant_key=person.key)
