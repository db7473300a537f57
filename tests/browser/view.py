"""What `octavo view` writes, in a real browser. Needs Chromium, so `make browser` runs it, not `make check`.

`OCTAVO_SCREENSHOT=shot.png make browser` keeps a picture of it.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from agents.document.docling import DoclingWriter
from agents.reading.page import Block
from octavo.commands.view import view
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import RegionLabel
from tests import pdfs
from tests.browser.chromium import Chromium
from tests.unit.pages import page

HOSTILE = (
    "<script>alert(1)</script></textarea><img src=x onerror=alert(2)>\" onmouseover='alert(3)' "
    "<a href=javascript:alert(4)>here</a> <iframe src=https://example.com></iframe>"
)
SHOT = os.environ.get("OCTAVO_SCREENSHOT")


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A page with a picture behind it, one that failed, and text that would do harm."""
    writer = DoclingWriter(Source(name="r.pdf"), HOSTILE)
    labels = (RegionLabel.SECTION_HEADER, RegionLabel.TEXT, RegionLabel.LIST_ITEM, RegionLabel.FORMULA)
    blocks = [
        Block(label, Box(60, 80 + 90 * at, 400, 140 + 90 * at), HOSTILE, HOSTILE, size_pt=10)
        for at, label in enumerate(labels)
    ]
    writer.add_page(page(), blocks)
    fault = {"code": "page_crashed", "message": HOSTILE, "part": "page/2"}
    records = [
        {"page_no": 1, "status": "complete", "kind": "digital"},
        {"page_no": 2, "status": "failed", "faults": [fault]},
    ]
    content: dict[str, Any] = {"request_id": "r-1", "document": writer.document(), "pages": records}
    content |= {"source": {"name": HOSTILE}, "status": "partial"}
    (tmp_path / "r.json").write_text(json.dumps(content))
    (tmp_path / "r.pdf").write_bytes(pdfs.text_document(1).pdf)
    assert view(tmp_path / "r.json", tmp_path / "r.pdf", None) == 0
    return tmp_path / "r.view.html"


def browsed(tmp_path: Path, file: Path, look: Callable[[Chromium], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with Chromium(tmp_path / "profile") as browser:
            await browser.open(file)
            await look(browser)

    asyncio.run(whole())


def test_pointing_at_a_box_lights_its_text_and_pointing_at_a_text_its_box(
    tmp_path: Path, shown: Path
) -> None:
    lit = '[...document.querySelectorAll(".on")].map(it => [it.tagName.toLowerCase(), it.dataset.item])'

    async def look(browser: Chromium) -> None:
        assert await browser.value(lit) == []
        numbers: list[str] = await browser.value(
            '[...document.querySelectorAll(".item")].map(it => it.dataset.item)'
        )
        assert len(numbers) == 4
        for place, number in (("rect", numbers[1]), (".item", numbers[2]), ("rect", numbers[3])):
            await browser.point_at(f'{place}[data-item="{number}"]')
            found: list[list[str]] = await browser.value(lit)
            assert {tag for tag, _ in found} == {"rect", "div"}
            assert {item for _, item in found} == {number}

    browsed(tmp_path, shown, look)


def test_nothing_that_a_document_says_runs_or_loads(tmp_path: Path, shown: Path) -> None:
    async def look(browser: Chromium) -> None:
        await browser.point_at(".item a, .item")
        for label in ("section_header", "text", "list_item", "formula"):
            await browser.point_at(f"rect.{label}")
        assert await browser.value('document.querySelectorAll("iframe, a[href^=javascript]").length') == 0
        assert await browser.value('document.querySelector("h1").textContent') == HOSTILE
        assert await browser.value('document.querySelector(".item").textContent.includes("<script>")')
        assert browser.dialogs == []
        assert [address for address in browser.loads if not address.startswith("data:")] == [shown.as_uri()]

    browsed(tmp_path, shown, look)


def test_the_page_is_behind_its_boxes_and_what_failed_is_to_be_seen(tmp_path: Path, shown: Path) -> None:
    async def look(browser: Chromium) -> None:
        image = 'document.querySelector("img")'
        assert await browser.value(f"{image}.decode().then(() => {image}.naturalWidth)") > 500
        sizes: list[list[float]] = await browser.value(
            '["img", "svg"].map(tag => document.querySelector(`.sheet ${tag}`).getBoundingClientRect())'
            ".map(box => [box.x, box.y, box.width, box.height])"
        )
        assert sizes[0] == pytest.approx(sizes[1], abs=2)
        assert "page_crashed" in await browser.value('document.querySelector("#page-2 .fault").innerText')
        assert await browser.value('document.querySelector(".fault").getBoundingClientRect().height') > 10
        await browser.value("window.scrollTo(0, 0)")
        await browser.point_at('rect[data-item="1"]')
        await browser.screenshot(Path(SHOT) if SHOT else tmp_path / "shot.png")

    browsed(tmp_path, shown, look)
