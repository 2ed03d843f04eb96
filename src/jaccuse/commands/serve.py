"""`jaccuse serve`: the ledger as pages and an API, for people with a browser and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..console import READ, say
from ..errors import AccountRefused, MissingExtra
from ..parser import Parser
from . import COMMANDS
from .account import accounts_option, open_accounts
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
    parser.add_argument(
        "--public-url", metavar="URL", help="the address others reach it by, where something (TLS) stands in front of it"
    )
    parser.add_argument("--login", action="store_true", help="ask for an account also for reading on this machine")
    accounts_option(parser)
    ledger_option(parser)
    return parser


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import gc

    try:
        import uvicorn

        from ..web.app import create_app
        from ..web.settings import Settings
        from ..web.store import Store
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"serving pages needs the extra `web` ({error.name} is not installed)", remedy="pip install 'jaccuse[web]'"
        ) from None
    settings = Settings(host=options.host, port=options.port, public_url=options.public_url, login=options.login)
    accounts = open_accounts(options)
    if not settings.open_reading and not any(one.closed is None for one in accounts.accounts()):
        raise AccountRefused(
            "others can reach this server, and there is no account yet", remedy="jaccuse account add NAME --role reviewer"
        )
    gc.enable()
    with open_ledger(options) as ledger:
        settle(ledger)
        app = create_app(Store(ledger, settings.limits.readers), settings, accounts)
        shown = f"[{options.host}]" if ":" in options.host else options.host
        say(f"serving {ledger.place} at {options.public_url or f'http://{shown}:{options.port}/'} (stop with Ctrl+C)")
        config = uvicorn.Config(
            app, host=options.host, port=options.port, log_level="warning", server_header=False, date_header=True,
            proxy_headers=False, timeout_keep_alive=15, timeout_graceful_shutdown=5, limit_concurrency=200,
        )  # fmt: skip
        try:
            uvicorn.Server(config).run()
        finally:
            accounts.close()
    return READ


def _port(word: str) -> int:
    number = int(word)
    if not 0 <= number <= 65_535:
        raise ValueError(word)
    return number


_port.__name__ = "port"
