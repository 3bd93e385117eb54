"""What everybody may see of an event before signing in: no person, no exact place."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.slot import SlotState, Trade
from matchday.models import Event, Slot

OPEN_STAGES = (Stage.REGISTRATION, Stage.WISHING, Stage.ASSIGNING, Stage.PUBLISHED, Stage.RUNNING)
EVERYBODY = {"across_organisers": "the public page shows the coming events of all organisers"}


@dataclass(frozen=True)
class Showcase:
    """An event as the public page shows it. **Shapes** ``trades`` most places first, with the number of places."""

    event: Event
    trades: tuple[tuple[Trade, int], ...]

    @property
    def place_count(self) -> int:
        """Return the places of all approved slots."""
        return sum(places for _, places in self.trades)


def show_events(session: Session) -> list[Showcase]:
    """Return the coming events, the next first, each with its trades."""
    events = session.scalars(
        select(Event).where(Event.stage.in_(OPEN_STAGES)).order_by(Event.first_on).execution_options(**EVERYBODY)
    )
    return [Showcase(event, _trades(session, event)) for event in events]


def _trades(session: Session, event: Event) -> tuple[tuple[Trade, int], ...]:
    rows = session.execute(
        select(Slot.trade, func.sum(Slot.capacity))
        .where(
            Slot.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Slot.state == SlotState.APPROVED,
        )
        .group_by(Slot.trade)
        .order_by(func.sum(Slot.capacity).desc(), Slot.trade)
        .execution_options(**EVERYBODY)
    )
    return tuple((trade, int(places)) for trade, places in rows)
