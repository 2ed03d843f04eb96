"""The process that reads: takes batches of units from its standard input, gives their outcomes on its standard output.

Messages are a length of four bytes and a pickle, between a parent and the child that it started itself. In a file that both
map the child says at which document it is and since when; a parent that sees it stand still for too long ends the process. The
child reads with a limit on its own memory and ends itself when that is met.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import signal
import struct
import sys
import time
from collections.abc import Mapping
from typing import Any

from .units import Unit
from .work import Job, Outcome, outcome

LENGTH = struct.Struct("<I")
#: Batch, unit of it (-1: none is being read), document of that, and the monotonic time since when.
PULSE = struct.Struct("<qiid")
IDLE = -1
OUT_OF_MEMORY = 77

#: Of a batch: its number, its units, and what of each is to be left alone: unit -> documents.
Order = tuple[int, list[Unit], Mapping[int, set[int]]]
Answer = tuple[int, list[Outcome]]


def main(words: list[str]) -> int:
    """words: the descriptor of the file that both map, and the limit on memory in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; the end of the input ends this
    descriptor, memory = int(words[0]), int(words[1])
    take, give = os.fdopen(os.dup(0), "rb"), os.dup(1)
    os.dup2(2, 1)  # nothing that a library prints gets between the messages
    pulse = mmap.mmap(descriptor, PULSE.size)
    job: Job = pickle.loads(_message(take))
    _limit(memory)
    try:
        _warm()
        while data := _message(take):
            number, units, avoid = pickle.loads(data)
            send(give, (number, _read(job, number, units, avoid, pulse)))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        return 1
    return 0


def _warm() -> None:
    """Load what every document needs, before the first one's time runs; it stays, and is never searched for rubbish again."""
    from ..engine.names import finder_warmup
    from ..engine.parse import Parser
    from ..engine.words import languages, load_words

    for language in languages():
        load_words(language)
    finder_warmup()
    Parser.load()
    gc.collect()
    gc.freeze()


def _read(job: Job, number: int, units: list[Unit], avoid: Mapping[int, set[int]], pulse: mmap.mmap) -> list[Outcome]:
    found = []
    for place, unit in enumerate(units):

        def begin(document: int, place: int = place) -> None:
            PULSE.pack_into(pulse, 0, number, place, document, time.monotonic())

        found.append(outcome(unit, job, begin, avoid.get(place, ())))
    PULSE.pack_into(pulse, 0, number, IDLE, 0, 0.0)
    return found


def send(descriptor: int, message: Any) -> None:
    """Write one message whole. Raises BrokenPipeError."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    view = memoryview(LENGTH.pack(len(data)) + data)
    while view:
        view = view[os.write(descriptor, view) :]


def _message(stream: Any) -> bytes:
    """The next message; empty at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    (size,) = LENGTH.unpack(head)
    data: bytes = stream.read(size)
    return data if len(data) == size else b""


receive = _message


def _limit(memory: int) -> None:
    if memory:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
