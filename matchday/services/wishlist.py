"""Wish lists: read what can be wished, save wishes so that nobody overwrites another's, answer what else would do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, joinedload

from matchday.core.account import STAFF_ROLES
from matchday.core.consent import Recipient
from matchday.core.eligibility import Reason, find_gear
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Action, require_open
from matchday.core.message import MessageKind
from matchday.core.slot import GEAR, Need, SlotState, Trade, WhatFollows
from matchday.core.surroundings import Surroundings, lay_round, look_around
from matchday.core.wishlist import (
    AcceptableAnswer,
    Tiers,
    check_acceptable,
    check_wishlist,
    ranked,
    require_version,
    tiers_of,
)
from matchday.models import Account, Event, Participant, Slot, Wish
from matchday.services.audit import write_audit
from matchday.services.consent import is_to_be_asked
from matchday.services.eligibility import reasons_for
from matchday.services.event import read_event
from matchday.services.latecomer import may_wish_for
from matchday.services.needless import drop_needless
from matchday.services.todo import close_tellings


@dataclass(frozen=True)
class Offer:
    """One slot as one person sees it. ``rank`` is their wish's, ``is_tied`` where others have the same."""

    slot: Slot
    reasons: tuple[Reason, ...]
    minutes: int | None
    rank: int | None
    is_tied: bool = False

    @property
    def is_there(self) -> bool:
        """Tell whether the slot is offered: a wish may name one that was withdrawn since."""
        return self.slot.state is SlotState.APPROVED

    @property
    def is_open(self) -> bool:
        """Tell whether the person can go there."""
        return not self.reasons

    @property
    def needs(self) -> list[Need]:
        """Return what the slot asks for."""
        return [Need(value) for value in self.slot.needs]

    @property
    def gear(self) -> list[Need]:
        """Return what a guest must bring of shoes and helmets."""
        asked = find_gear(self.slot.needs, is_lent=self.slot.lends_gear)
        return [need for need in GEAR if need in asked]

    @property
    def lent(self) -> list[Need]:
        """Return what guests borrow there."""
        return [need for need in GEAR if need in self.slot.needs and self.slot.lends_gear]

    @property
    def what_follows(self) -> list[WhatFollows]:
        """Return what may come after the day."""
        return [WhatFollows(value) for value in self.slot.what_follows]


def list_offers(session: Session, participant: Participant) -> list[Offer]:
    """Return the approved slots for one person: first the open ones, each part by the way, then by time."""
    verdicts = reasons_for(session, participant)
    ranks = ranked(read_tiers(session, participant))
    ties = [rank for rank in ranks.values() if list(ranks.values()).count(rank) > 1]
    offers = [
        Offer(slot, *verdicts[slot.id], ranks.get(slot.id), ranks.get(slot.id) in ties)
        for slot in _approved(session, participant)
        if slot.id in verdicts
    ]
    return sorted(offers, key=lambda o: (not o.is_open, o.minutes is None, o.minutes or 0, o.slot.start_at, o.slot.id))


def list_mine(session: Session, participant: Participant, offers: Collection[Offer]) -> list[Offer]:
    """Return the wishes of one person, best first, with the rank a plan counts: that of a slot that is gone stays.

    **Shapes** ``offers``: what :func:`list_offers` found for the person. Empty where none of the wishes is left.
    """
    there = {offer.slot.id: offer for offer in offers}
    rows = session.execute(
        select(Slot, Wish.rank)
        .join(Wish, Wish.slot_id == Slot.id)
        .where(
            Wish.organiser_id == participant.organiser_id,
            Slot.organiser_id == participant.organiser_id,
            Wish.participant_id == participant.id,
        )
        .options(joinedload(Slot.employer))
        .order_by(Wish.rank, Slot.id)
    )
    mine = [replace(there.get(slot.id, Offer(slot, (), None, rank)), rank=rank) for slot, rank in rows]
    return mine if any(offer.is_there for offer in mine) else []


def list_offers_of_plan(session: Session, participant: Participant) -> list[Offer]:
    """Return what :func:`list_offers` does, each wish with the rank a plan counts."""
    offers = list_offers(session, participant)
    mine = {offer.slot.id: offer for offer in list_mine(session, participant, offers)}
    return [mine.get(offer.slot.id, offer) for offer in offers]


def read_offer(session: Session, participant: Participant, *, key: str) -> Offer:
    """Return one approved slot as the person sees it. **Errors** NotFound."""
    for offer in list_offers(session, participant):
        if offer.slot.key == key:
            return offer
    raise NotFound


def read_surroundings(session: Session, participant: Participant, slot: Slot) -> Surroundings | None:
    """Return the small map of a slot for one person, or None where nobody knows where the slot is."""
    if slot.site.position is None:
        return None
    towns = {one.site.town: one.site.position for one in _approved(session, participant) if one.site.position}
    names = (slot.site.town, participant.town)
    return look_around(slot.site.position, home=participant.position, towns=towns, names=names)


def lay_out(participant: Participant, offers: Collection[Offer]) -> dict[int, tuple[int, int]]:
    """Return where slots lie round somebody's home, by slot, as far as both are known: see ``lay_round``."""
    home, places = participant.position, {one.slot.id: one.slot.site.position for one in offers}
    if home is None:
        return {}
    laid = lay_round(home, filter(None, places.values()))
    return {slot_id: laid[at] for slot_id, at in places.items() if at is not None}


def read_tiers(session: Session, participant: Participant) -> Tiers:
    """Return the wish list of ``participant`` as far as its slots are still approved, best first."""
    rows = session.execute(
        select(Wish.slot_id, Wish.rank)
        .join(Slot, Slot.id == Wish.slot_id)
        .where(
            Wish.organiser_id == participant.organiser_id,
            Slot.organiser_id == participant.organiser_id,
            Wish.participant_id == participant.id,
            Slot.state == SlotState.APPROVED,
        )
    )
    return tiers_of(dict(rows.all()))


def save_wishlist(
    session: Session,
    participant: Participant,
    tiers: Sequence[Sequence[int]],
    *,
    version: int,
    by: Account | Participant,
    now: datetime,
) -> None:
    """Replace the wish list of ``participant`` unless it changed since ``version`` was read.

    **Shapes** ``tiers`` as in :func:`matchday.core.wishlist.check_wishlist`.
    **Errors** RuleError ``stage_shut``, ``consent_missing``, ``wish_unknown``, ``wish_twice``, ``wish_too_many``,
    ``wishlist_changed``; nothing is changed then.
    """
    event = _require_may_wish(session, participant, by=by)
    wishable = {slot.id for slot in _approved(session, participant)}
    check_wishlist(tiers, wishable=wishable, max_wishes=event.max_wishes)
    _take_version(session, participant, version)
    write_wishes(session, participant, tiers, now=now)
    close_tellings(session, event, {MessageKind.WISHING}, people=[participant.id], now=now)
    drop_needless(session, event, people=[participant.id])
    participant.wishlist_saved_by_id = by.id if isinstance(by, Account) else None
    write_audit(
        session,
        "wishlist.save",
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        by=by,
        now=now,
        participant=participant.id,
        slots=[list(tier) for tier in tiers if tier],
    )


def write_wishes(session: Session, participant: Participant, tiers: Sequence[Sequence[int]], *, now: datetime) -> None:
    """Replace the rows of a wish list that was checked. An import uses it too; pages use :func:`save_wishlist`."""
    session.execute(
        delete(Wish).where(Wish.organiser_id == participant.organiser_id, Wish.participant_id == participant.id)
    )
    session.add_all(
        Wish(organiser_id=participant.organiser_id, participant_id=participant.id, slot_id=slot_id, rank=rank)
        for slot_id, rank in ranked(tiers).items()
    )
    participant.wishlist_saved_at = now
    session.flush()


def answer_acceptable(
    session: Session,
    participant: Participant,
    answer: AcceptableAnswer,
    *,
    trades: Collection[Trade],
    version: int,
    by: Account | Participant,
    now: datetime,
) -> None:
    """Keep the answer to «If none of these is possible?».

    **Errors** RuleError ``stage_shut``, ``consent_missing``, ``trades_missing``, ``wishlist_changed``.
    """
    _require_may_wish(session, participant, by=by)
    check_acceptable(answer, trades)
    _take_version(session, participant, version)
    participant.acceptable_answer = answer
    participant.acceptable_trades = [
        trade.value for trade in Trade if trade in trades and answer is AcceptableAnswer.TRADES
    ]
    write_audit(
        session,
        "wishlist.answer_acceptable",
        organiser_id=participant.organiser_id,
        event_id=participant.event_id,
        by=by,
        now=now,
        participant=participant.id,
        answer=answer,
        trades=participant.acceptable_trades,
    )


def _require_may_wish(session: Session, participant: Participant, *, by: Account | Participant) -> Event:
    event = read_event(session, participant.organiser_id, event_id=participant.event_id)
    is_staff = isinstance(by, Account) and bool(by.role_names & STAFF_ROLES)
    if isinstance(by, Participant) or not may_wish_for(session, event, participant, by=by):
        require_open(event.stage, Action.WISH_FOR if is_staff else Action.WISH)
    if not is_staff and is_to_be_asked(session, participant, Recipient.EMPLOYER):
        raise RuleError("consent_missing")
    return event


def _take_version(session: Session, participant: Participant, seen: int) -> None:
    """Raise the version in one statement, so that of two at once only one goes on."""
    require_version(participant.wishlist_version, seen)
    taken: CursorResult[object] = session.execute(  # type: ignore[assignment]
        update(Participant)
        .where(
            Participant.organiser_id == participant.organiser_id,
            Participant.id == participant.id,
            Participant.wishlist_version == seen,
        )
        .values(wishlist_version=seen + 1)
    )
    if taken.rowcount != 1:
        raise RuleError("wishlist_changed")


def _approved(session: Session, participant: Participant) -> list[Slot]:
    return list(
        session.scalars(
            select(Slot)
            .where(
                Slot.organiser_id == participant.organiser_id,
                Slot.event_id == participant.event_id,
                Slot.state == SlotState.APPROVED,
            )
            .options(joinedload(Slot.employer), joinedload(Slot.site))
        )
    )
