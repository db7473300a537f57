"""A bulletin across the sheet. It was held out until its scores decided between ways of reading."""

from benchmarks.quality.composer import LANDSCAPE, Composer, Flow
from benchmarks.quality.sheet import Style

_PAGES = 2


def bulletin(made: Composer) -> None:
    """A sheet on its side in three columns; heads across two of them, captions above their pictures.

    A choice between ways of reading was made by its scores, so it counts as tuned.
    """
    text = Style(9.5, leading=1.2)
    for number in range(1, _PAGES + 1):
        made.sheet(LANDSCAPE)
        made.furniture(f"Wainwright Notices No. {600 + number}", 572, 360)
        _wide_part(made, text, first=number == 1)
        flow = Flow([made.column(584, 50, 218, 545)])
        made.heading(flow, made.title(3), 2, Style(12, bold=True), 0)
        made.paragraph(flow, made.words(3), text, 5)
        made.figure(flow, number, 110, Style(8.5), above=True)
        while flow.with_room(30):
            made.paragraph(flow, made.words(3), text, 5)


def _wide_part(made: Composer, text: Style, first: bool) -> None:
    """Two stories, one above the other, each of two columns under a head across both."""
    for top, bottom in ((50.0, 285.0), (305.0, 545.0)):
        head = Flow([made.column(40, top, 520, top + 130)])
        if first and top == 50:
            made.heading(head, made.title(4), 1, Style(18, bold=True), 0)
        made.heading(head, made.title(3), 2, Style(13, bold=True), 0)
        flow = Flow(made.columns(2, 40, head.columns[0].frame.y + 4, 560, bottom, 22))
        while flow.with_room(30):
            made.paragraph(flow, made.words(4), text, 5)
