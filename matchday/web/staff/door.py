"""The door of a slot: hand its code over anew, release the phone that looks after it."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.slot import read_slot
from matchday.web.door import hand_over, let_go
from matchday.web.staff import bp


@bp.post("/<event_key>/slots/<slot_key>/door")
def door_issue(event_key: str, slot_key: str) -> Response:
    """Give the door a code, or a new one."""
    hand_over(read_slot(db.session(), slot_key, event=g.event), seen=request.form.get("replaces", ""))
    db.session.commit()
    return _to(slot_key)


@bp.post("/<event_key>/slots/<slot_key>/door/release")
def door_release(event_key: str, slot_key: str) -> Response:
    """Let another phone take the door over."""
    let_go(read_slot(db.session(), slot_key, event=g.event))
    db.session.commit()
    flash("Das Telefon ist gelöst. Wer den Code jetzt öffnet, übernimmt die Tür.")
    return _to(slot_key)


def _to(slot_key: str) -> Response:
    return redirect(url_for("staff.slot", event_key=g.event.key, slot_key=slot_key, _anchor="door"))
