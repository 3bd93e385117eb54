"""The showroom: every page a participant can open, in every language, with the invented people of the demo.

Whoever reads a translation through sees each sentence where it stands. The pages are made once, from a database that is
thrown away; which sentences a page asked for is written down while it is made. None of it is about anybody.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from gettext import NullTranslations
from html import unescape
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from matchday import migration
from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import Config
from matchday.core.access import Keyring
from matchday.core.event import Stage
from matchday.core.language import GERMAN, Language, translated_languages
from matchday.core.ticket import TicketState
from matchday.extensions import babel, db
from matchday.models import Account, Event, Participant, Ticket, WaitingPlace
from matchday.services.access import issue_access, show_access
from matchday.services.assignment import publish_assignment, read_assignment, request_assignment
from matchday.services.demo.fill import fill_day
from matchday.services.demo.landkreis import OWNER_MAIL
from matchday.services.event import step_event
from matchday.services.solving import compute_assignment
from matchday.web.catalogue import name_sentence
from matchday.web.language import GERMAN_ONLY

FIRST = ("/access", "/participant/", "/participant/wishes", "/participant/ticket")
LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"#?]*)')
TITLE = re.compile(r"<title>\s*(.*?)(?: – [^–]*)?\s*</title>", re.DOTALL)
"""The title of a page, without the organiser's name."""
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
WAY = re.compile(r'(<a\b[^>]*?)\shref="(?!#)[^"]*"')
DOMAIN = "messages"
OPEN = ("participant.", "public.")
FOUND, REDIRECTED, BROKEN = 200, 302, 500
EVERYBODY = {"across_organisers": "a database with one invented organiser"}


@dataclass(frozen=True)
class Scene:
    """One person at one time, as whom pages are opened: before the plan, with a place, without one."""

    name: str
    participant_id: int
    german_name: str = ""


class Listener(NullTranslations):
    """Write down which sentences a page asks for, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: dict[str, None] = {}

    def gettext(self, message: str) -> str:
        """Note a sentence and give it back."""
        self.heard[message] = None
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Note a sentence with a number by its first form."""
        self.heard[msgid1] = None
        return msgid1 if n == 1 else msgid2

    ugettext = gettext
    ungettext = ngettext


def build(folder: Path, config: Config) -> int:
    """Make the showroom in ``folder``, in place of the one before. Return how many pages it has in each language."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        shown = _show(_open(config, Path(place)), fresh)
    (fresh / "pages.json").write_text(json.dumps(shown, ensure_ascii=False, indent=1))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return len(shown)


def _open(config: Config, place: Path) -> Flask:
    """Return an application of its own with the day of the demo, where forms need no seal."""
    app = create_app(
        replace(
            config,
            database_url=f"sqlite:///{place / 'showroom.sqlite'}",
            mail_url=f"file:{place / 'outbox'}",
            instance=place,
            is_demo=False,
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    logging.getLogger("matchday.request").setLevel(logging.WARNING)  # nobody asked for these pages
    with app.app_context():
        migration.upgrade()
    return app


def _show(app: Flask, folder: Path) -> list[dict[str, object]]:
    """Keep every page of every scene; one that says just what it said in a scene before is not shown again."""
    pages: dict[tuple[str, ...], dict[str, object]] = {}
    for scene in _scenes(app):
        client = app.test_client()
        _enter(app, client, scene)
        for path in _walk(app, client):
            title, sentences = _hear(client, path)
            if (said := (_endpoint(app, path), *sentences)) in pages:
                continue
            name = f"{scene.name}-{_endpoint(app, path)}".replace(".", "-")
            title += f" ({scene.german_name})" if scene.german_name else ""
            pages[said] = {"name": name, "title": title, "sentences": sentences}
            for language in translated_languages():
                _keep(client, path, folder / language.tag / f"{name}.html", language=language)
    return list(pages.values())


def _scenes(app: Flask) -> Iterator[Scene]:
    """Fill the day in, and go on with it while the pages of each time are looked at."""
    keyring: Keyring = app.extensions["matchday.keyring"]
    with app.app_context():
        fill_day(db.session(), keyring=keyring, now=read_clock())
        db.session.commit()
    yield Scene("before", _someone(app, select(Participant.id)))
    with app.app_context():
        _publish(db.session(), keyring=keyring)
        db.session.commit()
    holders = select(Ticket.participant_id).where(Ticket.state == TicketState.VALID)
    yield Scene("placed", _someone(app, holders), "mit Platz")
    yield Scene("waiting", _someone(app, select(WaitingPlace.participant_id)), "auf der Warteliste")
    with app.app_context():
        db.engine.dispose()


def _publish(session: Session, *, keyring: Keyring) -> None:
    event = session.scalars(select(Event).execution_options(**EVERYBODY)).one()
    by = session.scalars(select(Account).where(Account.email == OWNER_MAIL).execution_options(**EVERYBODY)).one()
    now = read_clock()
    step_event(session, event, Stage.ASSIGNING, by=by, now=now)
    number = request_assignment(session, event, by=by, now=now).number
    plan_id = read_assignment(session, event, number).id
    session.commit()  # the solver begins with a transaction of its own
    compute_assignment(session, plan_id, keyring=keyring, now=now)
    plan = read_assignment(session, event, number)
    publish_assignment(session, event, plan, seen_publication=event.publication_count, keyring=keyring, by=by, now=now)


def _someone(app: Flask, ids: Select[tuple[int]]) -> int:
    """Return the first of these people who could show everything there is."""
    with app.app_context():
        found = db.session.scalars(
            select(Participant.id)
            .where(
                Participant.id.in_(ids),
                Participant.is_protected.is_(False),
                Participant.withdrawn_at.is_(None),
                Participant.confirmed_at.is_not(None),
            )
            .order_by(Participant.coach_id.is_(None), Participant.id)
            .limit(1)
            .execution_options(**EVERYBODY)
        )
        return found.one()


def _enter(app: Flask, client: FlaskClient, scene: Scene) -> None:
    keyring: Keyring = app.extensions["matchday.keyring"]
    with app.app_context():
        session = db.session()
        person = session.scalars(
            select(Participant).where(Participant.id == scene.participant_id).execution_options(**EVERYBODY)
        ).one()
        link = issue_access(session, person, keyring=keyring, by=None, now=read_clock())
        token = show_access(link, keyring=keyring).token
        session.commit()
    client.post("/access", data={"token": token})


def _walk(app: Flask, client: FlaskClient) -> list[str]:
    """Return the addresses of all pages that the person's first page leads to, one for each kind of page."""
    waiting, found = list(FIRST), {}
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        if answer.status_code == REDIRECTED:
            path, answer = answer.location, client.get(answer.location)
        if answer.status_code >= BROKEN:
            raise RuntimeError(f"{path} broke")
        kind = _endpoint(app, path)
        if kind in found or answer.mimetype != "text/html" or answer.status_code != FOUND:
            continue
        found[kind] = path
        ways = [one for one in LINK.findall(answer.text) if not one.startswith(GERMAN_ONLY)]
        waiting += [one for one in ways if _endpoint(app, one).startswith(OPEN)]
    return list(found.values())


def _endpoint(app: Flask, path: str) -> str:
    try:
        endpoint, _ = app.url_map.bind("").match(path)
    except HTTPException:
        return ""
    return str(endpoint)


def _hear(client: FlaskClient, path: str) -> tuple[str, list[str]]:
    """Open a page in German and return its title and the names of its sentences."""
    listener, cache = Listener(), babel.domain_instance.cache
    client.post("/language", data={"language": GERMAN.code})
    cache[GERMAN.code, DOMAIN] = listener
    try:
        page = client.get(path).text
    finally:
        del cache[GERMAN.code, DOMAIN]
    title = TITLE.search(page)
    return unescape(title.group(1)) if title else path, [name_sentence(one) for one in listener.heard]


def _keep(client: FlaskClient, path: str, file: Path, *, language: Language) -> None:
    """Keep a page in one language. Its links lead nowhere, and nothing in it acts."""
    client.post("/language", data={"language": language.code})
    file.parent.mkdir(exist_ok=True)
    file.write_text(WAY.sub(r"\1", SCRIPT.sub("", client.get(path).text)))
