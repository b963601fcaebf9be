"""Our own source files, parsed once for all architecture tests."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "shizheng"


class Module(NamedTuple):
    """One Python file; ``name`` is its path below src with slashes."""

    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room inside an app (actions, pages, …), or "" outside apps."""
        parts = self.name.removesuffix(".py").split("/")
        return parts[3] if len(parts) > 3 and parts[1] in {"platform", "engines", "systems"} else ""


def parse(name: str, text: str) -> Module:
    return Module(name, text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    files = sorted(file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)
    return tuple(parse(str(file.relative_to(PACKAGE.parent)), file.read_text(encoding="utf-8")) for file in files)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for a chain of attributes; calls inside the chain show as ``()``."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(module: Module) -> Iterator[tuple[str, int]]:
    """Every call's dotted name and line."""
    yield from calls_in(module.tree)


def calls_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The calls below one node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node.lineno
