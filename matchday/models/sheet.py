"""Sheets: a file that was uploaded and is not taken over yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped

from matchday.models.base import Base, Keyed, OfOrganiser, plain, pseudonym, special


class SheetDraft(Keyed, OfOrganiser, Base):
    """What one file holds, between preview and confirmation; gone after an hour."""

    __tablename__ = "sheet_draft"

    event_id: Mapped[int] = plain(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = pseudonym(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[bytes] = special(LargeBinary)
    """The cells of the file, sealed with a key of the installation."""
    made_at: Mapped[datetime] = plain()
