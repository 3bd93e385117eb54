"""Fuzzing: every page, form and question somebody can reach, filled with nonsense, until the time is over.

What was accepted is looked at: the page it leads to is opened too.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from werkzeug.test import TestResponse

from tests.house.crawl import forms_of, links_of

NONSENSE = (
    *("", " ", "0", "-1", "9" * 30, "1e400", "NaN", "Infinity", "true", "null", "[]", '{"a": 1}', "0x10", "1_0"),
    *("\x00", "a\x00b", "\ufeff", "\u202eabc", "\x7f\x1b[31m", "💥", "e\u0301", "٣", "１２", "ⅷ", "²", "Ａ＝１"),
    *("' OR 1=1 --", '"; DROP TABLE slot; --', "<script>alert(1)</script>", "{{7*7}}", "%(x)s", "%s%n", "${7*7}"),
    *("../../etc/passwd", "/\\evil.example", "https://evil.example", "//[", "a@b", "2027-02-30", "25:99", "0001-01-01"),
    *("9999-12-31", "24:00", "12:00\r\nX-Header: 1", "x" * 5_000, "ä" * 201, "1\n2", "=1+1", "+49", "00000", "99999"),
    *(
        "2147483648",
        "9223372036854775808",
        "-9223372036854775809",
        "%00",
        "%ff",
        "zzzzzzzzzz",
        "#",
        "a" * 300,
        "[" * 3_000,
    ),
    *("0001-01-01T00:00", "9999-12-31T23:59", "31.12.9999", "01.01.0001"),
)
ODD = (None, True, 0, -1.5, 1e308, [], {}, ["a"], {"a": {"b": []}}, 10**30, "\ud800")
"""What a body of values may hold instead of text."""
FILES = (
    *(b"", b"\x00" * 2_000, b"PK\x03\x04" + b"\xff" * 500, b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, b"\xff\xfe\x00a" * 99),
    *(b"GIF89a\xff\xff\xff\xff", b"%PDF-1.7", b"[" * 100_000, b'{"a": NaN}', b"a;b;c\n" * 3 + b'"', b"<svg/>" * 9),
    *(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\x00\x00\x00",
        b"\xef\xbb\xbf\xef\xbb\xbf,",
    ),
)
FILE_NAMES = (
    "a.csv",
    "a.xlsx",
    "a.json",
    "a.png",
    "",
    ".",
    "../../a.csv",
    "a" * 300 + ".csv",
    "ä\u202e.xlsx",
    "a\x00.csv",
)
HEADERS = {
    "Accept-Language": ("", "*", "xx-" * 99, "de;q=NaN", ";;;,,,", "ar-" + "x" * 2_000, "\xff\xfe", "zh-Hant-TW-u-x"),
    "User-Agent": ("", "\xff" * 20, "x" * 5_000, "<script>", "Mozilla/5.0 ((((((((((((((", "%s%n"),
    "Referer": ("", "//[", "http://[::1", "https://evil.example/staff/", "\xff", "/" + "a" * 5_000, "\x7f"),
    "Accept": ("", "application/json", "*/*;q=NaN", ";;;", "a" * 2_000, "image/avif"),
    "Accept-Encoding": ("", "br;q=NaN", "gzip;q=-1", "*;q=0", "identity;q=0", "x" * 2_000),
    "Cookie": ("", "matchday=", "matchday=a.b.c", "matchday=" + "x" * 4_000, "=;=;=", "matchday=\xff"),
    "Content-Type": ("", "text/html", "multipart/form-data", "multipart/form-data; boundary=", "text/x; charset=x"),
    "Range": ("bytes=0-", "bytes=9-1", "bytes=" + "9" * 40),
    "If-Modified-Since": ("", "yesterday", "Mon, 99 Foo 9999 99:99:99 GMT"),
    "X-Forwarded-For": ("a", "::", "1.2.3.4, " * 99),
    "Host": ("evil.example", "[", "a" * 300, "127.0.0.1:99999"),
}  # fmt: skip
BODIES = (
    b"",
    b"{",
    b"[",
    b"null",
    b'"a"',
    b"\xff\xfe",
    b"[" * 50_000,
    b"0" * 5_000,
    b'{"a": 1e999}',
    b"a=%ff&b=%zz&=&&",
    b"q=%ed%a0%80",
)
QUERY_NAMES = ("q", "page", "next", "state", "day", "town", "coach", "trade", "sort", "back", "after", "number")
"""Names of queries that pages may read without a link that shows them."""

Send = Callable[..., TestResponse]
"""``send(method, path, **how)`` as Werkzeug's test client takes it, with the cookie of whoever comes."""


@dataclass(frozen=True)
class Target:
    """An address that takes something in. ``fields`` as a page shows them."""

    method: str
    path: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """An answer that no nonsense may get."""

    method: str
    path: str
    how: str
    status: int


@dataclass
class Fuzz:
    """One visitor's walk, and what it found."""

    send: Send
    csrf_token: str
    dice: random.Random = field(default_factory=lambda: random.Random(0))
    asked: int = 0
    faults: list[Fault] = field(default_factory=list)
    known: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)

    def run(self, starts: Sequence[str], questions: Sequence[str], *, limit_s: float) -> list[Fault]:
        """Open every page, then send nonsense in turn to each address that takes something, until the time is over.

        **Shapes** ``questions`` addresses that take values from a script.
        **Units** ``limit_s`` seconds of the clock.
        """
        until = time.monotonic() + limit_s
        targets = [*self.walk(starts, until=time.monotonic() + limit_s / 2)]
        targets += [Target("POST", path, {"scan_id": "a0" * 16, "way": "code", "shown": "x"}) for path in questions]
        self.dice.shuffle(targets)
        for target in itertools.cycle(targets):
            if time.monotonic() > until:
                break
            self.try_one(target)
        return self.faults

    def walk(self, starts: Sequence[str], *, until: float) -> Iterator[Target]:
        """Open pages from ``starts`` on over all links; give what takes something in."""
        ahead = list(reversed(starts))
        while ahead and time.monotonic() < until:
            path = ahead.pop()
            if not self._is_new("GET", path, ()):
                continue
            answer = self.ask("GET", path, "opened")
            parts = urlsplit(path)
            yield Target("GET", parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))
            for form in forms_of(path, answer):
                if self._is_new("POST", form.action, tuple(sorted(form.fields))):
                    yield Target("POST", form.action, form.fields)
            ahead += links_of(path, answer)

    def try_one(self, target: Target) -> None:
        """Send one nonsense of one kind."""
        tries = [self._field, self._headers, self._path] if target.method == "GET" else 3 * [self._field]
        if target.method == "POST":
            tries += [self._fields, self._file, self._json, self._body, self._headers]
        self.dice.choice(tries)(target)

    def ask(self, method: str, path: str, how: str, **sent: Any) -> TestResponse:
        """Send a request and note the fault; open where it leads to."""
        self.asked += 1
        answer = self.send(method, path, **sent)
        if answer.status_code >= 500:
            self.faults.append(Fault(method, path[:200], how[:200], answer.status_code))
        return answer

    def _field(self, target: Target) -> None:
        names = [*(target.fields.keys() - {"csrf_token"})] or [self.dice.choice(QUERY_NAMES)]
        self._post_or_get(target, {**target.fields, self.dice.choice(sorted(names)): self._nonsense()})

    def _fields(self, target: Target) -> None:
        self._post_or_get(
            target, {name: self.dice.choice((self._nonsense(), ["1", "2"], was)) for name, was in target.fields.items()}
        )

    def _post_or_get(self, target: Target, filled: Mapping[str, Any]) -> None:
        how = repr({name: value for name, value in filled.items() if target.fields.get(name) != value})
        if target.method == "GET":
            self.ask("GET", target.path, how, query_string=filled)
        else:
            self.ask("POST", target.path, how, data={**filled, "csrf_token": self.csrf_token})

    def _file(self, target: Target) -> None:
        name = self.dice.choice(sorted(target.fields))
        content, called = self.dice.choice(FILES), self.dice.choice(FILE_NAMES)
        sent = {**target.fields, name: (BytesIO(content), called), "csrf_token": self.csrf_token}
        self.ask(
            "POST",
            target.path,
            f"file {name} {called!r} {content[:20]!r}",
            data=sent,
            content_type="multipart/form-data",
        )

    def _json(self, target: Target) -> None:
        values = {name: self.dice.choice((was, self._nonsense(), *ODD)) for name, was in target.fields.items()}
        sent = self.dice.choice((values, values, values, *ODD))
        headers = {"X-CSRFToken": self.csrf_token, "Accept": "application/json"}
        self.ask("POST", target.path, f"json {sent!r}", json=sent, headers=headers)

    def _body(self, target: Target) -> None:
        body, kind = (
            self.dice.choice(BODIES),
            self.dice.choice(("application/json", "application/x-www-form-urlencoded", "text/plain")),
        )
        self.ask(
            "POST",
            target.path,
            f"body {kind} {body[:20]!r}",
            data=body,
            content_type=kind,
            headers={"X-CSRFToken": self.csrf_token},
        )

    def _headers(self, target: Target) -> None:
        name = self.dice.choice(sorted(HEADERS))
        headers = {name: self.dice.choice(HEADERS[name])}
        sent = {"data": {**target.fields, "csrf_token": self.csrf_token}} if target.method == "POST" else {}
        self.ask(target.method, target.path, repr(headers), headers=headers, **sent)

    def _path(self, target: Target) -> None:
        parts = target.path.split("/")
        parts[self.dice.randrange(1, len(parts))] = quote(self._nonsense(), safe="", errors="ignore")
        self.ask(self.dice.choice(("GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE")), "/".join(parts), "path")

    def _nonsense(self) -> str:
        return self.dice.choice(NONSENSE)

    def _is_new(self, method: str, path: str, names: tuple[str, ...]) -> bool:
        """Tell whether no address of this shape was met: one slot of sixty stands for all."""
        parts = urlsplit(path)
        words = ["*" if len(word) == 10 and word.isalnum() else word for word in parts.path.split("/")]
        shape = (method, "/".join(words), (*names, *sorted(name for name, _ in parse_qsl(parts.query))))
        is_new = shape not in self.known
        self.known.add(shape)
        return is_new
