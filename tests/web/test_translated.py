"""Whatever a participant reads went through the catalogues: with marks around it no word is bare."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from gettext import NullTranslations

import pytest
from flask import Flask
from sqlalchemy import String, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, TooManyRequests

from matchday.core.consent import Recipient
from matchday.core.errors import RuleError
from matchday.core.event import Stage
from matchday.core.language import LANGUAGES
from matchday.core.message import MessageKind, MessageState
from matchday.core.privacy import RequestKind
from matchday.core.shortcode import show_code
from matchday.core.slot import GEAR, Need, WhatFollows
from matchday.extensions import babel
from matchday.models import Base, Event, Participant
from matchday.sender import write_mail, write_sms
from matchday.services.access import issue_access, show_access
from matchday.services.consent import answer_consent
from matchday.services.message import begin_sending
from matchday.services.paper import AccessFacts, TicketFacts
from matchday.services.ticket import list_tickets
from matchday.web.letter import access_letter
from matchday.web.ticket import ticket_content
from tests.conftest import NOW
from tests.factories import KEYRING, a_message, a_participant, a_slot, a_wish, an_event, at
from tests.page_client import Page, PageClient
from tests.plans import a_day, published, the_slot

READ_ALOUD = ("aria-label", "alt", "title", "placeholder")
CALENDAR = r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|March|April)\b"
"""Names of days and months come from Babel."""
NUMBER = r"\b[0-9a-f]{8,}\b"
"""What a request is called in the log, and the checksum of the lot; by chance a text of somebody is part of one."""


class Marked(NullTranslations):
    """Give every sentence back with marks around it."""

    def ugettext(self, message: str) -> str:
        """Mark a sentence."""
        return f"⟦{message}⟧"

    def ungettext(self, one: str, many: str, count: int) -> str:
        """Mark the form for a number."""
        return f"⟦{one if count == 1 else many}⟧"


@pytest.fixture(autouse=True)
def marks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put marks in place of the English catalogue."""
    monkeypatch.setitem(babel.domain_instance.cache, ("en", "messages"), Marked())


@pytest.fixture
def bare(session: Session, client: PageClient) -> Callable[[Page], list[str]]:
    """Return what finds the words of a page that are neither marked nor somebody's own."""
    client.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def find(page: Page) -> list[str]:
        aloud = [str(attrs[name]) for _, attrs in page.tags for name in READ_ALOUD if attrs.get(name)]
        return words_left("\n".join([page.text, *aloud]), own_texts(session))

    return find


def own_texts(session: Session) -> list[str]:
    """Return every text of the database: names and places stay as they are."""
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    texts = {
        str(value)
        for column in columns
        if isinstance(column.type, String)
        for value in session.connection().scalars(select(column).distinct())
        if value
    }
    shown = {show_code(text) for text in texts if re.fullmatch(r"[0-9A-Z]{8,10}", text)}
    return sorted(texts | shown, key=len, reverse=True)


def words_left(text: str, own: list[str]) -> list[str]:
    """Return the words outside of all marks."""
    while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = fewer
    text = re.sub(NUMBER, " ", text)
    names = [*own, *(language.own_name for language in LANGUAGES.values()), "matchday"]
    for name in names:
        text = text.replace(name, " ")
    return re.findall(r"[^\W\d_]{2,}", re.sub(CALENDAR, " ", text))


def test_a_bare_word_is_found() -> None:
    assert words_left("⟦Guten Tag, ⟦Amira⟧⟧ Birkenried hello 08:00", ["Birkenried"]) == ["hello"]


@pytest.fixture
def event(session: Session) -> Event:
    event = an_event(
        session, contact_name="Frau Hansen", contact_phone="+49 5550 000210", wishing_until=NOW + timedelta(days=9)
    )
    full = {"needs": list(Need), "what_follows": list(WhatFollows), "duties": "Sie sehen zu.", "is_food": True}
    a_slot(session, event, **full, german_level="b2", end_at=at(3, day=event.first_on + timedelta(days=1)))
    a_slot(session, event, meeting_point="Tor 2", foreman_name="Frau Brandt", foreman_phone="+49 5550 000233")
    return event


@pytest.fixture
def person(session: Session, client: PageClient, event: Event) -> Participant:
    person = a_participant(session, event, language="en", languages=["en"])
    client.enter(person)
    return person


PUBLIC = ("/", "/access", "/privacy", "/imprint", "/accessibility", "/language", "/T", "/A")


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_for_everybody(client: PageClient, event: Event, bare: Callable[[Page], list[str]], path: str) -> None:
    assert bare(client.get(path)) == []


def test_a_code_that_is_wrong(client: PageClient, event: Event, bare: Callable[[Page], list[str]]) -> None:
    for form in ({"short_code": "AAAAABBBBB"}, {}, {"token": "gone"}, {"short_code": "A" * 999}):
        assert bare(client.post("/access", form, expect=422)) == []


def test_the_pages_of_somebody_who_wishes(
    session: Session, client: PageClient, event: Event, person: Participant, bare: Callable[[Page], list[str]]
) -> None:
    assert bare(client.get("/participant/")) == []
    assert bare(client.post("/participant/", {"me": "?"}, expect=422)) == []
    assert bare(client.follow("/participant/", {"me": "yes"})) == []
    assert bare(client.post("/participant/consent", {"answer": "?"}, expect=422)) == []
    assert bare(client.follow("/participant/consent", {"answer": "yes"})) == []
    tap = {"slot": the_slot(session, event).key, "step": "add", "version": "0"}
    assert bare(client.follow("/participant/wishlist", tap)) == []
    late = {**tap, "step": "remove", "version": "7"}
    assert bare(client.post("/participant/wishlist", late, expect=409)) == []
    for path in ("wishlist?show=near", "wishlist?show=german", "acceptable", "summary", "consent", "ticket"):
        assert bare(client.get(f"/participant/{path}")) == []
    for form in ({"answer": "?"}, {"answer": "trades", "version": "1"}, {"answer": "reachable", "version": "99"}):
        assert bare(client.post("/participant/acceptable", form, expect=422)) == []


@pytest.mark.parametrize("stage", list(Stage))
def test_the_summary_at_every_stage(
    session: Session,
    client: PageClient,
    event: Event,
    person: Participant,
    bare: Callable[[Page], list[str]],
    stage: Stage,
) -> None:
    event.stage = stage
    a_wish(session, person, the_slot(session, event))
    answer_consent(session, person, Recipient.EMPLOYER, is_given=False, by=person, now=NOW)
    session.commit()
    client.post("/participant/", {"me": "yes"})

    assert bare(client.get("/participant/summary")) == []


def test_the_pages_after_publication(session: Session, client: PageClient, bare: Callable[[Page], list[str]]) -> None:
    event = a_day(session, people=0, capacity=1, contact_phone="+49 5550 000210")
    for _ in range(3):
        person = a_participant(session, event, language="en", languages=["en"], confirmed_at=NOW)
        a_wish(session, person, the_slot(session, event))
    no_wishes = a_participant(session, event, language="en", languages=["en"], confirmed_at=NOW)
    published(session, event)

    for person in (*event_people(session, event), no_wishes):
        client.enter(person)
        assert bare(client.get("/participant/ticket")) == []
        assert bare(client.get("/participant/summary")) == []


def event_people(session: Session, event: Event) -> list[Participant]:
    """Return the people of an event."""
    return list(
        session.scalars(
            select(Participant).where(Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
        )
    )


FAULTS = {
    400: BadRequest(),
    403: Forbidden(),
    409: RuleError("stage_shut"),
    413: RequestEntityTooLarge(),
    429: TooManyRequests(),
    500: ValueError(),
    503: OperationalError("", {}, Exception()),
}


@pytest.mark.parametrize("status", [*FAULTS, 404])
def test_every_error(app: Flask, client: PageClient, bare: Callable[[Page], list[str]], status: int) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    if status in FAULTS:
        app.add_url_rule("/broken", "broken", lambda: _raise(FAULTS[status]))

    page = client.get("/broken", expect=status)

    assert bare(page) == []


def _raise(error: Exception) -> None:
    raise error


def test_every_mail_to_a_participant(session: Session, app: Flask) -> None:
    event = a_day(session, people=0, capacity=1, contact_phone="+49 5550 000210", wishing_until=NOW)
    for _ in range(2):
        a_wish(session, a_participant(session, event, language="en", languages=["en"]), the_slot(session, event))
    published(session, event)

    for person in event_people(session, event):
        for kind in set(MessageKind) - {MessageKind.SIGN_IN, MessageKind.ROSTER}:
            person.withdrawn_at = NOW if kind is MessageKind.WITHDRAWN else None
            is_before = kind in (MessageKind.INVITATION, MessageKind.WISHING)
            event.stage = Stage.WISHING if is_before else Stage.PUBLISHED
            message = a_message(session, person, kind, cause=f"{kind} {person.id}", now=NOW)
            session.flush()
            facts = begin_sending(session, message.id, keyring=KEYRING, now=at(8) - timedelta(days=1))
            if facts is None:
                assert message.state is MessageState.NEEDLESS
                assert bool(list_tickets(session, person)) is (kind is MessageKind.UNPLACED)
                continue
            mail = write_mail(facts, now=NOW)
            texts = [*texts_of(mail), re.sub(r"https?://\S+", "", write_sms(facts).text)]
            assert [words_left(text, own_texts(session)) for text in texts] == [[], [], [], []], kind
            papers = [line for line in calendar_of(mail) if line.startswith(("SUMMARY", "DESCRIPTION"))]
            assert all("⟦" in line for line in papers), papers


def texts_of(mail: EmailMessage) -> list[str]:
    """Return the subject and both bodies of a mail, without addresses and the style sheet."""
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    bodies = [re.sub(r"(?s)<style>.*</style>", "", str(part.get_content())) for part in parts if part]
    return [re.sub(r"https?://\S+", "", Page(text, 200).text) for text in (str(mail["Subject"]), *bodies)]


def calendar_of(mail: EmailMessage) -> list[str]:
    """Return the lines of the calendar files of a mail, long ones whole."""
    files = [str(part.get_content()) for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    return re.sub(r"\r?\n ", "", "\n".join(files)).splitlines()


def test_the_lines_of_a_ticket(session: Session, app: Flask) -> None:
    event = a_day(session, people=0)
    the_slot(session, event).needs = list(Need)
    person = a_participant(session, event, language="en", gear=list(GEAR))
    a_wish(session, person, the_slot(session, event))
    published(session, event)

    (ticket,) = list_tickets(session, person)
    content = ticket_content(TicketFacts(ticket, "A", way_minutes=20), event)

    lines = [content.own.title, content.own.time, content.own.work, content.own.meeting_label, content.own.help]
    lines += [content.way, content.foreman, *(thing.own for thing in content.things_to_bring)]
    assert [words_left(line, [the_slot(session, event).foreman_name]) for line in lines] == [[]] * 10


def test_the_pages_about_a_persons_rights(
    client: PageClient, person: Participant, bare: Callable[[Page], list[str]]
) -> None:
    client.post("/participant/", {"me": "yes"})

    assert bare(client.get("/participant/privacy")) == []
    assert bare(client.post("/participant/privacy", {"kind": "?"}, expect=422)) == []
    for kind in RequestKind:
        assert bare(client.follow("/participant/privacy", {"kind": kind.value, "text": "A b c."})) == []


def test_a_paper_that_is_not_genuine(client: PageClient, event: Event, bare: Callable[[Page], list[str]]) -> None:
    assert bare(client.post("/A", {"pasted": "http://x/A#ABC"}, expect=200)) == []


def test_the_lines_of_a_letter(session: Session, person: Participant, event: Event) -> None:
    facts = AccessFacts(
        person, show_access(issue_access(session, person, keyring=KEYRING, by=None, now=NOW), keyring=KEYRING)
    )
    for stage in (Stage.WISHING, Stage.ASSIGNING, Stage.PUBLISHED):
        event.stage = stage
        own = access_letter(facts, event, site="https://x/access", now=NOW).own
        lines = [own.title, own.greeting, own.text, own.key, own.type_in, *own.steps, own.help]
        assert [words_left(line, own_texts(session)) for line in lines] == [[]] * 9


def test_signing_out(client: PageClient, person: Participant, bare: Callable[[Page], list[str]]) -> None:
    assert bare(client.follow("/participant/sign-out")) == []
