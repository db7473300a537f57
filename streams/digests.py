"""A set of runs in 16 bytes each. Pure."""

from array import array
from bisect import bisect_left
from hashlib import blake2b

from schemas.events import Request

Digest = tuple[int, int]


def digest(request: Request) -> Digest:
    """128 bits of a request and its run by BLAKE2b (RFC 7693), in two halves. The length of the first name
    goes in, so that no two pairs read the same."""
    request_id, run_id = request
    both = blake2b(f"{len(request_id)}/{request_id}/{run_id}".encode(), digest_size=16).digest()
    return int.from_bytes(both[:8], "big"), int.from_bytes(both[8:], "big")


class Digests:
    """Sorted, in two flat arrays: what is held for a day must be no object of its own. Each would take many
    times as much, and keep the memory around it that was meant to be returned.

    Adding moves what is greater: cheap for tens of thousands, not for tens of millions. Not guaranteed: that
    two runs are never taken for one; their digests would have to be the same.
    """

    def __init__(self) -> None:
        self._first, self._second = array("Q"), array("Q")

    def add(self, one: Digest) -> None:
        """No harm done if it is there already."""
        at = self._place(one)
        if not self._holds(at, one):
            self._first.insert(at, one[0])
            self._second.insert(at, one[1])

    def __contains__(self, one: Digest) -> bool:
        return self._holds(self._place(one), one)

    def __len__(self) -> int:
        return len(self._first)

    def _place(self, one: Digest) -> int:
        """Where it is, or belongs."""
        at = bisect_left(self._first, one[0])
        while at < len(self._first) and self._first[at] == one[0] and self._second[at] < one[1]:
            at += 1
        return at

    def _holds(self, at: int, one: Digest) -> bool:
        return at < len(self._first) and (self._first[at], self._second[at]) == one
