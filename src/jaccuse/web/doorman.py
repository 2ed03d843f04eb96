"""Accounts as the gate asks for them, off the event loop, with limits on guessing."""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread

from .access import Who
from .accounts import Accounts
from .rates import Rate
from .settings import Limits


class AccountDoor:
    """The accounts of a running server."""

    def __init__(self, accounts: Accounts, limits: Limits) -> None:
        self.accounts = accounts
        self._tries = Rate(limits.tries, limits.tries_seconds)
        # A hash takes 64 MiB for a moment: one at a time.
        self._hashing = CapacityLimiter(1)

    async def by_token(self, token: str) -> Who | None:
        """Whose token it is."""
        return await to_thread.run_sync(self.accounts.of_token, token)

    async def by_session(self, cookie: str) -> Who | None:
        """Whose session it is."""
        return await to_thread.run_sync(self.accounts.of_session, cookie)

    def wait(self, name: str, address: str) -> float:
        """How many seconds until this name, or somebody from this address, may try again."""
        return max(self._tries.wait(("name", name.casefold())), self._tries.wait(("address", address)))

    async def log_in(self, name: str, password: str, address: str) -> str | None:
        """The cookie of a new session; None where name or password are wrong."""
        keys = (("name", name.casefold()), ("address", address))
        for key in keys:
            self._tries.note(key)  # before it is known: those who try at once are counted too
        cookie = await to_thread.run_sync(self.accounts.log_in, name, password, limiter=self._hashing)
        if cookie is not None:
            for key in keys:
                self._tries.forget(key)
        return cookie

    async def log_out(self, cookie: str) -> None:
        """End a session."""
        await to_thread.run_sync(self.accounts.log_out, cookie)
