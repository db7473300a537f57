"""The text that DePlot writes of a chart, made into a table. Pure.

`TITLE | a title <0x0A> x | red | blue <0x0A> 2020 | 1 | 2 ...` (Liu et al., "DePlot", 2023): rows are split
by a newline token, cells by a bar; the first row may name the title, the next one the columns.
"""

from agents.models.protocols import ChartData

BREAK = "<0x0A>"
TITLE = "TITLE"


class Malformed(ValueError):
    """The text is no table; the message says why, in a sentence."""


def chart_of(text: str) -> ChartData:
    """Raises Malformed rather than guess: a number in the wrong column is worse than none."""
    rows = [tuple(cell.strip() for cell in row.split("|")) for row in text.split(BREAK) if row.strip(" |\n")]
    title = ""
    if rows and rows[0][0].upper() == TITLE:
        title = " ".join(cell for cell in rows[0][1:] if cell)
        rows = rows[1:]
    if not rows:
        raise Malformed("The chart model wrote no rows.")
    header, body = rows[0], rows[1:]
    if not body:
        raise Malformed("The chart model wrote a header and no rows under it.")
    if len(header) < 2:
        raise Malformed("The chart model wrote rows of a single column.")
    for number, row in enumerate(body, 1):
        if len(row) != len(header):
            raise Malformed(
                f"The chart model wrote {len(row)} cells in row {number} under {len(header)} columns."
            )
    return ChartData(title=title, header=header, rows=tuple(body))
