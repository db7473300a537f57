"""Bands of boxes that share a gutter, and are read as columns of one run. Pure."""

from dataclasses import dataclass

Span = tuple[float, float]
"""Left and right of a column."""

_SHORT_SHARE, _LONG_SHARE = 0.5, 1.25
"""Of the width of the column above: what is shorter, or longer, is a heading."""


@dataclass(frozen=True, slots=True)
class ColumnRun:
    """Neighbouring bands with the x-spans of each and of all; more than one span means a gutter."""

    bands: list[list[int]]
    band_spans: list[list[Span]]
    spans: list[Span]

    def joined(self, other: "ColumnRun") -> "ColumnRun | None":
        """Both together where one of them has columns and a gutter is left; None where not."""
        if len(self.spans) == 1 and len(other.spans) == 1:
            return None
        spans = _merged([*self.spans, *other.spans])
        if len(spans) == 1:
            return None
        return ColumnRun([*self.bands, *other.bands], [*self.band_spans, *other.band_spans], spans)

    def without_tail(self, headings: frozenset[int]) -> list["ColumnRun"]:
        """Splits off what stands alone below the columns, above what does not belong to them, and is one of
        the headings, or much shorter than the column above it, or longer than all of it: a heading too."""
        tail = self.band_spans[-1]
        if len(self.bands) == 1 or len(tail) > 1:
            return [self]
        if headings.issuperset(self.bands[-1]):
            return self.cut()
        left, right = tail[0]
        above = _merged([span for spans in self.band_spans[:-1] for span in spans])
        column = max(above, key=lambda span: min(right, span[1]) - max(left, span[0]))
        share = (right - left) / max(column[1] - column[0], 1e-6)
        if _SHORT_SHARE <= share <= _LONG_SHARE:
            return [self]
        return self.cut()

    def cut(self) -> list["ColumnRun"]:
        """Without its last band, and that."""
        tail = self.band_spans[-1]
        return [
            ColumnRun(self.bands[:-1], self.band_spans[:-1], self.spans),
            ColumnRun([self.bands[-1]], [tail], tail),
        ]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
