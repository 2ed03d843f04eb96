"""`python -m jaccuse`, the same as the `jaccuse` script."""

from .cli import run

run()
