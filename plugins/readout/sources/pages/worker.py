"""The child process that reads pages for `workers.BodyWorkers`.

`python -m readout.sources.pages.worker LIMIT_BYTES` reads pickled `PageItem`s from its
standard input and answers each with a pickled `Body` or `ReadoutError`; every message is
preceded by its length (8 bytes, big-endian). It ends when its input does. The parent is
the only one who writes here, so pickle is no risk in this direction; a worker that a page
has taken over could lie, which is why nothing outside this project is ever unpickled.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import sys
from typing import BinaryIO, Final

LENGTH_BYTES: Final = 8


def write_message(pipe: BinaryIO, message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    pipe.flush()


def main(limit: int) -> None:
    """Serve until the input ends.

    Args:
        limit: of the address space, bytes (RLIMIT_AS): an allocation beyond it fails in
            this process, not in the machine.
    """
    # What a library prints would break the protocol: answers get a descriptor of their own.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from readout.errors import HardError
    from readout.sources.pages.bodies import read_page
    from readout.text.language import language_of

    language_of("The model is loaded before the clock of the first page runs.")
    write_message(answers, "ready")
    pages = sys.stdin.buffer
    while len(head := pages.read(LENGTH_BYTES)) == LENGTH_BYTES:
        item = pickle.loads(pages.read(int.from_bytes(head, "big")))
        try:
            answer: object = read_page(item)
        except MemoryError:
            answer = HardError("The page needs too much memory", resource=item.url)
        except RecursionError:
            answer = HardError("The page is nested too deep", resource=item.url)
        except Exception as cause:
            answer = HardError(
                "The page broke the body reader",
                resource=item.url,
                why=f"{type(cause).__name__}: {cause}",
            )
        write_message(answers, answer)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        main(int(sys.argv[1]))
