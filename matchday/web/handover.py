"""Handing somebody their access: address, QR and short code, on screen once."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from matchday.core.errors import RuleError
from matchday.documents.qr import qr_svg
from matchday.extensions import config, db, keyring
from matchday.models import Participant
from matchday.services.access import find_newest_access, replace_access, show_access


@dataclass(frozen=True)
class HandOver:
    """What a coach or staff show or print for one person."""

    address: str
    """Where the short code is typed."""
    code: str = field(repr=False)
    qr: Markup = field(repr=False)
    """The access link as a drawing."""


def answer_access(participant: Participant, template: str) -> Response:
    """Give ``participant`` a new access and show it; the same form sent again shows that it was shown before.

    **Shapes** the form names the access it replaces by its key in ``replaces``.
    """
    try:
        handover = hand_over(participant, seen=request.form.get("replaces", ""))
    except RuleError as error:
        if error.code != "access_shown":
            raise
        newest = find_newest_access(db.session(), participant)
        return make_response(render_template(template, person=participant, handover=None, link=newest), 409)
    db.session.commit()
    return make_response(render_template(template, person=participant, handover=handover))


def hand_over(participant: Participant, *, seen: str) -> HandOver:
    """Give ``participant`` a new access in place of the one with the key ``seen`` and return it for the screen.

    **Errors** RuleError as in :func:`matchday.services.access.replace_access`.
    """
    link = replace_access(db.session(), participant, seen=seen, keyring=keyring(), by=g.account, now=g.now)
    access = show_access(link, keyring=keyring())
    address = f"{config().public_url}/access"
    drawing = qr_svg(f"{address}#{access.token}")
    return HandOver(address, access.code, Markup(drawing))  # noqa: S704  (our own drawing of letters we made)
