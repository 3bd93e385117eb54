from __future__ import annotations

import importlib.util

import pytest

from tools import environment
from tools.environment import make_environment, pip_environ, uv_environ, way_to_index
from tools.steps import StepError


def test_somebodys_own_settings_of_pip_and_uv_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    for name in ("PIP_TARGET", "PYTHONPATH", "UV_TARGET"):
        monkeypatch.setenv(name, "/elsewhere")

    for_pip, for_uv = pip_environ(way_to_index()), uv_environ(way_to_index())

    assert {"PIP_USER", "PIP_TARGET", "PYTHONPATH"} & for_pip.keys() == set()
    assert {"UV_TARGET", "PYTHONPATH"} & for_uv.keys() == set()


def test_the_way_to_the_package_index_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.landkreis.example/simple")
    monkeypatch.setenv("PIP_CERT", "/etc/landkreis.pem")

    for_pip, for_uv = pip_environ(way_to_index()), uv_environ(way_to_index())

    assert (for_pip["PIP_INDEX_URL"], for_pip["PIP_CERT"]) == (for_uv["UV_DEFAULT_INDEX"], for_uv["SSL_CERT_FILE"])
    assert for_pip["PIP_INDEX_URL"] == "https://packages.landkreis.example/simple"


def test_a_python_without_venv_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "environment_version", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(StepError, match=r"Please install python3\.\d+-venv \(apt install python3\.\d+-venv\)\."):
        make_environment()
