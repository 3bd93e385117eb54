"""List the licences of everything that matchday fetches and runs with."""

from __future__ import annotations

import json
import re

from tools.steps import PYTHON, ROOT, call


def print_licences() -> None:
    """Print what Python runs with, then what browsers and papers get."""
    print(python_licences())
    print(browser_licences())


def python_licences() -> str:
    """Tell name, version and licence of each package in requirements.txt that this system needs."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    return call([PYTHON, "-m", "piplicenses", "--packages", *names])


def browser_licences() -> str:
    """Tell name, version and licence of each package in package-lock.json."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    rows = [
        (path.removeprefix("node_modules/"), package["version"], package["license"])
        for path, package in packages.items()
        if path
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(" ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) for row in rows)
