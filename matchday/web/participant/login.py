"""On which devices a participant's pages are open, how to end one from afar, and how a second phone comes in."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from matchday.core.access import SECOND_LIFE
from matchday.core.login import tell_apart
from matchday.documents.qr import qr_svg
from matchday.extensions import db, keyring
from matchday.services.access import ask_second, find_second
from matchday.services.login import dismiss_device, list_devices, read_device
from matchday.web.headers import give_way
from matchday.web.participant import bp
from matchday.web.participant.welcome import confirmed, may_keep


@bp.get("/logins")
@confirmed
def logins() -> Response:
    """Show the devices, and for a minute the code that lets one more in."""
    code = find_second(g.login.access_link, keyring=keyring(), now=g.now) if may_keep() else None
    address = url_for("public.access", _external=True)
    devices = list_devices(db.session(), g.participant, now=g.now)
    names = tell_apart(one.device or _("Unbekanntes Gerät") for one in reversed(devices))
    html = render_template(
        "participant/login.html",
        devices=list(zip(devices, reversed(names), strict=True)),
        may_ask=may_keep(),
        code=code,
        is_over="over" in request.args and not code,
        address=address.partition("://")[2],
        drawing=Markup(qr_svg(f"{address}#{code}", quiet_zone=0)) if code else "",  # noqa: S704 - drawn by us
    )
    page = make_response(html)
    if code:
        give_way(page, after=SECOND_LIFE, to=url_for("participant.logins", over=1, _anchor="second"))
    return page


@bp.post("/logins/second")
@confirmed
def login_second() -> Response:
    """Ask for a code; never on a shared phone, never for a protected person."""
    if not may_keep():
        abort(404)
    ask_second(g.login.access_link, keyring=keyring(), now=g.now)
    db.session.commit()
    return redirect(url_for("participant.logins", _anchor="second"))


@bp.post("/logins/<login_key>/end")
@confirmed
def login_end(login_key: str) -> Response:
    """End one device."""
    device = read_device(db.session(), g.participant, key=login_key)
    dismiss_device(db.session(), g.participant, device, by=g.participant, now=g.now)
    db.session.commit()
    flash(_("Das Gerät ist abgemeldet."))
    return redirect(url_for("participant.logins"))


@bp.post("/logins/end")
@confirmed
def logins_end() -> Response:
    """End every device but this one."""
    for device in list_devices(db.session(), g.participant, now=g.now):
        if device.id != g.login.id:
            dismiss_device(db.session(), g.participant, device, by=g.participant, now=g.now)
    db.session.commit()
    flash(_("Alle anderen Geräte sind abgemeldet."))
    return redirect(url_for("participant.logins"))
