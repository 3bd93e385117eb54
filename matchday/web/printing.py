"""How papers of each kind are made: facts become words, words become pages. A few at once, many by the worker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g
from flask_babel import force_locale

from matchday.core.errors import RuleError
from matchday.core.language import GERMAN
from matchday.core.paper import PaperKind
from matchday.documents.attestation import AttestationContent, attestations_pdf
from matchday.documents.content import TicketContent
from matchday.documents.letter import AccessLetter, TicketLetter, access_letters_pdf, ticket_letters_pdf
from matchday.documents.pdf import tickets_pdf
from matchday.documents.profile import ProfileContent, profiles_pdf
from matchday.documents.roster import RosterContent, rosters_pdf
from matchday.extensions import config, db, keyring
from matchday.models import Account, Event
from matchday.services.attestation import list_attestations, sign_attestations
from matchday.services.message import gather_letters
from matchday.services.paper import (
    gather_access,
    gather_rosters,
    gather_tickets,
    note_print,
    order_papers,
    read_rosters,
)
from matchday.web.attestation import attestation_contents
from matchday.web.letter import access_letter, message_letter, ticket_letter
from matchday.web.profile import shown_contents
from matchday.web.roster import roster_content
from matchday.web.ticket import ticket_content
from matchday.web.words import word


@dataclass(frozen=True)
class Wanted:
    """Some papers of one kind. **Shapes** ``ids`` as :func:`matchday.services.paper.order_papers` gives them."""

    event: Event
    ids: Sequence[int | None]
    by: Account
    now: datetime
    renew_before: datetime | None = None
    """Access given before is replaced."""


@dataclass(frozen=True)
class Maker:
    """The two halves of making papers: the words need the database, the pages need time and nothing else."""

    write: Callable[[Wanted], Sequence[Any]]
    typeset: Callable[..., bytes]


def write_access_letters(wanted: Wanted) -> list[AccessLetter]:
    """Return what the access letters say."""
    facts = gather_access(
        db.session(),
        wanted.event,
        [one for one in wanted.ids if one is not None],
        renew_before=wanted.renew_before,
        keyring=keyring(),
        by=wanted.by,
        now=wanted.now,
    )
    site = f"{config().public_url}/access"
    return [access_letter(one, wanted.event, site=site, now=wanted.now) for one in facts]


def write_ticket_letters(wanted: Wanted) -> list[TicketLetter]:
    """Return what the ticket letters say."""
    facts = gather_tickets(db.session(), wanted.event, wanted.ids, keyring=keyring())
    return [ticket_letter(one, wanted.event, now=wanted.now) for one in facts if one]


def write_tickets(wanted: Wanted) -> list[TicketContent | None]:
    """Return what the tickets say, each in its corner of a sheet."""
    facts = gather_tickets(db.session(), wanted.event, wanted.ids, keyring=keyring())
    return [one and ticket_content(one, wanted.event) for one in facts]


def write_rosters(wanted: Wanted) -> list[RosterContent]:
    """Return what the rosters say."""
    ids = [one for one in wanted.ids if one is not None]
    facts = gather_rosters(db.session(), wanted.event, ids, keyring=keyring(), by=wanted.by, now=wanted.now)
    with force_locale(GERMAN.code):
        return [roster_content(one, wanted.event, public_url=config().public_url, now=wanted.now) for one in facts]


def write_profiles(wanted: Wanted) -> list[ProfileContent]:
    """Return what people who are expected let the employer read of themselves."""
    ids = [one for one in wanted.ids if one is not None]
    rosters = read_rosters(db.session(), wanted.event, ids, now=wanted.now)
    return [one for roster in rosters for one in shown_contents(roster.guests, wanted.event)]


def write_attestations(wanted: Wanted) -> list[AttestationContent]:
    """Return what the attestations say, of those whose slot is over."""
    ids = [one for one in wanted.ids if one is not None]
    found = list_attestations(db.session(), wanted.event, participant_ids=ids, now=wanted.now)
    in_order = sorted(found, key=lambda one: ids.index(one.ticket.participant_id))
    tokens = sign_attestations(db.session(), in_order, wanted.event, keyring=keyring())
    return attestation_contents(in_order, tokens, wanted.event, now=wanted.now)


def write_message_letters(wanted: Wanted) -> list[AccessLetter]:
    """Return what the messages say that go by letter: each with the way in."""
    ids = [one for one in wanted.ids if one is not None]
    found = gather_letters(db.session(), wanted.event, ids, keyring=keyring(), now=wanted.now)
    site = f"{config().public_url}/access"
    return [
        message_letter(one, one.participant, wanted.event, site=site, now=wanted.now)
        for one in found
        if one.participant is not None
    ]


MAKERS: dict[PaperKind, Maker] = {
    PaperKind.ACCESS_LETTERS: Maker(write_access_letters, access_letters_pdf),
    PaperKind.TICKET_LETTERS: Maker(write_ticket_letters, ticket_letters_pdf),
    PaperKind.TICKETS: Maker(write_tickets, tickets_pdf),
    PaperKind.ROSTERS: Maker(write_rosters, rosters_pdf),
    PaperKind.PROFILES: Maker(write_profiles, profiles_pdf),
    PaperKind.MESSAGE_LETTERS: Maker(write_message_letters, access_letters_pdf),
    PaperKind.ATTESTATIONS: Maker(write_attestations, attestations_pdf),
}


def print_at_once(event: Event, kind: PaperKind, *, subject_ids: Collection[int], by: Account, now: datetime) -> bytes:
    """Return the papers of one person, or slot, as a PDF that is kept nowhere.

    **Errors** RuleError ``papers_shut``, ``papers_empty``.
    """
    ids, maker = order_papers(db.session(), event, kind, subject_ids=subject_ids), MAKERS[kind]
    note_print(db.session(), event, kind, count=len(ids), by=by, now=now)
    g.event = event  # times are shown on the clock of the event's place
    contents = maker.write(Wanted(event, ids, by, now))
    if not any(contents):
        raise RuleError("papers_empty")
    return maker.typeset(contents, title=str(word(kind)))
