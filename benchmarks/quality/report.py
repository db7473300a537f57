"""docs/quality.md, made of benchmarks/results/quality.json. `python -m benchmarks.quality.report` writes it
anew without measuring."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.family import HALVES, SCANS
from benchmarks.quality.record import DOCUMENT, RECORD
from benchmarks.quality.table import told
from benchmarks.results import told as told_machine
from benchmarks.tables import markdown

_HEAD = """# What is read right

Nothing in this file is typed by hand. `make quality` measures and writes it; every document's scores stand \
in `benchmarks/results/quality.json`. It asserts nothing: a line that is missed says so.

The documents are made by `benchmarks/quality/`, so what stands in them is known: words in reading order, \
headings with levels, tables as cells with spans. They come in families of a layout, a typeface and what \
happened to the paper. The `tuned` families are there to look at and to mend by. The `held-out` ones are \
scored and nothing else: who mends the program looks neither at their pages nor at what goes wrong on \
them. The halves share no layout, no typeface, no kind of scan, no look of a table and no words but \
linking ones and months. A family whose scores once decided between two ways of reading counts as tuned from \
then on. The held-out half is the one that counts; a tuned half far above it would mean that the program \
learned its examples."""

_SCORES = """## The scores

- **Words**: the share of the true words that were found, each as often as it stands there, headers and \
footers too. Case, punctuation at the edges and the kind of a dash do not count.
- **Reading order**: 1 - (edit distance of the word sequences / length of the longer), without headers and \
footers. Where two orders are right (a box beside the text, a footnote within a paragraph that goes on \
overleaf), the nearer one counts.
- **Headings**: F1 of the headings by their text, and the share of the true headings that were found with \
their level, levels compared by rank.
- **TEDS**: similarity of tables as trees of rows and cells with spans and text (Zhong, ShafieiBavani and \
Jimeno Yepes, "Image-based table recognition: data, model, and evaluation", ECCV 2020), without thead and \
tbody, which not every system knows. A table too many counts as much as one missed.
- **Speed**: pages a second once models are loaded. Octavo has all documents of a half at once, on all \
cores, Kafka included; the alternatives read one document after the other in one process, whose models use \
the threads they choose."""

_OTHERS = """## The alternatives

What a user would take without downloading a model, each with its best fair settings \
(`benchmarks/quality/alternatives/`): the text layer by PyMuPDF in the order of the file, and sorted, both \
with hyphens joined; PyMuPDF4LLM with the layout models that come with it, and rapidocr for its OCR; \
PyMuPDF's `find_tables`, by rules and else by text, with spans by its cells' edges; rapidocr alone on pages \
at 200 DPI, as it comes and with the settings that Octavo uses. No score: the alternative does not give such \
a thing, is not for such pages, or was not asked: scans of the tuned half are read by Octavo alone."""


def document(content: Mapping[str, Any]) -> str:
    """The whole Markdown."""
    lines: Sequence[Mapping[str, Any]] = content["rows"]
    parts = [_HEAD]
    for half in HALVES:
        of_half = [line for line in lines if line["half"] == half]
        parts += [f"## {half.replace('_', '-').capitalize()} families", told(of_half)]
    parts += [_SCORES, _OTHERS, "## The families", _families(), _origin(content)]
    return "\n\n".join(parts) + "\n"


def _families() -> str:
    table = [["family", "half", "subject", "layout", "typeface", "scan"]]
    for family in sorted(FAMILIES, key=lambda family: HALVES.index(family.half)):
        half = family.half.replace("_", "-")
        scan = f"{family.scan}, {SCANS[family.scan].dpi} DPI" if family.scan else ""
        table.append([family.name, half, family.subject, family.layout.__name__, family.typeface, scan])
    return markdown(table).replace("_", " ")


def _origin(content: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in content["versions"].items())
    at, commit = content["at"][:10], content["commit"] or "unknown"
    pages, load = content["pages_per_family"], content["load_average_before"][0]
    return (
        f"Measured {at} in {content['took_s']:.0f} s at commit `{commit}` on "
        f"{told_machine(content['machine'])}, with {pages} pages a family, half as many of scans; the load "
        f"average was {load:.1f} when it began. {versions}. To measure it: `make quality`."
    )


def main() -> None:
    content: dict[str, Any] = orjson.loads(RECORD.read_bytes())
    DOCUMENT.write_text(document(content), encoding="utf-8")
    sys.stdout.write(f"written to {DOCUMENT}\n")


if __name__ == "__main__":
    main()
