"""The door of an employer's slot: hand its code over anew, release the phone that looks after it."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.slot import read_own_slot
from matchday.web.door import hand_over, let_go
from matchday.web.employer import bp


@bp.post("/slots/<slot_key>/door")
def door_issue(slot_key: str) -> Response:
    """Give the door a code, or a new one."""
    hand_over(read_own_slot(db.session(), slot_key, employer=g.employer), seen=request.form.get("replaces", ""))
    db.session.commit()
    return _to(slot_key)


@bp.post("/slots/<slot_key>/door/release")
def door_release(slot_key: str) -> Response:
    """Let another phone take the door over."""
    let_go(read_own_slot(db.session(), slot_key, employer=g.employer))
    db.session.commit()
    flash("Das Telefon ist gelöst. Wer den Code jetzt öffnet, übernimmt die Tür.")
    return _to(slot_key)


def _to(slot_key: str) -> Response:
    return redirect(url_for("employer.roster", slot_key=slot_key, _anchor="door"))
