"""Pages for the organiser's people."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, g, request
from werkzeug.exceptions import HTTPException

from matchday.core.account import OFFICE_ROLES, only_reads
from matchday.extensions import db
from matchday.services.health import read_trouble
from matchday.web.guard import ONLY_READING, admit

READ_TOO = frozenset({"staff.accounts", "staff.group", "staff.groups", "staff.pins", "staff.privacy"})
"""Pages with a form that readers open all the same, for what else stands there; the form is not among it."""

bp = Blueprint("staff", __name__, url_prefix="/staff")
bp.before_request(admit(*OFFICE_ROLES))


@bp.before_request
def spare_readers() -> None:
    """Show a reader no page that is only there to change something, nor what would stand in its fields."""
    if only_reads(g.account.role_names) and is_form(str(request.endpoint)):
        abort(403, ONLY_READING)


@bp.context_processor
def warn() -> dict[str, object]:
    """Let every page say when mails, plans and papers are not being made."""
    return {"trouble": None if g.get("is_database_away") else read_trouble(db.session(), now=g.now)}


@bp.context_processor
def offer() -> dict[str, object]:
    """Let the templates leave out the ways and buttons that are not for readers."""
    reads = only_reads(g.account.role_names) if g.get("account") else False
    return {"is_shut": lambda href: reads and is_form(_endpoint_of(href)), "is_mute": reads}


def is_form(endpoint: str) -> bool:
    """Tell whether a page is there to change something."""
    rules = current_app.url_map.iter_rules(endpoint) if endpoint in current_app.view_functions else ()
    return endpoint not in READ_TOO and any("POST" in (rule.methods or ()) for rule in rules)


def _endpoint_of(href: str) -> str:
    """Return where an address leads, nothing where it is none of ours."""
    adapter = current_app.create_url_adapter(request)
    try:
        return str(adapter.match(urlsplit(href).path.removeprefix(request.script_root), "GET")[0]) if adapter else ""
    except HTTPException:
        return ""


from matchday.web.staff import (  # noqa: E402, F401  (the modules add their pages)
    absence,
    access,
    account,
    assignment,
    attestation,
    audit,
    avoidance,
    comparison,
    confirmation,
    day,
    departure,
    door,
    employer,
    event,
    group,
    guardian,
    language,
    message,
    move,
    organiser,
    paper,
    participant,
    pin,
    privacy,
    profile,
    sheet,
    slot,
    slottext,
    todo,
    walkin,
    way,
    wishlist,
)
