"""What a user would take instead without downloading a model: each by name, with its best fair settings."""

from benchmarks.quality.alternatives.find_tables import FindTables
from benchmarks.quality.alternatives.llm_markdown import LlmMarkdown
from benchmarks.quality.alternatives.plain_text import PlainText, SortedText
from benchmarks.quality.alternatives.rapidocr_alone import RapidOcrDefault, RapidOcrTuned
from benchmarks.quality.alternatives.reader import Alternative

ALTERNATIVES: tuple[type[Alternative], ...] = (
    PlainText,
    SortedText,
    LlmMarkdown,
    FindTables,
    RapidOcrDefault,
    RapidOcrTuned,
)
