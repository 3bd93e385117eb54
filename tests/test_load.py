"""Many at once on SQLite wait for each other and are never refused; what was said to be saved is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.load import an_organiser, hammered, lost, percentile
from tests.journeys.served import Served, settings_of

pytestmark = pytest.mark.hold
SECONDS = 5.0


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served("", tmp_path, settings_of(tmp_path))


def test_twenty_writers_and_twenty_readers_are_never_told_that_the_database_is_locked(served: Served) -> None:
    organiser_id = an_organiser(served)

    took, refused = hammered(served.environ, organiser_id, seconds=SECONDS)

    assert refused == []
    assert len(took) >= 20
    assert percentile(took, 99) < 20  # seconds, on a machine full of other tests; two are measured by `make hold`


def test_without_the_write_lock_from_the_beginning_they_would_be(served: Served) -> None:
    organiser_id = an_organiser(served)

    _, refused = hammered(served.environ, organiser_id, seconds=SECONDS, program="tests.hammer_without_lock")

    assert "database is locked" in refused


def test_what_was_said_to_be_saved_is_there_after_a_kill(served: Served) -> None:
    an_organiser(served)

    assert lost(served, 5) == 0
