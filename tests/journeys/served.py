"""matchday as people meet it: a real web server and a real worker on an SQLite file, on this machine only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ANSWER_S = 60


@dataclass(frozen=True)
class Served:
    """Where matchday answers, and where its files are."""

    address: str
    instance: Path
    environ: dict[str, str]

    def flask(self, *words: str) -> str:
        """Carry out a command and return what it says."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        answer = subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def mails(self) -> list[EmailMessage]:
        """Return every mail that went out so far, oldest first."""
        paths = sorted((self.instance / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]

    def wait(self) -> None:
        """Give the worker a moment."""
        time.sleep(0.2)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def settings_of(instance: Path, **more: str) -> dict[str, str]:
    """Return the environment of an installation of its own."""
    port = free_port()
    own = {
        "MATCHDAY_INSTANCE": str(instance),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "only for tests",
        "INSTALLATION_KEY": "0123456789abcdef" * 4,
        "DATABASE_URL": f"sqlite:///{instance / 'matchday.sqlite'}",
        "MAIL_URL": f"file:{instance / 'outbox'}",
    }
    return {**os.environ, **own, **more}


@contextmanager
def serve(instance: Path, *, with_worker: bool = True, **more: str) -> Iterator[Served]:
    """Start web and worker, wait until the web answers, and end both at the end; without a database make one."""
    environ = settings_of(instance, **more)
    served = Served(environ["PUBLIC_URL"], instance, environ)
    if not (instance / "matchday.sqlite").exists():
        served.flask("db", "upgrade")
    web = [
        *(sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "--log-level", "warning"),
        *("--no-control-socket", "--bind", f"127.0.0.1:{environ['PORT']}", "wsgi:app"),
    ]
    commands = [web, [sys.executable, "-m", "matchday.worker"]] if with_worker else [web]
    with (instance / "served.log").open("ab") as log:
        children = [subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log) for command in commands]
    try:
        await_answer(f"{served.address}/ready")
        yield served
    finally:
        for child in children:
            child.send_signal(signal.SIGTERM)
        for child in children:
            end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """Wait until a process has ended: a worker that explains a big plan does that first. **Errors** TimeoutExpired."""
    try:
        child.wait(timeout=120)
    except subprocess.TimeoutExpired:
        child.kill()
        raise


def await_answer(address: str) -> None:
    """Wait until the web answers. **Errors** TimeoutError."""
    deadline = time.monotonic() + ANSWER_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)
