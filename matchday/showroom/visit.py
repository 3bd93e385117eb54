"""Somebody who opens pages and fills in forms: each page they see is offered to the album."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from matchday.clock import read_clock
from matchday.core.language import Language
from matchday.models import Login
from matchday.services.access import issue_access, show_access
from matchday.showroom.album import Album, Kind
from matchday.showroom.change import Change
from matchday.showroom.day import Day
from matchday.web.language import GERMAN_ONLY

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"#?]*)')
OPEN = ("participant.", "public.")
FOUND, BROKEN = 200, 500
OTHER_DEVICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"

Form = Mapping[str, Any]


class Visit:
    """One person, before or after something about them is changed, and the browser they come with."""

    def __init__(self, day: Day, album: Album, *, name: str, person_id: int, title: str = "") -> None:
        self.person_id = person_id
        self._day, self._album, self._name, self._title = day, album, name, title
        self._client: FlaskClient = day.app.test_client()
        self._is_written = False
        day.go_back()
        with day.open() as session:
            link = issue_access(session, day.person(person_id), keyring=day.keyring, by=None, now=read_clock())
            self._token = show_access(link, keyring=day.keyring).token
        self.come()
        day.note()

    def come(self) -> None:
        """Come in by the link, and say «that is me»."""
        self._client.post("/access", data={"token": self._token})
        self._client.post("/participant/", data={"me": "yes"})

    def come_on_more_devices(self, count: int) -> str:
        """Come in on other devices too, from now on. Return the key of one of them."""
        for _ in range(count):
            other = self._day.app.test_client()
            other.post("/access", data={"token": self._token}, headers={"User-Agent": OTHER_DEVICE})
        self._day.note()
        with self._day.open():
            key: str = self._day.find(select(Login).order_by(Login.id.desc())).key
        return key

    def walk(self, *first: str) -> None:
        """Open these pages and all that they lead to."""
        waiting, seen = list(first), set[str]()
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            page = self.look(path)
            ways = [one for one in LINK.findall(page) if not one.startswith(GERMAN_ONLY)]
            waiting += [one for one in ways if self._endpoint(one).startswith(OPEN) and "." not in one]

    def look(self, path: str, *, title: str = "", change: Change | None = None) -> str:
        """Open a page, after a change if there is one. Return it in German."""
        return self._show(path, None, title=title, change=change)

    def fill_in(
        self, path: str, form: Form, *, title: str = "", change: Change | None = None, then: str | None = None
    ) -> str:
        """Fill in a form; the page that comes is seen, or the one to which somebody goes ``then``."""
        return self._show(path, form, title=title, change=change, then=then)

    def _show(
        self, path: str, form: Form | None, *, title: str, change: Change | None = None, then: str | None = None
    ) -> str:
        self._change(change)

        def make(language: Language) -> bytes:
            if self._is_written:  # for the language before
                self._go_back()
                self._change(change)
            client = self._client if form is None else self._other_browser()
            with client.session_transaction() as session:
                session["language"] = language.code
            if form is None:
                answer = client.get(path, follow_redirects=True)
            else:
                answer = client.post(path, data=form, follow_redirects=True)
                self._is_written = answer.status_code == FOUND  # what was refused changed nothing
                answer = client.get(then, follow_redirects=True) if then else answer
            if answer.status_code >= BROKEN:
                raise RuntimeError(f"{path} broke")
            return answer.data if answer.mimetype == "text/html" else b""

        name = f"{len(self._album.pictures):03}-{self._name}-{self._endpoint(path).replace('.', '-')}"
        title = title or self._title
        page = self._album.offer(make, name=name, kind=Kind.PAGE, title=title and f"{{}} ({title})")
        if change or self._is_written:
            self._go_back()
        return page.decode()

    def _other_browser(self) -> FlaskClient:
        """Return a browser with the same session: what a form did to it must not stay."""
        other = self._day.app.test_client()
        own = self._client.get_cookie(self._day.app.config["SESSION_COOKIE_NAME"])
        if own is not None:
            other.set_cookie(own.key, own.value)
        return other

    def _change(self, change: Change | None) -> None:
        if change:
            with self._day.open() as session:
                change(session, self._day.person(self.person_id))

    def _go_back(self) -> None:
        self._day.go_back()
        self._is_written = False

    def _endpoint(self, path: str) -> str:
        try:
            endpoint, _ = self._day.app.url_map.bind("").match(path.partition("?")[0])
        except MethodNotAllowed:
            endpoint, _ = self._day.app.url_map.bind("").match(path, method="POST")
        except HTTPException:
            return ""
        return str(endpoint)
