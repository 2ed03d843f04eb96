"""`jaccuse serve`: the ledger as pages and an API, for people with a browser and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..console import READ, say
from ..errors import BadRequest, MissingExtra
from ..parser import Parser
from . import COMMANDS
from .store import ledger_option, open_ledger, settle

if TYPE_CHECKING:
    import argparse


def serve_parser() -> Parser:
    """The parser of `jaccuse serve`."""
    examples = """\
jaccuse serve
jaccuse serve --db cases.db --port 8080"""
    parser = Parser("jaccuse serve", COMMANDS["serve"].summary, examples)
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (127.0.0.1: this machine only)")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="the port (8000)")
    ledger_option(parser)
    return parser


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import gc

    try:
        import uvicorn

        from ..web.app import create_app
        from ..web.settings import Settings, is_loopback
        from ..web.store import Store
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"serving pages needs the extra `web` ({error.name} is not installed)", remedy="pip install 'jaccuse[web]'"
        ) from None
    if not is_loopback(options.host):
        raise BadRequest(
            f"--host: {options.host!r} can be reached by others, and there are no accounts yet", remedy="--host 127.0.0.1"
        )
    gc.enable()
    settings = Settings(host=options.host, port=options.port)
    with open_ledger(options) as ledger:
        settle(ledger)
        app = create_app(Store(ledger, settings.limits.readers), settings)
        say(f"serving {ledger.place} at http://{options.host}:{options.port}/ (stop with Ctrl+C)")
        config = uvicorn.Config(
            app, host=options.host, port=options.port, log_level="warning", server_header=False, date_header=True,
            proxy_headers=False, timeout_keep_alive=15, timeout_graceful_shutdown=5, limit_concurrency=200,
        )  # fmt: skip
        uvicorn.Server(config).run()
    return READ


def _port(word: str) -> int:
    number = int(word)
    if not 0 <= number <= 65_535:
        raise ValueError(word)
    return number


_port.__name__ = "port"
