"""Fuzzing: every form and every query a role can reach, filled with nonsense, until the time is over."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

NONSENSE = (
    *("", " ", "0", "-1", "9" * 30, "1e400", "NaN", "Infinity", "true", "null", "[]", '{"a": 1}', "0x10"),
    *("\x00", "a\x00b", "\ufeff", "\u202eabc", "💥", "e\u0301", "٣", "１２", "ⅷ", "Ａ＝１"),
    *("' OR 1=1 --", '"; DROP TABLE slot; --', "<script>alert(1)</script>", "{{7*7}}", "%(x)s", "%s%n", "${7*7}"),
    *("../../etc/passwd", "/\\evil.example", "https://evil.example", "a@b", "2027-02-30", "25:99", "0001-01-01"),
    *("9999-12-31", "24:00", "12:00\r\nX-Header: 1", "x" * 5_000, "ä" * 201, "1\n2", "=1+1", "+49", "00000"),
)
LEAVING = ("logout", "sign-out", "sign_out", "/link", "/demo")
"""Addresses that would end the visit."""


@dataclass
class Form:
    """A form as a page offers it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Reader(HTMLParser):
    """Read links and forms of a page."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__()
        self.path, self.links, self.forms = path, [], []  # type: ignore[var-annotated]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, forms and their fields."""
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and told.get("href", "").startswith("/"):
            self.links.append(told["href"])
        elif tag == "form":
            address = told.get("action") or self.path
            if told.get("method", "get").lower() == "post":
                self.forms.append(Form(address))
            else:
                self.links.append(f"{address}?q=1")
        elif tag in ("input", "select", "textarea", "button") and told.get("name") and self.forms:
            self.forms[-1].fields.setdefault(told["name"], told.get("value", "1"))


@dataclass(frozen=True)
class Fault:
    """An answer that no nonsense may get."""

    method: str
    path: str
    field: str
    value: str
    status: int


def fuzz(client: FlaskClient, start: str, *, limit_s: float, seed: int = 0) -> Iterator[Fault]:
    """Walk from ``start`` over all links, and send nonsense in every field of what is found.

    **Units** ``limit_s`` seconds of the clock.
    """
    dice, until = random.Random(seed), time.monotonic() + limit_s
    seen: set[str] = set()
    ahead = [start]
    while ahead and time.monotonic() < until:
        path = ahead.pop(dice.randrange(len(ahead)))
        answer = client.get(path)
        if answer.status_code >= 500:
            yield Fault("GET", path, "", "", answer.status_code)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        page = Reader(path, answer.get_data(as_text=True))
        for link in page.links:
            if _shape(link) not in seen and not any(word in link for word in LEAVING):
                seen.add(_shape(link))
                ahead.append(link.partition("#")[0])
        yield from _ask_nonsense(client, path, dice)
        for form in page.forms:
            if not any(word in form.action for word in LEAVING):
                yield from _send_nonsense(client, form, dice)


def _ask_nonsense(client: FlaskClient, path: str, dice: random.Random) -> Iterator[Fault]:
    parts = urlsplit(path)
    for name, _ in parse_qsl(parts.query):
        for value in dice.sample(NONSENSE, 6):
            status = client.get(parts.path, query_string={name: value}).status_code
            if status >= 500:
                yield Fault("GET", parts.path, name, value, status)


def _send_nonsense(client: FlaskClient, form: Form, dice: random.Random) -> Iterator[Fault]:
    for name in form.fields.keys() - {"csrf_token"}:
        for value in dice.sample(NONSENSE, 6):
            status = client.post(form.action, data={**form.fields, name: value}).status_code
            if status >= 500:
                yield Fault("POST", form.action, name, value, status)


def _shape(link: str) -> str:
    """Return a link without its keys, so that one slot of sixty stands for all."""
    path = urlsplit(link).path
    words = ["*" if len(word) == 10 and word.isalnum() else word for word in path.split("/")]
    return "/".join(words) + "?" * bool(urlsplit(link).query)
