"""Publish a plan in a process of its own, so that it can be killed in the middle."""

from __future__ import annotations

import sys

from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import from_environment
from matchday.core.access import Keyring
from matchday.extensions import db
from matchday.services.account import find_account
from matchday.services.assignment import publish_assignment, read_assignment
from matchday.services.event import read_event


def publish(email: str, event_key: str, number: int) -> None:
    """Publish a plan as staff do."""
    app = create_app(from_environment())
    keyring: Keyring = app.extensions["matchday.keyring"]
    with app.app_context():
        by = find_account(db.session(), email=email)
        assert by is not None
        event = read_event(db.session(), by.organiser_id, key=event_key)
        plan = read_assignment(db.session(), event, number)
        publish_assignment(
            db.session(),
            event,
            plan,
            seen_publication=event.publication_count,
            keyring=keyring,
            by=by,
            now=read_clock(),
        )
        db.session.commit()


if __name__ == "__main__":
    publish(sys.argv[1], sys.argv[2], int(sys.argv[3]))
