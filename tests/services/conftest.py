"""Services are tried on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchday.config import Config
from tests.conftest import copied, empty, settings


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def config(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Config:
    """Return settings on an empty database of each kind."""
    if request.param == "sqlite":
        return settings(copied(empty_database, tmp_path))
    url = request.getfixturevalue("postgres_url")
    empty(url)
    return settings(tmp_path, url)
