"""Who may know whom: laws 1 to 5."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copied
from tests.house.source import ROOT, Module, modules, rooms

WORKSHOPS = ("solver", "documents", "sheets")
WEB_LIBRARIES = {"flask", "werkzeug", "wtforms", "jinja2", "markupsafe", "flask_wtf", "flask_babel"}
ROLES = ("public", "staff", "employer", "participant", "coach")

MAY_KNOW = {
    "core": {"core"},
    "models": {"core", "models"},
    "services": {"core", "models", "services", *WORKSHOPS},
    "solver": {"solver"},
    "documents": {"core", "documents"},
    "sheets": {"core", "sheets"},
}
"""The arrows. The web and the hall may know everything."""

MANY_PLACES = {"numpy", "sqlalchemy", "flask", "wtforms", "werkzeug", "markupsafe", "click"}
"""Libraries that are the ground we stand on."""
MORE_THAN_ONE_FILE = {
    "babel": "days and lists as people write them; every sentence of a catalogue, to be read through",
    "flask_babel": "every sentence of the web is translated",
    "flask_wtf": "forms, and the refusal of a post without a token",
    "dbos": "asked for by services/task.py, done by worker.py",
    "alembic": "migrations",
}


def _first(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


@pytest.mark.parametrize("module", rooms(*MAY_KNOW), ids=lambda module: module.place)
def test_arrows_point_one_way(module: Module) -> None:
    ours = {name.split(".")[1] for name in module.imports() if name.startswith("matchday.")}

    assert ours - MAY_KNOW[module.room] - {"__version__"} == set()


@pytest.mark.parametrize("module", rooms("core", "models", "services", *WORKSHOPS), ids=lambda module: module.place)
def test_nothing_below_the_web_names_the_web(module: Module) -> None:
    found = {(module.place, library) for name in module.imports() if (library := _first(name)) in WEB_LIBRARIES}

    assert found == set()


@pytest.mark.parametrize("module", rooms("core", "web", *WORKSHOPS), ids=lambda module: module.place)
def test_only_models_and_services_name_the_database(module: Module) -> None:
    found = {name for name in module.imports() if _first(name) == "sqlalchemy"}

    assert found - ALLOWED_IN_WEB.get(module.place, set()) == set()


ALLOWED_IN_WEB = {
    "matchday/web/guard.py": {
        "sqlalchemy", "sqlalchemy.event", "sqlalchemy.orm", "sqlalchemy.orm.Session",
    },
    "matchday/web/errors.py": {
        "sqlalchemy.exc", "sqlalchemy.exc.InterfaceError", "sqlalchemy.exc.OperationalError",
        "sqlalchemy.exc.SQLAlchemyError",
    },
}  # fmt: skip
"""The guard listens for writing in a reading request; the error page knows when the database is away."""


@pytest.mark.parametrize("module", rooms("core", "models", "services", *WORKSHOPS), ids=lambda module: module.place)
def test_only_doors_commit(module: Module) -> None:
    commits = [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]

    assert commits == []


@pytest.mark.parametrize("module", rooms("core", "models", "services", *WORKSHOPS), ids=lambda module: module.place)
def test_only_doors_read_the_clock(module: Module) -> None:
    read = [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today") and _is_clock(node.value)
    ]

    assert read == []


def test_rows_are_held_in_one_way() -> None:
    """Two ways to lock a row are two that may wait for each other for ever."""
    held = {
        module.place
        for module in rooms("core", "models", "services", "web")
        for node in ast.walk(module.tree)
        if "with_for_update" in (getattr(node, "attr", ""), getattr(node, "arg", ""))
    }

    assert held == {"matchday/services/lock.py"}


def _is_clock(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("datetime", "date")


@pytest.mark.parametrize("module", rooms("web"), ids=lambda module: module.place)
def test_no_role_imports_another(module: Module) -> None:
    parts = module.name.split(".")
    own = parts[2] if len(parts) > 2 and parts[2] in ROLES else None
    others = {
        name.split(".")[2] for name in module.imports() if name.startswith("matchday.web.") and name.count(".") > 1
    }

    if own:
        assert (others & set(ROLES)) - {own} == set()


def test_every_other_library_is_imported_in_one_place() -> None:
    places: dict[str, set[str]] = {}
    for module in modules():
        for library in {_first(name) for name in module.imports()} - sys.stdlib_module_names - {"matchday"}:
            place = module.room if module.room in WORKSHOPS else module.place
            places.setdefault(library, set()).add(place)

    spread = {
        library: sorted(where)
        for library, where in places.items()
        if len(where) > 1 and library not in MANY_PLACES and library not in MORE_THAN_ONE_FILE
    }

    assert spread == {}


def _loaded_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return {_first(name) for name in answer.stdout.split()}


def test_the_web_process_loads_neither_solver_nor_printer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_database: Path
) -> None:
    monkeypatch.setenv("MATCHDAY_INSTANCE", str(copied(empty_database, tmp_path)))

    assert (
        _loaded_after("import wsgi") & {"ortools", "scipy", "typst", "pandas", "dbos", "alembic", "phonenumbers"}
        == set()
    )


def test_the_solver_is_a_library_of_its_own() -> None:
    loaded = _loaded_after("import matchday.solver")

    assert loaded & {"flask", "sqlalchemy", "ortools", "scipy", "highspy", "typst"} == set()


def test_the_core_loads_no_framework() -> None:
    loaded = _loaded_after("import matchday.core.event, matchday.core.slot, matchday.core.wishlist")

    assert loaded & {"flask", "sqlalchemy", "werkzeug", "numpy"} == set()
