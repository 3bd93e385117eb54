"""Mails: written from templates/mail/<kind>/ in the reader's language and handed to the mail server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from matchday.core.message import MessageKind
from matchday.extensions import config
from matchday.models import Organiser
from matchday.sender.folder import put_into_folder
from matchday.sender.refusal import Refusal
from matchday.services.message import MessageFacts
from matchday.web.message import in_language_of, message_values, render_message
from matchday.web.ticket import ticket_calendar

TIMEOUT_S = 30
TAKEN = 250
"""What a mail server answers to say yes (RFC 5321, 4.2.3)."""
PORTS = {"smtp": 587, "smtp+plain": 25, "smtps": 465}
WITH_CALENDAR = frozenset(
    {
        MessageKind.TICKET,
        MessageKind.OFFER,
        MessageKind.TICKET_CHANGED,
        MessageKind.TICKET_WITHDRAWN,
        MessageKind.WITHDRAWN,
    }
)


def write_mail(facts: MessageFacts, *, now: datetime) -> EmailMessage:
    """Write a mail in the reader's language. A protected person's names neither place nor time."""
    mail = EmailMessage(policy=SMTP)
    with in_language_of(facts) as language:
        values = message_values(facts, language)
        mail["Subject"] = " ".join(render_message(facts, "subject.txt", values).split())
        mail["From"] = Address(facts.organiser.name, addr_spec=config().mail_sender)
        mail["To"] = Address(values["name"], addr_spec=facts.address)
        if facts.organiser.mail:
            mail["Reply-To"] = Address(facts.organiser.name, addr_spec=facts.organiser.mail)
        mail["Date"], mail["Message-ID"] = format_datetime(now), facts.message.header_id
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(render_message(facts, "body.txt", values), cte="quoted-printable")
        mail.add_alternative(render_message(facts, "body.html", values), subtype="html", cte="quoted-printable")
        _show_logo(mail, facts.organiser)
        for name, calendar in _calendars(facts):
            _attach_calendar(mail, name, calendar)
    mail["Content-Language"] = language.tag  # last: what is added before would take it along into a part
    return mail


class Carrier:
    """Take mails to the mail server of the settings over one connection, or put them into a folder.

    Whether the server still listens is asked before each further mail: once a mail is under way, nobody knows.
    """

    def __init__(self, url: str) -> None:
        self._scheme, _, self._rest = url.partition(":")
        self._address = urlsplit(url)
        self._server: smtplib.SMTP | None = None

    def take(self, mail: EmailMessage) -> Refusal | None:
        """Hand a mail over. Return why it was not taken, if so."""
        try:
            if self._scheme == "file":
                name = mail["Message-ID"].strip("<>").partition("@")[0]
                put_into_folder(mail.as_bytes(), Path(self._rest), name=f"{name}.eml")
            else:
                self._reach_server().send_message(mail)
        except (smtplib.SMTPException, OSError) as error:
            self.leave()
            return _refusal_of(error)
        return None

    def leave(self) -> None:
        """Say goodbye."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _reach_server(self) -> smtplib.SMTP:
        if self._server is not None and not _listens(self._server):
            self.leave()
        if self._server is None:
            self._server = _connect(self._address)
        return self._server


def _refusal_of(error: Exception) -> Refusal:
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return Refusal("recipient_refused", is_final=all(code >= 500 for code in codes))
        case smtplib.SMTPDataError():
            return Refusal("mail_refused", is_final=error.smtp_code >= 500)
        case smtplib.SMTPAuthenticationError():
            return Refusal("server_login")
    return Refusal("server_away")


def _show_logo(mail: EmailMessage, organiser: Organiser) -> None:
    """Put the organiser's picture into the mail itself: nothing is fetched when somebody reads it."""
    if organiser.logo_digest is None or organiser.logo is None:
        return
    page = mail.get_body(("html",))
    if isinstance(page, EmailMessage):
        page.add_related(organiser.logo, "image", "png", cid=f"<{organiser.logo_digest}>")


def _attach_calendar(mail: EmailMessage, name: str, calendar: bytes) -> None:
    """Attach a calendar file twice: some programs open only the one, some only the other.

    **Source** RFC 6047; Outlook and Gmail look for text/calendar, phones and Thunderbird open application/ics.
    """
    method = "CANCEL" if b"METHOD:CANCEL" in calendar else "PUBLISH"
    how = {"charset": "utf-8", "method": method}
    mail.add_attachment(calendar, maintype="text", subtype="calendar", filename=name, params=how)
    mail.add_attachment(calendar, maintype="application", subtype="ics", filename=name, params={"name": name})


def _calendars(facts: MessageFacts) -> list[tuple[str, bytes]]:
    """Return a calendar file per ticket; a protected person gets none."""
    is_protected = facts.participant is None or facts.participant.is_protected
    if is_protected or facts.event is None or facts.message.kind not in WITH_CALENDAR:
        return []
    return [
        (f"refugees-day-{ticket.ordinal}.ics", ticket_calendar(ticket, facts.event))
        for ticket in facts.standing.tickets
    ]


def _listens(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == TAKEN
    except (smtplib.SMTPException, OSError):
        return False


def _connect(address: SplitResult) -> smtplib.SMTP:
    host, port = address.hostname or "localhost", address.port or PORTS[address.scheme]
    trusted = ssl.create_default_context()
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=trusted)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    try:
        if address.scheme == "smtp":
            server.starttls(context=trusted)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
    except BaseException:
        server.close()
        raise
    return server
