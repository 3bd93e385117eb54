"""A coach's own people: how far everybody is, and one person with everything a coach does for them."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient, may_be_asked
from matchday.core.guardian import is_guardian_needed
from matchday.core.language import LANGUAGES
from matchday.core.slot import Trade
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.access import find_newest_access, revoke_access
from matchday.services.attestation import list_attestations
from matchday.services.coach import list_own_people, read_own_person
from matchday.services.consent import answer_consent
from matchday.services.explanation import find_grounds
from matchday.services.latecomer import is_latecomer, may_wish_for
from matchday.services.login import dismiss_device, list_visits, read_device
from matchday.services.message import list_messages
from matchday.services.progress import list_participants
from matchday.services.ticket import read_standing
from matchday.services.todo import group_todos, list_own_todos
from matchday.services.wishlist import list_mine, list_offers
from matchday.web.coach import bp
from matchday.web.consent import tell_consents
from matchday.web.forms import AnswerField, Form, KindField
from matchday.web.guardian import GuardianForm
from matchday.web.handover import answer_access
from matchday.web.language import language_beside
from matchday.web.message import FAILURES, NEWEST
from matchday.web.say_why import say_ground_to_staff


class ReadAloudForm(Form):
    """What the person answered when the question was read to them."""

    recipient = KindField("", Recipient)
    answer = AnswerField()


@bp.get("/")
def people() -> str:
    """Show the coach's people by event."""
    events = list_own_people(db.session(), g.account)
    return render_template(
        "coach/participants.html",
        events=events,
        todo_groups=group_todos(list_own_todos(db.session(), g.account)),
        languages=LANGUAGES,
        attested={
            event.id: len(list_attestations(db.session(), event, coach=g.account, now=g.now)) for event, _ in events
        },
    )


@bp.get("/<participant_key>")
def participant(participant_key: str) -> str:
    """Show one person: how far, access, consent, wishes."""
    one = own(participant_key)
    (row,) = list_participants(db.session(), g.event, participant=one)
    offers, standing = list_offers(db.session(), one), read_standing(db.session(), one, g.event)
    return render_template(
        "coach/participant.html",
        row=row,
        person=one,
        languages=LANGUAGES,
        link=find_newest_access(db.session(), one),
        logins=list_visits(db.session(), one),
        trades=[Trade(value) for value in one.acceptable_trades],
        told=tell_consents(one),
        reads=language_beside(one),
        mine=list_mine(db.session(), one, offers),
        open_count=sum(offer.is_open for offer in offers),
        is_minor=is_guardian_needed(one.born_on, g.event.first_on),
        guardian_form=GuardianForm(),
        may_wish=may_wish_for(db.session(), g.event, one, by=g.account),
        is_latecomer=is_latecomer(db.session(), g.event, one),
        attestations=list_attestations(db.session(), g.event, participant=one, now=g.now),
        standing=standing,
        grounds=find_grounds(db.session(), one, standing.valid),
        say_ground=say_ground_to_staff,
        messages=list_messages(db.session(), g.event, participant=one, most=NEWEST),
        failures=FAILURES,
        form=ReadAloudForm(),
    )


@bp.post("/<participant_key>/access")
def access(participant_key: str) -> Response:
    """Give the person a new access and show it this once."""
    return answer_access(own(participant_key), "coach/access.html")


@bp.post("/<participant_key>/access/revoke")
def revoke(participant_key: str) -> Response:
    """End the person's access."""
    one = own(participant_key)
    revoke_access(db.session(), one, by=g.account, now=g.now)
    db.session.commit()
    flash("Der Zugang ist beendet.")
    return redirect(url_for("coach.participant", participant_key=one.key))


@bp.post("/<participant_key>/logins/<login_key>/end")
def login_end(participant_key: str, login_key: str) -> Response:
    """End one device of the person; the access stays."""
    one = own(participant_key)
    device = read_device(db.session(), one, key=login_key)
    dismiss_device(db.session(), one, device, by=g.account, now=g.now)
    db.session.commit()
    flash("Das Gerät ist abgemeldet.")
    return redirect(url_for("coach.participant", participant_key=one.key))


@bp.post("/<participant_key>/consent")
def consent(participant_key: str) -> Response:
    """Keep what the person answered when the question was read to them."""
    one = own(participant_key)
    form = ReadAloudForm()
    if form.validate_on_submit() and may_be_asked(form.recipient.data, is_protected=one.is_protected):
        is_given = form.answer.is_yes
        answer_consent(db.session(), one, form.recipient.data, is_given=is_given, by=g.account, now=g.now)
        db.session.commit()
        flash("Die Antwort ist gespeichert.")
    return redirect(url_for("coach.participant", participant_key=one.key))


def own(participant_key: str) -> Participant:
    """Return one of the coach's people and note their event. **Errors** NotFound for everybody else."""
    g.event, one = read_own_person(db.session(), g.account, key=participant_key)
    return one
