"""Writes what commands really print into the docs, so that no example can drift.

A fenced block behind `<!-- output: COMMAND -->` holds what COMMAND prints when run in the root. What stands between
`<!-- figures: NAME -->` and `<!-- /figures -->` is a table of tools/figures.py.

    python tools/fill_docs.py            run the commands and write their output
    python tools/fill_docs.py --check    exit with 1, naming file and command, where something differs
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from figures import TABLES

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^<!-- output: (?P<command>.*?) -->\n```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
FIGURES = re.compile(r"^<!-- figures: (?P<command>\w+) -->\n(?P<body>.*?)^<!-- /figures -->$", re.M | re.S)
CUT = 141
PAGES = ("README.md", "docs/**/*.md")


def pages() -> list[Path]:
    """The pages that may hold such blocks."""
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))


def output(command: str) -> str:
    """What the command prints: in the root, with this Python's scripts first, without colours.

    Raises RuntimeError where it fails; that its output was cut by `head` is no failure.
    """
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": scripts + os.pathsep + os.environ.get("PATH", ""), "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode not in (0, CUT):
        raise RuntimeError(f"`{command}` failed with {done.returncode}: {done.stderr}")
    return done.stdout + done.stderr


def filled(text: str) -> str:
    """The page with every block as it should be."""
    text = FIGURES.sub(lambda m: f"<!-- figures: {m['command']} -->\n{TABLES[m['command']]()}\n<!-- /figures -->", text)
    return BLOCK.sub(lambda m: f"<!-- output: {m['command']} -->\n```{m['kind']}\n{output(m['command'])}```", text)


def main() -> int:
    """Write or check. Returns the exit status."""
    check = "--check" in sys.argv[1:]
    status = 0
    for path in pages():
        text = path.read_text(encoding="utf-8")
        new = filled(text)
        if new == text:
            continue
        if check:
            pairs = [pair for kind in (BLOCK, FIGURES) for pair in zip(kind.finditer(text), kind.finditer(new), strict=True)]
            for command in (old["command"] for old, real in pairs if old["body"] != real["body"]):
                print(f"{path.relative_to(ROOT)}: `{command}` prints something else; run python tools/fill_docs.py")
            status = 1
        else:
            path.write_text(new, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: written")
    return status


if __name__ == "__main__":
    sys.exit(main())
