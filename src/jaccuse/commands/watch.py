"""`jaccuse watch`: feeds as they come; new attributions into the ledger and out as Atom, webhook and lines."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from ..console import FAILED, READ, say
from ..parser import Parser
from . import COMMANDS
from .store import ledger_option, open_ledger

if TYPE_CHECKING:
    import argparse

    from ..watch.run import Round

EXAMPLES = """\
jaccuse watch feeds.toml
jaccuse watch feeds.toml --once --db cases.db"""
STATUSES = """\
exit status:
  0    --once: every feed answered
  1    some feed, page or delivery failed (it is tried again later), or the file, the ledger or the state cannot be used
  2    the command line was wrong
  130  interrupted; the same command goes on from there"""


def watch_parser() -> Parser:
    """The parser of `jaccuse watch`."""
    parser = Parser("jaccuse watch", COMMANDS["watch"].summary, EXAMPLES, STATUSES)
    parser.add_argument(
        "config",
        type=Path,
        metavar="FEEDS.TOML",
        help="the feeds, and where new attributions go; examples/feeds.toml is one",
    )
    ledger_option(parser)
    parser.add_argument("--once", action="store_true", help="look at every feed once and end (for cron); otherwise for ever")
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="what was seen and is to be told (otherwise FEEDS.TOML.state)",
    )
    return parser


def watch(options: argparse.Namespace) -> int:
    """Watch; returns the exit status."""
    from ..sources.raw import Options
    from ..watch.config import load_config
    from ..watch.run import Watch
    from ..watch.state import State

    config = load_config(options.config)
    place = options.state or options.config.with_name(options.config.name + ".state")
    with open_ledger(options, create=True) as ledger, State(place) as state:
        given = Options(allow_private=config.allow_private)
        with Watch(config, ledger, state, given, _tell) as round_about:
            while True:
                made = round_about.once(all_feeds=options.once)
                ledger.settle()
                _sum_up(made, len(config.feeds))
                if options.once:
                    return FAILED if made.failures else READ
                time.sleep(round_about.wait())


def _tell(words: str, news: bool) -> None:
    """News on stdout, all else on stderr."""
    from ..render.safe import visible

    if news:
        print(visible(words.replace("\\n", " ")), flush=True)
    else:
        say(words)


def _sum_up(made: Round, feeds: int) -> None:
    if made.feeds or made.read:
        say(
            f"{made.feeds:,} of {feeds:,} feeds looked at, {made.unchanged:,} unchanged; {made.items:,} new items, "
            f"{made.relevant:,} read; {made.attributions:,} new attributions, {len(made.failures):,} failures"
        )
