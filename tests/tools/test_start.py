from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

from tools.start import demo_environ, place, require_free_port
from tools.steps import ROOT, StepError


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as once_taken:
        return int(once_taken.getsockname()[1])


def test_a_taken_port_is_told_in_one_sentence_with_a_way_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(StepError) as refusal:
            require_free_port({"HOST": "127.0.0.1", "PORT": str(port)})

    expected = f"Port {port} is taken by another program. Choose another one, for example PORT={port + 1}."
    assert str(refusal.value) == expected


def test_a_free_port_is_fine() -> None:
    require_free_port({"HOST": "127.0.0.1", "PORT": str(free_port())})


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80 80"])
def test_a_port_must_be_one(port: str) -> None:
    with pytest.raises(StepError, match="PORT must be a number from 1 to 65535"):
        place({"PORT": port})


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(StepError, match=r"matchday cannot answer at 192\.0\.2\.1, port 8123"):
        require_free_port({"HOST": "192.0.2.1", "PORT": "8123"})


def test_the_demo_keeps_to_this_machine_and_to_its_own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104 - the point is that it does not get through
    monkeypatch.setenv("DATABASE_URL", "postgresql://the-real-one")
    monkeypatch.setenv("PORT", "8123")

    environ = demo_environ()

    assert (environ["MATCHDAY_DEMO"], environ["HOST"], environ["PORT"]) == ("1", "127.0.0.1", "8123")
    assert environ["DATABASE_URL"] == f"sqlite:///{ROOT}/instance/demo.sqlite"


START = """
import sys
from tools import start
from tools.steps import StepError
start.WEB, start.WORKER = ("-c", sys.argv[2]), ("-c", "import time; time.sleep(60)")
start.PICTURES = ("-c", "")
try:
    start.start({"PORT": sys.argv[1]}, lambda: "Guten Tag")
except StepError as error:
    sys.exit(str(error))
"""
WEB = """
import http.server, time
time.sleep(0.3)
http.server.HTTPServer(("127.0.0.1", PORT), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def starting(web: str, *, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, str(port), web.replace("PORT", str(port))]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_greeting_comes_when_the_web_answers_and_the_end_is_quiet() -> None:
    port = free_port()
    with starting(WEB, port=port) as started:
        assert started.stdout is not None
        first = started.stdout.readline()
        socket.create_connection(("127.0.0.1", port)).close()

        started.send_signal(signal.SIGINT)

        assert (first, started.stdout.read()) == ("Guten Tag\n", "Ctrl-C ends it.\n")
        assert started.wait(10) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_web_that_does_not_start_ends_it_all_with_a_sentence() -> None:
    with starting("raise SystemExit(3)", port=free_port()) as started:
        said, complaint = started.communicate(timeout=20)

    assert said == ""
    assert complaint == "matchday did not start; the lines above say why.\n"
