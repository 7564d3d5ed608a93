"""The package as users get it: built, installed in each way, and run from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.resources import resource

pytestmark = pytest.mark.slow

RESOURCES = (
    "ontology/ontology.ttl",
    "data/lexicon/relations.toml",
    "data/lexicon/states.csv",
    "data/lexicon/organizations.csv",
    "data/models/en_kg_news/meta.json",
    "data/models/en_kg_news/config.cfg",
    "data/models/en_kg_news/LICENSE",
    "data/models/en_kg_news/vocab/strings.json",
    "data/articles/01-doha-agreement.txt",
)
MODULES = ("kg/__init__.py", "kg/py.typed", "kg/cli/__init__.py", "kg/sources/__init__.py")
IN_SDIST = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "kg/py.typed", "tests/conftest.py")
UNWANTED = ("__pycache__", ".venv", ".git/", "kg.store", "shared/", ".mypy_cache", "node_modules")
MAX_BYTES = 40_000_000
OUTSIDE = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=OUTSIDE | env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the source archive, built from the checkout."""
    pytest.importorskip("hatchling", reason="hatchling builds the package")
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=root)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


def contents(path: Path) -> list[str]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    with tarfile.open(path) as tar:
        return [name.partition("/")[2] for name in tar.getnames()]


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_the_archive_holds_what_it_must_and_no_more(built: dict[str, Path], kind: str) -> None:
    names = set(contents(built[kind]))
    prefix = "kg/_resources/" if kind == "wheel" else ""
    wanted = {prefix + name for name in RESOURCES} | set(MODULES if kind == "wheel" else MODULES + IN_SDIST)
    assert not wanted - names
    assert not [name for name in names if any(part in name for part in UNWANTED)]
    assert built[kind].stat().st_size < MAX_BYTES


def test_the_wheel_names_both_licences_and_the_command(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as archive:
        info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(info).decode()
        entry_points = archive.read(info.replace("METADATA", "entry_points.txt")).decode()
        licences = {name.partition(".dist-info/licenses/")[2] for name in archive.namelist() if "/licenses/" in name}
    assert "License-Expression: Apache-2.0 AND CC-BY-SA-4.0" in metadata
    assert "kg = kg.cli:main" in entry_points
    assert {"LICENSE", "data/models/en_kg_news/LICENSE"} <= licences


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_each_kind_of_install_runs_from_another_folder(
    built: dict[str, Path], root: Path, tmp_path: Path, kind: str
) -> None:
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    python = venv / "bin" / "python"
    what = ["-e", str(root)] if kind == "editable" else [str(built[kind])]
    options = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed")
    packages = sysconfig.get_path("purelib")
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, *what, cwd=tmp_path, PYTHONPATH=packages)
    # The packages that kg needs are those of this environment; only kg itself is the installed one.
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    (site / "dependencies.pth").write_text(packages)
    where = run(python, "-c", "from kg.resources import resource; print(resource('data/lexicon'))", cwd=tmp_path)
    assert Path(where.strip()) == (
        resource("data/lexicon") if kind == "editable" else site / "kg" / "_resources" / "data" / "lexicon"
    )
    kg = venv / "bin" / "kg"
    assert run(kg, "--version", cwd=tmp_path).startswith("kg 0.1.0")
    assert "build" in run(kg, "--help", cwd=tmp_path)
    assert run(python, "-m", "kg", "--version", cwd=tmp_path).startswith("kg 0.1.0")
