"""Many threads at once, or one alone."""

import threading
from collections.abc import Generator
from contextlib import contextmanager


class Exclusion:
    """Whoever wants to be alone is let in once everybody inside has left, and nobody else enters meanwhile.

    Not reentrant: who is inside may not enter again. Whoever wants to be alone waits for what the others do,
    so nobody may wait inside for something that only another newcomer could bring.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = False
        self._wanting = 0

    @contextmanager
    def shared(self) -> Generator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._alone and not self._wanting)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Generator[None]:
        with self._changed:
            self._wanting += 1
            self._changed.wait_for(lambda: not self._alone and not self._inside)
            self._wanting -= 1
            self._alone = True
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
