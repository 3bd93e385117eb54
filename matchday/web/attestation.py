"""The words on attestations, and the file that staff, coaches and the person themselves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Response, abort, g
from flask_babel import force_locale

from matchday.core.language import GERMAN
from matchday.core.slot import ActivityKind
from matchday.documents.attestation import AttestationContent, attestations_pdf
from matchday.documents.token import attestation_address
from matchday.extensions import config, db, keyring
from matchday.models import Event
from matchday.services.attestation import Attestation, sign_attestations
from matchday.services.event import local_day
from matchday.web.filters import day
from matchday.web.words import word

TITLE = "Teilnahmebescheinigung"
KIND = {ActivityKind.HOSPITATION: "Hospitation: zugesehen", ActivityKind.PRAKTIKUM: "Praktikum: mitgearbeitet"}


def attestation_file(attestations: Sequence[Attestation], event: Event) -> Response:
    """Return attestations as one file, made anew each time and kept nowhere; without any there is nothing."""
    if not attestations:
        abort(404)
    tokens = sign_attestations(db.session(), attestations, event, keyring=keyring())
    contents = attestation_contents(attestations, tokens, event, now=g.now)
    paper = attestations_pdf(contents, title=TITLE if len(contents) == 1 else "Teilnahmebescheinigungen")
    headers = {"Content-Disposition": 'inline; filename="bescheinigung.pdf"'}
    return Response(paper, content_type="application/pdf", headers=headers)


def attestation_contents(
    attestations: Sequence[Attestation], tokens: Mapping[int, str], event: Event, *, now: datetime
) -> list[AttestationContent]:
    """Return what attestations say, in the same order. **Shapes** ``tokens`` by ticket id."""
    issued_on = local_day(event, now)
    return [
        attestation_content(one, event, token=tokens[one.ticket.id], host=config().public_host, issued_on=issued_on)
        for one in attestations
    ]


def attestation_content(
    one: Attestation, event: Event, *, token: str, host: str, issued_on: date
) -> AttestationContent:
    """Return what one attestation says, in German whoever opens it."""
    slot, person, organiser = one.ticket.slot, one.ticket.participant, event.organiser
    with force_locale(GERMAN.code):
        facts = (
            ("Betrieb", slot.employer.name),
            ("Ort", f"{slot.site.postcode} {slot.site.town}".strip()),
            ("Beruf", str(word(slot.trade))),
            ("Art", KIND[slot.activity_kind]),
            ("Tätigkeiten", slot.duties),
            ("Zeit", _span(one, event)),
            ("Dauer", hours(one.attended.minutes)),
        )
        on = day(local_day(event, one.attended.from_at))
        issued = day(issued_on).partition(", ")[2]
    return AttestationContent(
        organiser_name=organiser.name,
        office=organiser.office,
        name=f"{person.first_name} {person.last_name}".strip(),
        text=f"hat am {on} an der Veranstaltung „{event.name}“ teilgenommen.",
        facts=facts,
        place_and_day=f"{organiser.town or event.place}, den {issued}",
        site=f"{host}/a",
        address=attestation_address(host, token),
        colour=organiser.colour,
        logo=organiser.logo,
    )


def hours(minutes: int) -> str:
    """Return a length of time in words: «6 Stunden», «2 Stunden 10 Minuten»."""
    whole, rest = divmod(minutes, 60)
    parts = (
        ("1 Stunde" if whole == 1 else f"{whole} Stunden") if whole else "",
        ("1 Minute" if rest == 1 else f"{rest} Minuten") if rest else "",
    )
    return " ".join(filter(None, parts))


def _span(one: Attestation, event: Event) -> str:
    zone = ZoneInfo(event.time_zone)
    from_at, until_at = one.attended.from_at.astimezone(zone), one.attended.until_at.astimezone(zone)
    night = " am nächsten Tag" if until_at.date() > from_at.date() else ""
    return f"von {from_at:%H:%M} bis {until_at:%H:%M} Uhr{night}"
