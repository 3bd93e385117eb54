"""How long things may be: law 11. A number is raised only with its reason beside it."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import ROOT, Module, modules

FILE, FUNCTION, VIEW, CORE, TEST, TEMPLATE, FACTORY = 400, 60, 40, 40, 40, 200, 50
SHORT, SHORT_SHARE = 40, 0.95
OURS = (*modules("matchday"), *modules("tools"))


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _limit(module: Module) -> int:
    if module.room == "core":
        return CORE
    return VIEW if module.name.startswith("matchday.web.") else FUNCTION


@pytest.mark.parametrize("module", [*OURS, *modules("tests")], ids=lambda module: module.place)
def test_no_file_is_too_long(module: Module) -> None:
    assert len(module.lines) <= FILE


@pytest.mark.parametrize("module", modules("matchday"), ids=lambda module: module.place)
def test_no_function_is_too_long(module: Module) -> None:
    long = {function.name: _length(function) for function in module.functions() if _length(function) > _limit(module)}

    assert long == {}


@pytest.mark.parametrize("module", modules("tests"), ids=lambda module: module.place)
def test_no_test_is_too_long(module: Module) -> None:
    long = {
        function.name: _length(function)
        for function in module.functions()
        if function.name.startswith("test_") and _length(function) > TEST
    }

    assert long == {}


def test_almost_all_functions_are_short() -> None:
    lengths = [_length(function) for module in OURS for function in module.functions()]

    assert sum(length <= SHORT for length in lengths) >= SHORT_SHARE * len(lengths)


def test_no_template_is_too_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in (ROOT / "templates").rglob("*.html")
    }

    assert {name: length for name, length in lengths.items() if length > TEMPLATE} == {}


@pytest.mark.parametrize("module", modules("matchday"), ids=lambda module: module.place)
def test_few_parameters_go_by_position(module: Module) -> None:
    many = {}
    for function in module.functions():
        arguments = (*function.args.posonlyargs, *function.args.args)
        by_position = [one.arg for one in arguments if one.arg not in ("self", "cls")]
        is_inner = function.name.startswith("_") or function.name not in _outer(module)
        if len(by_position) > (FOUR_INSIDE if is_inner else THREE):
            many[function.name] = by_position

    assert many == {}


THREE, FOUR_INSIDE = 3, 4
"""What can be told apart without names: three for everybody, four between functions of one file."""


def _outer(module: Module) -> set[str]:
    tops = [module.tree, *(node for node in module.tree.body if isinstance(node, ast.ClassDef))]
    return {node.name for top in tops for node in top.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
