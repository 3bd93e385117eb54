"""The audit chain as staff read it: who did what, when."""

from __future__ import annotations

from flask import g, render_template, request

from matchday.extensions import db
from matchday.services.audit import list_audit, verify_audit
from matchday.web.say_audit import say_action
from matchday.web.staff import bp


@bp.get("/<event_key>/audit")
def audit(event_key: str) -> str:
    """Show one page of the event's entries, newest first."""
    page = list_audit(
        db.session(), organiser_id=g.organiser_id, event_id=g.event.id, page=request.args.get("page", 1, type=int)
    )
    broken = verify_audit(db.session(), organiser_id=g.organiser_id)
    return render_template("staff/audit.html", page=page, broken=broken, say_action=say_action)
