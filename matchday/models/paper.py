"""Paper batches: letters, tickets, rosters and attestations for many, made by the worker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from matchday.core.paper import PaperKind, PaperState
from matchday.models.account import Account
from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym


class PaperBatch(Keyed, OfOrganiser, Base):
    """One PDF for many people or slots. Its file lies in the instance folder and is gone after 24 hours."""

    __tablename__ = "paper_batch"

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PaperKind] = plain()
    subject_ids: Mapped[list[int]] = pseudonym(JSON, default=list)
    """Participants, or slots, in the order chosen; the print sorts them."""
    renews_access: Mapped[bool] = plain(default=False)
    """Access letters only: everybody gets a new way in, the old ones end."""
    state: Mapped[PaperState] = plain(default=PaperState.REQUESTED)
    done_count: Mapped[int] = plain(default=0)
    total_count: Mapped[int] = plain(default=0)
    requested_at: Mapped[datetime] = plain()
    requested_by_id: Mapped[int] = pseudonym(ForeignKey("account.id"))
    ready_at: Mapped[datetime | None] = plain()
    expires_at: Mapped[datetime | None] = plain()
    failure: Mapped[str] = plain(String(60), default="")
    """A code; the sentence stands in the web."""

    requested_by: Mapped[Account] = relationship()
