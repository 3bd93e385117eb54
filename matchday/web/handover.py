"""Handing somebody their access: address, QR and short code, on screen once."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import current_app, g
from markupsafe import Markup

from matchday.config import Config
from matchday.documents.qr import qr_svg
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.access import issue_access, show_access
from matchday.web.guard import keyring


@dataclass(frozen=True)
class HandOver:
    """What a coach or staff show or print for one person."""

    address: str
    """Where the short code is typed."""
    code: str = field(repr=False)
    qr: Markup = field(repr=False)
    """The access link as a drawing."""


def hand_over(participant: Participant) -> HandOver:
    """Give ``participant`` a new access, which ends the old one, and return it for the screen."""
    config: Config = current_app.extensions["matchday.config"]
    link = issue_access(db.session(), participant, keyring=keyring(), by=g.account, now=g.now)
    access = show_access(link, keyring=keyring())
    address = f"{config.public_url}/access"
    drawing = qr_svg(f"{address}#{access.token}")
    return HandOver(address, access.code, Markup(drawing))  # noqa: S704  (our own drawing of letters we made)
