"""The commands behind the Makefile: python3 -m tools setup, run, serve, test and so on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from tools import assets, catalogues, environment, licences, locks, start
from tools.steps import PYTHON, ROOT, StepError, carry_out, explain


def setup() -> None:
    """Carry out every step that the application needs; asks nothing."""
    carry_out(environment.environment_step())
    carry_out(environment.requirements_step("requirements", "requirements.txt"))
    carry_out(assets.packages_step())
    carry_out(assets.vendor_step())
    carry_out(assets.compressed_step())
    carry_out(catalogues.catalogues_step())


def setup_tests() -> None:
    """Carry out the steps of the application and those of its tests."""
    setup()
    carry_out(environment.requirements_step("test tools", "requirements.txt", "requirements-test.txt"))


def run() -> None:
    """Start the demo."""
    environ = start.demo_environ()
    start.require_free_port(environ)
    setup()
    start.run_demo(environ)


def serve() -> None:
    """Start matchday with the settings of the environment."""
    start.require_free_port(os.environ)
    setup()
    start.serve(os.environ)


def pictures() -> None:
    """Make the pictures of the pages, beside what runs."""
    start.make_pictures(os.environ)


def test(*words: str) -> None:
    """Set up what the tests need, then run them.

    **Errors** SystemExit with the code of whoever failed.
    """
    setup_tests()
    for command in (["tests.browser"], ["pytest", "-n", "2", *words]):
        code = subprocess.run([PYTHON, "-m", *command], cwd=ROOT, check=False).returncode
        if code:
            sys.exit(code)


def lock() -> None:
    """Write the locks anew, with newer versions when UPGRADE is set."""
    setup()
    environment.install(environment.INSTALLER)
    locks.write_locks(upgrade=bool(os.environ.get("UPGRADE")))


def list_licences() -> None:
    """Print the licences of everything fetched."""
    setup_tests()
    licences.print_licences()


COMMANDS: dict[str, Callable[..., None]] = {
    "setup": setup,
    "setup-tests": setup_tests,
    "run": run,
    "serve": serve,
    "pictures": pictures,
    "test": test,
    "lock": lock,
    "licences": list_licences,
}


def main(words: Sequence[str]) -> int:
    """Carry out one command and give the exit code."""
    if not words or words[0] not in COMMANDS or (words[1:] and words[0] != "test"):
        print(f"python3 -m tools {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        COMMANDS[words[0]](*words[1:])
    except StepError as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
