"""What is a heading, or may be one: what its text and its type say by themselves. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from agents.reading.headings.set_off import is_set_off

Node = dict[str, Any]
Key = tuple[float, int, bool, bool]
"""What the level of a heading goes by, the smallest for the highest."""

LARGER = 1.18
"""Than the text of the document: as large a line that stands alone is a heading, whatever its region says."""
_LETTERS, LINES = 120, 2.6
"""Of a heading, at most."""
NARROW_LINES = 5.6
"""Where a column is narrow, a heading goes over as many."""
_WORDS, _NARROW = 8, 8.0
"""The words of such a heading, and its width in heights of a line, at most."""
_COLUMN_LINES, _COLUMN_WORDS, _COLUMN = 3.6, 12, 20.0
"""And in one of several columns of a page."""
_NAMED = re.compile(r"^(table|tab\.|figure|fig\.|abb\.|chart|graph|plate|listing)\s*\d", re.IGNORECASE)
_NUMBER = re.compile(
    r"^(?:(?:chapter|section|part|appendix)\s+\w{1,4}\b"
    r"|(?P<number>(?:\d{1,2}|(?-i:[IVX]{1,5})(?=[.)])|[A-Z](?=[.)]))(?:\.\d{1,3})*)[.):]?\s+\S)",
    re.IGNORECASE,
)
_BY_CUSTOM = re.compile(
    r"^(abstract|summary|preface|foreword|contents|introduction|conclusions?|references|bibliography|literature"
    r"|acknowledge?ments?|appendix|index"
    r"|zusammenfassung|vorwort|inhalt|einleitung|fazit|literatur(?:verzeichnis)?|danksagung|anhang"
    r"|r\u00e9sum\u00e9|pr\u00e9face|sommaire|r\u00e9f\u00e9rences|bibliographie|remerciements|annexe"
    r"|resumen|pr\u00f3logo|\u00edndice|introducci\u00f3n|conclusi\u00f3n(?:es)?|referencias|bibliograf\u00eda|anexo)$",
    re.IGNORECASE,
)
_OF_A_KIND = re.compile(r"^([^\W\d_]{4,}|\u00a7|Art\.)\s(\d{1,3}[a-z]?|[IVXLC]{1,6})$")
"""A word and a number, and nothing else."""
_LABEL = re.compile(r"^([^\W\d_](?:[^\W\d_]| ){2,23}):\s+\S")
_CAPITALS = 5
"""Letters, or more: fewer are an abbreviation."""
_SENTENCE = 6
"""Words that end with a full stop."""
_CLOSING = "\"'\u201d\u2019\u201c\u00bb\u00ab)"
"""What may stand behind the full stop of a sentence."""
_QUESTION, _SENTENCES = 14, 12
"""Words: longer questions are said, and no heading, and so are several sentences."""
_NEXT = re.compile(r"[^\W\d_]{4}[.?!]\s+[A-Z]")
"""Where a sentence ends and the next one begins, behind no abbreviation."""


@dataclass(frozen=True, slots=True)
class Headline:
    """`label`: the node's when it was added; `size_pt`: the usual height of its lines; `height_pt` and
    `width_pt`: of its box; `below`: how many other ways of counting its own stands below;
    `styled`, `over` and `on_bar`: as of its block."""

    node: Node
    label: str
    size_pt: float
    height_pt: float
    width_pt: float
    bold: bool
    styled: bool = False
    below: int = 0
    over: bool | None = None
    on_bar: bool = False

    @property
    def depth(self) -> int:
        """Of its number, 0 without one."""
        depth = _depth(self.node["text"])
        return depth + self.below if depth else 0

    @property
    def by_custom(self) -> bool:
        """Whether it is what has no number beside sections that have."""
        return _BY_CUSTOM.match(self.node["text"]) is not None

    @property
    def capitals(self) -> bool:
        text = str(self.node["text"])
        return text.isupper() and sum(map(str.isalpha, text)) >= _CAPITALS


def may_be_heading(text: str) -> bool:
    """Whether it is short, has letters, and is neither a sentence nor the beginning of something, nor set off
    for another reason."""
    named = _NAMED.match(text) or text.rstrip().endswith((",", ";", ":"))
    return (
        not is_sentence(text)
        and len(text) <= _LETTERS
        and any(letter.isalpha() for letter in text)
        and not named
        and not is_set_off(text)
    )


def kind_of(text: str) -> str:
    """What it is one of, where it is that and its number alone: `Article 1`, `Chapter IV`; empty else."""
    match = _OF_A_KIND.match(text.strip())
    return str(match.group(1)) if match else ""


def label_of(text: str) -> str:
    """What it says first that it is, before a colon: `Keywords`; empty else."""
    match = _LABEL.match(text)
    return match.group(1).lower() if match else ""


def most_lines(one: Headline) -> float:
    """How many lines it may go over."""
    if is_narrow(one.node["text"], one.width_pt, one.size_pt):
        return NARROW_LINES
    column = one.width_pt <= _COLUMN * one.size_pt and len(str(one.node["text"]).split()) <= _COLUMN_WORDS
    return _COLUMN_LINES if column else LINES


def is_narrow(text: str, width_pt: float, size_pt: float) -> bool:
    """Whether it is few words in a narrow column. `size_pt`: the height of its lines."""
    return width_pt <= _NARROW * size_pt and len(text.split()) <= _WORDS


def is_sentence(text: str) -> bool:
    """Whether it is several words and ends as a sentence does, is a long question, or several sentences."""
    words = text.count(" ") + 1
    text = text.rstrip().rstrip(_CLOSING)
    if text.endswith("."):
        return words >= _SENTENCE
    if text.endswith("?") and words >= _QUESTION:
        return True
    return words >= _SENTENCES and _NEXT.search(text) is not None


def place(node: Node) -> int:
    """Which of the texts of its document it is, in the order in which they are read."""
    return int(node["self_ref"].rpartition("/")[2])


def same_type(one: Headline, other: Headline, alike: float) -> bool:
    """`alike`: how many times as large the one's type may be as the other's."""
    low, high = sorted((one.size_pt, other.size_pt))
    return one.bold == other.bold and high <= alike * low


def _depth(text: str) -> int:
    match = _NUMBER.match(text)
    number = match.group("number") or "" if match else ""
    return number.removesuffix(".0").count(".") + 1 if match else 0
