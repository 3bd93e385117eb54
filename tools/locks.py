"""Write the locks anew: exact versions with their digests, and no name of a host."""

from __future__ import annotations

from tools.assets import npm, npm_environ
from tools.environment import uv_environ, way_to_index
from tools.steps import PYTHON, call

LOCKS = ("requirements", "requirements-test", "requirements-bench", "requirements-assets", "requirements-installer")
HOW = ("--generate-hashes", "--universal", "--python-version", "3.11", "--no-header", "--no-emit-index-url")


def write_locks(*, upgrade: bool) -> None:
    """Write every lock; versions stay as they are as far as they fit, unless newer ones are asked for."""
    # An index beside the main one may know fewer files of a version: its digests alone would shut out other machines.
    environ = uv_environ({name: text for name, text in way_to_index().items() if name != "extra-index-url"})
    newer = ["--upgrade"] if upgrade else []
    for lock in LOCKS:  # in this order: the tests keep to the versions of the application
        files = [f"{lock}.in", "--output-file", f"{lock}.txt"]
        call([PYTHON, "-m", "uv", "pip", "compile", "--quiet", *HOW, *newer, *files], env=environ)
        print(f"  {lock}.txt")
    call([*npm(), "update" if upgrade else "install", "--package-lock-only"], env=npm_environ())
    print("  package-lock.json")
