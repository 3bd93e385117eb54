"""The source as the laws read it: files, imports, calls, names."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One file of Python."""

    path: Path
    tree: ast.Module
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the dotted name."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    @property
    def place(self) -> str:
        """Return the path from the root."""
        return str(self.path.relative_to(ROOT))

    @property
    def room(self) -> str:
        """Return the room below ``matchday``, or the hall."""
        parts = self.path.relative_to(ROOT / "matchday").parts
        return parts[0] if len(parts) > 1 else "hall"

    def imports(self) -> set[str]:
        """Return the dotted names this file imports, also inside functions."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
        return found

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function, also those of classes and inside others."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def modules(below: str = "matchday") -> tuple[Module, ...]:
    """Return every file of Python below a folder."""
    return tuple(_read(path) for path in sorted((ROOT / below).rglob("*.py")))


def _read(path: Path) -> Module:
    text = path.read_text()
    return Module(path, ast.parse(text), tuple(text.splitlines()))


def rooms(*names: str) -> list[Module]:
    """Return the files of some rooms."""
    return [module for module in modules() if module.room in names]


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git keeps."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file())
