"""A wire to PostgreSQL that can be cut: a proxy on loopback between the application and the server's socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url

CHUNK = 65536


@dataclass
class Wire:
    """Where the application connects, and what becomes of what it says.

    ``swallows``: once the client has said this, it is passed on, but no answer comes back: the wire is cut.
    """

    socket_path: str
    port: int = 0
    is_cut: bool = False
    swallows: bytes | None = None
    ends: set[socket.socket] = field(default_factory=set)

    def cut(self) -> None:
        """Cut every connection and let nobody connect."""
        self.is_cut = True
        for end in list(self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let everybody connect again."""
        self.is_cut, self.swallows = False, None

    def join(self, client: socket.socket) -> None:
        """Connect a client with the server and carry what they say."""
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.socket_path)
        self.ends |= {client, server}
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=self._carry, args=(source, target, source is client), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_client: bool) -> None:
        with suppress(OSError):
            while said := source.recv(CHUNK):
                if is_client and self.swallows and self.swallows in said:
                    self.is_cut = True
                    source.shutdown(socket.SHUT_RDWR)  # nobody hears what came of it
                target.sendall(said)
        for end in (source, target):
            self.ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def wire_to(database_url: str) -> Iterator[tuple[Wire, str]]:
    """Lend a wire to the database of this address, and the address of its near end."""
    url = make_url(database_url)
    wire = Wire(f"{url.query['host']}/.s.PGSQL.{url.query['port']}")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire.port = listener.getsockname()[1]
        threading.Thread(target=_receive, args=(listener, wire), daemon=True).start()
        near = url.set(host="127.0.0.1", port=wire.port, query={"sslmode": "disable"})
        yield wire, near.render_as_string(hide_password=False)
        wire.cut()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _receive(listener: socket.socket, wire: Wire) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            if wire.is_cut:
                client.close()
            else:
                wire.join(client)
