"""One word, one meaning: law 12, and what the project never says."""

from __future__ import annotations

import ast
import re

import pytest

from matchday.models import Base
from tests.house.source import ROOT, Module, modules, tracked

FORBIDDEN = {
    "customer", "organization", "phase", "company", "exhibitor", "candidate", "user", "users", "refugee", "mentor",
    "adviser", "admin", "manager", "timeslot", "booking", "quota", "preference", "preferences", "score", "cv",
    "matching", "allocation", "matches", "fallback", "attendance", "notification", "notifications", "dump", "job",
    "jobs", "utils", "helpers", "common", "info", "obj", "tmp",
}  # fmt: skip
PRESCRIBED = {"AccountDatastore.find_user", "info"}
"""Names a library prescribes; ``info`` is the solver's command that describes a file."""


def _words(name: str) -> set[str]:
    spread = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return {word for word in spread.lower().split("_") if word}


def _public_names(module: Module) -> set[str]:
    names: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            names.update({node.name, *(one.arg for one in (*node.args.args, *node.args.kwonlyargs))})
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            names.add(node.name)
            names.update(
                f"{node.name}.{one.name}"
                for one in node.body
                if isinstance(one, ast.FunctionDef) and one.name[0] != "_"
            )
    return names


@pytest.mark.parametrize("module", [*modules("matchday"), *modules("tools")], ids=lambda module: module.place)
def test_public_names_use_the_words_of_the_house(module: Module) -> None:
    wrong = {
        name
        for name in _public_names(module) | set(module.name.split("."))
        if name not in PRESCRIBED and _words(name.rpartition(".")[2]) & FORBIDDEN
    }

    assert wrong == set()


def test_tables_and_columns_use_the_words_of_the_house() -> None:
    names = {name for table in Base.metadata.tables.values() for name in (table.name, *table.columns.keys())}

    assert {name for name in names if _words(name) & FORBIDDEN} == set()


SILENT = re.compile(
    r"\b(claude|anthropic|chatgpt|copilot|subagents?|as an ai|language model)\b"
    r"|/work/|/root/|registry\.npmjs|files\.pythonhosted|pypi\.org/simple",
    re.IGNORECASE,
)


def test_the_project_speaks_of_itself_alone() -> None:
    found = []
    for path in tracked():
        if path == ROOT / "tests/house/test_words.py" or path.suffix in {".png", ".gz", ".npz"}:
            continue
        found += [
            f"{path.relative_to(ROOT)}: {hit.group()}" for hit in SILENT.finditer(path.read_text(errors="ignore"))
        ]

    assert found == []


@pytest.mark.parametrize("module", modules("matchday"), ids=lambda module: module.place)
def test_everything_public_says_what_it_does(module: Module) -> None:
    silent = [
        node.name
        for node in (module.tree, *module.tree.body)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_" and not ast.get_docstring(node)
    ]

    assert ast.get_docstring(module.tree)
    assert silent == []
