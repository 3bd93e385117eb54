"""The demo as values, before it is put into rows: the believable day is written down so, any other is drawn so."""

from __future__ import annotations

from dataclasses import dataclass

from matchday.core.employer import HospitationCover
from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import ActivityKind, GermanLevel, Need, SlotState, Trade, WhatFollows
from matchday.core.wishlist import AcceptableAnswer

Permission = tuple[PermissionEntry, PermissionRequest]


@dataclass(frozen=True)
class DemoEmployer:
    """An employer with its one site and whom to ask there; ``has_account`` when the contact signs in."""

    reference: str
    name: str
    street: str
    town: str
    contact: str
    carrier: str
    cover: HospitationCover
    has_account: bool = False

    @property
    def mail(self) -> str:
        """Return the contact's address."""
        return f"betrieb-{self.reference.lower()}@birkenried.example"


@dataclass(frozen=True, kw_only=True)
class DemoSlot:
    """A slot; ``hours`` on the local clock, over midnight where the end is not after the start."""

    reference: str
    employer: str
    trade: Trade
    kind: ActivityKind
    title: str
    duties: str
    hours: str
    capacity: int
    meeting_point: str
    foreman: str
    min_group: int = 1
    german: GermanLevel = GermanLevel.A2
    minimum_age: int | None = None
    needs: tuple[Need, ...] = ()
    lends: bool = True
    follows: tuple[WhatFollows, ...] = (WhatFollows.LOOK,)
    is_food: bool = False
    is_step_free: bool = False
    spoken: tuple[str, ...] = ("de",)
    state: SlotState = SlotState.APPROVED
    return_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoText:
    """What a slot says in another language."""

    slot: str
    language: str
    title: str
    duties: str
    meeting_point: str
    is_read: bool


@dataclass(frozen=True, kw_only=True)
class DemoParticipant:
    """A person. ``wishes`` best first, ties with an equals sign; ``consent`` None: not asked yet."""

    name: str
    age: int
    birthday: tuple[int, int]
    languages: tuple[str, ...]
    german: GermanLevel
    town: str = "Birkenried"
    means: TravelMeans = TravelMeans.BUS
    travel_min: int = 60
    channel: Channel = Channel.SMS
    coach: int | None = 0
    permission: Permission = (PermissionEntry.FREE, PermissionRequest.NOT_NEEDED)
    food: FoodProof = FoodProof.NOTHING
    group: str | None = None
    alias: str = ""
    is_protected: bool = False
    needs_step_free: bool = False
    gear: tuple[Need, ...] = ()
    wishes: str = ""
    answer: AcceptableAnswer = AcceptableAnswer.BETTER_NONE
    trades: tuple[Trade, ...] = ()
    consent: bool | None = True
    is_invited: bool = True
    about: tuple[str, str, str, str]
    """School, work done, what they can do, what they want."""

    @property
    def tiers(self) -> list[list[str]]:
        """Return the references of the wished slots, one tier for each rank."""
        return [tier.split("=") for tier in self.wishes.split()]


@dataclass(frozen=True)
class Sketch:
    """Everybody and everything of one demo. ``more_coaches`` names those beside the two everybody knows."""

    employers: tuple[DemoEmployer, ...]
    slots: tuple[DemoSlot, ...]
    participants: tuple[DemoParticipant, ...]
    more_coaches: tuple[str, ...] = ()
    texts: tuple[DemoText, ...] = ()
