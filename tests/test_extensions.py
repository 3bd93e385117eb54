"""Writers of one SQLite file are served in the order in which they came."""

from __future__ import annotations

import fcntl
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from matchday.extensions import prepare_sqlite

WRITERS, TRIES = 6, 5
APART_S = 0.15
"""So long after the one before each writer comes: long enough to stand in the queue."""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path}/a.sqlite", pool_size=WRITERS + 1)
    prepare_sqlite(engine)
    return engine


def order_of_service(engine: Engine) -> list[int]:
    """Let writers come one after the other while somebody else writes. Return them as they were served."""
    served: list[int] = []

    def write(number: int) -> None:
        with engine.begin():
            served.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    with engine.begin():
        for thread in threads:
            thread.start()
            time.sleep(APART_S)
    for thread in threads:
        thread.join()
    return served


def test_who_came_first_writes_first(engine: Engine) -> None:
    assert order_of_service(engine) == [*range(WRITERS)]


def test_without_the_turnstile_who_came_last_is_served_before_others(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)

    assert any(order_of_service(engine) != [*range(WRITERS)] for _ in range(TRIES))


def test_a_turnstile_is_left_with_its_connection(engine: Engine) -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    for _ in range(3):
        with engine.begin():
            pass
        engine.dispose()

    assert not before or len(list(Path("/proc/self/fd").iterdir())) == before
