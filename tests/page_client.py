"""A client that reads every page like a careful visitor and fails where the house's rules are broken."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask, g, session
from sqlalchemy import event
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.language import LANGUAGES
from matchday.extensions import db
from matchday.models import Account, Participant
from matchday.services.access import issue_access, show_access
from matchday.web.login import sign_in_account
from tests.factories import moment_of

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "use", "rect", "circle", "line"}
LABELLED = {"input", "select", "textarea"}


class Page(HTMLParser):
    """A page as text and as the few facts the rules are about."""

    def __init__(self, html: str, status: int) -> None:
        super().__init__()
        self.html, self.status = html, status
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """Return what a reader reads, in one line."""
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every such tag."""
        return [attrs for name, attrs in self.tags if name == tag]

    def links(self) -> list[str]:
        """Return where the page's links go."""
        return [str(attrs["href"]) for attrs in self.all("a") if attrs.get("href")]

    def check(self) -> None:
        """Fail where a rule of the house is broken."""
        (html,) = self.all("html")
        tags = {language.tag: language.direction for language in LANGUAGES.values()}
        assert tags.get(str(html.get("lang"))) == html.get("dir"), f"lang and dir disagree: {html}"
        assert len(self.all("h1")) == 1, f"a page has one h1, this has {len(self.all('h1'))}"
        assert re.search(r"<title>\s*\S", self.html), "a page has a title"
        ids = [attrs["id"] for _, attrs in self.tags if attrs.get("id")]
        assert len(ids) == len(set(ids)), f"ids stand once: {sorted(i for i in ids if ids.count(i) > 1)}"
        self._check_labels(set(ids))
        self._check_forms()
        assert not [t for t, a in self.tags if "style" in a or any(n.startswith("on") for n in a)], "nothing inline"
        assert "style" not in [tag for tag, _ in self.tags], "no inline style sheet"
        assert all(attrs.get("src") for attrs in self.all("script")), "no inline script"
        assert not re.search(r"%\(\w+\)[sd]|\{\{|\{%|None\b", self.text), "a text was left unfilled"

    def _check_labels(self, ids: set[str | None]) -> None:
        named = {attrs.get("for") for attrs in self.all("label")}
        assert named - {None} <= ids, f"labels point to nothing: {named - ids}"
        inside = re.findall(r"<label[^>]*>(?:(?!</label>).)*?<input[^>]*id=\"([^\"]+)\"", self.html, flags=re.DOTALL)
        for tag, attrs in self.tags:
            hidden = attrs.get("type") in ("hidden", "submit")
            if tag in LABELLED and not hidden:
                has_name = attrs.get("id") in named or attrs.get("aria-label") or attrs.get("id") in inside
                assert has_name, f"a field without a label: {attrs}"

    def _check_forms(self) -> None:
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", self.html, flags=re.DOTALL):
            assert 'name="csrf_token"' in form, f"a form without CSRF field: {form[:200]}"


class PageClient:
    """Open pages, fill forms, follow redirects; every page opened is checked."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()
        self.tokens: dict[str, str] = {}
        app.before_request_funcs.setdefault(None, []).insert(0, forget_last_request)

    def get(self, path: str, *, expect: int = 200) -> Page:
        """Open a page and check it. A page that only reads must not write."""
        flushes = 0

        def count(*_: object) -> None:
            nonlocal flushes
            flushes += 1

        event.listen(Session, "after_flush", count)
        try:
            answer = self.http.get(path)
        finally:
            event.remove(Session, "after_flush", count)
        assert not flushes, f"GET {path} wrote to the database"
        return self._page(answer, expect)

    def post(self, path: str, form: dict[str, Any] | None = None, *, expect: int = 302) -> Page:
        """Send a form with a CSRF token as the page would."""
        answer = self.http.post(path, data={**(form or {}), "csrf_token": self.csrf_token()})
        self.went_to = answer.headers.get("Location", "")
        return self._page(answer, expect)

    def follow(self, path: str, form: dict[str, Any] | None = None) -> Page:
        """Send a form and open the page it leads to."""
        self.post(path, form, expect=302)
        return self.get(self.went_to)

    def csrf_token(self) -> str:
        """Return a token that belongs to this client's session: the one before, while nothing changed."""
        cookie = self.http.get_cookie("matchday")
        if cookie and cookie.value in self.tokens:
            return self.tokens[cookie.value]
        html = self.http.get("/access").get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
        assert found
        if cookie := self.http.get_cookie("matchday"):  # over https its name is another
            self.tokens[cookie.value] = found.group(1)
        return found.group(1)

    def sign_in(self, account: Account) -> None:
        """Come in as somebody with an account who showed the second factor. The ways in have tests of their own."""
        with self.app.test_request_context():
            g.now = moment_of()
            sign_in_account(account, passed_second_factor=True)
            kept = dict(session)
        db.session.commit()
        with self.http.session_transaction() as cookie:
            cookie.clear()
            cookie.update(kept)

    def cookie(self) -> str:
        """Return what a browser would carry: the value of the session's cookie."""
        found = self.http.get_cookie("matchday")
        assert found is not None
        return found.value

    def enter(self, participant: Participant) -> str:
        """Come in as a participant, by an access link; who said «that is me» before says it here. Return its token."""
        keyring: Keyring = self.app.extensions["matchday.keyring"]
        link = issue_access(db.session(), participant, keyring=keyring, by=None, now=moment_of())
        access = show_access(link, keyring=keyring)
        db.session.commit()
        self.post("/access", {"token": access.token})
        if participant.confirmed_at is not None:
            self.post("/participant/", {"me": "yes"})
        return access.token

    def sign_out(self) -> None:
        """Forget everything this client knows."""
        self.http = self.app.test_client()

    def _page(self, answer: Any, expect: int) -> Page:
        assert answer.status_code == expect, f"{answer.status_code}: {answer.get_data(as_text=True)[:3000]}"
        page = Page(answer.get_data(as_text=True) if "text" in answer.content_type else "", answer.status_code)
        if answer.content_type.startswith("text/html") and answer.status_code not in (
            301,
            302,
            303,
            307,
            308,
        ):
            page.check()
        return page


def forget_last_request() -> None:
    """Empty ``g``: the test's application context is one for all its requests, in life each has its own."""
    for name in list(g):
        g.pop(name)
