"""The receiver: looks into the mailbox that mails come back to, and notes which of ours did not arrive.

A report is deleted once it is noted: it holds an address, and is one more place to erase. Every other mail stays as
it is, unread: somebody may have answered.
"""

from __future__ import annotations

import logging
from imaplib import IMAP4

from matchday.clock import read_clock
from matchday.core.participant import Channel
from matchday.extensions import config, transaction
from matchday.receiver.imap import ImapFolder
from matchday.receiver.report import Report, is_report, read_report
from matchday.services.mailbox import find_last_number, forget_mailbox, note_away, note_read
from matchday.services.message import note_report

__all__ = ["read_returns"]

log = logging.getLogger("matchday.receiver")

MOST = 1000
"""So many mails are looked at in one go; the rest waits for the next."""


def read_returns() -> None:
    """Look at every mail that is new in the mailbox; a mailbox that is away is tried again next time."""
    if not config().returns_url:
        with transaction() as session:
            forget_mailbox(session)
        return
    try:
        with ImapFolder(config().returns_url) as folder:
            _read_new(folder)
    except (IMAP4.error, OSError, UnicodeError):
        log.warning("the mailbox of returned mails cannot be read", exc_info=True)
        with transaction() as session:
            note_away(session, now=read_clock())


def _read_new(folder: ImapFolder) -> None:
    """Note what new mails report, one after the other.

    How far it came is noted last: whatever was cut off is looked at once more, and nothing is noted twice.
    """
    with transaction() as session:
        last_number = find_last_number(session, folder.mark)
    for number in folder.list_numbers(after=last_number)[:MOST]:
        report = _find_report(folder, number)
        if report is not None:
            with transaction() as session:
                note_report(session, report.name, report.failure, channel=Channel.MAIL, now=read_clock())
            folder.delete(number)
        last_number = number
    with transaction() as session:
        note_read(session, folder.mark, last_number=last_number)


def _find_report(folder: ImapFolder, number: int) -> Report | None:
    """Return what a mail reports, if it is a report; no more than the kind of every other mail is read."""
    try:
        return read_report(folder.read(number)) if is_report(folder.read_kind(number)) else None
    except (IMAP4.abort, OSError):
        raise  # the mailbox is away
    except Exception:
        log.exception("a mail could not be read; it stays where it is")
        return None
