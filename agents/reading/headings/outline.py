"""The headings of a whole document: which texts are headings, and of what level. Pure.

A layout model sees one page and calls a heading a heading; how deep it stands shows only beside the others.
What tells is the height and the weight of the type, and the number before the text where there is one.
"""

import math
import re
from collections import Counter
from dataclasses import replace

from agents.reading.headings.chapters import as_their_names, leading, over_names
from agents.reading.headings.credits import credits_of, lines_of_title, lines_over_title
from agents.reading.headings.doubted import Doubts
from agents.reading.headings.headline import (
    LARGER,
    Headline,
    Key,
    Node,
    kind_of,
    may_be_heading,
    most_lines,
    place,
    same_type,
)
from agents.reading.headings.letterheads import without_letterheads
from agents.reading.headings.levels import keys_of
from agents.reading.headings.over_texts import over_texts
from agents.reading.headings.types import Types
from agents.reading.page import Origin

_ALIKE = {Origin.LAYER: 1.08, Origin.LINES: 1.12, Origin.REGIONS: 1.2}
"""Sizes are one size while the next is no more than this larger: boxes of letters are rounded, and those of
blurred ones more."""
_LARGER_LAID = 1.35
"""As `LARGER`, where lines are laid over their regions."""
_DIGITS = re.compile(r"\d+")
_BOLD = 0.3
"""Of the letters of the texts: where more are bold, it tells nothing."""
_BODY = frozenset({"text", "list_item", "reference"})
_DEEPEST = 6
_SEVERAL = 3
"""Words in capitals that stand alone in a text, and of such texts in one type: together they are headings."""


class Outline:
    """Told of every text and list item of the body in its order; `settle` then changes the JSON nodes of
    headings. A page header is one where it is in larger type and comes on one page only.

    Not promised: of headings in one type without numbers all are of one level. Nothing depends on how the
    pages came, so a document built in pieces is the same.
    """

    def __init__(self) -> None:
        self._headings: list[Headline] = []
        self._texts: list[Headline] = []
        self._letters: Counter[float] = Counter()
        self._in_tables: Counter[float] = Counter()
        self._bold_letters = 0
        self._headers: Counter[str] = Counter()
        self._origins: set[Origin] = set()

    def add(
        self,
        node: Node,
        size_pt: float,
        height_pt: float,
        origin: Origin,
        bold: bool = False,
        width_pt: float = math.inf,
        *,
        over: bool | None = None,
        styled: bool = False,
        on_bar: bool = False,
    ) -> None:
        """A heading or a text. `size_pt`: the usual height of its lines; `height_pt` and `width_pt`: of its
        box; `over`, `styled` and `on_bar`: as of its block. Where a recogniser read some of the document,
        bold type tells no levels: not all is found."""
        self._origins.add(origin)
        label = str(node["label"])
        one = Headline(node, label, size_pt, height_pt, width_pt, bold, styled, over=over, on_bar=on_bar)
        if label == "section_header":
            self._headings.append(one)
        elif label == "page_header" and size_pt:
            self._texts.append(replace(one, over=None))
            self._headers[_DIGITS.sub("", node["text"])] += 1
        elif label in _BODY and size_pt:
            self._letters[round(size_pt, 1)] += len(node["text"])
            self._bold_letters += bold * len(node["text"])
            if label != "list_item":
                self._texts.append(one)

    def add_table(self, size_pt: float, letters: int) -> None:
        """So many letters of a table in type of that height, 0 where that is not known."""
        if size_pt:
            self._in_tables[round(size_pt, 1)] += letters

    def settle(self) -> None:
        """Settles labels and levels in the nodes."""
        text_pt = _weighted_median(self._letters)
        self._texts = without_letterheads(self._texts, self._headings)
        doubts = Doubts(self._headings, self._texts, text_pt, self._alike, self._is_exact)
        for one in self._headings:
            if one.node["label"] == one.label and doubts.is_text(one):
                one.node["label"] = "text"
        self._headings = [one for one in self._headings if one.node["label"] == one.label]
        self._texts = [one for one in self._texts if one.node["label"] == one.label]
        self._find_more(doubts)
        self._set_back(credits_of(self._headings))
        self._set_back(lines_over_title(self._headings, self._keys(), self._alike * text_pt))
        self._set_back(lines_of_title(self._headings, self._keys()))
        if not self._headings:
            return
        keys = self._keys()
        levels = {key: level for level, key in enumerate(sorted(set(keys)), 1)}
        title = self._headings[: leading(self._headings)]
        alone = keys[0] == min(keys) and keys.count(keys[0]) == len(title) < len(keys)
        is_title = alone and not title[-1].depth
        for one, key in zip(self._headings, keys, strict=True):
            one.node["level"] = min(_DEEPEST, max(1, levels[key] - is_title))
        for one in title if is_title else ():
            del one.node["level"]
            one.node["label"] = "title"

    def _keys(self) -> list[Key]:
        keys = keys_of(self._headings, self._alike, bold_tells=self._is_exact)
        return as_their_names(self._headings, keys)

    def _set_back(self, texts: set[int]) -> None:
        """These of the headings are texts."""
        for at in texts:
            self._headings[at].node["label"] = "text"
        self._headings = [one for at, one in enumerate(self._headings) if at not in texts]

    @property
    def _is_exact(self) -> bool:
        """Whether sizes and weights are those that the PDF says, altogether."""
        return self._origins <= {Origin.LAYER}

    @property
    def _alike(self) -> float:
        return max((_ALIKE[origin] for origin in self._origins), default=1.0)

    def _is_numbered(self, one: Headline) -> bool:
        """Whether a page header has a number and the bold type of headings, and repeats none of them."""
        alike = one.bold and any(
            other.depth and same_type(one, other, _ALIKE[Origin.LAYER]) for other in self._headings
        )
        return one.depth > 0 and alike and all(one.node["text"] != it.node["text"] for it in self._headings)

    def _heads_document(self, one: Headline, body: float) -> bool:
        """Whether a page header is a title: bold and somewhat larger than the text, on the first page,
        where hardly any header is."""
        on_first = any(it["page_no"] == 1 for it in one.node.get("prov", ()))
        return on_first and one.bold and one.size_pt > self._alike * body

    def _find_more(self, doubts: Doubts) -> None:
        """Texts that stand out; short, alone."""
        if not self._letters:
            return
        # What is little else than tables may have no text but its small print.
        body = max(map(_weighted_median, (self._letters, self._letters + self._in_tables)))
        in_capitals = [one for one in self._texts if _in_capitals(one)]
        over = over_texts(self._texts, self._headings, body, self._alike)
        over |= over_names(self._texts, self._headings)
        found = [
            one
            for one in self._texts
            if (self._stands_out(one, body, in_capitals) or place(one.node) in over)
            and not (doubts.is_said(one) and one.size_pt <= self._alike * body)
            and self._may_head(one)
        ]
        kinds = [(kind, one) for one in [*self._headings, *found] if (kind := kind_of(one.node["text"]))]
        types = Types([*self._headings, *found], self._alike)
        known = {id(one) for one in found}
        rest = [one for one in self._texts if id(one) not in known]
        found += [one for one in rest if self._is_of_kind(one, kinds) or self._is_of_type(one, types, body)]
        for one in found:
            one.node.update(label="section_header", content_layer="body")
        self._headings = sorted([*self._headings, *found], key=lambda one: place(one.node))

    def _may_head(self, one: Headline) -> bool:
        """Whether it is short enough, and no page header that repeats."""
        short = one.height_pt <= most_lines(one) * one.size_pt and may_be_heading(one.node["text"])
        return short and self._headers[_DIGITS.sub("", one.node["text"])] < 2

    def _is_of_type(self, one: Headline, types: Types, body: float) -> bool:
        """Whether a page header is in larger type than the text, in which several headings are."""
        larger = one.label == "page_header" and one.size_pt > self._alike * body
        return larger and self._may_head(one) and types.count(one) >= _SEVERAL

    def _is_of_kind(self, one: Headline, kinds: list[tuple[str, Headline]]) -> bool:
        """Whether a text is like a heading but for its number: `Article 2` where `Article 1` is one."""
        kind = kind_of(one.node["text"]) if one.label == "text" else ""
        return bool(kind) and any(kind == it and same_type(one, other, self._alike) for it, other in kinds)

    def _stands_out(self, one: Headline, body: float, in_capitals: list[Headline]) -> bool:
        """By type that is larger than that of the document, or bold where that is not, or by capitals, where
        other headings of that type have them, or several texts."""
        if one.size_pt >= body * (_LARGER_LAID if Origin.REGIONS in self._origins else LARGER):
            return True
        if one.capitals and any(it.capitals and same_type(one, it, self._alike) for it in self._headings):
            return True
        if one.label == "page_header":
            return self._is_numbered(one) or self._heads_document(one, body)
        if one.size_pt < body / self._alike:
            return False
        rarely_bold = self._bold_letters < _BOLD * sum(self._letters.values())
        if one.bold and rarely_bold and one.over is not False and not one.node["text"][:1].islower():
            return True
        return _in_capitals(one) and sum(same_type(one, it, self._alike) for it in in_capitals) >= _SEVERAL


def _in_capitals(one: Headline) -> bool:
    """Whether it is several words in capitals."""
    return one.capitals and one.node["text"].count(" ") >= _SEVERAL - 1


def _weighted_median(letters: Counter[float]) -> float:
    half, count = sum(letters.values()) / 2, 0
    for size, number in sorted(letters.items()):
        count += number
        if count >= half:
            return size
    return 0.0
