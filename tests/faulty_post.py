"""A mail server on loopback that misbehaves as told: it speaks SMTP until the moment of its fault."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

ANSWERS = {"EHLO": "250-post\r\n250 STARTTLS", "HELO": "250 post", "DATA": "354 go on", "QUIT": "221 bye"}


@dataclass
class Post:
    """Where it listens, what it does wrong, and what it got.

    **Shapes** ``faults``: a command (or its whole line), or ``body`` for the mail itself, to the line answered instead;
    ``drop`` closes the connection, ``hang`` says nothing more.
    """

    faults: dict[str, str] = field(default_factory=dict)
    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    visits: int = 0

    @property
    def url(self) -> str:
        """Return the setting that leads here, without encryption."""
        return f"smtp+plain://127.0.0.1:{self.port}"

    def serve(self, visitor: socket.socket, end: threading.Event) -> None:
        """Talk with one visitor."""
        self.visits += 1
        with visitor, visitor.makefile("rb") as heard, suppress(OSError):
            if not self._say(visitor, "CONNECT", "220 post", end):
                return
            while line := heard.readline():
                command = line[:4].decode("ascii", "replace").upper().strip()
                whole = command + line[4:].decode("ascii", "replace").rstrip()
                moment = whole if whole in self.faults else command
                if not self._say(visitor, moment, ANSWERS.get(command, "250 ok"), end) or command == "QUIT":
                    return
                if command == "DATA" and "DATA" not in self.faults:
                    body = b"".join(iter(heard.readline, b".\r\n"))
                    self.mails.append(body)
                    if not self._say(visitor, "body", "250 taken", end):
                        return

    def _say(self, visitor: socket.socket, moment: str, otherwise: str, end: threading.Event) -> bool:
        """Answer, rightly or wrongly. Return whether the talk goes on."""
        answer = self.faults.get(moment, otherwise)
        if answer == "hang":
            end.wait()
        if answer in ("hang", "drop"):
            return False
        visitor.sendall(answer.encode() + b"\r\n")
        return True


@contextmanager
def open_post(**faults: str) -> Iterator[Post]:
    """Open a mail server with these faults and close it at the end."""
    post, end = Post(faults), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        post.port = listener.getsockname()[1]

        def receive() -> None:
            while not end.is_set():
                with suppress(OSError):
                    visitor, _ = listener.accept()
                    threading.Thread(target=post.serve, args=(visitor, end), daemon=True).start()

        threading.Thread(target=receive, daemon=True).start()
        try:
            yield post
        finally:
            end.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
