"""`jaccuse serve`: the ledger as pages and an API, for people with a browser and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..console import READ, say
from ..errors import BadRequest, MissingExtra
from ..parser import Parser
from . import COMMANDS
from .account import accounts_option, open_accounts
from .store import ledger_option, open_ledger, settle

if TYPE_CHECKING:
    import argparse
    import socket


def serve_parser() -> Parser:
    """The parser of `jaccuse serve`."""
    examples = """\
jaccuse serve
jaccuse serve --db cases.db --port 8080"""
    parser = Parser("jaccuse serve", COMMANDS["serve"].summary, examples)
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (127.0.0.1: this machine only)")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="the port (8000); 0: any that is free")
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

        from ..web.accounts import AccountRefused
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
        line = _listening(options.host, options.port)
        app = create_app(Store(ledger, settings.limits.readers), settings, accounts)
        shown = f"[{options.host}]" if ":" in options.host else options.host
        place = options.public_url or f"http://{shown}:{line.getsockname()[1]}/"
        say(f"serving {ledger.place} at {place} (stop with Ctrl+C)")
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=5,
            limit_concurrency=200,
        )
        try:
            uvicorn.Server(config).run(sockets=[line])
        finally:
            line.close()
            accounts.close()
    return READ


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises BadRequest where it cannot."""
    import socket

    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        line = socket.socket(family, socket.SOCK_STREAM)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind((host, port))
        line.listen(128)  # who asks at once waits, and is not turned away
    except OSError as error:
        why = error.strerror or str(error)
        raise BadRequest(f"cannot listen at {host}, port {port}: {why}", remedy="name another with --host or --port") from None
    return line


def _port(word: str) -> int:
    number = int(word)
    if not 0 <= number <= 65_535:
        raise ValueError(word)
    return number


_port.__name__ = "port"
