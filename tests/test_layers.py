"""Imports run one way: a module of kg imports only from modules before it in this order; siblings not from each other.

All imports count, also those inside functions and those for type checking.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ORDER = (
    ("errors",),
    ("model",),
    ("resources", "record", "lexicon"),
    ("vocab",),
    ("sources",),
    ("language",),
    ("extract",),
    ("resolve",),
    ("rdf", "network"),
    ("plot",),
    ("background",),
    ("store",),
    ("query", "export", "validate"),
    ("identity", "doctor"),
    ("pipeline",),
    ("api", "evaluate"),
    ("web",),
    ("cli",),
    ("__main__",),
)
# The version is a constant of the package itself, and its other names are there for programs outside.
_RANK = {name: rank for rank, layer in enumerate(ORDER) for name in layer}
_WITHIN = {("record", "model"), ("lexicon", "resources")}


def _modules(package: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(package.rglob("*.py")):
        first = path.relative_to(package).parts[0].removesuffix(".py")
        if first != "__init__":
            yield first, path


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """The lines and modules of kg that a file imports, as the first name after `kg.`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            names = [f"kg.{alias.name}" for alias in node.names] if module == "kg" else [module]
        for name in names:
            if name == "kg" or name.startswith("kg."):
                yield node.lineno, name.removeprefix("kg").removeprefix(".").partition(".")[0]


def test_every_module_has_a_place(root: Path) -> None:
    assert {name for name, _ in _modules(root / "kg")} <= set(_RANK)


def test_imports_run_one_way(root: Path) -> None:
    breaches = []
    for name, path in _modules(root / "kg"):
        for line, imported in _imports(path):
            if imported in (name, "__version__") or (name, imported) in _WITHIN:
                continue
            if _RANK.get(imported, len(ORDER)) >= _RANK[name]:
                breaches.append(f"{path.relative_to(root)}:{line}: {name} imports {imported or 'kg itself'}")
    assert breaches == []


def test_the_reader_of_imports_sees_all(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text(
        "import kg.store\ndef f():\n    from kg.cli import main\n    from kg import vocab, __version__\n    import os\n"
    )
    assert sorted(name for _, name in _imports(file)) == ["__version__", "cli", "store", "vocab"]


@pytest.mark.parametrize("name", ["spacy", "pyoxigraph", "networkx", "click"])
def test_dependencies_have_their_owners(root: Path, name: str) -> None:
    owners = {
        "spacy": {"language", "extract"},
        "pyoxigraph": {"vocab", "rdf", "background", "store", "query", "export"},
        "networkx": {"network", "plot", "api"},
        "click": {"cli"},
    }[name]
    found = set()
    for module, path in _modules(root / "kg"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                imported = [node.module or ""]
            else:
                continue
            if any(one.partition(".")[0] == name for one in imported):
                found.add(module)
    assert found <= owners
