"""The ticket: on the phone, as a page of paper, in the calendar; or why there is none."""

from __future__ import annotations

from flask import Response, abort, g, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.slot import SlotState
from matchday.core.slottext import MeetingPoint
from matchday.core.ticket import TicketState
from matchday.documents.content import TicketContent
from matchday.documents.pdf import ticket_pdf, ticket_png, tickets_pdf
from matchday.documents.qr import qr_svg
from matchday.documents.token import ticket_address
from matchday.extensions import config, db, keyring
from matchday.models import Slot, Ticket
from matchday.services.attestation import list_attestations
from matchday.services.event import reveal_seed
from matchday.services.explanation import find_grounds, read_reasons
from matchday.services.knownway import read_way_minutes
from matchday.services.paper import TicketFacts
from matchday.services.ticket import Standing, is_moved, read_standing, sign_ticket
from matchday.web.guard import asked_by_the_page
from matchday.web.language import shown_language
from matchday.web.participant import bp
from matchday.web.participant.confirmation import may_want_other
from matchday.web.participant.welcome import confirmed, may_keep
from matchday.web.say_why import say_ground, say_rules, say_why
from matchday.web.slottext import meeting_point
from matchday.web.ticket import (
    say_called_off,
    things_lent,
    things_to_bring,
    things_to_know,
    ticket_calendar,
    ticket_content,
    title_of,
    what_follows,
    why_moved,
    why_unplaced,
    why_withdrawn,
)


@bp.get("/ticket")
@confirmed
def ticket() -> AnyResponse | str:
    """Show the person's tickets, or in words how they stand."""
    standing = read_standing(db.session(), g.participant, g.event)
    return render_template(
        "participant/ticket.html",
        standing=standing,
        title_of=title_of,
        say_called_off=say_called_off,
        why=why_unplaced(standing),
        cause=why_withdrawn(standing),
        following=what_follows(standing),
        why_moved=why_moved,
        may_want_other=may_want_other(standing),
        just_said_no=request.args.get("said") == "no",
        qr_of=draw_qr,
        meeting_of=meeting_of,
        is_moved=is_moved,
        ways=read_way_minutes(db.session(), g.event, standing.coming),
        things_to_bring=things_to_bring,
        things_to_know=things_to_know,
        things_lent=things_lent,
        may_keep=may_keep(),
        reasons=read_reasons(db.session(), g.participant, g.event) if standing.is_published else None,
        grounds=find_grounds(db.session(), g.participant, standing.valid),
        say_ground=say_ground,
        say_why=say_why,
        say_rules=say_rules,
        seed=reveal_seed(g.event, keyring=keyring()),
        attestations=list_attestations(db.session(), g.event, participant=g.participant, now=g.now),
    )


@bp.get("/ticket/version")
@asked_by_the_page
@confirmed
def ticket_version() -> AnyResponse:
    """Say whether an open ticket still shows what is so: 304 where it does, else an empty answer."""
    answer = Response()
    answer.set_etag(read_standing(db.session(), g.participant, g.event).version)
    return answer.make_conditional(request)


@bp.get("/ticket/<int:ordinal>.pdf")
@confirmed
def ticket_paper(ordinal: int) -> AnyResponse:
    """Return the ticket as a page of A6, made anew each time and kept nowhere."""
    return _file(ticket_pdf(_content(ordinal)), "application/pdf", f"ticket-{ordinal}.pdf")


@bp.get("/ticket/<int:ordinal>-a4.pdf")
@confirmed
def ticket_sheet(ordinal: int) -> AnyResponse:
    """Return the ticket on a sheet of A4, as printers have it: to be cut out or folded."""
    return _file(tickets_pdf([_content(ordinal)], title="Ticket"), "application/pdf", f"ticket-{ordinal}-a4.pdf")


@bp.get("/ticket/<int:ordinal>.png")
@confirmed
def ticket_picture(ordinal: int) -> AnyResponse:
    """Return the ticket as a picture that somebody can send to themselves."""
    return _file(ticket_png(_content(ordinal)), "image/png", f"ticket-{ordinal}.png")


@bp.get("/ticket/<int:ordinal>.ics")
@confirmed
def ticket_entry(ordinal: int) -> AnyResponse:
    """Return the ticket's calendar file; after a withdrawal it takes the entry back."""
    return _file(ticket_calendar(_own_ticket(ordinal), g.event), "text/calendar", f"ticket-{ordinal}.ics")


def draw_qr(shown: Ticket) -> Markup:
    """Return the ticket's QR code as SVG."""
    token = sign_ticket(db.session(), shown, g.event, keyring=keyring())
    return Markup(qr_svg(ticket_address(config().public_host, token), quiet_zone=0))  # noqa: S704 - drawn by us, holds no text


def meeting_of(slot: Slot) -> MeetingPoint | None:
    """Return where the person meets who receives them, in the language of the page."""
    return meeting_point(slot, shown=shown_language(), spoken=g.participant.spoken_languages)


def _own_ticket(ordinal: int) -> Ticket:
    """Return one of the person's own tickets, to make a file of it."""
    standing: Standing = read_standing(db.session(), g.participant, g.event)
    found = [one for one in standing.tickets if one.ordinal == ordinal]
    if not found or not may_keep():
        abort(404)
    return found[0]


def _content(ordinal: int) -> TicketContent:
    """Return what one of the person's own tickets says, if it counts."""
    shown = _own_ticket(ordinal)
    if shown.state is TicketState.WITHDRAWN or shown.slot.state is SlotState.WITHDRAWN:
        abort(404)
    token = sign_ticket(db.session(), shown, g.event, keyring=keyring())
    minutes = read_way_minutes(db.session(), g.event, [shown]).get(shown.id)
    return ticket_content(TicketFacts(shown, token, way_minutes=minutes), g.event)


def _file(content: bytes, kind: str, name: str) -> AnyResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, content_type=f"{kind}; charset=utf-8" if "text" in kind else kind, headers=headers)
