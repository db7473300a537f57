"""Clean-up: what it cannot mend is not kept quiet."""

from pathlib import Path

import pytest

from octavo.config import load_settings
from octavo.upkeep import Upkeep
from streams.blobs import open_blobs
from streams.connection import Connection


def test_a_clean_up_that_breaks_says_so_to_its_worker_and_can_still_be_closed(tmp_path: Path) -> None:
    def broken() -> bool:
        raise ZeroDivisionError("nobody foresaw this")

    settings = load_settings(data_dir=tmp_path, gc_every_s=0.01)
    upkeep = Upkeep(settings, Connection("127.0.0.1:1"), open_blobs("memory://"), broken)
    with pytest.raises(ZeroDivisionError, match="nobody foresaw"):
        upkeep.run()
    upkeep.close()


def test_a_clean_up_that_was_closed_before_it_began_ends_at_once(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path, gc_every_s=3600)
    upkeep = Upkeep(settings, Connection("127.0.0.1:1"), open_blobs("memory://"), lambda: True)
    upkeep.close()
    upkeep.run()
    assert upkeep.verdict is None
