"""What goes out of new claims: a line on the terminal, an Atom feed, a signed webhook. All say who claims it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ..claim import Attribution, Reading
from ..errors import SourceError
from ..render.phrases import sentence
from ..render.safe import one_line
from ..sources.raw import Options
from .asking import ask, refused
from .config import Webhook
from .polite import ROBOT
from .state import State, Told

NOTICE = "Claims as documents make them, read by a program; none is a finding. People named are presumed innocent."
#: Seconds until a delivery is tried again, doubled each time up to a quarter of a day; tries at most.
AGAIN, LONGEST, TRIES = 30.0, 21_600.0, 12


def news_of(reading: Reading) -> dict[str, Any] | None:
    """What is told of a document; None where nobody attributes anything in it."""
    claims = [claim for claim in reading.claims if isinstance(claim, Attribution)]
    if not claims:
        return None
    head = reading.document
    names = ("id", "language", "title", "published", "publisher", "url")
    about = {name: one_line(value) if (value := getattr(head, name)) else None for name in names}
    told = [
        {
            "sentence": sentence(claim),
            "words": one_line(" […] ".join(head.text[span.start : span.end] for span in claim.anchors)[:1_000]),
            "claimants": [actor.actor for actor in claim.claimants],
            "accused": [{"actor": actor.actor, "link": actor.link} for actor in claim.accused],
            "act": claim.act,
            "status": claim.status,
            "rule": claim.rule,
        }
        for claim in claims
    ]
    return {"notice": NOTICE, "document": about, "attributions": told}


def lines(news: dict[str, Any]) -> list[str]:
    """One line for the terminal for each attribution."""
    about = news["document"]
    source = " · ".join(filter(None, (about["publisher"], about["published"], about["url"])))
    return [f"{one['sentence']} ({source or about['id'][:19]})" for one in news["attributions"]]


def write_atom(path: Path, told: Sequence[Told]) -> None:
    """The latest as an Atom feed (RFC 4287); it appears whole or not at all. Raises OSError."""
    updated = told[0].at if told else "1970-01-01T00:00:00+00:00"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'jaccuse:watch')}</id>",
        "<title>Attributions of cyber operations, as they are claimed</title>",
        f"<subtitle>{escape(NOTICE)}</subtitle>",
        f"<updated>{updated}</updated>",
        "<author><name>jaccuse</name></author>",
    ]
    for one in told:
        parts += _entry(one)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join([*parts, "</feed>", ""]))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _entry(one: Told) -> list[str]:
    news = json.loads(one.news)
    about, claims = news["document"], news["attributions"]
    more = f" (and {len(claims) - 1} more)" if len(claims) > 1 else ""
    body = "".join(f"<li>{escape(c['sentence'])}: <q>{escape(c['words'])}</q></li>" for c in claims)
    title = f"<p>{escape(about['title'])}</p>" if about["title"] else ""
    html = f"{title}<ul>{body}</ul><p>{escape(NOTICE)}</p>"
    parts = [
        "<entry>",
        f"<id>urn:{escape(_plain(one.document))}</id>",
        f"<title>{escape(_plain(claims[0]['sentence'] + more))}</title>",
        f"<updated>{one.at}</updated>",
    ]
    if about["url"]:
        parts.append(f'<link rel="alternate" href={quoteattr(_plain(about["url"]))}/>')
    if about["publisher"]:
        parts.append(f"<source><title>{escape(_plain(about['publisher']))}</title></source>")
    return [*parts, f'<content type="html">{escape(_plain(html))}</content>', "</entry>"]


def _plain(words: str) -> str:
    """The words without characters that XML cannot hold."""
    return "".join(c for c in words if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def signature(secret: bytes, at: int, body: bytes) -> str:
    """What the header `Jaccuse-Signature` holds: the time, and HMAC-SHA256 over the time, a dot and the body."""
    return f"t={at},v1={hmac.new(secret, str(at).encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def deliver(state: State, hook: Webhook, options: Options, contact: str, now: float) -> list[str]:
    """Offer the webhook what it has not taken, in order; what went wrong, in sentences. A refusal ends the round."""
    for one in state.undelivered(now):
        body, at = one.news.encode(), int(time.time())
        headers = {
            "User-Agent": f"{ROBOT} ({contact})",
            "Content-Type": "application/json",
            "Jaccuse-Delivery": one.document,
            "Jaccuse-Signature": signature(hook.secret, at, body),
        }
        try:
            answer = ask(hook.url, options, headers=headers, body=body)
            wrong = None if 200 <= answer.status < 300 else refused(answer)
        except SourceError as error:
            wrong = error.message
        if wrong is None:
            state.delivered(one.number)
        elif one.failures + 1 >= TRIES:
            state.delivered(one.number)
            return [f"webhook: {wrong}; tried {TRIES} times, {one.document[:19]} is given up"]
        else:
            wait = min(LONGEST, AGAIN * 2**one.failures)
            state.undone(one.number, now + wait)
            return [f"webhook: {wrong}; again in {wait:.0f} s"]
    return []
