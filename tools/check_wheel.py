"""Builds the wheel and checks it: every file of the package is in it, and it works where there is no checkout.

    python tools/check_wheel.py

Needs a package index, for the build's own tools and the dependencies.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LARGEST = 60_000_000
LEFT_OUT = ("__pycache__", ".pyc")


def expected() -> set[str]:
    """The package's files, as the wheel must name them."""
    source = ROOT / "src"
    files = (path for path in (source / "jaccuse").rglob("*") if path.is_file())
    return {str(path.relative_to(source)) for path in files if not any(part in str(path) for part in LEFT_OUT)}


def main() -> int:
    """Build, look inside, install elsewhere, read an example. Returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT)], check=True
        )
        (wheel,) = out.glob("jaccuse-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())
        missing = expected() - names
        licences = [name for name in ("LICENSE", "NOTICE") if not any(n.endswith(f"/licenses/{name}") for n in names)]
        size = wheel.stat().st_size
        print(f"{wheel.name}: {len(names)} files, {size / 1e6:.1f} MB")
        for problem in [*sorted(missing), *licences]:
            print(f"not in the wheel: {problem}", file=sys.stderr)
        if missing or licences or size > LARGEST:
            return 1
        venv.create(out / "venv", with_pip=True)
        binaries = out / "venv" / "bin"
        subprocess.run([binaries / "pip", "install", "--quiet", str(wheel)], check=True)
        example = (ROOT / "examples" / "exchange-2021.en.txt").read_bytes()
        done = subprocess.run([binaries / "jaccuse", "read", "-"], input=example, cwd=folder, capture_output=True, check=True)
        print(f"installed elsewhere: {len(json.loads(done.stdout)['claims'])} claims read from the example")
    return 0


if __name__ == "__main__":
    sys.exit(main())
