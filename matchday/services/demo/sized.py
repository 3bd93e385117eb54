"""A day of any size, drawn from a seed, with the shape of real ones.

1. Employers and people gather in the larger towns; an employer has one trade and one to three slots.
2. The popularity of slots falls as in Zipf's law: a few are wanted by most.
3. All places together are 1.15 times the people; a tenth of the slots has a minimum.
4. People wish three to five slots, mostly of two trades they like, nearly always where they can get to and can
   follow the language.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from matchday.core.employer import HospitationCover
from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import MOST_PEOPLE, ActivityKind, GermanLevel, SlotState, Trade, WhatFollows
from matchday.core.travel import travel_minutes
from matchday.core.wishlist import AcceptableAnswer
from matchday.services.demo.landkreis import TOWNS, Town
from matchday.services.demo.names import ENDINGS, PEOPLE, STEMS, STREETS, TRADES
from matchday.services.demo.sketch import DemoEmployer, DemoParticipant, DemoSlot, Sketch

Stall = tuple[list[DemoSlot], list[float]]
Value = TypeVar("Value")

PLACES_PER_PERSON = 1.15
PEOPLE_PER_COACH = 60
ZIPF = 0.8
TRIES = 40
LOYALTY = 0.7
"""How often a wish is of a liked trade."""
CARELESS = 0.03
"""How often a slot is wished that the person cannot get to or follow."""
TIES, WITHOUT_WISHES, MINIMUM_SHARE = 0.05, 0.02, 0.1
ACCOUNT_EVERY = 10
"""Every so many employers one has an account."""
TITLES = ("Frau", "Herr")
TOWN_SHARES = (30, 18, 12, 12, 10, 8, 6, 4)
HOURS = ("07:00-13:00", "08:00-12:00", "08:00-14:00", "09:00-15:00", "13:00-18:00")
NIGHT = "23:00-05:00"
FREE = (PermissionEntry.FREE, PermissionRequest.NOT_NEEDED)
PERMISSIONS = {
    FREE: 68,
    (PermissionEntry.WITH_PERMISSION, PermissionRequest.GRANTED): 16,
    (PermissionEntry.WITH_PERMISSION, PermissionRequest.ASKED): 8,
    (PermissionEntry.WITH_PERMISSION, PermissionRequest.NOT_ASKED): 4,
    (PermissionEntry.WITH_PERMISSION, PermissionRequest.REFUSED): 2,
    (PermissionEntry.NOT_ALLOWED, PermissionRequest.NOT_ASKED): 2,
}
SPEAKS = {
    GermanLevel.NONE: 8, GermanLevel.A1: 22, GermanLevel.A2: 35, GermanLevel.B1: 25, GermanLevel.B2: 10,
}  # fmt: skip
ASKS = {GermanLevel.NONE: 15, GermanLevel.A1: 30, GermanLevel.A2: 35, GermanLevel.B1: 17, GermanLevel.B2: 3}


MEANS = {TravelMeans.BUS: 60, TravelMeans.CAR: 18, TravelMeans.BIKE: 14, TravelMeans.FOOT: 8}
CHANNELS = {Channel.PHONE: 55, Channel.MAIL: 35, Channel.LETTER: 8, Channel.NONE: 2}
COVERS = {HospitationCover.UNKNOWN: 50, HospitationCover.YES: 25, HospitationCover.NO: 25}
STATES = {SlotState.APPROVED: 95, SlotState.WAITING: 4, SlotState.DRAFT: 1}
ANSWERS = {AcceptableAnswer.BETTER_NONE: 60, AcceptableAnswer.REACHABLE: 30, AcceptableAnswer.TRADES: 10}
PROOFS = {FoodProof.NOTHING: 60, FoodProof.DECLARATION: 30, FoodProof.CERTIFICATE: 10}
TRADE_SHARES = {trade: words.share for trade, words in TRADES.items()}
TOWN_OF = dict(zip(TOWNS, TOWN_SHARES, strict=True))


def draw_sketch(dice: random.Random, *, participants: int, employers: int) -> Sketch:
    """Draw a day with so many people and employers. **Units** both at least 1."""
    trades = [_pick(dice, TRADE_SHARES) for _ in range(employers)]
    offering = [_draw_employer(dice, number, trade) for number, trade in enumerate(trades, start=1)]
    slots = _draw_slots(dice, list(zip(offering, trades, strict=True)), places=participants * PLACES_PER_PERSON)
    market = Market.of(dice, slots, towns={employer.reference: employer.town for employer in offering})
    more_coaches = [f"{dice.choice(TITLES)} {_surname(dice)}" for _ in range(participants // PEOPLE_PER_COACH)]
    people = [_draw_participant(dice, market, coach_count=2 + len(more_coaches)) for _ in range(participants)]
    return Sketch(tuple(offering), tuple(slots), tuple(people), tuple(more_coaches))


@dataclass(frozen=True)
class Market:
    """The approved slots that can be wished, all and by trade, and where they are.

    **Shapes** a stall is slots with their cumulated popularity.
    """

    all: Stall
    by_trade: dict[Trade, Stall]
    towns: dict[str, str]

    @classmethod
    def of(cls, dice: random.Random, slots: Sequence[DemoSlot], *, towns: dict[str, str]) -> Market:
        """Give every approved slot a popularity."""
        ranked = [slot for slot in slots if slot.state is SlotState.APPROVED]
        dice.shuffle(ranked)
        weighed = [(slot, 1 / rank**ZIPF) for rank, slot in enumerate(ranked, start=1)]
        stalls = {trade: _stall([one for one in weighed if one[0].trade is trade]) for trade in TRADES}
        return cls(_stall(weighed), {trade: stall for trade, stall in stalls.items() if stall[0]}, towns)

    def draw(self, dice: random.Random, liked: Sequence[Trade]) -> DemoSlot:
        """Draw a slot, mostly of a trade somebody likes."""
        stall = self.by_trade.get(dice.choice(liked), self.all) if dice.random() < LOYALTY else self.all
        return dice.choices(stall[0], cum_weights=stall[1])[0]


def _stall(weighed: Sequence[tuple[DemoSlot, float]]) -> Stall:
    return [slot for slot, _ in weighed], list(accumulate(weight for _, weight in weighed))


def _draw_employer(dice: random.Random, number: int, trade: Trade) -> DemoEmployer:
    return DemoEmployer(
        reference=f"B{number:02}",
        name=f"{TRADES[trade].employer} {_surname(dice)}",
        street=f"{dice.choice(STREETS)} {dice.randint(1, 90)}",
        town=_pick(dice, TOWN_OF),
        contact=f"{dice.choice(TITLES)} {_surname(dice)}",
        carrier="",
        cover=_pick(dice, COVERS),
        has_account=number % ACCOUNT_EVERY == 1,
    )


def _draw_slots(
    dice: random.Random, offering: Sequence[tuple[DemoEmployer, Trade]], *, places: float
) -> list[DemoSlot]:
    offered = [pair for pair in offering for _ in range(dice.choices((1, 2, 3), (72, 22, 6))[0])]
    shares = [dice.lognormvariate(0, 0.8) for _ in offered]
    factor = places / sum(shares)
    return [
        _draw_slot(dice, pair, reference=f"A{number:02}", capacity=min(MOST_PEOPLE, max(1, round(share * factor))))
        for number, (pair, share) in enumerate(zip(offered, shares, strict=True), start=1)
    ]


def _draw_slot(dice: random.Random, pair: tuple[DemoEmployer, Trade], *, reference: str, capacity: int) -> DemoSlot:
    employer, trade = pair
    words, state = TRADES[trade], _pick(dice, STATES)
    is_night = trade is Trade.BAKERY and dice.random() < 0.5
    has_minimum = capacity > 1 and dice.random() < MINIMUM_SHARE
    return DemoSlot(
        reference=reference,
        employer=employer.reference,
        trade=trade,
        kind=dice.choice(tuple(ActivityKind)),
        title=words.title,
        duties=words.duties,
        hours=NIGHT if is_night else dice.choice(HOURS),
        capacity=capacity,
        meeting_point="Am Eingang",
        foreman=f"{dice.choice(TITLES)} {_surname(dice)}",
        min_group=dice.randint(2, min(4, capacity)) if has_minimum else 1,
        german=_pick(dice, ASKS),
        minimum_age=18 if is_night else dice.choice((None, None, 16, 18)),
        follows=(dice.choice(tuple(WhatFollows)),),
        is_food=words.is_food,
        is_step_free=dice.random() < 0.4,
        state=state,
        return_reason="Bitte nennen Sie uns noch den Treffpunkt." if state is SlotState.DRAFT else "",
    )


def _draw_participant(dice: random.Random, market: Market, *, coach_count: int) -> DemoParticipant:
    language = _pick(dice, {code: share for code, (share, _, _) in PEOPLE.items()})
    _, first_names, last_names = PEOPLE[language]
    german, town, means = _pick(dice, SPEAKS), _pick(dice, TOWN_OF), _pick(dice, MEANS)
    travel_min = dice.choice((30, 45, 60, 60, 75, 90))
    liked = [_pick(dice, TRADE_SHARES), _pick(dice, TRADE_SHARES)]
    has_wishes = dice.random() >= WITHOUT_WISHES
    wishes = ""
    if has_wishes:
        wishes = _draw_wishes(dice, market, liked, german=german, home=(TOWNS[town], means, travel_min))
    answer = _pick(dice, ANSWERS)
    return DemoParticipant(
        name=f"{dice.choice(first_names)} {dice.choice(last_names)}",
        age=min(62, 16 + int(dice.expovariate(1 / 15))),
        birthday=(dice.randint(1, 12), dice.randint(1, 28)),
        languages=(language,),
        german=german,
        town=town,
        means=means,
        travel_min=travel_min,
        channel=_pick(dice, CHANNELS),
        coach=dice.randrange(coach_count),
        permission=_pick(dice, PERMISSIONS),
        food=_pick(dice, PROOFS),
        is_protected=dice.random() < 0.01,
        needs_step_free=dice.random() < 0.03,
        wishes=wishes,
        answer=answer,
        trades=tuple(dict.fromkeys(liked)) if answer is AcceptableAnswer.TRADES else (),
        consent=dice.random() < 0.88 if wishes else None,
        is_invited=dice.random() < 0.97,
        about=("", "", "", ""),
    )


def _draw_wishes(
    dice: random.Random,
    market: Market,
    liked: Sequence[Trade],
    *,
    german: GermanLevel,
    home: tuple[Town, TravelMeans, int],
) -> str:
    """Draw three to five slots, best first; few are out of reach, and few lists have a tie."""
    wanted, wished = dice.randint(3, 5), dict[str, None]()
    for _ in range(TRIES):
        slot = market.draw(dice, liked)
        site = TOWNS[market.towns[slot.employer]]
        if slot.reference not in wished and (_can_go(slot, site, german, home) or dice.random() < CARELESS):
            wished[slot.reference] = None
        if len(wished) == wanted:
            break
    gaps = ("=" if dice.random() < TIES else " " for _ in wished)
    return "".join(f"{reference}{gap}" for reference, gap in zip(wished, gaps, strict=True)).rstrip("= ")


def _can_go(slot: DemoSlot, site: Town, german: GermanLevel, home: tuple[Town, TravelMeans, int]) -> bool:
    town, means, most_min = home
    return german.step >= slot.german.step and travel_minutes(town.position, site.position, means=means) <= most_min


def _surname(dice: random.Random) -> str:
    return f"{dice.choice(STEMS)}{dice.choice(ENDINGS)}"


def _pick(dice: random.Random, shares: Mapping[Value, int]) -> Value:
    return dice.choices(tuple(shares), weights=tuple(shares.values()))[0]
