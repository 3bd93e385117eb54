"""Make the Python environment in .venv from the hashed requirements."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, Step, StepError, call

OLDEST = (3, 11)

# Of somebody's own pip settings only those that say how the package index is reached may matter here.
NETWORK = (
    "cache-dir",
    "cert",
    "client-cert",
    "extra-index-url",
    "find-links",
    "index-url",
    "keyring-provider",
    "no-index",
    "proxy",
    "retries",
    "timeout",
    "default-timeout",
    "trusted-host",
)


def environment_step() -> Step:
    """Describe the empty environment: made anew when Python is another one."""
    version = f"{sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix}"
    return Step(name="Python environment", act=make_environment, made=[PYTHON], also=version)


def requirements_step(name: str, *locks: str) -> Step:
    """Describe the installation of these locked requirements into the environment."""
    files = [ROOT / lock for lock in locks]
    return Step(name=name, act=lambda: install(*files), inputs=files, made=[PYTHON], also=sys.version)


def make_environment() -> None:
    """Create .venv, or keep the one that is there and works with this Python.

    **Errors** StepError where the system's Python comes without venv.
    """
    if environment_version() == sys.version_info[:2]:
        return
    major, minor = sys.version_info[:2]
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python{major}.{minor}-venv"
        raise StepError(f"This Python comes without venv. Please install {package} (apt install {package}).")
    shutil.rmtree(VENV, ignore_errors=True)
    hint = f"On Debian and Ubuntu the package python{major}.{minor}-venv is needed."
    call([sys.executable, "-m", "venv", VENV], env=clean_environ(), hint=hint)


def environment_version() -> tuple[int, int] | None:
    """Read which Python works in .venv; None when there is none."""
    question = "import pip, sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = answer.split()
    return int(major), int(minor)


def install(*locks: Path) -> None:
    """Install exactly what the locks name; every file must have the hash written there.

    **Errors** StepError with pip's own words.
    """
    files = [part for lock in locks for part in ("-r", lock)]
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", *files]
    call(command, env=pip_environ(), hint="Is the package index within reach?")


def pip_environ() -> dict[str, str]:
    """Keep the way to the package index from somebody's pip settings, and nothing else of them."""
    environ = clean_environ()
    listed = call([PYTHON, "-m", "pip", "config", "list"], env=clean_environ())
    kept: dict[str, str] = {}
    for section in ("global", "install", ":env:"):
        for line in listed.splitlines():
            key, _, text = line.partition("=")
            where, _, name = key.rpartition(".")
            if where == section and name in NETWORK:
                kept[name] = str(ast.literal_eval(text))
    environ = {key: text for key, text in environ.items() if not key.startswith("PIP_")}
    environ.update({f"PIP_{name.upper().replace('-', '_')}": text for name, text in kept.items()})
    return environ | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }


def clean_environ() -> dict[str, str]:
    """Give the environment without what would bend a Python started from here."""
    bent = ("PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    return {key: text for key, text in os.environ.items() if key not in bent}
