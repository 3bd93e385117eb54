"""How far the mailbox of returned mails is read, and since when it is away."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matchday.core.health import Trouble
from matchday.services.health import beat, read_trouble
from matchday.services.mailbox import find_last_number, forget_mailbox, note_away, note_read
from tests.conftest import NOW

HIGHEST = 2**32 - 1
"""A number of a mail has 32 bits."""


def test_a_mailbox_is_read_on_from_where_it_was_left_and_another_from_its_beginning(session: Session) -> None:
    note_read(session, "a", last_number=5)
    note_away(session, now=NOW)
    note_read(session, "a", last_number=HIGHEST)

    assert (find_last_number(session, "a"), find_last_number(session, "b")) == (HIGHEST, 0)


def test_it_is_away_since_the_first_try_that_failed_until_nobody_reads_it_any_more(session: Session) -> None:
    hour = timedelta(minutes=61)
    beat(session, "worker-1", now=NOW + hour)
    for minutes in (0, 30):
        note_away(session, now=NOW + timedelta(minutes=minutes))

    assert read_trouble(session, now=NOW + hour) is Trouble.RETURNS_UNREAD
    forget_mailbox(session)
    assert read_trouble(session, now=NOW + hour) is None
