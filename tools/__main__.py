"""The commands behind the Makefile: python3 -m tools setup | run | serve | test."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tools import assets, catalogues, environment
from tools.steps import StepError, carry_out, explain


def set_up() -> None:
    """Carry out every step that the application needs; asks nothing."""
    carry_out(environment.environment_step())
    carry_out(environment.requirements_step("requirements", "requirements.txt"))
    carry_out(assets.packages_step())
    carry_out(assets.vendor_step())
    carry_out(assets.compressed_step())
    carry_out(catalogues.catalogues_step())


def set_up_tests() -> None:
    """Carry out every step that the tests need beside those of the application."""
    set_up()
    carry_out(environment.requirements_step("test tools", "requirements.txt", "requirements-test.txt"))


COMMANDS = {"setup": set_up, "setup-tests": set_up_tests}


def main(words: Sequence[str]) -> int:
    """Carry out one command and give the exit code."""
    if len(words) != 1 or words[0] not in COMMANDS:
        print(f"python3 -m tools {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        COMMANDS[words[0]]()
    except StepError as error:
        return explain(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
