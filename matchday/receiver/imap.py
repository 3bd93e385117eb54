"""A folder on an IMAP server: reads what is asked for, changes nothing but what is deleted by its number.

**Source** RFC 3501 (IMAP4rev1), RFC 4315 (UIDPLUS).
"""

from __future__ import annotations

import base64
import hashlib
import re
import ssl
from contextlib import suppress
from imaplib import IMAP4, IMAP4_SSL
from typing import Any, Self
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 30
PORTS = {"imaps": 993, "imap+plain": 143}
MOST_BYTES = 256 * 1024
"""Of each report: what it says stands before the mail that it brings back, and that mail's head begins it."""


class ImapFolder:
    """Open a folder for as long as it lasts.

    **Errors** imaplib.IMAP4.error, OSError: the server is away, or does not let us in.
    """

    mark: str

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self._folder = unquote(self._address.path.strip("/")) or "INBOX"

    def __enter__(self) -> Self:
        host, port = self._address.hostname or "localhost", self._address.port or PORTS[self._address.scheme]
        if self._address.scheme == "imaps":
            self._server: IMAP4 = IMAP4_SSL(host, port, timeout=TIMEOUT_S, ssl_context=ssl.create_default_context())
        else:
            self._server = IMAP4(host, port, timeout=TIMEOUT_S)
        try:
            self._open()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def list_numbers(self, *, after: int) -> list[int]:
        """Return the numbers of the mails that came after one, the oldest first."""
        found = self._ask("SEARCH", f"UID {after + 1}:*")
        numbers = (int(number) for part in found if isinstance(part, bytes) for number in part.split())
        return sorted(number for number in numbers if number > after)  # «*» is the last one, however small its number

    def read_kind(self, number: int) -> bytes:
        """Return the one line of a mail's head that tells what kind of mail it is. It stays unread."""
        return self._fetch(number, "BODY.PEEK[HEADER.FIELDS (CONTENT-TYPE)]")

    def read(self, number: int) -> bytes:
        """Return the beginning of a mail. It stays unread."""
        return self._fetch(number, f"BODY.PEEK[]<0.{MOST_BYTES}>")

    def delete(self, number: int) -> None:
        """Delete a mail for good and no other that somebody only marked for it."""
        self._ask("STORE", str(number), "+FLAGS.SILENT", "(\\Deleted)")
        self._ask("EXPUNGE", str(number))

    def _open(self) -> None:
        name, password = (unquote(part or "") for part in (self._address.username, self._address.password))
        self._server.authenticate("PLAIN", lambda _: f"\0{name}\0{password}".encode())
        _require(self._server.select(_spelled(self._folder)))
        _, [validity] = self._server.response("UIDVALIDITY")
        whose = f"{name}@{self._address.hostname}/{self._folder}/{validity!r}"
        self.mark = hashlib.sha256(whose.encode()).hexdigest()

    def _leave(self) -> None:
        with suppress(IMAP4.error, OSError):
            self._server.logout()
        with suppress(OSError):
            self._server.shutdown()

    def _fetch(self, number: int, what: str) -> bytes:
        parts = self._ask("FETCH", str(number), f"({what})")
        return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")

    def _ask(self, command: str, *words: str) -> list[Any]:
        return _require(self._server.uid(command, *words))


def _require(answer: tuple[str, list[Any]]) -> list[Any]:
    """Return what the server answered. **Errors** imaplib.IMAP4.error where it refused."""
    status, parts = answer
    if status != "OK":
        raise IMAP4.error("refused")
    return parts


def _spelled(folder: str) -> str:
    """Return a folder's name as the server knows it. **Source** RFC 3501, 5.1.3: UTF-7 of its own kind."""

    def spell(letters: re.Match[str]) -> str:
        code = base64.b64encode(letters.group().encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{code}-"

    spelled = re.sub(r"[^ -~]+", spell, folder.replace("&", "&-"))
    return '"{}"'.format(spelled.replace("\\", "\\\\").replace('"', '\\"'))
