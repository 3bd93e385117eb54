"""Put a sketch into rows."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.consent import VERSIONS, Recipient
from matchday.core.guardian import is_guardian_needed
from matchday.core.participant import Channel, PermissionRequest
from matchday.core.profile import ProfileStep
from matchday.core.slottext import TEXTS
from matchday.core.wishlist import ranked
from matchday.models import Account, Consent, Employer, Group, Participant, Profile, Site, Slot, Wish
from matchday.services.account import invite_account
from matchday.services.demo.keys import draw_key, draw_ticket_codes
from matchday.services.demo.landkreis import TOWNS, Landkreis
from matchday.services.demo.profiles import PROFILES, DemoProfile
from matchday.services.demo.sketch import DemoEmployer, DemoParticipant, DemoSlot, DemoText, Sketch
from matchday.services.slottext import save_slot_text

HAS_ASKED = frozenset({PermissionRequest.ASKED, PermissionRequest.GRANTED, PermissionRequest.REFUSED})
OPENS_ALONE = frozenset({Channel.MAIL, Channel.SMS, Channel.PHONE})
"""Who tapped the link; for the others the coach read the questions aloud and wrote the answers down."""


def add_rows(session: Session, landkreis: Landkreis, sketch: Sketch) -> list[Participant]:
    """Add employers with their slots, and people with their groups, wishes and answers. Return the people."""
    employers = _add_employers(session, landkreis, sketch)
    slots = _add_slots(session, landkreis, sketch, employers)
    for text in sketch.texts:
        _add_text(session, landkreis, text, slots[text.slot])
    people = _add_people(session, landkreis, sketch)
    wishes, consents, profiles = [], [], []
    for number, (participant, demo) in enumerate(zip(people, sketch.participants, strict=True)):
        moment = answered_at(landkreis, number)
        if demo.wishes:
            participant.wishlist_saved_at, participant.wishlist_version = moment, 1
            wishes += _wishes(participant, demo, slots)
        if demo.consent is not None:
            consents.append(_consent(participant, demo, Recipient.EMPLOYER, is_given=demo.consent, moment=moment))
        if told := PROFILES.get(demo.name):
            profiles.append(_profile(participant, demo, told, moment))
            consents += _profile_consents(participant, demo, told, moment)
        elif demo.needs_step_free:
            consents.append(_consent(participant, demo, Recipient.HEALTH, is_given=True, moment=moment))
    session.flush()
    session.execute(insert(Wish), wishes)
    session.execute(insert(Consent), consents)
    if profiles:
        session.execute(insert(Profile), profiles)
    return people


def answered_at(landkreis: Landkreis, number: int) -> datetime:
    """Return when the person of this number answered: on an evening of the last twelve days."""
    return landkreis.moments.days_ago(12 - number % 11, at=time(17 + number % 4, number % 60))


def _add_employers(session: Session, landkreis: Landkreis, sketch: Sketch) -> dict[str, Employer]:
    employers = {demo.reference: _employer(landkreis, demo, number) for number, demo in enumerate(sketch.employers)}
    session.add_all(employers.values())
    session.flush()
    for demo in sketch.employers:
        if demo.has_account:
            account = invite_account(
                session,
                demo.mail,
                name=demo.contact,
                roles=[Role.EMPLOYER],
                organiser_id=landkreis.organiser.id,
                employer_id=employers[demo.reference].id,
                by=landkreis.staff,
                now=landkreis.moments.days_ago(60),
            )
            account.key = draw_key(landkreis.dice)
    return employers


def _employer(landkreis: Landkreis, demo: DemoEmployer, number: int) -> Employer:
    town, dice = TOWNS[demo.town], landkreis.dice
    site = Site(
        organiser_id=landkreis.organiser.id,
        key=draw_key(dice),
        street=demo.street,
        postcode=town.postcode,
        town=town.name,
        latitude=round(town.latitude + dice.uniform(-0.006, 0.006), 4),
        longitude=round(town.longitude + dice.uniform(-0.009, 0.009), 4),
    )
    return Employer(
        organiser_id=landkreis.organiser.id,
        key=draw_key(dice),
        reference=demo.reference,
        name=demo.name,
        contact_name=demo.contact,
        contact_mail=demo.mail,
        contact_phone=f"+49 5550 000{300 + number % 600}",
        insurance_carrier=demo.carrier,
        hospitation_cover=demo.cover,
        sites=[site],
    )


def _add_slots(
    session: Session, landkreis: Landkreis, sketch: Sketch, employers: dict[str, Employer]
) -> dict[str, Slot]:
    codes = draw_ticket_codes(landkreis.dice, len(sketch.slots))
    slots = {}
    for number, (demo, code) in enumerate(zip(sketch.slots, codes, strict=True)):
        slot = _slot(landkreis, demo, employers[demo.employer])
        slot.ticket_code, slot.foreman_phone = code, f"+49 176 04069{number % 100:03}"
        slots[demo.reference] = slot
    session.add_all(slots.values())
    session.flush()
    return slots


def _slot(landkreis: Landkreis, demo: DemoSlot, employer: Employer) -> Slot:
    start, end = (time.fromisoformat(clock) for clock in demo.hours.split("-"))
    start_at, end_at = landkreis.moments.span(start, end)
    return Slot(
        organiser_id=landkreis.organiser.id,
        event_id=landkreis.event.id,
        employer_id=employer.id,
        site_id=employer.sites[0].id,
        key=draw_key(landkreis.dice),
        reference=demo.reference,
        title=demo.title,
        trade=demo.trade,
        activity_kind=demo.kind,
        duties=demo.duties,
        start_at=start_at,
        end_at=end_at,
        capacity=demo.capacity,
        min_group=demo.min_group,
        german_level=demo.german,
        minimum_age=demo.minimum_age,
        needs=[need.value for need in demo.needs],
        lends_gear=demo.lends,
        is_food=demo.is_food,
        is_step_free=demo.is_step_free,
        what_follows=[follows.value for follows in demo.follows],
        meeting_point=demo.meeting_point,
        foreman_name=demo.foreman,
        spoken_languages=list(demo.spoken),
        state=demo.state,
        return_reason=demo.return_reason,
        changed_at=landkreis.moments.days_ago(landkreis.dice.randint(15, 50)),
    )


def _add_text(session: Session, landkreis: Landkreis, demo: DemoText, slot: Slot) -> None:
    texts = {name: getattr(demo, name) for name in TEXTS}
    save_slot_text(
        session,
        slot,
        texts,
        language=demo.language,
        is_read=demo.is_read,
        by=landkreis.staff,
        now=landkreis.moments.days_ago(14),
    )


def _add_people(session: Session, landkreis: Landkreis, sketch: Sketch) -> list[Participant]:
    coaches = [*landkreis.coaches, *_invite_coaches(session, landkreis, sketch.more_coaches)]
    groups = {
        label: Group(
            organiser_id=landkreis.organiser.id, event_id=landkreis.event.id, key=draw_key(landkreis.dice), label=label
        )
        for label in sorted({demo.group for demo in sketch.participants if demo.group})
    }
    people = []
    for number, demo in enumerate(sketch.participants, start=1):
        participant = _participant(landkreis, demo, number)
        participant.coach = None if demo.coach is None else coaches[demo.coach]
        participant.group = groups[demo.group] if demo.group else None
        people.append(participant)
    session.add_all(people)
    session.flush()
    return people


def _invite_coaches(session: Session, landkreis: Landkreis, names: tuple[str, ...]) -> list[Account]:
    coaches = []
    for number, name in enumerate(names, start=1):
        coach = invite_account(
            session,
            f"begleitung-{number}@birkenried.example",
            name=name,
            roles=[Role.COACH],
            organiser_id=landkreis.organiser.id,
            by=landkreis.owner,
            now=landkreis.moments.days_ago(60),
        )
        coach.key = draw_key(landkreis.dice)
        coaches.append(coach)
    return coaches


def _participant(landkreis: Landkreis, demo: DemoParticipant, number: int) -> Participant:
    first_name, _, last_name = demo.name.rpartition(" ")
    month, of_month = demo.birthday
    entry, request = demo.permission
    school, work_done, can_do, wants = demo.about
    town, reference = TOWNS[demo.town], f"P{number:02}"
    born_on = landkreis.moments.born(demo.age, month=month, of_month=of_month)
    has_guardian = is_guardian_needed(born_on, landkreis.moments.day)
    return Participant(
        organiser_id=landkreis.organiser.id,
        event_id=landkreis.event.id,
        key=draw_key(landkreis.dice),
        reference=reference,
        first_name=first_name,
        last_name=last_name,
        alias=demo.alias or f"Gast {number}",
        is_protected=demo.is_protected,
        born_on=born_on,
        guardian_name=f"Familie {last_name}" if has_guardian else "",
        guardian_signed_on=landkreis.moments.days_ago(20).date() if has_guardian else None,
        language=demo.languages[0],
        languages=list(demo.languages),
        german_level=demo.german,
        mail=f"{reference.lower()}@menschen.example" if demo.channel is Channel.MAIL else "",
        phone=f"+49 171 39200{number % 100:02}" if demo.channel in OPENS_ALONE else "",
        channel=demo.channel,
        postcode=town.postcode,
        town=town.name,
        latitude=town.latitude,
        longitude=town.longitude,
        travel_means=demo.means,
        travel_min=demo.travel_min,
        needs_step_free=demo.needs_step_free,
        gear=[need.value for need in demo.gear],
        food_proof=demo.food,
        permission_entry=entry,
        permission_request=request,
        permission_asked_on=landkreis.moments.today - timedelta(days=25) if request in HAS_ASKED else None,
        school=school,
        work_done=work_done,
        can_do=can_do,
        wants=wants,
        acceptable_answer=demo.answer,
        acceptable_trades=[trade.value for trade in demo.trades],
    )


def _wishes(participant: Participant, demo: DemoParticipant, slots: dict[str, Slot]) -> list[dict[str, int]]:
    tiers = [[slots[reference].id for reference in tier] for tier in demo.tiers]
    return [
        {
            "organiser_id": participant.organiser_id,
            "participant_id": participant.id,
            "slot_id": slot_id,
            "rank": rank,
        }
        for slot_id, rank in ranked(tiers).items()
    ]


def _profile_consents(
    participant: Participant, demo: DemoParticipant, told: DemoProfile, moment: datetime
) -> list[dict[str, object]]:
    answers = []
    if _is_saved(told, ProfileStep.NEEDS):
        answers.append(_consent(participant, demo, Recipient.HEALTH, is_given=told.may_keep_needs, moment=moment))
    if told.shown is not None:
        answers.append(_consent(participant, demo, Recipient.EMPLOYER_PROFILE, is_given=True, moment=moment))
    return answers


def _is_saved(told: DemoProfile, step: ProfileStep) -> bool:
    steps = list(ProfileStep)
    return steps.index(step) <= steps.index(told.until)


def _profile(participant: Participant, demo: DemoParticipant, told: DemoProfile, moment: datetime) -> dict[str, object]:
    wanted = told.wants if _is_saved(told, ProfileStep.WANTS) else ()
    abilities = told.abilities if _is_saved(told, ProfileStep.ABILITIES) else {}
    return {
        "organiser_id": participant.organiser_id,
        "participant_id": participant.id,
        "steps_done": [step.value for step in ProfileStep if _is_saved(told, step)],
        "school_years": told.school,
        "learned": told.learned,
        "work_years": told.work if _is_saved(told, ProfileStep.WORK) else None,
        "work_trades": [trade.value for trade in told.work_trades],
        "abilities": {activity.value: ability.value for activity, ability in abilities.items()},
        "wanted_trades": [trade.value for trade in wanted],
        "needs": [need.value for need in told.needs],
        "shown_parts": [part.value for part in told.shown or ()],
        "saved_at": moment,
        "saved_by_id": None if _is_alone(demo) else participant.coach_id,
    }


def _consent(
    participant: Participant, demo: DemoParticipant, recipient: Recipient, *, is_given: bool, moment: datetime
) -> dict[str, object]:
    return {
        "organiser_id": participant.organiser_id,
        "participant_id": participant.id,
        "recipient": recipient,
        "version": VERSIONS[recipient],
        "is_given": is_given,
        "answered_at": moment,
        "answered_by_id": None if _is_alone(demo) else participant.coach_id,
    }


def _is_alone(demo: DemoParticipant) -> bool:
    return demo.channel in OPENS_ALONE and demo.is_invited
