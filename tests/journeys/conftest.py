"""What every journey has: a real browser, and matchday served with its worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch_settings
from tests.conftest import copied
from tests.journeys.served import Served, serve


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Return a Chromium that ends with the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_settings())
        yield browser
        browser.close()


@pytest.fixture
def served(tmp_path: Path, empty_database: Path) -> Iterator[Served]:
    """Return an installation of its own, web and worker; a journey that needs another one says so itself."""
    with serve(copied(empty_database, tmp_path)) as served:
        yield served
