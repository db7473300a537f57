"""One page of a PDF as pixels and words, upright. Runs inside a child process."""

from dataclasses import dataclass, replace
from typing import Any

import pymupdf

from agents.drawn.text_layer import TextLayer, read_text_layer
from agents.drawn.tick_boxes import with_tick_boxes
from agents.images import Rgb
from agents.page_kind import decide, may_be_kept
from agents.page_task import PageLimits
from agents.pdf import EngineErrors, raise_as_rejection
from agents.render import fit_dpi, is_blank, load_page, render
from agents.scanned.scan_rules import scan_rules
from agents.scanned.sound_layer import is_sound
from agents.scanned.specks import without_specks
from agents.scanned.streaks import without_streaks
from agents.scanned.upright import told, turn_of, turned
from schemas.geometry import Box, Turn
from schemas.labels import PageKind
from schemas.page_facts import PageFacts


@dataclass(frozen=True, slots=True)
class Looked:
    """A page as it is to be read: its pixels upright, and what else is known of it, to match. `pictures` and
    `drawn` as in `schemas.work.PageRasterized`."""

    rgb: Rgb
    dpi: float
    facts: PageFacts
    pictures: tuple[Box, ...]
    drawn: tuple[Box, ...] | None


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A page as displayed, and a note where its resolution is lower than asked for."""

    rgb: Rgb
    dpi: float
    size_pt: tuple[float, float]
    note: str


def look(document: Any, page_no: int, limits: PageLimits) -> Looked:
    """Renders and reads a page of an open pymupdf.Document. Raises Rejection, MemoryError."""
    try:
        page = load_page(document, page_no)
        size_pt = float(page.rect.width), float(page.rect.height)
        dpi, note = fit_dpi(*size_pt, limits)
        layer = read_text_layer(page)
        shown = _Rendered(render(page, dpi), dpi, size_pt, note)
    except EngineErrors as error:
        raise_as_rejection(error, f"Rendering page {page_no}")
    pymupdf.TOOLS.store_shrink(50)  # decoded images of past pages would pile up to 256 MB
    blank = layer.seen.words == 0 and is_blank(shown.rgb)
    sound = may_be_kept(layer.seen) and is_sound(layer.words, turned(shown.rgb, Turn(layer.quarters)), dpi)
    kind, reason = decide(replace(layer.seen, sound=sound, blank=blank, repaired=bool(document.is_repaired)))
    if kind is PageKind.OCR:
        return _scanned(shown, layer, reason, blank)
    return _written(shown, layer, kind, reason)


def _written(shown: _Rendered, layer: TextLayer, kind: PageKind, reason: str) -> Looked:
    """A page whose words are those of its text layer."""
    turn = Turn(layer.quarters)
    width_pt, height_pt = turn.size(*shown.size_pt)
    upright = turned(shown.rgb, turn)
    facts = PageFacts(
        width_pt=width_pt,
        height_pt=height_pt,
        kind=kind,
        kind_reason=reason,
        words=with_tick_boxes(layer.words, layer.tick_boxes, upright, shown.dpi),
        bold_lines=layer.bold_lines,
        fixed_lines=layer.fixed_lines,
        styled_lines=layer.styled_lines,
        watermark_lines=layer.watermark_lines,
        frames=layer.frames,
        bars=layer.bars,
        rules=layer.rules,
        turn=turn,
        note=_joined(shown.note, told(turn)),
    )
    return Looked(upright, shown.dpi, facts, layer.pictures, layer.drawn)


def _scanned(shown: _Rendered, layer: TextLayer, reason: str, blank: bool) -> Looked:
    """A page that is read from its pixels: cleaned and set right; none of its text layer is used."""
    scan = without_streaks(shown.rgb, shown.dpi)
    clean = without_specks(scan)
    turn = Turn() if blank else turn_of(clean, shown.dpi)
    width_pt, height_pt = turn.size(*shown.size_pt)
    upright = turned(clean, turn)
    # What smooths specks takes thin rules away.
    ruled = scan_rules(upright if clean is scan else turned(scan, turn), shown.dpi)
    facts = PageFacts(
        width_pt=width_pt,
        height_pt=height_pt,
        kind=PageKind.OCR,
        kind_reason=reason,
        frames=ruled.frames,
        rules=ruled.rules,
        turn=turn,
        note=_joined(
            shown.note,
            "" if scan is shown.rgb else "streaks taken out",
            "" if clean is scan else "specks smoothed",
            told(turn),
        ),
    )
    return Looked(upright, shown.dpi, facts, layer.pictures if turn == Turn(layer.quarters) else (), None)


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
