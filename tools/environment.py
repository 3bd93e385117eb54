"""Make the Python environment in .venv from the hashed requirements."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, Step, StepError, call

OLDEST = (3, 11)

INSTALLER = ROOT / "requirements-installer.txt"

PEERS = VENV / "peers"
PEERS_PYTHON = PEERS / "bin" / "python"

# Those of pip's settings that say how the package index is reached, and uv's name for each where it has one.
WAY_TO_INDEX = {
    "cache-dir": "",
    "cert": "SSL_CERT_FILE",
    "client-cert": "",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "extra-index-url": "UV_EXTRA_INDEX_URL",
    "find-links": "",
    "index-url": "UV_DEFAULT_INDEX",
    "keyring-provider": "",
    "no-index": "UV_NO_INDEX",
    "proxy": "ALL_PROXY",
    "retries": "",
    "timeout": "UV_HTTP_TIMEOUT",
    "trusted-host": "UV_INSECURE_HOST",
}


def environment_step() -> Step:
    """Describe the empty environment: made anew when Python is another one."""
    version = f"{sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix}"
    return Step(name="Python environment", act=make_environment, made=[PYTHON], also=version)


def requirements_step(name: str, *locks: str) -> Step:
    """Describe the installation of these locked requirements into the environment."""
    files = [ROOT / lock for lock in locks]
    return Step(name=name, act=lambda: install(*files), inputs=files, made=[PYTHON], also=sys.version)


def peers_step() -> Step:
    """Describe the environment of what the solver is measured against; only a measurement needs it."""
    lock = ROOT / "requirements-bench.txt"
    return Step(
        name="peers of the solver", act=lambda: make_peers(lock), inputs=[lock], made=[PEERS_PYTHON], also=sys.version
    )


def make_peers(lock: Path) -> None:
    """Make the environment of the peers anew."""
    shutil.rmtree(PEERS, ignore_errors=True)
    call([PYTHON, "-m", "venv", "--without-pip", PEERS], env=clean_environ())
    install(lock, python=PEERS_PYTHON)


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


def install(*locks: Path, python: Path = PYTHON) -> None:
    """Install exactly what the locks name for a Python; every file must have the hash written there.

    uv needs a tenth of pip's time, but does not know every way to a package index that pip knows: then pip does it.

    **Errors** StepError with pip's own words.
    """
    files = [part for lock in locks for part in ("-r", lock)]
    way = way_to_index()
    try:
        call_pip(way, "-r", INSTALLER)
        command = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--require-hashes", *files]
        call(command, env=uv_environ(way))
    except StepError:
        call_pip(way, *files, python=python)


def call_pip(way: Mapping[str, str], *files: str | Path, python: Path = PYTHON) -> None:
    """Let pip install the locks for a Python.

    **Errors** StepError with pip's own words.
    """
    into: list[str | Path] = ["--python", python] if python != PYTHON else []
    command = [PYTHON, "-m", "pip", *into, "install", "--quiet", "--no-input", "--require-hashes", *files]
    call(command, env=pip_environ(way), hint="Is the package index within reach?")


def way_to_index() -> dict[str, str]:
    """Read how the package index is reached from somebody's pip settings, and nothing else of them."""
    listed = call([PYTHON, "-m", "pip", "config", "list"], env=clean_environ())
    way: dict[str, str] = {}
    for section in ("global", "install", ":env:"):
        for line in listed.splitlines():
            key, _, text = line.partition("=")
            where, _, name = key.rpartition(".")
            if where == section and name in WAY_TO_INDEX:
                way[name] = str(ast.literal_eval(text))
    return way


def pip_environ(way: Mapping[str, str]) -> dict[str, str]:
    """Give pip the way to the index and keep all other settings from it."""
    environ = {key: text for key, text in clean_environ().items() if not key.startswith("PIP_")}
    environ |= {f"PIP_{name.upper().replace('-', '_')}": text for name, text in way.items()}
    return environ | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }


def uv_environ(way: Mapping[str, str]) -> dict[str, str]:
    """Give uv what it understands of the way to the index and keep all other settings from it."""
    environ = {key: text for key, text in clean_environ().items() if not key.startswith("UV_")}
    environ |= {WAY_TO_INDEX[name]: text for name, text in way.items() if WAY_TO_INDEX[name]}
    if not os.access(Path.home(), os.W_OK):
        environ["UV_CACHE_DIR"] = str(VENV / ".uv")
    return environ | {"UV_NO_CONFIG": "1", "UV_SYSTEM_CERTS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}


def clean_environ() -> dict[str, str]:
    """Give the environment without what would bend a Python started from here."""
    bent = ("PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    return {key: text for key, text in os.environ.items() if key not in bent}
