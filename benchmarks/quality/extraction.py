"""What a system read from a PDF, in one shape for all systems."""

from dataclasses import dataclass, field

from benchmarks.quality.truth import Cell, Heading


@dataclass(slots=True)
class Extraction:
    """`text`: pieces in the order in which the system gives them. `margins`: what it told apart as headers
    and footers. A system that knows no headings, or no tables, gives none."""

    text: list[str] = field(default_factory=list[str])
    margins: list[str] = field(default_factory=list[str])
    headings: list[Heading] = field(default_factory=list[Heading])
    tables: list[tuple[Cell, ...]] = field(default_factory=list[tuple[Cell, ...]])
