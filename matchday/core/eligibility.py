"""Who may go where: the facts of a person and of a slot, and every reason that stands against the two.

What is not known is treated by what would follow from a mistake. An unread residence paper counts as no, because a
firm would break the law. An unknown birth date counts as no where the slot itself demands an age or touches the night;
the youngest age of the whole event is then for staff to check when they add the person. An unknown position is no
reason: nobody is left out because a postcode is missing. Where staff know the way, what they know counts.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from matchday.core.employer import HospitationCover, lacks_cover
from matchday.core.event import TIME_ZONE, CoverRule, FoodRule, Policy
from matchday.core.guardian import is_guardian_needed
from matchday.core.participant import FoodProof, PermissionEntry, PermissionRequest, TravelMeans, age_on
from matchday.core.slot import GEAR, ActivityKind, GermanLevel, Need
from matchday.core.travel import Position, is_bus_time, travel_minutes


class Reason(StrEnum):
    """Say why somebody may or can not go to a slot. The order of the members is the order they are told in."""

    BARRED = "barred"
    """Staff forbade it."""
    AVOIDED = "avoided"
    """Staff know that the person must not be there: for the employer, or for the town."""
    DECLINED = "declined"
    """The person gave this place back."""
    WANTS_NO_OTHER = "wants_no_other"
    """The person gave another place back, and asked for no other one."""
    NOT_ALLOWED = "not_allowed"
    """The residence paper forbids work."""
    PERMISSION_MISSING = "permission_missing"
    """Work needs a permission that is not there, or nobody read the paper."""
    TOO_YOUNG = "too_young"
    NIGHT = "night"
    """Too young for the night."""
    AGE_UNKNOWN = "age_unknown"
    GUARDIAN = "guardian"
    """Not of age, and no parent or guardian has signed."""
    NOT_COVERED = "not_covered"
    """Nobody is known to insure a guest there, and staff send nobody where that is so."""
    GERMAN = "german"
    NOT_STEP_FREE = "not_step_free"
    GEAR = "gear"
    """A guest must bring shoes or a helmet there, and the person did not say that they have it."""
    FOOD_PROOF = "food_proof"
    NO_BUS = "no_bus"
    TOO_FAR = "too_far"


PERMITTED = frozenset({PermissionRequest.GRANTED, PermissionRequest.NOT_NEEDED})
_PROOF_STEP = {FoodProof.NOTHING: 0, FoodProof.DECLARATION: 1, FoodProof.CERTIFICATE: 2}
_RULE_STEP = {FoodRule.NOTHING: 0, FoodRule.DECLARATION: 1, FoodRule.CERTIFICATE: 2}


@dataclass(frozen=True)
class PersonFacts:
    """Hold what decides about a person. **Units** ``travel_min`` the longest way in minutes."""

    born_on: date | None = None
    has_guardian: bool = False
    """Whether a parent or guardian has signed for who is not of age."""
    german_level: GermanLevel = GermanLevel.NONE
    permission_entry: PermissionEntry = PermissionEntry.UNKNOWN
    permission_request: PermissionRequest = PermissionRequest.NOT_ASKED
    needs_step_free: bool = False
    gear: frozenset[Need] = frozenset()
    """What the person has: of core.slot.GEAR."""
    food_proof: FoodProof = FoodProof.NOTHING
    position: Position | None = None
    travel_means: TravelMeans = TravelMeans.BUS
    travel_min: int = 60

    @cached_property
    def german_step(self) -> int:
        """Return the level of German as a number."""
        return self.german_level.step


@dataclass(frozen=True, eq=False)
class SlotFacts:
    """Hold what decides about a slot. **Units** aware moments; ``time_zone`` is the event's."""

    start_at: datetime
    end_at: datetime
    time_zone: str = TIME_ZONE
    activity_kind: ActivityKind = ActivityKind.HOSPITATION
    german_level: GermanLevel = GermanLevel.NONE
    minimum_age: int | None = None
    is_food: bool = False
    is_step_free: bool = False
    gear: frozenset[Need] = frozenset()
    """What a guest must have, because nobody lends it there."""
    hospitation_cover: HospitationCover = HospitationCover.UNKNOWN
    """Whether the employer's carrier insures who only looks on."""
    position: Position | None = None

    @cached_property
    def german_step(self) -> int:
        """Return the level of German as a number."""
        return self.german_level.step

    @cached_property
    def span(self) -> tuple[datetime, datetime]:
        """Return start and end on the clock of the event's place."""
        zone = ZoneInfo(self.time_zone)
        return self.start_at.astimezone(zone), self.end_at.astimezone(zone)

    @cached_property
    def is_off_bus(self) -> bool:
        """Tell whether no bus runs when the slot begins or ends."""
        return not all(is_bus_time(moment.time()) for moment in self.span)


def find_gear(needs: Collection[str], *, is_lent: bool) -> frozenset[Need]:
    """Return the gear that a guest must bring to a slot. **Shapes** ``needs``: values of Need."""
    return frozenset() if is_lent else frozenset(need for need in GEAR if need in needs)


@lru_cache(maxsize=4096)
def touches_night(slot: SlotFacts, *, night_from: time, night_until: time) -> bool:
    """Tell whether a part of the slot lies in the night of its place; touching ends do not count."""
    if night_from == night_until:
        return False
    start_at, end_at = slot.span
    for day in _days(start_at.date() - timedelta(days=1), end_at.date()):
        dusk = datetime.combine(day, night_from, start_at.tzinfo)
        dawn = datetime.combine(day + timedelta(days=night_until < night_from), night_until, start_at.tzinfo)
        # In UTC: two moments of one zone are compared by the clock on the wall, wrong when the clocks change.
        if slot.start_at < dawn.astimezone(UTC) and dusk.astimezone(UTC) < slot.end_at:
            return True
    return False


def is_shut_out(slot: SlotFacts, policy: Policy) -> bool:
    """Tell whether nobody may go to a slot because nobody is known to insure its guests."""
    is_uncovered = lacks_cover(slot.activity_kind, slot.hospitation_cover, group_cover=policy.group_cover)
    return policy.cover_rule is CoverRule.BLOCK and is_uncovered


def home_minutes(person: PersonFacts, slot: SlotFacts, *, known_min: int | None = None) -> int | None:
    """Return the minutes from home to the slot: as staff know them, else by the person's means.

    None where nobody knows them and a position is missing.
    """
    if known_min is not None:
        return known_min
    if person.position is None or slot.position is None:
        return None
    return travel_minutes(person.position, slot.position, means=person.travel_means)


def reasons_against(
    person: PersonFacts,
    slot: SlotFacts,
    *,
    policy: Policy,
    is_barred: bool = False,
    is_avoided: bool = False,
    is_declined: bool = False,
    known_min: int | None = None,
) -> tuple[Reason, ...]:
    """Return every reason why the person may or can not go to the slot, in the order of :class:`Reason`.

    **Units** ``known_min`` the minutes of the way as staff know them, None where they said nothing.
    """
    said = said_reasons(is_barred=is_barred, is_avoided=is_avoided, is_declined=is_declined)
    minutes = home_minutes(person, slot, known_min=known_min)
    way = way_reasons(person, slot, minutes=minutes, is_known=known_min is not None)
    return (*said, *fact_reasons(person, slot, policy=policy), *way)


def said_reasons(
    *, is_barred: bool, is_declined: bool, is_avoided: bool = False, is_unwanted: bool = False
) -> tuple[Reason, ...]:
    """Return the reasons that somebody said: staff, or the person."""
    said = (
        (Reason.BARRED, is_barred),
        (Reason.AVOIDED, is_avoided),
        (Reason.DECLINED, is_declined),
        (Reason.WANTS_NO_OTHER, is_unwanted),
    )
    return tuple(reason for reason, is_so in said if is_so)


def demands_of(slot: SlotFacts, *, policy: Policy) -> Hashable:
    """Return what `fact_reasons` look at: slots with the same demands have the same ones against anybody."""
    is_night = touches_night(slot, night_from=policy.night_from, night_until=policy.night_until)
    needs = (
        slot.activity_kind,
        is_shut_out(slot, policy),
        slot.german_step,
        slot.minimum_age,
        slot.is_food,
        slot.is_step_free,
        slot.gear,
    )
    return (*needs, slot.span[0].date(), is_night)


def fact_reasons(person: PersonFacts, slot: SlotFacts, *, policy: Policy) -> tuple[Reason, ...]:
    """Return the reasons that lie in the facts of both, wherever they are."""
    return tuple(_reasons_of_facts(person, slot, policy))


def way_reasons(person: PersonFacts, slot: SlotFacts, *, minutes: int | None, is_known: bool) -> tuple[Reason, ...]:
    """Return the reasons that lie in the way. Whoever told staff how long it takes knows a way without our bus."""
    if not is_known and person.travel_means is TravelMeans.BUS and slot.is_off_bus:
        return (Reason.NO_BUS,)
    return (Reason.TOO_FAR,) if minutes is not None and minutes > person.travel_min else ()


def _reasons_of_facts(person: PersonFacts, slot: SlotFacts, policy: Policy) -> Iterator[Reason]:
    if slot.activity_kind is ActivityKind.PRAKTIKUM and (no := _work_reason(person)):
        yield no
    yield from _age_reasons(person, slot, policy)
    if is_shut_out(slot, policy):
        yield Reason.NOT_COVERED
    if person.german_step < slot.german_step:
        yield Reason.GERMAN
    if person.needs_step_free and not slot.is_step_free:
        yield Reason.NOT_STEP_FREE
    if slot.gear - person.gear:
        yield Reason.GEAR
    if slot.is_food and _PROOF_STEP[person.food_proof] < _RULE_STEP[policy.food_rule]:
        yield Reason.FOOD_PROOF


def _work_reason(person: PersonFacts) -> Reason | None:
    if person.permission_entry is PermissionEntry.FREE:
        return None
    if person.permission_entry is PermissionEntry.NOT_ALLOWED:
        return Reason.NOT_ALLOWED
    if person.permission_entry is PermissionEntry.WITH_PERMISSION and person.permission_request in PERMITTED:
        return None
    return Reason.PERMISSION_MISSING


def _age_reasons(person: PersonFacts, slot: SlotFacts, policy: Policy) -> Iterator[Reason]:
    is_night = touches_night(slot, night_from=policy.night_from, night_until=policy.night_until)
    if person.born_on is None:
        if slot.minimum_age or (is_night and policy.night_age):
            yield Reason.AGE_UNKNOWN
        return
    age = age_on(person.born_on, slot.span[0].date())
    if age < max(policy.youngest_age, slot.minimum_age or 0):
        yield Reason.TOO_YOUNG
    if is_night and age < policy.night_age:
        yield Reason.NIGHT
    if not person.has_guardian and is_guardian_needed(person.born_on, slot.span[0].date()):
        yield Reason.GUARDIAN


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
