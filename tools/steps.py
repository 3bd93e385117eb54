"""Carry out the steps of the set-up, each only when its inputs changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".stamps"


class StepError(Exception):
    """Something the reader of the terminal can mend; the text says what and how."""


@dataclass(frozen=True)
class Step:
    """One thing the set-up makes.

    **Shapes** `inputs` are files, `made` are paths that must exist afterwards; `also` is any further text the
    step depends on, such as the version of Python.
    """

    name: str
    act: Callable[[], None]
    inputs: Sequence[Path] = ()
    made: Sequence[Path] = ()
    also: str = ""

    @property
    def stamp(self) -> Path:
        """Where the fingerprint of the last success is kept."""
        return STAMPS / self.name.replace(" ", "-")

    def fingerprint(self) -> str:
        """Digest the names and contents of everything the step depends on."""
        digest = hashlib.sha256(self.also.encode())
        for path in sorted(self.inputs):
            digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Say whether the last success still stands."""
        if not self.stamp.is_file() or not all(path.exists() for path in self.made):
            return False
        return self.stamp.read_text() == self.fingerprint()


def carry_out(step: Step) -> None:
    """Act, unless nothing changed since the last success.

    **Errors** StepError, or whatever the act raises; then there is no stamp, and the next run tries again.
    """
    if step.is_done():
        return
    print(f"  {step.name} …", end=" ", flush=True)
    begin = time.monotonic()
    try:
        step.stamp.unlink(missing_ok=True)
        step.act()
        require_made(step)
    except BaseException:
        print("not done", flush=True)
        raise
    STAMPS.mkdir(parents=True, exist_ok=True)
    step.stamp.write_text(step.fingerprint())
    print(f"done in {time.monotonic() - begin:.0f} s", flush=True)


def require_made(step: Step) -> None:
    """Refuse an act that ended well and yet left something out.

    **Errors** StepError naming the first path that is missing.
    """
    for path in step.made:
        if not path.exists():
            raise StepError(f"The step “{step.name}” did not make {path.relative_to(ROOT)}.")


def call(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, hint: str = "") -> str:
    """Run a command quietly and return what it said.

    **Errors** StepError with the command's own last words, and the hint.
    """
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        words = "\n".join(done.stdout.strip().splitlines()[-25:])
        name = Path(command[0]).name
        raise StepError(f"{words}\n\n“{name}” ended with {done.returncode}. {hint}".rstrip())
    return done.stdout


def files_below(*folders: Path, suffix: str = "") -> list[Path]:
    """List the files with this suffix below the folders, leaving out Python's caches."""
    return sorted(
        path
        for folder in folders
        for path in folder.rglob(f"*{suffix}")
        if path.is_file() and "__pycache__" not in path.parts
    )


def explain(error: StepError) -> int:
    """Print what went wrong and give the exit code."""
    print(f"\n{error}", file=sys.stderr)
    return 1
