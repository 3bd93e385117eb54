"""Start matchday: as the demo, which fills itself in, or as it is."""

from __future__ import annotations

import errno
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, Step, StepError, carry_out, files_below
from tools.supervise import Child, Supervisor

INSTANCE = ROOT / "instance"
DEMO_DATABASE = INSTANCE / "demo.sqlite"
BIN = VENV / "bin"
ANSWER_S = 60.0
LAST = 19

WEB = (
    *("-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "10"),
    *("--log-level", "warning", "--no-control-socket"),
)

WORKER = ("-m", "matchday.worker")
PICTURES = ("-m", "tools", "pictures")


def demo_environ() -> dict[str, str]:
    """Give the settings of the demo: this machine only, a database of its own."""
    own = {"MATCHDAY_DEMO": "1", "HOST": "127.0.0.1", "WEB_CONCURRENCY": "1"}
    own["DATABASE_URL"] = f"sqlite:///{DEMO_DATABASE}"
    own["MAIL_URL"] = own["SMS_URL"] = f"file:{INSTANCE / 'demo-outbox'}"
    kept = {name: value for name, value in os.environ.items() if name != "PUBLIC_URL"}
    return {"PORT": "8000"} | kept | own


def run_demo(environ: Mapping[str, str]) -> None:
    """Fill the demo in where it is empty, start it, and say where it is and who may sign in.

    **Errors** StepError when the application does not start.
    """
    INSTANCE.mkdir(exist_ok=True)
    links: list[str] = []
    carry_out(demo_step(lambda: links.append(flask(environ, "demo", "prepare"))))

    def greeting() -> str:
        said = links[0] if links else flask(environ, "demo", "links")
        return f"\nThe demo of matchday, with invented people: {address(environ)}\n\n{said.strip()}\n"

    start(environ, greeting)


def demo_step(prepare: Callable[[], None]) -> Step:
    """Describe the demo's database: looked at again when it is gone or the tables changed."""
    migrations = files_below(ROOT / "migrations", suffix=".py")
    return Step(name="demo day", act=prepare, inputs=migrations, made=[DEMO_DATABASE])


def make_pictures(environ: Mapping[str, str]) -> None:
    """Make the pictures of the pages where they are not there or old, quietly: web and worker come first.

    **Errors** StepError when they could not be made.
    """
    os.nice(LAST)
    with redirect_stdout(None):
        carry_out(pictures_step(environ))


def pictures_step(environ: Mapping[str, str]) -> Step:
    """Describe the pictures of the pages, for whoever reads a translation through: made anew when a text changed."""
    texts = files_below(ROOT / "matchday" / "translations", suffix=".po")
    makers = files_below(ROOT / "matchday" / "showroom", suffix=".py")
    made = [Path(environ.get("MATCHDAY_INSTANCE", INSTANCE)) / "showroom" / "pages.json"]

    def make() -> None:
        flask(environ, "language", "pictures")

    return Step(name="pictures of the pages", act=make, inputs=[*texts, *makers], made=made)


def serve(environ: Mapping[str, str]) -> None:
    """Bring the database up to date and start matchday as the environment says.

    **Errors** StepError when the application does not start.
    """
    flask(environ, "db", "upgrade")
    invite = f"{BIN.relative_to(ROOT)}/flask --app wsgi account invite-owner"
    greeting = f"\nmatchday answers at {address(environ)}\nThe first owner is invited with: {invite} E-MAIL\n"
    start(environ, lambda: greeting)


def address(environ: Mapping[str, str]) -> str:
    """Say what to type into the browser on this machine."""
    host, port = place(environ)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def place(environ: Mapping[str, str]) -> tuple[str, int]:
    """Read where the web shall answer.

    **Errors** StepError for a port that is no port.
    """
    port = environ.get("PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise StepError(f"PORT must be a number from 1 to 65535, not “{port}”.")
    return environ.get("HOST") or "127.0.0.1", int(port)


def require_free_port(environ: Mapping[str, str]) -> None:
    """Refuse a place where the web could not answer.

    **Errors** StepError saying what to do instead.
    """
    host, port = place(environ)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                taken = f"Port {port} is taken by another program."
                raise StepError(f"{taken} Choose another one, for example PORT={port + 1}.") from None
            raise StepError(f"matchday cannot answer at {host}, port {port}: {error.strerror}.") from None


def flask(environ: Mapping[str, str], *words: str) -> str:
    """Carry out a command of the application and give what it printed; complaints go to the terminal.

    **Errors** StepError when it did not succeed.
    """
    command = [str(PYTHON), "-m", "flask", "--app", "wsgi", *words]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise StepError(f"{done.stdout}“flask {' '.join(words)}” ended with {done.returncode}.")
    return done.stdout


def start(environ: Mapping[str, str], greeting: Callable[[], str]) -> None:
    """Start web and worker, greet when the web answers, and stay until Ctrl-C or SIGTERM.

    The greeting is made while the web starts, the pictures of the pages beside web and worker: nobody waits for them.

    **Errors** StepError when the web ends before it ever answered.
    """
    host, port = place(environ)
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = Child("web", [str(PYTHON), *WEB, "--bind", bind, "wsgi:app"], environ)
    worker = Child("worker", [str(PYTHON), *WORKER], environ)
    pictures = Child("pictures", [sys.executable, *PICTURES], environ, once=True)
    supervisor = Supervisor([web, worker, pictures])
    try:
        supervisor.start()
        words = greeting()
        await_answer(web, supervisor, host=host, port=port)
        if not supervisor.is_ending:
            print(f"{words}\nCtrl-C ends it.", flush=True)
        supervisor.watch()
    except StepError:
        if not supervisor.is_ending:  # Ctrl-C also ended what was asked for the greeting
            raise
    finally:
        supervisor.end()


def await_answer(web: Child, supervisor: Supervisor, *, host: str, port: int) -> None:
    """Return when the web answers its first request, or when the end is asked for.

    **Errors** StepError when it ends before, or takes too long.
    """
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - somebody's own setting
    deadline = time.monotonic() + ANSWER_S
    while not supervisor.is_ending:
        if not web.is_running() or time.monotonic() > deadline:
            raise StepError("matchday did not start; the lines above say why.")
        connection = http.client.HTTPConnection(near, port, timeout=ANSWER_S)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
