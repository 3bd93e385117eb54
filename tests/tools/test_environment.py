from __future__ import annotations

import importlib.util

import pytest

from tools import environment
from tools.environment import make_environment, pip_environ
from tools.steps import StepError


def test_somebodys_own_pip_settings_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")

    environ = pip_environ()

    assert {"PIP_USER", "PIP_TARGET", "PYTHONPATH"} & environ.keys() == set()


def test_the_way_to_the_package_index_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.landkreis.example/simple")
    monkeypatch.setenv("PIP_TRUSTED_HOST", "packages.landkreis.example")

    environ = pip_environ()

    assert environ["PIP_INDEX_URL"] == "https://packages.landkreis.example/simple"
    assert environ["PIP_TRUSTED_HOST"] == "packages.landkreis.example"


def test_a_python_without_venv_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "environment_version", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(
        StepError, match=r"Please install python3\.\d+-venv \(apt install python3\.\d+-venv\)\."
    ):
        make_environment()
