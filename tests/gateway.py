"""An SMS gateway on loopback: it keeps what it takes, answers as told, and sends an id it has had before only once."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FakeGateway:
    """Where it listens, what it answers, and what it got. **Shapes** ``sent`` by id; ``status`` 0 hangs up."""

    status: int = 202
    hangs_s: float = 0
    token: str = "only for tests"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    sent: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return the setting that leads here."""
        return f"http://127.0.0.1:{self.port}/v1/sms"


@contextmanager
def open_gateway() -> Iterator[FakeGateway]:
    """Open a gateway and close it at the end."""
    gateway = FakeGateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.asked.append(told["id"])
            time.sleep(gateway.hangs_s)
            status = gateway.status if self.headers["Authorization"] == f"Bearer {gateway.token}" else 401
            if not status:
                self.close_connection = True
                return
            if status < 300:
                gateway.sent[self.headers["Idempotency-Key"]] = told
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        gateway.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield gateway
        server.shutdown()
