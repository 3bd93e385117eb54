"""Taking a door over: a tap binds this phone; opening the page changes nothing, previewers open links too."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from matchday.core.door import DoorState
from matchday.extensions import db
from matchday.services.door import OpenedDoor, release_door, take_door
from matchday.web.checkin import bp
from matchday.web.door import find_own_door, own_device, read_sheet, remember_door
from matchday.web.forms import Form, LineField


class StartForm(Form):
    """The token, filled in from the address by script, or the address, typed."""

    token = HiddenField()
    typed = LineField("Code der Tür")


@bp.get("")
def start() -> Response | str:
    """Show how to take a door over, and the door this phone has."""
    return _page(StartForm(), find_own_door())


@bp.post("")
def take() -> Response | str:
    """Bind this phone to the door whose code was given."""
    form, device = StartForm(), own_device()
    door = take_door(db.session(), form.typed.data or form.token.data or "", device=device, now=g.now)
    if door.link is None or door.state is not DoorState.MINE:
        form.token.data = ""
        return make_response(_page(form, door), 409)
    db.session.commit()
    remember_door(door.link.id, device)
    return redirect(url_for("checkin.door_scan"))


@bp.post("/door/leave")
def door_leave() -> Response:
    """Hand the door back, so that another phone can take it over."""
    release_door(db.session(), g.keeper.link, by=None, now=g.now)
    db.session.commit()
    return redirect(url_for("checkin.start"))


def _page(form: StartForm, door: OpenedDoor | None) -> str:
    g.event = door.event if door else None
    sheet = read_sheet(door.link.slot, door.event) if door and door.link and door.event else None
    return render_template("checkin/start.html", form=form, door=door, sheet=sheet)
