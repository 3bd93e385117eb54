"""The audit chain as staff read it: who did what, when."""

from __future__ import annotations

from flask import g, render_template, request

from matchday.extensions import config, db, keyring
from matchday.services.audit import HEAD_PURPOSE, HEADS, list_audit, list_heads, read_head, verify_audit
from matchday.web.say_audit import say_action, say_reason
from matchday.web.staff import bp


@bp.get("/<event_key>/audit")
def audit(event_key: str) -> str:
    """Show one page of the event's entries, newest first."""
    page = list_audit(
        db.session(), organiser_id=g.organiser_id, event_id=g.event.id, page=request.args.get("page", 1, type=int)
    )
    organiser = g.event.organiser
    heads = list_heads(config().instance / HEADS, organiser, keyring=keyring())
    head = read_head(db.session(), organiser, now=g.now)
    return render_template(
        "staff/audit.html",
        page=page,
        broken=verify_audit(db.session(), organiser_id=g.organiser_id, heads=heads),
        seal=head.sign(keyring().key(HEAD_PURPOSE)) if head else "",
        say_action=say_action,
        say_reason=say_reason,
    )
