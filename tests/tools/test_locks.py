from __future__ import annotations

import json
import re

import pytest

from tools.steps import ROOT

PAIRS = ["requirements", "requirements-test", "requirements-bench", "requirements-assets", "requirements-installer"]


def pins(name: str) -> dict[str, str]:
    """Read package → everything the lock says about it."""
    text = (ROOT / f"{name}.txt").read_text()
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {block.split("==")[0]: block for block in blocks if "==" in block}


@pytest.mark.parametrize("name", PAIRS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    without = [package for package, block in pins(name).items() if "--hash=sha256:" not in block]

    assert pins(name)
    assert without == []


@pytest.mark.parametrize("name", [f"{pair}.txt" for pair in PAIRS] + [f"{pair}.in" for pair in PAIRS])
def test_no_requirement_names_a_host(name: str) -> None:
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("name", PAIRS)
def test_every_package_we_ask_for_has_its_reason(name: str) -> None:
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    asked = [line for line in lines if line and not line.startswith(("#", "-"))]

    assert asked
    assert [line for line in asked if not re.search(r"\S +# \S", line)] == []


@pytest.mark.parametrize("others", ["requirements-test", "requirements-bench"])
def test_tests_and_peers_run_with_the_very_versions_of_the_application(others: str) -> None:
    application, tests = pins("requirements"), pins(others)

    both = application.keys() & tests.keys()

    assert {name for name in both if application[name].split()[0] != tests[name].split()[0]} == set()


def test_every_browser_package_is_locked_by_its_digest_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = {path: package for path, package in packages.items() if path}

    assert fetched
    assert [path for path, package in fetched.items() if not package["integrity"].startswith("sha512-")] == []
    assert [path for path, package in fetched.items() if "resolved" in package] == []
    assert [path for path, package in fetched.items() if package.get("hasInstallScript")] == []
