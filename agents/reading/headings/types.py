"""How many lines of a document are set in one type: of one weight and style, and of about one size. Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from agents.reading.headings.headline import Headline


class Types:
    """Counts without looking at each line for each other. `alike`: sizes are one size as long as the one is
    no more times as large."""

    def __init__(self, lines: Iterable[Headline], alike: float) -> None:
        self._alike = alike
        self._sizes: defaultdict[tuple[bool, bool], list[float]] = defaultdict(list)
        for one in lines:
            self._sizes[one.bold, one.styled].append(one.size_pt)
        for sizes in self._sizes.values():
            sizes.sort()

    def count(self, one: Headline) -> int:
        """Of the lines, those in the type of this one."""
        sizes = self._sizes[one.bold, one.styled]
        return bisect_right(sizes, one.size_pt * self._alike) - bisect_left(sizes, one.size_pt / self._alike)
