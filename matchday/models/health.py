"""Health: signs of life of those who do the tasks. The tasks themselves are kept by DBOS."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from matchday.models.base import Base, Numbered, plain


class Heartbeat(Numbered, Base):
    """When a worker was last seen alive. It belongs to the installation, not to an organiser."""

    __tablename__ = "heartbeat"

    worker: Mapped[str] = plain(String(40), unique=True)
    beat_at: Mapped[datetime] = plain()
