"""What stands before the text of a list item: bullets, numbers, letters. And what tells an entry of a table
of contents: dots up to the number of its page."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agents.reading.text.direction import runs_right_to_left
from agents.reading.text.paragraphs import Row

_GLYPH = re.compile(r"^[\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2610-\u2612]\s")

_BULLET = re.compile(
    r"^([\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2610-\u2612\u2013\u2014*\-\u00b7])\s+(?=\S)"
)
_NUMBER = re.compile(r"^(\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s+(?=\S)")
_COUNT = re.compile(r"^\(?(\d{1,3})[.)]\s+(?=\S)")
LEADER = re.compile(r"(?:[.\u2026\u00b7_]\s?){4,}")
"""The dots of a table of contents."""
_ENTRY = re.compile(rf"{LEADER.pattern}\s*(?:\d{{1,4}}|[ivxlc]{{1,7}})$")


_ENDS = (".", "!", "?", ";", ":")
_DASH = re.compile(r"^[\u2013*\-\u00b7]\s+\S")
_LEVEL = 0.5
"""Heights of a row: bullets of one list begin no further apart."""
_SHORT = 3.0
"""Heights of a row: a last row that ends so much further to the left is short."""


class Itemised(NamedTuple):
    """Rows that were cut apart, and whether they begin with an item of a list."""

    rows: list[Row]
    is_item: bool


class Marked(NamedTuple):
    """A list item's text without its marker. `enumerated` where the marker counts."""

    marker: str
    text: str
    enumerated: bool


def marked(text: str, marker: str = "") -> Marked:
    """Splits the marker off; an item without one has an empty marker and its whole text. `marker`: one that
    counts, as is known from others."""
    if marker and text.startswith(marker):
        return Marked(marker, text[len(marker) :].lstrip(), True)
    for pattern, enumerated in ((_BULLET, False), (_NUMBER, True)):
        match = pattern.match(text)
        if match:
            return Marked(match.group(1), text[match.end() :], enumerated)
    return Marked("", text, False)


def itemised(rows: Sequence[Row]) -> list[Itemised]:
    """Rows cut before each row that begins with a bullet, for layout models that know no lists, behind each
    entry of a table of contents, and where a row begins to the left of the bullet above it.

    Only glyphs that are used for nothing else count, and dashes that begin several rows as bullets do: a
    single dash or a number may begin a row of plain text.
    """
    dashed = _dashed(rows)
    turned = runs_right_to_left(row.text for row in rows)
    right = max((row.box.x1 for row in rows), default=0.0)
    runs: list[list[Row]] = []
    items: list[bool] = []
    for at, row in enumerate(rows):
        begins = is_bulleted(row) or at in dashed
        left = bool(runs) and items[-1] and not turned and _is_left_of(row, runs[-1], right)
        if not runs or begins or left or is_entry(runs[-1][-1].text):
            runs.append([row])
            items.append(begins)
        else:
            runs[-1].append(row)
    return [Itemised(run, begins or is_entry(run[-1].text)) for run, begins in zip(runs, items, strict=True)]


def _is_left_of(row: Row, item: Sequence[Row], right: float) -> bool:
    """Whether a row begins to the left of an item's bullet and the item may be over: bullets may be set in as
    first rows of paragraphs are. `right`: where rows end."""
    last = item[-1]
    over = last.text.rstrip().endswith(_ENDS) or last.box.x1 <= right - _SHORT * last.height_pt
    return over and row.box.x0 < item[0].box.x0 - _LEVEL * row.height_pt


def _dashed(rows: Sequence[Row]) -> set[int]:
    """The rows that begin with a dash as items do: several with the same one, below each other, with nothing
    to the left of them in between; and what goes on in the next row is set in there, or ends before the next
    dash as an item does."""
    found = [at for at, row in enumerate(rows) if _DASH.match(row.text)]
    if len(found) < 2 or len({rows[at].text[0] for at in found}) > 1:
        return set()
    lefts = [rows[at].box.x0 for at in found]
    between = range(found[0], found[-1] + 1)
    rough = _LEVEL * rows[found[0]].height_pt
    if max(lefts) - min(lefts) > rough or any(rows[at].box.x0 < min(lefts) - rough for at in between):
        return set()
    dashed = set(found)
    others = [at for at in between if at not in dashed]
    set_in = all(rows[at].box.x0 > max(lefts) + rough for at in others)
    ended = all(rows[at - 1].text.rstrip().endswith((*_ENDS, ",")) for at in found if at > 0)
    return dashed if ended or set_in else set()


def counted(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each item of a list that counts up from its first row on; none where it does not, where a
    full line of an item goes on in the next one, or where no item ends a sentence: two headings may have
    numbers as well."""
    runs: list[list[Row]] = []
    for row in rows:
        number = _number(row.text)
        if not runs or (number and number == _number(runs[-1][0].text) + 1):
            runs.append([row])
        else:
            runs[-1].append(row)
    if len(runs) < 2 or not _number(runs[0][0].text):
        return []
    ends = [run[-1].text.endswith(_ENDS) for run in runs]
    right = max(row.box.x1 for row in rows)
    short = [run[-1].box.x1 <= right - _SHORT * run[-1].height_pt for run in runs]
    whole = all(end or is_short for end, is_short in zip(ends[:-1], short[:-1], strict=True))
    return runs if any(ends) and whole else []


def _number(text: str) -> int:
    """That of the marker it begins with; 0 without one."""
    match = _COUNT.match(text)
    return int(match.group(1)) if match else 0


def is_item(run: Sequence[Row]) -> bool:
    """Whether rows that were cut apart begin with an item of a list."""
    return is_bulleted(run[0]) or is_entry(run[-1].text)


def is_entry(text: str) -> bool:
    """Whether it ends as an entry of a table of contents does whose number dots lead to."""
    return _ENTRY.search(text) is not None


def is_bulleted(row: Row) -> bool:
    return _GLYPH.match(row.text) is not None
