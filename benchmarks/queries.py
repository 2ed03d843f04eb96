"""How long lists, searches and cases take on a large ledger, asked as people ask: a mix of filters, pages, words and incidents.

    python benchmarks/queries.py --documents 100000                 a new SQLite ledger, filled by the generator (readings.py)
    python benchmarks/queries.py --db LEDGER                        one that is there
    python benchmarks/queries.py --db postgresql://… --documents N

Says for each kind of question the median and the 95th of a hundred, and the slowest questions by name. Every question is asked
once on a new connection, so that nothing but the database's own cache helps.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from readings import Maker
from sqlalchemy import func, select

from jaccuse.ledger import Ledger
from jaccuse.ledger.content_tables import claims, counts, documents
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.merging_tables import incidents
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import queue

Question = tuple[str, str, Callable[[Views], object]]


def filled(place: str, number: int) -> None:
    """Add so many documents, and bring the tables up to date; says how fast."""
    start = time.perf_counter()
    with Ledger.open(place) as ledger:
        made = Maker().readings(number)
        while batch := list(islice(made, 2_000)):
            ledger.add_many(batch, engine="benchmark")
        added = time.perf_counter()
        entries = ledger.settle()
        took = time.perf_counter() - added
    print(f"added {number:,} documents in {added - start:,.0f} s (generator included)")
    print(f"tables made out of {entries:,} entries in {took:,.0f} s ({entries / took:,.0f} a second)")


def questions(ledger: Ledger, number: int, seed: int) -> Iterator[Question]:
    """What is asked: values drawn by how often they stand in the ledger, so that common ones are asked for often."""
    dice = random.Random(seed)
    with ledger.reading() as connection:
        values: dict[str, list[tuple[str, int]]] = {}
        for role, value, n in connection.execute(
            select(counts.c.role, counts.c.value, counts.c.number).where(counts.c.state == 0)
        ):
            values.setdefault(role, []).append((value, n))
        ids = list(connection.execute(select(incidents.c.id).order_by(func.random()).limit(number)).scalars())
        large = list(connection.execute(select(incidents.c.id).order_by(incidents.c.documents.desc()).limit(20)).scalars())
        keys = list(connection.execute(select(claims.c.id).order_by(func.random()).limit(number)).scalars())

    def one(role: str) -> str:
        pairs = values[role]
        return dice.choices([value for value, _ in pairs], [n for _, n in pairs])[0]

    for i in range(number):
        filters = [
            Filter(accused=one("accused")),
            Filter(accuser=one("accuser"), accused=one("accused")),
            Filter(activity=one("activity"), accused=one("accused")),
            Filter(status=one("status"), accuser=one("accuser"), since="2021"),
            Filter(kind="measure", language=dice.choice(("en", "fr"))),
            Filter(publisher=one("publisher"), activity=one("activity")),
            Filter(what=one("what"), until="2020-06"),
            Filter(reviewed="no", accused=one("accused"), language="fr"),
        ]
        asked = filters[i % len(filters)]
        name = " ".join(f"{key}={value}" for key, value in vars(asked).items() if value and value != "counts")
        yield "claims", name, lambda views, f=asked: views.claims(f)
        within = keys[i % len(keys)]
        yield "claims, a page within", name, lambda views, f=asked, k=within: views.claims(f, last=k)
        yield "documents", name, lambda views, f=asked: views.documents(f)
        yield "incidents", name, lambda views, f=asked: views.incidents(f)
        if ids:
            chosen = large[i % len(large)] if i % 20 == 0 else ids[i % len(ids)]
            yield "case", chosen, lambda views, c=chosen: views.case(c)
        words = dice.choice(("server", "agency network", "garden planet", '"power bank"', "orang*", "zebra"))
        yield "search", words, lambda views, w=words: views.search(w)
        if i % 10 == 0:
            yield "actors", "", lambda views: views.actors()
            yield "queue", "", lambda views: queue(views._connection)
            yield "lists without filter", "", lambda views: (views.claims(), views.documents(), views.incidents())


def asked(ledger: Ledger, number: int, seed: int, clock: Callable[[], float]) -> None:
    """Ask everything, print how long it took."""
    times: dict[str, list[tuple[float, str]]] = {}
    for kind, name, ask in questions(ledger, number, seed):
        with ledger.reading() as connection:
            start = clock()
            ask(Views(connection))
            times.setdefault(kind, []).append((1000 * (clock() - start), name))
    print(f"\n{'question':<24}{'asked':>6}{'median ms':>11}{'95th ms':>9}{'under 50 ms':>13}  slowest")
    for kind, held in times.items():
        print(_line(kind, held))
    every = [pair for kind, held in times.items() if kind != "search" for pair in held]
    print(_line("lists and cases", every))


def _line(kind: str, held: list[tuple[float, str]]) -> str:
    took = sorted(ms for ms, _ in held)
    ninety_fifth = took[min(len(took) - 1, int(0.95 * len(took)))]
    under = sum(ms < 50 for ms in took) / len(took)
    slowest = ", ".join(f"{name} {ms:.0f}" for ms, name in sorted(held, reverse=True)[:2])
    return f"{kind:<24}{len(took):>6}{statistics.median(took):>11.1f}{ninety_fifth:>9.1f}{under:>12.0%}  {slowest}"


def main() -> None:
    """Fill if asked to, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=0, help="fill with so many documents first")
    parser.add_argument("--db", help="the ledger; otherwise a new SQLite file")
    parser.add_argument("--asked", type=int, default=100, help="how many of each question")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu", action="store_true", help="processor time, where others share the machine (SQLite only)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.db or str(Path(folder) / "queries.db")
        if options.documents:
            filled(place, options.documents)
        with Ledger.open(place) as ledger:
            ledger.settle()
            with ledger.reading() as connection:
                sizes = [
                    connection.execute(select(func.count()).select_from(t)).scalar() for t in (documents, claims, incidents)
                ]
            print("{:,} documents, {:,} claims, {:,} incidents".format(*sizes))
            asked(ledger, options.asked, options.seed, time.process_time if options.cpu else time.perf_counter)


if __name__ == "__main__":
    main()
