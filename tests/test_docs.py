"""The docs say what the program does: generated pages, printed output, code blocks and links are checked."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)(?P<file>[^)#\s]*)(?:#(?P<part>[^)\s]+))?\)")


def name(path: Path) -> str:
    """The page's path below the root."""
    return str(path.relative_to(ROOT))


def tool(script: str) -> subprocess.CompletedProcess[str]:
    """Run one of the tools' checks."""
    words = [sys.executable, str(ROOT / "tools" / script), "--check"]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_command_line_s_reference_is_the_parsers() -> None:
    """docs/reference/cli.md is what tools/cli_reference.py writes."""
    assert tool("cli_reference.py").returncode == 0, "run python tools/cli_reference.py"


def test_printed_output_is_what_the_commands_print() -> None:
    """Each block behind `<!-- output: … -->` is what the command prints now."""
    done = tool("fill_docs.py")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [p for p in PAGES if "```python" in p.read_text(encoding="utf-8")], ids=name)
def test_python_in_the_docs_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python blocks of a page run one after another, in a folder that has the examples and the claims read from them."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    sources = [str(source) for source in sorted(Path("examples").glob("exchange-*.txt"))]
    jaccuse = [sys.executable, "-m", "jaccuse", "read", *sources]
    (tmp_path / "claims.json").write_bytes(subprocess.run(jaccuse, capture_output=True, check=True).stdout)
    lines = subprocess.run([*jaccuse, "--format", "jsonl"], capture_output=True, check=True).stdout
    (tmp_path / "claims.jsonl").write_bytes(lines)
    names: dict[str, object] = {"__name__": "docs"}
    for block in FENCE.finditer(path.read_text(encoding="utf-8")):
        if block["kind"] == "python":
            exec(compile(block["body"], name(path), "exec"), names)


def test_the_rule_of_the_how_to_reads_what_it_says(tmp_path: Path) -> None:
    """The entry that the how-to writes, added to a copy of the lexicon, reads its example and refuses its refusal."""
    page = (ROOT / "docs" / "how-to" / "add-a-rule.md").read_text(encoding="utf-8")
    found = re.search(r"^<!-- rule: (.*?) -->\n```toml\n(.*?)^```$", page, re.M | re.S)
    assert found
    source, copy = ROOT / "src" / "jaccuse", tmp_path / "jaccuse"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("models", "__pycache__"))
    (copy / "models").symlink_to(source / "models")
    entry = tomllib.loads(found[2])["verb"][0]
    sentences = [entry["examples"][0].partition(" => ")[0], entry["refuses"][0]]
    items = "".join(json.dumps({"text": text, "language": "en"}) + "\n" for text in sentences)
    words = [sys.executable, "-m", "jaccuse", "read", "-"]
    before = _counts(words, items, source.parent)
    with (copy / "lexicons" / found[1]).open("a", encoding="utf-8") as lexicon:
        lexicon.write("\n" + found[2])
    assert (before, _counts(words, items, tmp_path)) == ([0, 0], [1, 0])


def _counts(words: list[str], items: str, path: Path) -> list[int]:
    environment = {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run(words, input=items, capture_output=True, text=True, check=True, env=environment)
    return [len(reading["claims"]) for reading in json.loads(done.stdout)]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    """Every link inside the repository leads to a file, and its part to a heading."""
    for link in LINK.finditer(FENCE.sub("", path.read_text(encoding="utf-8"))):
        target = (path.parent / link["file"]).resolve() if link["file"] else path
        assert target.exists(), f"{name(path)}: {link[0]}"
        if link["part"]:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M)
            parts = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
            assert link["part"] in parts, f"{name(path)}: {link[0]}"


def test_every_language_s_file_of_the_docs_is_real() -> None:
    """The lexicon files that the how-to names exist in some language."""
    page = (ROOT / "docs" / "how-to" / "add-a-rule.md").read_text(encoding="utf-8")
    lexicons = ROOT / "src" / "jaccuse" / "lexicons"
    for file in re.findall(r"^\| `(\w+\.toml)`", page, re.M):
        assert list(lexicons.glob(f"*/{file}")), file
