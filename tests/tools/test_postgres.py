from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import (
    PostgresError,
    fresh_database_url,
    modes,
    server_folder,
    temporary_folder,
    wheel,
)
from tests.tools.processes import eventually, is_alive
from tools.steps import ROOT

pytestmark = pytest.mark.postgres


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def test_each_use_has_an_empty_database_of_its_own() -> None:
    with fresh_database_url() as first, connect(first) as here:
        here.execute("CREATE TABLE guest (name text)")
        with fresh_database_url() as second, connect(second) as there:
            seen = there.execute("SELECT to_regclass('guest')").fetchone()

    assert first != second
    assert seen == (None,)


def test_a_database_is_dropped_though_somebody_is_still_connected() -> None:
    with fresh_database_url() as url:
        forgotten = connect(url)

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)
    forgotten.close()


def test_the_server_is_new_enough_writes_every_language_and_lets_no_lock_wait_for_ever() -> None:
    facts = "current_setting('server_version_num')::int, 'سلام ሰላም', upper('ä'), current_setting('lock_timeout')"

    with fresh_database_url() as url, connect(url) as connection:
        version, greeting, capital, patience = connection.execute(f"SELECT {facts}").fetchone() or ()

    assert version >= 160000
    assert (greeting, capital, patience) == ("سلام ሰላም", "Ä", "20s")


def test_the_server_opens_no_folder_that_is_not_its_own() -> None:
    data = server_folder() / "data"
    above = modes([Path.home(), *data.parents, *wheel().parents])

    with fresh_database_url():
        pass

    assert modes([*above]) == above
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends an account")
def test_root_lends_the_server_an_account_without_rights() -> None:
    process = int((server_folder() / "data" / "postmaster.pid").read_text().split()[0])

    assert Path(f"/proc/{process}").stat().st_uid == (server_folder() / "data").stat().st_uid != 0


def test_a_temporary_folder_that_only_its_owner_reaches_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    folder = temporary_folder()

    assert folder != tmp_path
    assert all(mode & stat.S_IXOTH for mode in modes([folder, *folder.parents]).values())


def test_without_the_wheel_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(PostgresError, match="`make test` does it"):
        wheel()


RUN = """
import os, pathlib, pytest
from tests.postgres import fresh_database_url, server_folder

@pytest.mark.parametrize("turn", range(4))
def test_turn(turn):
    with fresh_database_url():
        folder = server_folder()
        number = (folder / "data/postmaster.pid").read_text().split()[0]
        (pathlib.Path(__file__).parent / f"seen-{os.getpid()}").write_text(f"{folder} {number}")
"""


def outside_of_this_run() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}


def test_two_workers_share_one_server_and_nothing_of_it_is_left_afterwards(tmp_path: Path) -> None:
    (tmp_path / "test_turns.py").write_text(RUN)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
        "-c",
        "pyproject.toml",
    ]

    subprocess.run([*command, tmp_path], cwd=ROOT, env=outside_of_this_run(), check=True, capture_output=True)

    seen = [path.read_text().split() for path in tmp_path.glob("seen-*")]
    ((folder, number),) = {(folder, number) for folder, number in seen}
    assert len(seen) == 2
    eventually(lambda: not is_alive(int(number)) and not Path(folder).exists())


def test_nothing_is_left_even_when_the_tests_are_killed() -> None:
    script = (
        "from tests.postgres import *\n"
        "with fresh_database_url():\n"
        "    folder = server_folder()\n"
        "    print(folder, (folder / 'data/postmaster.pid').read_text().split()[0], flush=True)\n"
        "    time.sleep(60)\n"
    )
    tests = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=outside_of_this_run(), stdout=subprocess.PIPE, text=True
    )
    assert tests.stdout is not None
    folder, number = tests.stdout.readline().split()
    assert is_alive(int(number))

    tests.send_signal(signal.SIGKILL)
    tests.communicate()

    eventually(lambda: not is_alive(int(number)) and not Path(folder).exists())
