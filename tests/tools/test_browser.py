from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium_path, find_chromium, launch_settings


@pytest.fixture
def no_chromium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    find_chromium.cache_clear()
    yield
    find_chromium.cache_clear()


@pytest.mark.usefixtures("no_chromium")
def test_without_chromium_a_test_fails_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="please install your system's package “chromium”"):
        chromium_path()


@pytest.mark.usefixtures("no_chromium")
def test_without_chromium_a_test_is_left_out_on_somebodys_own_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(pytest.skip.Exception, match="please install your system's package “chromium”"):
        chromium_path()


def test_a_chromium_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    find_chromium.cache_clear()

    found = find_chromium()

    find_chromium.cache_clear()
    assert found is None


@pytest.mark.browser
def test_chromium_shows_a_page() -> None:
    with sync_playwright() as playwright, playwright.chromium.launch(**launch_settings()) as browser:
        page = browser.new_page()
        page.set_content("<h1>Guten Tag</h1>")

        heading = page.get_by_role("heading").text_content()

    assert heading == "Guten Tag"
