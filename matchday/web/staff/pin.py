"""Pins and bars: fix or forbid a placement, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from matchday.core.errors import RuleError
from matchday.core.event import Action, Stage, is_open
from matchday.core.slot import SlotState
from matchday.extensions import db
from matchday.services.assignment import find_published
from matchday.services.foresight import Concern, foresee_bar, foresee_pin
from matchday.services.participant import read_participant
from matchday.services.pin import bar_participant, list_bars, list_pins, pin_participant, remove_bar, remove_pin
from matchday.services.progress import list_participants
from matchday.services.slot import list_slots, read_slot
from matchday.web.forms import Form, LineField, PickField, need
from matchday.web.slot import name_in_list
from matchday.web.staff import bp

HOW = {
    "pin": ("festsetzen: kommt im Plan an dieses Angebot", foresee_pin, pin_participant),
    "bar": ("ausschließen", foresee_bar, bar_participant),
}
"""What staff can do with a pair: words, what would follow, and the deed."""

CONCERNS = {
    ("pin", Concern.GROUP): "Die Person gehört zu einer Gruppe. Solange nicht alle daraus hier festgesetzt sind, "
    "kommt kein Plan zustande.",
    ("pin", Concern.TOO_FEW): "Das Angebot braucht mehr Menschen, als dorthin können. So kommt kein Plan zustande.",
    ("pin", Concern.OWN_PLACE): "Die Person hat schon einen Platz mit Ticket. Sie verliert ihn mit dem nächsten Plan.",
    ("pin", Concern.OTHERS_PLACE): "Hier sind alle Plätze zugesagt. Jemand anderes verliert seinen Platz.",
    ("bar", Concern.GROUP): "Die Person gehört zu einer Gruppe. Dann kann niemand aus der Gruppe an dieses Angebot.",
    (
        "bar",
        Concern.TOO_FEW,
    ): "Ohne diese Person sind es hier zu wenige: Auch die anderen können ihren Platz verlieren.",
    ("bar", Concern.OWN_PLACE): "Die Person hat hier einen Platz mit Ticket. Sie verliert ihn mit dem nächsten Plan.",
}
"""What would follow from which deed."""


class HowField(PickField, RadioField):
    """The same as tiles."""


class PinForm(Form):
    """Whom, where, which of both, and why."""

    participant = PickField("Wer?")
    slot = PickField("An welchem Angebot?")
    how = HowField("Was soll gelten?", choices=[SelectChoice(value, words) for value, (words, *_) in HOW.items()])
    reason = LineField("Warum?", [need()])
    seen = HiddenField()
    """What the page said would follow, and of whom and where: who saves it has read exactly that."""

    def has_read(self, concerns: Sequence[Concern]) -> bool:
        """Tell whether the page has said what would follow; the next time it has."""
        said = " ".join([self.how.data, self.participant.data, self.slot.data, *concerns])
        has_read = self.seen.data == said
        self.seen.data, self.seen.raw_data = said, None
        return has_read


@bp.route("/<event_key>/pins", methods=["GET", "POST"])
def pins(event_key: str) -> Response | str:
    """Show what is fixed and forbidden, with who and when; add to it."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form, 422 if form.is_submitted() else 200)
    person = read_participant(db.session(), g.event, key=form.participant.data)
    slot = read_slot(db.session(), form.slot.data, event=g.event)
    _, foresee, fix = HOW[form.how.data]
    concerns = foresee(db.session(), person, slot)
    try:
        fix(db.session(), person, slot, reason=form.reason.data, by=g.account, now=g.now)
    except RuleError as error:
        db.session.rollback()
        form.refuse("slot", error)
        return _page(form, 422)
    if concerns and not form.has_read(concerns):
        db.session.rollback()
        return _page(form, 200, concerns)
    db.session.commit()
    flash("Festgelegt. Es gilt, sobald der Plan neu gerechnet wird.")
    return redirect(url_for("staff.pins", event_key=event_key))  # type: ignore[return-value]


@bp.post("/<event_key>/pins/<participant_key>/<slot_key>/remove")
def pin_remove(event_key: str, participant_key: str, slot_key: str) -> Response:
    """Take back what was fixed for a person and a slot."""
    return _take_back(participant_key, slot_key, remove_pin)


@bp.post("/<event_key>/bars/<participant_key>/<slot_key>/remove")
def bar_remove(event_key: str, participant_key: str, slot_key: str) -> Response:
    """Take back what was forbidden for a person and a slot."""
    return _take_back(participant_key, slot_key, remove_bar)


def _take_back(participant_key: str, slot_key: str, remove: Callable[..., None]) -> Response:
    participant = read_participant(db.session(), g.event, key=participant_key)
    slot = read_slot(db.session(), slot_key, event=g.event)
    remove(db.session(), participant, slot, by=g.account, now=g.now)
    db.session.commit()
    flash("Zurückgenommen. Es gilt, sobald der Plan neu gerechnet wird.")
    return redirect(url_for("staff.pins", event_key=g.event.key))  # type: ignore[return-value]


def _form() -> PinForm:
    form = PinForm()
    people = [row.participant for row in list_participants(db.session(), g.event)]
    first = SelectChoice("", "Bitte wählen")
    form.participant.choices = [first] + [
        SelectChoice(one.key, f"{one.first_name} {one.last_name}".strip()) for one in people if not one.withdrawn_at
    ]
    form.slot.choices = [first] + [
        SelectChoice(slot.key, name_in_list(slot))
        for slot in list_slots(db.session(), g.event, state=SlotState.APPROVED)
    ]
    return form


def _page(form: PinForm, status: int, concerns: Sequence[Concern] = ()) -> Response:
    page = render_template(
        "staff/pins.html",
        form=form,
        concerns=[CONCERNS[form.how.data, one] for one in concerns],
        plan=find_published(db.session(), g.event),
        pins=list_pins(db.session(), g.event),
        bars=list_bars(db.session(), g.event),
        may_assign=is_open(g.event.stage, Action.ASSIGN),
        is_early=g.event.stage in (Stage.DRAFT, Stage.REGISTRATION),
    )
    return make_response(page, status)
