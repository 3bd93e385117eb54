"""Organisers: a Landkreis and how it shows itself."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from matchday.models.base import Base, Keyed, personal, plain


class Organiser(Keyed, Base):
    """A Landkreis. Every other row belongs to one."""

    __tablename__ = "organiser"

    name: Mapped[str] = plain()
    office: Mapped[str] = plain(default="")
    """The office in charge, as it stands on letters."""
    street: Mapped[str] = plain(default="")
    postcode: Mapped[str] = plain(String(5), default="")
    town: Mapped[str] = plain(default="")
    mail: Mapped[str] = plain(default="")
    phone: Mapped[str] = plain(String(40), default="")
    colour: Mapped[str] = plain(String(7), default="#2044aa")
    """The band of every page and paper; at least 4.5:1 on white."""
    logo: Mapped[bytes | None] = plain(deferred=True)
    """A PNG picture, as ``documents/picture.py`` wrote it anew."""
    logo_digest: Mapped[str | None] = plain(String(16))
    """In the picture's address: another picture has another address. None: there is no picture."""
    imprint: Mapped[str] = plain(Text, default="")
    protection_officer: Mapped[str] = personal(default="")
    """How to reach the data protection officer."""
    enforcement_body: Mapped[str] = plain(Text, default="")
    """Where somebody turns who reported a barrier and got no good answer; each Land has its own."""
