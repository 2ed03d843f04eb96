"""How often somebody may do something: counts within a sliding window, in memory, of as many as there is room for."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Hashable

#: So many are remembered; those not seen for longest are forgotten first.
REMEMBERED = 20_000


class Rate:
    """At most `most` times in `seconds` for each key."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._seen: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def wait(self, key: Hashable) -> float:
        """How many seconds until it may be done again; 0 for now."""
        held = self._seen.get(key)
        if held is None:
            return 0.0
        now = time.monotonic()
        while held and held[0] <= now - self.seconds:
            held.popleft()
        return held[0] + self.seconds - now if len(held) >= self.most else 0.0

    def note(self, key: Hashable) -> None:
        """It was done."""
        held = self._seen.setdefault(key, deque(maxlen=self.most))
        held.append(time.monotonic())
        self._seen.move_to_end(key)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Begin anew."""
        self._seen.pop(key, None)
