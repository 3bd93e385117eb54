"""Everything a visitor can open, and everything a visitor can send: walked, not listed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

from sqlalchemy import inspect
from werkzeug.test import TestResponse

from matchday.extensions import db
from tests.house.access_table import who_enters
from tests.house.world import FIXED, Doors

MOST_PAGES = 600
"""Of one visitor: more than that is a page that always links to a new one."""

OTHER_LANGUAGE = re.compile(rf"/staff/languages/(?!{FIXED['tag']}\b)")
"""The same pages as those of this one, with some hundred other sentences each."""


def walk(doors: Doors, visitor: str, *, method: str = "GET") -> Iterator[tuple[str, TestResponse]]:
    """Open every address the visitor may open, and all that these pages link to; each once. It stays done."""
    ahead = [
        doors.address(rule, doors.own.keys)
        for rule, _ in doors.rules(method)
        if visitor in who_enters(rule.endpoint) and rule.endpoint != "static"
    ]
    known = set(ahead)
    while ahead:
        path = ahead.pop()
        answer = doors.ask(visitor, method, path)
        assert answer.status_code != 500, f"{visitor} {method} {path}: {answer.status}"
        yield path, answer
        for found in links_of(path, answer):
            if found not in known:
                known.add(found)
                ahead.append(found)
        assert len(known) < MOST_PAGES, f"pages without end: {sorted(known)[-20:]}"


def links_of(path: str, answer: TestResponse) -> Iterator[str]:
    """Return the addresses of ours that an answer leads to, the pages about languages for one of them."""
    if answer.location:
        yield urldefrag(answer.location).url
    if answer.mimetype != "text/html":
        return
    for link in re.findall(r'<(?:a|img|link|iframe)\b[^>]*?\b(?:href|src)="([^"#]+)', answer.get_data(as_text=True)):
        found = urljoin(path, link.replace("&amp;", "&"))
        if found.startswith("/") and not found.startswith("/static/") and not OTHER_LANGUAGE.match(found):
            yield urldefrag(found).url


@dataclass
class FilledForm:
    """A form of a page, filled as the page shows it."""

    page: str
    action: str
    fields: dict[str, Any] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Read the forms of a page that write, with what stands in their fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[FilledForm] = []
        self._form: FilledForm | None = None
        self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a field, a choice."""
        has = {name: text or "" for name, text in attrs}
        if tag == "form":
            action = urldefrag(urljoin(self.page, has.get("action", ""))).url
            self._form = FilledForm(self.page, action) if has.get("method", "").lower() == "post" else None
            self.forms += [self._form] if self._form else []
        elif self._form is not None:
            self._note(tag, has, names={name for name, _ in attrs})

    def _note(self, tag: str, has: dict[str, str], *, names: set[str]) -> None:
        assert self._form
        name, fields = has.get("name", ""), self._form.fields
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in names or self._select not in fields):
            fields[self._select] = has.get("value", "")
        elif tag == "textarea":
            self._text = name
            fields.setdefault(name, "")
        elif name and tag in ("input", "button"):
            self._note_input(has, is_ticked="checked" in names)

    def _note_input(self, has: dict[str, str], *, is_ticked: bool) -> None:
        assert self._form
        name, kind, fields = has["name"], has.get("type", "text"), self._form.fields
        if kind == "checkbox" and not is_ticked:
            return
        if kind in ("radio", "submit") and not is_ticked:
            fields.setdefault(name, has.get("value", ""))
        elif kind == "checkbox":
            fields.setdefault(name, []).append(has.get("value", "y"))
        else:
            fields[name] = has.get("value", "")

    def handle_data(self, data: str) -> None:
        """Note what stands in a larger field."""
        if self._text and self._form:
            self._form.fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        """Note where a form or a field ends."""
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""


def forms_of(path: str, answer: TestResponse) -> list[FilledForm]:
    """Return the writing forms of a page."""
    if answer.mimetype != "text/html":
        return []
    reader = FormReader(path)
    reader.feed(answer.get_data(as_text=True))
    return reader.forms


def fingerprint() -> str:
    """Return a digest of every row of every table, those of the tasks too, as others see them."""
    digest = hashlib.sha256()
    with db.engine.connect() as connection:
        tables = inspect(connection)
        schemas = [None] if connection.dialect.name == "sqlite" else [None, "dbos"]
        quote = connection.dialect.identifier_preparer.quote
        for schema in schemas:
            for name in sorted(tables.get_table_names(schema=schema)):
                whole = ".".join(quote(part) for part in (schema, name) if part)
                rows = connection.exec_driver_sql(f"SELECT * FROM {whole}")  # noqa: S608 - names of our own tables
                digest.update(repr((whole, sorted(repr(tuple(row)) for row in rows))).encode())
    return digest.hexdigest()
