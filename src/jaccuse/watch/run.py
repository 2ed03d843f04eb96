"""One round of a watch: look at the feeds that are due, fetch and read what looks relevant, keep it, tell of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..backfill.crew import Crew
from ..backfill.units import Unit
from ..backfill.work import Job, Outcome
from ..claim import Reading
from ..errors import FetchError, ForbiddenAddress, JaccuseError, SourceError
from ..sources.items import primary
from ..sources.raw import Options, Raw
from .asking import Answer, raw_of, refused
from .config import Config, Feed
from .feeds import Item, items_of
from .polite import Guest, Refused, after
from .state import Looked, State, Waiting
from .tell import deliver, lines, news_of, write_atom

if TYPE_CHECKING:
    from ..ledger import Ledger

#: Requests under way at once, to different hosts; a feed that fails is looked at ever more rarely, once a day at last; a page
#: is tried so often before its item is read as the feed gave it.
THREADS, RAREST, TRIES = 8, 86_400.0, 4
LATEST = 200
_GONE = (400, 401, 402, 403, 404, 405, 406, 410, 451)


@dataclass(slots=True)
class Round:
    """What one round did. failures: what went wrong, in sentences; lines: what is new, in sentences."""

    feeds: int = 0
    unchanged: int = 0
    items: int = 0
    relevant: int = 0
    read: int = 0
    attributions: int = 0
    failures: list[str] = field(default_factory=list)


#: Told a sentence for people; whether it is news (or else something that went wrong).
Tell = Callable[[str, bool], None]


class Watch:
    """Feeds, watched. Use it as a context."""

    def __init__(self, config: Config, ledger: Ledger, state: State, options: Options, tell: Tell) -> None:
        self._config, self._ledger, self._state, self._options, self._tell = config, ledger, state, options, tell
        self._feeds = {feed.url: feed for feed in config.feeds}
        self.guest = Guest(config.contact, config.pause, options)
        self._crew = Crew(1, Job(form="json", options=options))

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *error: object) -> None:
        self.guest.stopped.set()
        self._crew.__exit__(None, None, None)

    def once(self, *, all_feeds: bool = False) -> Round:
        """One round. all_feeds: also those that are not yet due, but for those that failed last time. Raises JaccuseError."""
        made, now = Round(), time.time()
        due = [(feed, self._state.feed(feed.url)) for feed in self._config.feeds]
        due = [(feed, known) for feed, known in due if known.due <= now or (all_feeds and not known.failures)]
        with ThreadPoolExecutor(THREADS) as pool:
            try:
                for feed, known, result in pool.map(lambda one: (*one, self._looked(*one)), due):
                    self._note(feed, known, result, made)
                while waiting := self._state.waiting(time.time()):
                    for one, page in pool.map(lambda item: (item, self._page(item)), waiting):
                        self._read(one, page, made)
            except BaseException:
                self.guest.stopped.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        self._out(made)
        return made

    def wait(self) -> float:
        """Seconds until the next round has something to do."""
        due = [self._state.feed(feed.url).due for feed in self._config.feeds]
        if (other := self._state.next_due(self._config.webhook is not None)) is not None:
            due.append(other)
        return max(1.0, min(due) - time.time())

    def _looked(self, feed: Feed, known: Looked) -> Answer | JaccuseError:
        headers = {"Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/xml, */*;q=0.5"}
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            return self.guest.ask(feed.url, headers)
        except JaccuseError as error:
            return error

    def _note(self, feed: Feed, known: Looked, result: Answer | JaccuseError, made: Round) -> None:
        made.feeds += 1
        every = feed.every * 60
        pause = None
        try:
            if isinstance(result, JaccuseError):
                raise result
            pause = after(result)
            if result.status == 304:
                made.unchanged += 1
                known.failures, known.due = 0, time.time() + max(every, pause or 0)
                self._state.looked(feed.url, known)
                return
            if result.status != 200:
                raise FetchError(refused(result), source=feed.url)
            items = items_of(_unpacked(result, feed.url, self._options), result.url)
        except JaccuseError as error:
            known.failures += 1
            known.due = time.time() + max(pause or 0, min(RAREST, every * 2 ** min(known.failures, 10)))
            self._state.looked(feed.url, known)
            self._fail(made, f"{feed.url}: {error.message}")
            return
        headers = result.headers
        fresh = Looked(headers.get("etag"), headers.get("last-modified"), time.time() + max(every, pause or 0), 0)
        made.items += self._state.looked(feed.url, fresh, items)

    def _page(self, one: Waiting) -> Raw | bytes | JaccuseError | None:
        """What is to be read of an item: its page, itself, or nothing; an error where the page should be asked for again."""
        feed = self._feeds.get(one.feed)
        if feed is None:
            return None
        item = one.item
        text = f"{item.title}\n\n{item.text}"
        itself = _line(item, feed)
        if feed.full_text != "always" and not looks_relevant(text, feed.language or item.language):
            return None
        if feed.full_text == "never" or item.url is None:
            return itself
        try:
            answer = self.guest.ask(item.url, {"Accept": "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.8"})
            if answer.status == 200:
                return raw_of(answer, item.url, self._options)
            if answer.status in _GONE:
                return itself
            raise FetchError(refused(answer), source=item.url)
        except (Refused, ForbiddenAddress):
            return itself
        except FetchError as error:
            return error if one.failures + 1 < TRIES else itself
        except SourceError:
            return itself

    def _read(self, one: Waiting, page: Raw | bytes | JaccuseError | None, made: Round) -> None:
        if page is None:
            self._state.done(one.number)
            return
        if isinstance(page, JaccuseError):
            self._state.later(one.number, time.time() + 600 * 2**one.failures)
            self._fail(made, str(page))
            return
        made.relevant += 1
        feed = self._feeds[one.feed]
        readings = self._readings(page, one.item, feed)
        if not readings and isinstance(page, Raw):
            readings = self._readings(_line(one.item, feed), one.item, feed)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        news = []
        for reading in readings:
            self._ledger.add(reading)
            made.read += 1
            if (told := news_of(reading)) is not None:
                news.append((reading.document.id, at, json.dumps(told, ensure_ascii=False)))
        fresh = set(self._state.done(one.number, news))
        for document, _, words in news:
            if document in fresh:
                for line in lines(json.loads(words)):
                    made.attributions += 1
                    self._tell(line, True)

    def _readings(self, what: Raw | bytes, item: Item, feed: Feed) -> list[Reading]:
        """What is read in a page or an item, in a process of its own that is watched."""
        import msgspec

        name = item.url or feed.url
        known = replace(self._options, published=item.published, language=primary(feed.language))
        unit = Unit(0, 1, 0, name, what, known)
        outcomes: Iterable[Outcome] = [outcome for _, found in self._crew.run(iter([[unit]])) for outcome in found]
        readings = []
        for outcome in outcomes:
            for fault in outcome.faults:
                self._tell(f"{fault.where}: {fault.message}", False)
            readings += [msgspec.json.decode(one, type=Reading) for one in outcome.kept]
        return [_with(reading, item, feed) for reading in readings]

    def _out(self, made: Round) -> None:
        if self._config.atom is not None and (made.attributions or not self._config.atom.exists()):
            try:
                write_atom(self._config.atom, self._state.latest(LATEST))
            except OSError as error:
                self._fail(made, f"{self._config.atom}: cannot be written: {error.strerror or error}")
        if self._config.webhook is not None:
            for words in deliver(self._state, self._config.webhook, self._options, self._config.contact, time.time()):
                self._fail(made, words)

    def _fail(self, made: Round, words: str) -> None:
        made.failures.append(words)
        self._tell(words, False)


def looks_relevant(text: str, language: str | None) -> bool:
    """Whether a headline and summary are about cyberspace by the reader's own gate; never in a language that is not read."""
    from ..engine.gate import Subject
    from ..engine.language import identify
    from ..engine.words import languages, load_words

    code = primary(language) or identify(text)[0]
    return code in languages() and bool(Subject(text, load_words(code)))


def _unpacked(answer: Answer, url: str, options: Options) -> bytes:
    return raw_of(answer, url, options).data


def _line(item: Item, feed: Feed) -> bytes:
    """An item as a line of JSON Lines."""
    fields = {
        "title": item.title,
        "text": item.text,
        "published": item.published,
        "language": feed.language or item.language,
        "url": item.url,
        "publisher": feed.publisher or item.publisher,
    }
    return json.dumps({name: value for name, value in fields.items() if value}).encode()


def _with(reading: Reading, item: Item, feed: Feed) -> Reading:
    """The reading with what only the feed knows of its document: who publishes it, and where."""
    import msgspec

    head = reading.document
    publisher = feed.publisher or head.publisher or item.publisher
    document = msgspec.structs.replace(head, publisher=publisher, url=head.url or item.url)
    return msgspec.structs.replace(reading, document=document)
