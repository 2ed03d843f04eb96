"""The way of the data is one direction, and nothing heavy is loaded before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import jaccuse

PACKAGE = Path(jaccuse.__file__).parent
ABOVE_THE_ENGINE = (
    "cli",
    "parser",
    "console",
    "commands",
    "progress",
    "languages",
    "render",
    "ledger",
    "exports",
    "web",
    "backfill",
    "watch",
)
HEAVY = (
    "msgspec",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "rich",
    "trafilatura",
    "pypdfium2",
    "ahocorasick_rs",
    "fasttext",
    "httpcore2",
    "ssl",
    "sqlalchemy",
    "stix2",
    "pymisp",
    "starlette",
    "uvicorn",
    "jinja2",
    "babel",
    "argon2",
    "fastwarc",
    "feedparser",
    "ray",
    "typst",
    "frictionless",
)
#: Modules of the ledger that only the ledger may use: what stands above it reads views.
BEHIND_THE_VIEWS = ("schema", "content_tables", "merging_tables", "dialects", "bulk", "append", "derive", "content", "merging")


def imports(path: Path) -> set[str]:
    """The modules of this package that a file imports anywhere, as dotted names below `jaccuse`."""
    folder = path.relative_to(PACKAGE).parent.parts
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.removeprefix("jaccuse.") for name in node.names if name.name.startswith("jaccuse.")}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = folder[: len(folder) - node.level + 1]
            elif (node.module or "").split(".")[0] == "jaccuse":
                base = ()
            else:
                continue
            module = (node.module or "").removeprefix("jaccuse").strip(".").split(".")
            stem = [*base, *(part for part in module if part)]
            found |= {".".join([*stem, name.name]) for name in node.names}
    return found


def files(*folders: str) -> list[Path]:
    """The Python files below the folders of the package, sorted."""
    return sorted(path for folder in folders for path in (PACKAGE / folder).rglob("*.py"))


@pytest.mark.parametrize("path", files("engine", "sources"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_engine_and_sources_know_nothing_above_them(path: Path) -> None:
    """The engine and the sources import neither the command line nor what prints, stores or serves."""
    assert not {name for name in imports(path) if name.split(".")[0] in ABOVE_THE_ENGINE}


@pytest.mark.parametrize("path", files("engine"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_engine_does_not_fetch_or_open_sources(path: Path) -> None:
    """What is read comes as a document; the engine imports no source."""
    assert not {name for name in imports(path) if name.split(".")[0] == "sources"}


@pytest.mark.parametrize("path", files("exports", "web"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_exports_and_pages_read_views_only(path: Path) -> None:
    """No table of the ledger is touched by what goes out of it, and nothing of the command line is known there."""
    found = [name.split(".") for name in imports(path)]
    assert not [name for name in found if name[0] == "ledger" and name[1:2] and name[1] in BEHIND_THE_VIEWS]
    assert not [name for name in found if name[0] in ("commands", "cli", "engine")]


@pytest.mark.parametrize("path", files("ledger", "render"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_ledger_and_what_prints_know_nothing_of_pages(path: Path) -> None:
    """What is served is above what is kept and printed."""
    assert not {name for name in imports(path) if name.split(".")[0] == "web"}


def loaded(code: str) -> set[str]:
    """The heavy modules that a fresh interpreter has loaded after running the code."""
    script = f"import sys\n{code}\nprint('\\n'.join(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name for name in done.stderr.splitlines() if name.split(".")[0] in HEAVY}


@pytest.mark.parametrize(
    "code",
    ["import jaccuse", *(f"from jaccuse.cli import main; main({words!r})" for words in (["--version"], ["--help"]))],
)
def test_nothing_heavy_is_loaded_at_start(code: str) -> None:
    """Importing the library and asking for help or the version load none of the dependencies."""
    if "--help" in code:
        code = f"try:\n    {code}\nexcept SystemExit:\n    pass"
    assert not loaded(code)


def test_modules_stay_small() -> None:
    """No module of the command line, of what it prints, of the ledger or of what goes out of it is longer than 300 lines."""
    mine = [
        *files("render", "commands", "ledger", "exports", "web", "backfill", "watch"),
        *(PACKAGE / f"{name}.py" for name in ("cli", "console", "parser", "progress", "languages")),
    ]
    assert not {path.name: n for path in mine if (n := len(path.read_text(encoding="utf-8").splitlines())) > 300}
