"""Terms with what is said of them beside them, as in glossaries and lists of options: read pair by pair and
not as two columns. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.reading.lists.entries import ALIGNED_PT, Entries, entries_of, near
from agents.reading.lists.same_columns import with_others
from agents.reading.mistaken import names_source
from agents.reading.page import Piece, union
from agents.reading.text.paragraphs import Row, rows_of
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_TERM = 40
"""Letters, at most: what is longer is text."""
_LEVEL = 0.5
"""Of a row's height: how far the tops of a term and of its text may lie apart."""
_WIDER = 1.5
"""How much wider than the terms what is said of them is, at least."""
_NEXT = 0.8
"""Of a row's height: how far below an entry the rest of it begins, at most."""
_MOST_TEXTS = 300
"""On a page: a drawing has more, and whatever is published must be read in bounded time."""

_LETTER = re.compile(r"[^\W\d_]")
_MAY_HOLD_ENTRIES = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE})
_MAY_BE_SAID = frozenset({RegionLabel.TEXT, RegionLabel.SECTION_HEADER, RegionLabel.REFERENCE})


@dataclass(frozen=True, slots=True)
class _Text:
    """A region of text or a heading, and its rows."""

    region: Region
    rows: list[Row]

    @property
    def top(self) -> Box:
        """The box of the first row."""
        return self.rows[0].box

    @property
    def left(self) -> float:
        """That of its words: a layout model's box may be wider."""
        return min(row.box.x0 for row in self.rows)

    @property
    def is_term(self) -> bool:
        """A heading is none, unless it has no letters: layout models take times and numbers for headings."""
        short = len(self.rows) == 1 and len(self.rows[0].text) <= _TERM
        return short and (self.region.label is RegionLabel.TEXT or not _LETTER.search(self.rows[0].text))


def with_terms(
    regions: Sequence[Region], pieces: Mapping[int, list[Piece]], frames: Sequence[Box] = ()
) -> tuple[list[Region], Mapping[int, list[Piece]], dict[int, Entries]]:
    """Terms and the texts level with them made one region each; and the entries of all regions that have
    some, by their numbers. A bibliography has none: all of its entries name their source. What stands in one
    of the `frames` is no term of a text beside it."""
    texts = [
        _Text(region, rows_of(pieces[region.region_id]))
        for region in regions
        if region.label in _MAY_BE_SAID
        and (own := pieces.get(region.region_id))
        and not all(piece.fixed for piece in own)
    ]
    if len(texts) > _MOST_TEXTS:
        return [*regions], pieces, _entries(regions, pieces)
    gone: set[int] = set()
    widened: dict[int, Region] = {}
    merged = dict(pieces)
    for together in _groups(texts, frames):
        ids = [one.region.region_id for one in together]
        whole = [piece for one in ids for piece in pieces[one]]
        if gone.isdisjoint(ids) and widened.keys().isdisjoint(ids) and entries_of(whole):
            first, box = together[0].region, union([one.region.box for one in together])
            widened[ids[0]] = first.model_copy(update={"box": box, "label": RegionLabel.TEXT})
            merged[ids[0]] = whole
            gone.update(ids[1:])
    kept = [widened.get(one.region_id, one) for one in regions if one.region_id not in gone]
    return with_others(kept, merged, _entries(kept, merged))


def _entries(regions: Sequence[Region], pieces: Mapping[int, list[Piece]]) -> dict[int, Entries]:
    found: dict[int, Entries] = {}
    for region in regions:
        own = pieces.get(region.region_id, ())
        if region.label not in _MAY_HOLD_ENTRIES or any(piece.fixed for piece in own):
            continue
        if entries := entries_of(own):
            sources = (names_source(" ".join(piece.text for piece in entry)) for entry in entries)
            if region.label is RegionLabel.TEXT or not all(sources):
                found[region.region_id] = entries
    return found


def _groups(texts: Sequence[_Text], frames: Sequence[Box]) -> list[list[_Text]]:
    """Terms one below the other, with all that stands beside and between them."""
    pairs = _pairs(texts, frames)
    terms = {id(term) for term, _ in pairs}
    others = [one for one in texts if id(one) not in terms]
    groups: list[list[tuple[_Text, _Text]]] = []
    for pair in pairs:
        open_groups = (group for group in groups if near(_columns(group[-1]), _columns(pair)))
        group = next((group for group in open_groups if _goes_on(group, pair, others)), None)
        if group is None:
            groups.append([pair])
        else:
            group.append(pair)
    return [
        [term for term, _ in group]
        + _said(group, others)
        + (_below(group[0], texts) if len(group) == 1 else [])
        for group in groups
    ]


def _below(pair: tuple[_Text, _Text], texts: Sequence[_Text]) -> list[_Text]:
    """What goes on right below a single term and its text from the margin of the term on: a layout model may
    draw one box around all entries but for the beginning of the first."""
    term, said = pair
    foot = max(said.rows[-1].box.y1, term.top.y1)
    reach = _NEXT * (term.top.y1 - term.top.y0)
    rest = (one for one in texts if one is not term and one is not said)
    return [
        one for one in rest if abs(one.left - term.left) <= ALIGNED_PT and abs(one.top.y0 - foot) <= reach
    ][:1]


def _pairs(texts: Sequence[_Text], frames: Sequence[Box]) -> list[tuple[_Text, _Text]]:
    """Terms and the texts that they are level with, from top to bottom."""
    found = [(term, _level_with(term, texts)) for term in texts if term.is_term]
    pairs = [(term, said) for term, said in found if said is not None and not _are_parted(term, said, frames)]
    return sorted(pairs, key=lambda pair: pair[0].top.y0)


def _columns(pair: tuple[_Text, _Text]) -> tuple[float, float]:
    return pair[0].left, pair[1].left


def _goes_on(group: list[tuple[_Text, _Text]], pair: tuple[_Text, _Text], others: Sequence[_Text]) -> bool:
    """Whether nothing else stands between them in the column of the terms."""
    above, below = group[-1][0].top, pair[0].top
    between = Box(min(above.x0, below.x0), above.y1, max(above.x1, below.x1), below.y0)
    return below.y0 >= above.y1 and not any(_cross(one.region.box, between) for one in others)


def _said(group: list[tuple[_Text, _Text]], texts: Sequence[_Text]) -> list[_Text]:
    """What stands in the column beside the terms, down to the next thing in theirs."""
    first, last = group[0][0].top, group[-1][0].top
    reach, right = _LEVEL * (first.y1 - first.y0), group[0][1].left
    below = [one.top.y0 for one in texts if one.left < right - ALIGNED_PT and one.top.y0 > last.y1]
    limit = min(below, default=float("inf"))
    return [
        one for one in texts if abs(one.left - right) <= ALIGNED_PT and first.y0 - reach <= one.top.y0 < limit
    ]


def _level_with(term: _Text, texts: Sequence[_Text]) -> _Text | None:
    """The nearest text to the right of a term that has a row level with it."""
    box = term.top
    reach = _LEVEL * (box.y1 - box.y0)
    level = [
        text
        for text in texts
        if text.left >= box.x1
        and any(abs(row.box.y0 - box.y0) <= reach for row in text.rows)
        and text.region.box.x1 - text.region.box.x0 >= _WIDER * (box.x1 - box.x0)
    ]
    return min(level, key=lambda text: text.left, default=None)


def _are_parted(term: _Text, said: _Text, frames: Sequence[Box]) -> bool:
    """Whether only one of them stands in some frame."""
    boxes = term.region.box, said.region.box
    return any(frame.holds_centre_of(boxes[0]) != frame.holds_centre_of(boxes[1]) for frame in frames)


def _cross(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.y1, other.y1) > max(one.y0, other.y0)
