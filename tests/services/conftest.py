"""Services are tried on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from matchday.config import Config
from matchday.models import Base
from tests.conftest import migrated, settings
from tests.postgres import fresh_database_url


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return a migrated PostgreSQL database of this test process."""
    with fresh_database_url() as url:
        migrated(settings(tmp_path_factory.mktemp("postgres"), url))
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def config(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Config:
    """Return settings on an empty database of each kind."""
    if request.param == "sqlite":
        shutil.copy(empty_database, tmp_path / "matchday.sqlite")
        return settings(tmp_path)
    url = request.getfixturevalue("postgres_url")
    empty(url)
    return settings(tmp_path, url)


def empty(url: str) -> None:
    """Take every row out, also those of the tasks."""
    tables = ", ".join(f'"{table}"' for table in Base.metadata.tables)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables}, dbos.workflow_status RESTART IDENTITY CASCADE"))
    engine.dispose()
