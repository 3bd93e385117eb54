"""A mailbox on loopback: a real IMAP server in a process of its own that keeps everything in memory."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from imaplib import IMAP4
from urllib.parse import quote

SERVER = "from pymap.main import main; main()"
NAME, PASSWORD = "tag@birkenried.example", "only:für/tests"
FOLDER, SPELLED = "Rückläufer & mehr", '"R&APw-ckl&AOQ-ufer &- mehr"'
WAIT_S = 20


@dataclass
class FakeMailbox:
    """Where it listens. Each deed is a visit of its own, as that of somebody who reads mails."""

    port: int

    @property
    def url(self) -> str:
        """Return the setting that leads here."""
        return f"imap+plain://{quote(NAME)}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{quote(FOLDER)}"

    def empty(self) -> None:
        """Make the folder anew: its numbers begin again."""
        with self._visit() as server:
            server.delete(SPELLED)
            server.create(SPELLED)

    def put(self, *mails: bytes) -> None:
        """Let mails arrive."""
        with self._visit() as server:
            for mail in mails:
                server.append(SPELLED, "", "", mail)

    def lying(self) -> list[bytes]:
        """Return every mail that is there, in order. **Errors** AssertionError where one has a mark of ours."""
        with self._visit() as server:
            server.select(SPELLED, readonly=True)
            found = [part for part in server.fetch("1:*", "(FLAGS BODY.PEEK[])")[1] if isinstance(part, tuple)]
        assert not re.search(rb"Seen|Deleted|Answered|Flagged", b"".join(part[0] for part in found))
        return [part[1] for part in found]

    @contextmanager
    def _visit(self) -> Iterator[IMAP4]:
        with IMAP4("127.0.0.1", self.port, timeout=WAIT_S) as server:
            server.authenticate("PLAIN", lambda _: f"\0{NAME}\0{PASSWORD}".encode())
            yield server


@contextmanager
def open_mailbox() -> Iterator[FakeMailbox]:
    """Open a mailbox and close it at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        mailbox = FakeMailbox(listener.getsockname()[1])
    where = ["--no-tls", "--host", "127.0.0.1", "--port", str(mailbox.port)]
    who = ["dict", "--demo-user", NAME, "--demo-password", PASSWORD]
    process = subprocess.Popen([sys.executable, "-c", SERVER, *where, *who], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + WAIT_S
        while not _answers(mailbox.port) and time.monotonic() < until:
            time.sleep(0.02)
        yield mailbox
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), WAIT_S).close()
        return True
    return False
