"""The scores of one document, and the lines of the table that they go into."""

from dataclasses import dataclass

from benchmarks.quality.extraction import Extraction
from benchmarks.quality.family import Made, Subject
from benchmarks.quality.headings import headings_f1, level_accuracy
from benchmarks.quality.teds import document_teds
from benchmarks.quality.words import normalised, order, recall

Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a score over the families of a subject. `target` is a bound from below."""

    title: str
    subject: Subject
    score: str
    target: float | None = None


LINES = (
    Line("words, digital", "digital", "word_recall", 0.995),
    Line("reading order, digital", "digital", "order"),
    Line("headings (F1), digital", "digital", "headings_f1"),
    Line("heading levels, digital", "digital", "level_accuracy"),
    Line("words, clean scan", "clean scan", "word_recall", 0.98),
    Line("reading order, clean scan", "clean scan", "order"),
    Line("headings (F1), clean scan", "clean scan", "headings_f1"),
    Line("words, noisy scan", "noisy scan", "word_recall"),
    Line("reading order, noisy scan", "noisy scan", "order"),
    Line("headings (F1), noisy scan", "noisy scan", "headings_f1"),
    Line("words, turned scan", "turned scan", "word_recall"),
    Line("reading order, turned scan", "turned scan", "order"),
    Line("headings (F1), turned scan", "turned scan", "headings_f1"),
    Line("tables, ruled (TEDS)", "ruled", "teds", 0.95),
    Line("tables, half-ruled (TEDS)", "half-ruled", "teds", 0.90),
    Line("tables, borderless (TEDS)", "borderless", "teds", 0.90),
    Line("tables with spans (TEDS)", "spans", "teds"),
    Line("tables, scanned (TEDS)", "scanned tables", "teds"),
)


@dataclass(frozen=True, slots=True)
class SpeedLine:
    """A line of the table: pages a second over all documents of these subjects."""

    title: str
    subjects: frozenset[Subject]


SPEED_LINES = (
    SpeedLine("speed, digital (pages/s)", frozenset({"digital"})),
    SpeedLine("speed, scans (pages/s)", frozenset({"clean scan", "noisy scan"})),
)


def scores(made: Made, read: Extraction) -> Scores:
    """Every score that the document's truth has something to say to."""
    truth = made.truth
    body, margins = normalised(read.text), normalised(read.margins)
    furniture = set(normalised(truth.furniture())) - set(normalised(truth.text()))
    orders = [normalised(sequence) for sequence in truth.sequences()]
    given: Scores = {
        "word_recall": recall(normalised(truth.words()), body + margins),
        "order": order(orders, [word for word in body if word not in furniture]),
    }
    if truth.headings:
        given["headings_f1"] = headings_f1(truth.headings, read.headings)
        given["level_accuracy"] = level_accuracy(truth.headings, read.headings)
    if truth.tables:
        given["teds"] = document_teds(truth.tables, read.tables, truth.tables_otherwise)
    return given
