"""Memory of decoded pages is lent, and comes back by itself."""

import gc
import threading

import numpy as np
import pytest

from agents.images import decode, encode
from agents.page_buffers import PAGES, PageBuffers

MIB = 1024 * 1024


def test_memory_is_used_again_once_the_last_view_is_gone() -> None:
    buffers = PageBuffers()
    first = buffers.lend(3 * MIB)
    view = first.reshape(-1, 3)[5:]
    del first
    gc.collect()
    assert buffers.idle_bytes == 0, "a view is still there"
    del view
    gc.collect()
    assert buffers.idle_bytes == 4 * MIB
    again = buffers.lend(3 * MIB - 7)
    assert again.shape == (3 * MIB - 7,)
    assert buffers.idle_bytes == 0


def test_two_borrowers_never_share_memory() -> None:
    buffers = PageBuffers()
    one, two = buffers.lend(MIB), buffers.lend(MIB)
    one[:] = 1
    two[:] = 2
    assert one.min() == 1
    assert two.max() == 2


def test_no_more_is_kept_than_was_asked_for() -> None:
    buffers = PageBuffers(kept_bytes=4 * MIB)
    lent = [buffers.lend(MIB) for _ in range(5)]
    del lent
    gc.collect()
    assert buffers.idle_bytes == 4 * MIB


def test_many_threads_borrow_and_return() -> None:
    buffers = PageBuffers()
    wrong: list[int] = []

    def work(mark: int) -> None:
        for size in range(1, 40):
            page = buffers.lend(size * 60_000)
            page[:] = mark
            if not (page == mark).all():
                wrong.append(mark)

    threads = [threading.Thread(target=work, args=(mark,)) for mark in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gc.collect()
    assert wrong == []
    assert 0 < buffers.idle_bytes <= 4 * 2 * (2 + 4) * MIB, "at most two of each size a thread"


@pytest.mark.parametrize("noise", [False, True])
def test_decoded_pages_live_in_lent_memory(noise: bool) -> None:
    rng = np.random.default_rng(7)
    rgb = rng.integers(0, 256 if noise else 1, (900, 700, 3), dtype=np.uint8)
    ref, data = encode(rgb, "r/1/p")
    assert ref.encoding == ("jpeg" if noise else "rgb+zstd")
    decode(ref, data)
    gc.collect()
    idle_bytes = PAGES.idle_bytes
    assert idle_bytes >= 2 * MIB
    page = decode(ref, data)
    assert PAGES.idle_bytes == idle_bytes - 2 * MIB
    assert page.shape == rgb.shape
