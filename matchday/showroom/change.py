"""What can happen to somebody: each of these changes the database of the showroom, which then goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from matchday.clock import read_clock
from matchday.core.assignment import UnplacedReason
from matchday.core.confirmation import Reply
from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.core.explanation import COST_OF_LEVEL, FEW_PLACES, Why
from matchday.core.participant import FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.profile import ProfileStep
from matchday.core.slot import CalledOffBy, Need, SlotState
from matchday.core.ticket import TicketState
from matchday.models import (
    Account,
    Assignment,
    CheckIn,
    Confirmation,
    Consent,
    Event,
    Explanation,
    Login,
    Participant,
    Profile,
    Slot,
    Ticket,
    Unplaced,
    WaitingPlace,
    Wish,
)
from matchday.models.base import Numbered
from matchday.services.consent import answer_consent
from matchday.services.demo.landkreis import OWNER_MAIL
from matchday.services.slottext import original_of, save_slot_text
from matchday.showroom.day import EVERYBODY
from matchday.web.say_why import RULES

Row = TypeVar("Row", bound=Numbered)
Change = Callable[[Session, Participant], None]
WISH_LEVEL = "ranks"


def restricted(session: Session, person: Participant) -> None:
    """Stop using somebody's data."""
    person.restricted_at = read_clock()


def without_contact(session: Session, person: Participant) -> None:
    """Know neither number nor address."""
    person.mail = person.phone = ""


def protected(session: Session, person: Participant) -> None:
    """Protect a person."""
    person.is_protected = True


def young(session: Session, person: Participant) -> None:
    """Let a person be sixteen."""
    person.born_on = (read_clock() - timedelta(days=16 * 366)).date()


def young_with_guardian(session: Session, person: Participant) -> None:
    """Let a person be sixteen, with the signature there."""
    young(session, person)
    person.guardian_signed_on = read_clock().date()


def unasked(session: Session, person: Participant) -> None:
    """Forget every answer to a consent."""
    session.execute(delete(Consent).where(Consent.participant_id == person.id).execution_options(**EVERYBODY))


def read_aloud(session: Session, person: Participant) -> None:
    """Let somebody have read the question aloud."""
    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=_owner(session), now=read_clock())


def asked_anew(session: Session, person: Participant) -> None:
    """Let the questions have changed since."""
    mine = update(Consent).where(Consent.participant_id == person.id).values(version=0)
    session.execute(mine.execution_options(**EVERYBODY))


def without_wishes(session: Session, person: Participant) -> None:
    """Take wishes and coach away."""
    session.execute(delete(Wish).where(Wish.participant_id == person.id).execution_options(**EVERYBODY))
    person.wishlist_saved_at, person.coach_id = None, None


def without_slots(session: Session, person: Participant) -> None:
    """Take wishes and all slots away."""
    without_wishes(session, person)
    session.execute(update(Slot).values(state=SlotState.DRAFT).execution_options(**EVERYBODY))


def shut_in(session: Session, person: Participant) -> None:
    """Let as much as possible stand against a person."""
    young(session, person)
    person.permission_entry, person.permission_request = PermissionEntry.UNKNOWN, PermissionRequest.NOT_ASKED
    person.needs_step_free, person.food_proof, person.travel_min = True, FoodProof.NOTHING, 15


def unknown(session: Session, person: Participant) -> None:
    """Let a person be known little of; what is known forbids work, nobody can be called, nothing is wished."""
    without_wishes(session, person)
    person.born_on, person.latitude, person.longitude = None, None, None
    person.permission_entry = PermissionEntry.NOT_ALLOWED
    event = _find(session, Event)[0]
    event.contact_phone = event.organiser.phone = ""


def travelling(means: TravelMeans, slot_id: int) -> Change:
    """Let a person travel in this way, and read the texts of a slot in their language."""

    def change(session: Session, person: Participant) -> None:
        person.travel_means = means
        slot = _find(session, Slot, Slot.id == slot_id)[0]
        texts, is_read = original_of(slot), means is TravelMeans.FOOT
        own = {"language": person.language, "is_read": is_read, "by": _owner(session)}
        save_slot_text(session, slot, texts, **own, now=read_clock())

    return change


def signed_out(session: Session, person: Participant) -> None:
    """End every login."""
    session.execute(update(Login).values(ended_at=read_clock()).execution_options(**EVERYBODY))


def on_another_device(session: Session, person: Participant) -> None:
    """Let nobody have said on this device «that is me»."""
    session.execute(update(Login).values(is_confirmed=False).execution_options(**EVERYBODY))


def with_enforcement_body(session: Session, person: Participant) -> None:
    """Let the organiser say who helps where a barrier stays."""
    _find(session, Event)[0].organiser.enforcement_body = "Durchsetzungsstelle"


def described_by_another(session: Session, person: Participant) -> None:
    """Let somebody else have begun to fill the profile in."""
    profile = _find(session, Profile, Profile.participant_id == person.id)[0]
    profile.steps_done, profile.saved_by_id = [ProfileStep.LANGUAGES.value], _owner(session).id


def without_deadline(session: Session, person: Participant) -> None:
    """Let the wishing have no end."""
    _find(session, Event)[0].wishing_until = None


def at(stage: Stage) -> Change:
    """Put the event into this stage."""

    def change(session: Session, person: Participant) -> None:
        session.execute(update(Event).values(stage=stage).execution_options(**EVERYBODY))

    return change


def _owner(session: Session) -> Account:
    return _find(session, Account, Account.email == OWNER_MAIL)[0]


def _find(session: Session, kind: type[Row], *which: ColumnElement[bool]) -> list[Row]:
    found = select(kind).where(*which).order_by(kind.id).execution_options(**EVERYBODY)
    return list(session.scalars(found))


def tickets_of(session: Session, person: Participant) -> list[Ticket]:
    """Return somebody's tickets."""
    return _find(session, Ticket, Ticket.participant_id == person.id)


def _asked(session: Session, person: Participant) -> Confirmation:
    return _find(session, Confirmation, Confirmation.ticket_id == tickets_of(session, person)[0].id)[0]


def given_back(session: Session, person: Participant) -> None:
    """Let a person have given the place back."""
    _asked(session, person).answer = Reply.NO
    withdrawn(session, person)


def silent(session: Session, person: Participant) -> None:
    """Let a person have lost the place without an answer."""
    _asked(session, person).answer = Reply.SILENT
    withdrawn(session, person)


def begun(session: Session, person: Participant) -> None:
    """Let the slot have begun."""
    slot, now = tickets_of(session, person)[0].slot, read_clock()
    slot.start_at, slot.end_at = now - timedelta(hours=1), now + timedelta(hours=3)


def over(session: Session, person: Participant) -> None:
    """Let the slot be over."""
    slot, now = tickets_of(session, person)[0].slot, read_clock()
    slot.start_at, slot.end_at = now - timedelta(hours=6), now - timedelta(hours=2)


def closed(session: Session, person: Participant) -> None:
    """Let the day be over, and the person have been there."""
    over(session, person)
    ticket = tickets_of(session, person)[0]
    came = {"ticket_id": ticket.id, "slot_id": ticket.slot_id, "checked_in_at": ticket.slot.start_at}
    session.add(CheckIn(organiser_id=person.organiser_id, **came))
    _asked(session, person).answer = Reply.YES


def closed_and_protected(session: Session, person: Participant) -> None:
    """Let the day be over for a protected person."""
    closed(session, person)
    person.is_protected = True


def late(session: Session, person: Participant) -> None:
    """Let the time to answer be over."""
    _asked(session, person).answer_by_at = read_clock() - timedelta(days=1)


def offered(session: Session, person: Participant) -> None:
    """Let the place be one that became free."""
    _asked(session, person).is_offered = True


def without_question(session: Session, person: Participant) -> None:
    """Let nobody have asked."""
    session.delete(_asked(session, person))


def renewed(session: Session, person: Participant) -> None:
    """Give the ticket a second edition."""
    tickets_of(session, person)[0].revision = 2


def led_elsewhere(session: Session, person: Participant) -> None:
    """Let a new plan have led the ticket to another slot, because the one before was called off."""
    ticket, asked = tickets_of(session, person)[0], _asked(session, person)
    former = _find(session, Slot, Slot.event_id == person.event_id, Slot.id != ticket.slot_id)[0]
    former.state, former.called_off_by = SlotState.WITHDRAWN, CalledOffBy.EMPLOYER
    asked.slot_id, ticket.revision = former.id, 2


def moved(session: Session, person: Participant) -> None:
    """Let time or place have changed."""
    tickets_of(session, person)[0].slot.calendar_sequence += 1


def called_off(whose: CalledOffBy | None) -> Change:
    """Let the slot be called off; None: nobody was asked by whom, as of slots withdrawn long ago."""

    def change(session: Session, person: Participant) -> None:
        _call_off(session, person, whose)

    return change


def _call_off(session: Session, person: Participant, whose: CalledOffBy | None) -> None:
    slot = tickets_of(session, person)[0].slot
    slot.state, slot.called_off_by = SlotState.WITHDRAWN, whose


def withdrawn(session: Session, person: Participant) -> None:
    """Take the ticket back."""
    tickets_of(session, person)[0].state = TicketState.WITHDRAWN


def called_off_and_withdrawn(whose: CalledOffBy | None) -> Change:
    """Let the slot be called off, and the ticket be taken back."""

    def change(session: Session, person: Participant) -> None:
        _call_off(session, person, whose)
        withdrawn(session, person)

    return change


def wishing_what_is(state: SlotState) -> Change:
    """Let the slot of a wish be in another state; the other wishes are there."""

    def change(session: Session, person: Participant) -> None:
        wished = select(Wish.slot_id).where(Wish.participant_id == person.id)
        _find(session, Slot, Slot.id.in_(wished))[0].state = state

    return change


def needing_all(session: Session, person: Participant) -> None:
    """Let the slot need everything, next door."""
    slot, person.travel_means = tickets_of(session, person)[0].slot, TravelMeans.FOOT
    slot.needs, person.latitude, person.longitude = [one.value for one in Need], slot.site.latitude, slot.site.longitude


def twice(session: Session, person: Participant) -> None:
    """Give a second ticket to somebody who has one: another person's."""
    other = _find(session, Ticket, Ticket.participant_id != person.id)[0]
    other.participant_id, other.ordinal = person.id, 2


def one_of_two_silent(session: Session, person: Participant) -> None:
    """Let a person with two places have lost one of them without an answer."""
    twice(session, person)
    session.flush()
    silent(session, person)


def unplaced(reason: UnplacedReason) -> Change:
    """Give a person no place, and no waiting list, for this reason."""

    def change(session: Session, person: Participant) -> None:
        mine = Unplaced.participant_id == person.id
        session.execute(update(Unplaced).where(mine).values(reason=reason).execution_options(**EVERYBODY))
        waiting = WaitingPlace.participant_id == person.id
        session.execute(delete(WaitingPlace).where(waiting).execution_options(**EVERYBODY))

    return change


def costing(why: Why) -> Change:
    """Tell of wishes that would cost others something: each time something else."""

    def change(session: Session, person: Participant) -> None:
        levels = [*dict.fromkeys(COST_OF_LEVEL), WISH_LEVEL, ""]
        for slot, level in zip(_slots(session), levels, strict=False):
            effect = [{"level": level, "rank": None, "before": 1, "after": 0}] if level else []
            _tell(session, person, slot, why=why, effect=effect)

    return change


def ruled_by_all(session: Session, person: Participant) -> None:
    """Let every rule there is have made the plan."""
    _tell(session, person, _slots(session)[0], why=Why.LOTTERY)
    levels = [{"level": level} for level in RULES]
    session.execute(update(Assignment).values(levels=levels).execution_options(**EVERYBODY))


def for_every_reason(session: Session, person: Participant) -> None:
    """Tell of wishes that failed for every reason there is."""
    slots = _find(session, Slot, Slot.state == SlotState.APPROVED)
    for slot, why in zip(slots, Why, strict=False):
        _tell(session, person, slot, why=why)
    _tell(session, person, slots[len(Why)], why=Why.CLASH, held_id=slots[0].id)


def _slots(session: Session) -> list[Slot]:
    """Return slots with so many places that what one costs may be told."""
    return _find(session, Slot, Slot.state == SlotState.APPROVED, Slot.capacity >= FEW_PLACES)


def _tell(session: Session, person: Participant, slot: Slot, **told: object) -> None:
    plan = _find(session, Assignment)[0]
    whose = {"organiser_id": person.organiser_id, "assignment_id": plan.id, "participant_id": person.id}
    session.add(Explanation(**whose, slot_id=slot.id, rank=1, **told))
