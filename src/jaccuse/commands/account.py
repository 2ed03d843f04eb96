"""`jaccuse account`: who may log in where the ledger is served, and tokens for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..console import READ, say
from ..errors import MissingExtra
from ..parser import Parser, UsageError, choice
from . import COMMANDS

if TYPE_CHECKING:
    import argparse

    from ..web.accounts import Accounts

ACTIONS = ("add", "list", "password", "role", "remove", "token", "tokens", "revoke")
ROLES = ("reader", "reviewer", "admin")


def account_parser() -> Parser:
    """The parser of `jaccuse account`."""
    examples = """\
jaccuse account add ana --role reviewer
jaccuse account list
jaccuse account password ana
jaccuse account token ana --label "desk script" --role reader --days 90
jaccuse account revoke 1f9c03aa"""
    parser = Parser("jaccuse account", COMMANDS["account"].summary, examples)
    parser.add_argument("action", type=choice(ACTIONS), metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("name", nargs="?", metavar="NAME", help="the account; of `revoke`, the token's id")
    parser.add_argument(
        "--role", type=choice(ROLES), metavar="ROLE", help="reader: reads; reviewer: decides too; admin: sees the accounts too"
    )
    parser.add_argument("--label", metavar="WORDS", default="", help="what a token is for")
    parser.add_argument("--days", type=int, metavar="N", help="a token ends after so many days (never)")
    accounts_option(parser)
    return parser


def accounts_option(parser: Parser) -> None:
    """`--accounts`."""
    parser.add_argument(
        "--accounts",
        metavar="PATH",
        help="the file of accounts; otherwise that of JACCUSE_ACCOUNTS, otherwise jaccuse/accounts.db in the XDG data folder",
    )


def open_accounts(options: argparse.Namespace) -> Accounts:
    """The accounts that are meant. Raises MissingExtra, LedgerError."""
    try:
        from ..web.accounts import Accounts, default_path
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"accounts need the extra `web` ({error.name} is not installed)", remedy="pip install 'jaccuse[web]'"
        ) from None
    return Accounts(Path(options.accounts) if options.accounts else default_path())


def account(options: argparse.Namespace) -> int:
    """Do one thing with accounts or tokens."""
    from ..web.access import Role

    if options.name is None and options.action not in ("list", "tokens"):
        raise UsageError(f"{options.action} which account?", f"jaccuse account {options.action} NAME")
    accounts = open_accounts(options)
    role = Role[options.role.upper()] if options.role else None
    try:
        if options.action == "list":
            for one in accounts.accounts():
                print(f"{one.name}\t{one.role}\t{one.created}" + (f"\tclosed {one.closed}" if one.closed else ""))
        elif options.action == "tokens":
            for token in accounts.tokens():
                print(
                    f"{token.id}\t{token.account}\t{token.role}\t{token.label}\t{token.created}\t{token.until or 'never ends'}"
                )
        elif options.action == "add":
            accounts.add(options.name, _password(), role or Role.READER)
            say(f"account {options.name} made ({(role or Role.READER).name.lower()}); kept in {accounts.path}")
        elif options.action == "password":
            accounts.change(options.name, password=_password())
            say(f"{options.name} has another password; its sessions have ended")
        elif options.action == "role":
            if role is None:
                raise UsageError("which role?", f"add --role {'|'.join(ROLES)}")
            accounts.change(options.name, role=role)
            say(f"{options.name} is {options.role} now")
        elif options.action == "remove":
            accounts.remove(options.name)
            say(f"{options.name} is closed; the name stays in the history of what it decided")
        elif options.action == "token":
            print(accounts.make_token(options.name, options.label, role=role, days=options.days))
            say("this token is shown once; send it as `Authorization: Bearer …`")
        else:
            accounts.revoke(options.name)
            say(f"token {options.name} ended")
    finally:
        accounts.close()
    return READ


def _password() -> str:
    """From the terminal, unseen and twice; piped, the first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    first = getpass.getpass("password: ")
    if getpass.getpass("again: ") != first:
        raise UsageError("the two passwords are not the same", "try again")
    return first
