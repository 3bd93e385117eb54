"""The day of the demo in a database of its own: goes on, changes somebody, and goes back to where it was noted."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matchday import migration
from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import Config
from matchday.core.access import Keyring
from matchday.core.event import Stage
from matchday.extensions import db, limiter
from matchday.models import Account, Event, Participant
from matchday.services.assignment import publish_assignment, read_assignment, request_assignment
from matchday.services.demo.fill import fill_day
from matchday.services.demo.landkreis import OWNER_MAIL
from matchday.services.event import step_event
from matchday.services.solving import compute_assignment

EVERYBODY = {"across_organisers": "a database with one invented organiser"}


class Day:
    """An application of its own with the day of the demo, where forms need no seal."""

    def __init__(self, config: Config, place: Path) -> None:
        self._file, self._noted = place / "showroom.sqlite", place / "noted.sqlite"
        outbox = f"file:{place / 'outbox'}"
        own = {"database_url": f"sqlite:///{self._file}", "mail_url": outbox, "sms_url": outbox, "instance": place}
        self.app: Flask = create_app(replace(config, is_demo=False, **own))
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.keyring: Keyring = self.app.extensions["matchday.keyring"]

    def __enter__(self) -> Self:
        self._levels = {name: logging.getLogger(name).level for name in ("matchday.request", "flask-limiter")}
        for name in self._levels:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # nobody asked for these pages, nobody guessed
        with self.app.app_context():
            migration.upgrade()
        with self.open() as session:
            fill_day(session, keyring=self.keyring, now=read_clock())
        self.note()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)

    @contextmanager
    def open(self) -> Iterator[Session]:
        """Open the database; what is changed stays until the day goes back."""
        with self.app.app_context():
            yield db.session()
            db.session.commit()

    def note(self) -> None:
        """Note how everything is now."""
        self._leave()
        shutil.copyfile(self._file, self._noted)

    def go_back(self) -> None:
        """Make everything as it was noted last; what was guessed is forgotten too."""
        self._leave()
        shutil.copyfile(self._noted, self._file)
        limiter.reset()

    def find(self, which: Select[tuple[Any]]) -> Any:
        """Return the first of what is asked for, where somebody has opened the database."""
        return db.session.scalars(which.limit(1).execution_options(**EVERYBODY)).one()

    def event(self) -> Event:
        """Return the event."""
        found: Event = self.find(select(Event))
        return found

    def person(self, person_id: int) -> Participant:
        """Return somebody by their inner number."""
        found: Participant = self.find(select(Participant).where(Participant.id == person_id))
        return found

    def someone(self, *which: Any) -> int:
        """Return the inner number of the first of these people who could show everything there is."""
        asked = select(Participant.id).where(
            Participant.is_protected.is_(False),
            Participant.withdrawn_at.is_(None),
            Participant.confirmed_at.is_not(None),
            *which,
        )
        with self.open():
            found: int = self.find(asked.order_by(Participant.coach_id.is_(None), Participant.id))
        return found

    def publish(self) -> None:
        """End the wishing, make the plan and publish it."""
        self.go_back()
        with self.open() as session:
            event, now = self.event(), read_clock()
            by = self.find(select(Account).where(Account.email == OWNER_MAIL))
            step_event(session, event, Stage.ASSIGNING, by=by, now=now)
            number = request_assignment(session, event, by=by, now=now).number
            plan_id = read_assignment(session, event, number).id
            session.commit()  # the solver begins with a transaction of its own
            compute_assignment(session, plan_id, keyring=self.keyring, now=now)
            plan, seen = read_assignment(session, event, number), event.publication_count
            publish_assignment(session, event, plan, seen_publication=seen, keyring=self.keyring, by=by, now=now)
        self.note()

    def _leave(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
