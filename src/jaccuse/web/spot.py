"""Reading a text for somebody on the spot, within the server's limits."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from ..claim import Reading
from ..errors import ForbiddenAddress, SourceEmpty, SourceTooLarge
from .ask import Ask
from .reader import Reader, Wanted


async def read_on_the_spot(
    ask: Ask, *, text: str | None, url: str | None, language: str | None = None, published: str | None = None
) -> Reading:
    """What it says. Nothing is kept. Raises JaccuseError, and HTTPException where somebody has too much read."""
    limits = ask.settings.limits
    state = ask.request.app.state
    address = ask.who.name or (ask.request.client.host if ask.request.client else "")
    if (wait := state.reads.wait(address)) > 0:
        raise HTTPException(429, headers={"retry-after": str(int(wait) + 1)})
    if text is not None and len(text) > limits.paste_chars:
        raise SourceTooLarge(f"the text has {len(text):,} characters; at most {limits.paste_chars:,} are read (paste_chars)")
    if text is not None and not text.strip():
        raise SourceEmpty("there is no text")
    if url is not None and (len(url) > 2_000 or not url.lower().startswith(("http://", "https://"))):
        raise ForbiddenAddress("only http and https addresses are fetched")
    state.reads.note(address)
    wanted = Wanted(text, url, language, published, limits.page_bytes, limits.read_seconds)
    reader: Reader = state.reader
    return await ask.store.run(lambda: reader.read(wanted, limits.read_seconds))
