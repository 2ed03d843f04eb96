"""What is installed is what is written: version, script, licences, and the commands of the README."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import jaccuse
from jaccuse.cli import run

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_there_is_one_version() -> None:
    """The package, its metadata and pyproject.toml agree."""
    assert jaccuse.__version__ == PROJECT["version"] == metadata.version("jaccuse")


def test_the_script_is_the_command_line() -> None:
    """`jaccuse` runs `jaccuse.cli.run`."""
    (script,) = metadata.entry_points(group="console_scripts", name="jaccuse")
    assert script.load() is run


def test_the_types_are_shipped() -> None:
    """`py.typed` is there, so that users' type checkers read the annotations."""
    assert (Path(jaccuse.__file__).parent / "py.typed").is_file()


def test_licences_are_named_and_there() -> None:
    """Apache-2.0 whole, and a notice for the model and the data."""
    assert PROJECT["license"] == "Apache-2.0"
    assert "TERMS AND CONDITIONS FOR USE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for name in (
        "multilingual-e5-small",
        "Universal Dependencies",
        "MISP galaxy",
        "The MITRE Corporation",
        "CC BY-SA",
        "LGPL-LR",
    ):
        assert name in notice


@pytest.mark.parametrize("number", [1, 2])
def test_the_readme_has_its_two_commands(number: int) -> None:
    """Each stands in a fenced block behind its mark, where `.ci/run` finds it, and is enough by itself."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^<!-- command {number} -->\n```sh\n(.*?)^```$", readme, flags=re.M | re.S)
    assert block.startswith("python3 -m venv .venv && ")
    assert "pytest" in block if number == 2 else "jaccuse read examples/" in block


def test_the_changelog_has_an_entry_for_the_version_or_unreleased() -> None:
    """Keep a Changelog: what is new stands under Unreleased or the version."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[(Unreleased|{re.escape(jaccuse.__version__)})\]", text, flags=re.M)
