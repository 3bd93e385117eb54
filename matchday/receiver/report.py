"""Delivery reports: what a mail that came back says of the mail in it.

**Source** RFC 3464 (reports of delivery), RFC 6522 (multipart/report), RFC 3463 and 7505 (status codes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

UNKNOWN = frozenset({"5.1.1", "5.1.2", "5.1.10"})
"""There is no such mailbox, no such server, or it takes no mail at all."""
OURS = re.compile(r"<([0-9a-f]{32})@matchday>")
"""A Message-ID of ours (``services/message/outbox.py``)."""


@dataclass(frozen=True)
class Report:
    """Name the message that did not arrive, and why as far as the report says: a code for staff."""

    name: str
    failure: str


def is_report(kind: bytes) -> bool:
    """Tell whether a mail of this kind reports what became of another one."""
    return _reports(message_from_bytes(kind))


def read_report(content: bytes) -> Report | None:
    """Return what a mail says of a mail of ours, or None unless it says that it will never arrive.

    **Shapes** ``content``: a whole mail, or its beginning.
    """
    mail = message_from_bytes(content)
    parts = _parts(mail) if _reports(mail) else []
    told = [block for part in parts if part.get_content_type() == "message/delivery-status" for block in _parts(part)]
    recipients = [block for block in told if "Action" in block]
    if not recipients or any(_first_word(one, "Action") != "failed" for one in recipients):
        return None
    name = next(filter(None, map(_name_in, parts)), None)
    is_unknown = all(_first_word(one, "Status") in UNKNOWN for one in recipients)
    return Report(name, "address_unknown" if is_unknown else "mail_returned") if name else None


def _reports(mail: Message) -> bool:
    told = str(mail.get_param("report-type", "")).lower()
    return mail.get_content_type() == "multipart/report" and told == "delivery-status"


def _parts(mail: Message) -> list[Message]:
    payload = mail.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _first_word(block: Message, name: str) -> str:
    """Return a field without the remark that may follow."""
    return next(iter(re.findall(r"[\w.]+", str(block[name]).lower())), "")


def _name_in(part: Message) -> str | None:
    """Return the name of the message of ours that a part brings back, whole or its head alone."""
    heads = _parts(part) if part.get_content_type() != "message/delivery-status" else []
    if part.get_content_type() == "text/rfc822-headers":
        text = part.get_payload(decode=True)
        heads = [message_from_bytes(text)] if isinstance(text, bytes) else []
    found = (OURS.fullmatch(str(head["Message-ID"]).strip()) for head in heads)
    return next((one.group(1) for one in found if one), None)
