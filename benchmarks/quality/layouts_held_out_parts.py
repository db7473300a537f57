"""What the held-out layouts are built of: rules, grounds, frames."""

import pymupdf

from benchmarks.quality.sheet import BLACK, Rect, Rgb, Sheet


def line_across(sheet: Sheet, left: float, y: float, right: float, pen: float = 0.6) -> None:
    sheet.shapes.append(lambda page: page.draw_line((left, y), (right, y), width=pen))


def filled(sheet: Sheet, box: Rect, color: Rgb) -> None:
    """A coloured ground behind the text."""
    sheet.shapes.append(lambda page: page.draw_rect(pymupdf.Rect(box), color=None, fill=color))


def framed(sheet: Sheet, box: Rect, pen: float = 0.8, color: Rgb = BLACK) -> None:
    sheet.shapes.append(lambda page: page.draw_rect(pymupdf.Rect(box), color=color, width=pen))
