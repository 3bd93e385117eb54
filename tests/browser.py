"""A real Chromium for the tests: the machine's, else the system's package, else Playwright's own.

`python -m tests.browser` finds or installs it; `make test` does so before the tests begin.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "The browser tests need Chromium: please install your system's package “chromium”, "
    "or run `.venv/bin/playwright install --with-deps chromium`."
)


def launch_settings() -> dict[str, Any]:
    """Give what `playwright.chromium.launch(**…)` needs on this machine."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to run as root with it
    return {"executable_path": str(chromium_path()), "args": [*ARGUMENTS, *sandbox]}


def chromium_path() -> Path:
    """Give the Chromium to test with; without one the test fails in CI and is skipped elsewhere."""
    found = find_chromium()
    if found is None and is_ci():
        pytest.fail(MISSING, pytrace=False)
    if found is None:
        pytest.skip(MISSING)
    return found


@cache
def find_chromium() -> Path | None:
    """Find the first Chromium that starts: on the PATH, then among those Playwright downloaded."""
    on_path = (shutil.which(name) for name in NAMES)
    store = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")
    downloaded = sorted(Path(store).expanduser().glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    for path in (*(Path(found) for found in on_path if found), *downloaded):
        if starts(path):
            return path
    return None


def starts(path: Path) -> bool:
    """Say whether this browser tells its version: one without its system libraries does not."""
    try:
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def install_chromium() -> Path | None:
    """Install Chromium in the way open to this account, and say where it is."""
    silent: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *words], env=environ, check=False, **silent)
        find_chromium.cache_clear()
    if find_chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, **silent)
        find_chromium.cache_clear()
    return find_chromium()


def is_ci() -> bool:
    """Say whether nobody is watching, so that nothing may be left out."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def main() -> int:
    """Find or install Chromium and give the exit code; to have none is a failure only in CI."""
    if find_chromium():
        return 0
    print("  Chromium …", flush=True)
    if install_chromium():
        return 0
    print(MISSING, file=sys.stderr)
    return int(is_ci())


if __name__ == "__main__":
    sys.exit(main())
