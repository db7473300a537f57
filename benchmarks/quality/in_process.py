"""Octavo's stages without Kafka: a quick look while something is mended, never for figures that are kept."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from agents.document.stored import resolve
from benchmarks.plain_script import PlainScript
from benchmarks.quality.docling_reading import extraction_of
from benchmarks.quality.extraction import Extraction
from benchmarks.quality.families import Made
from streams.blobs import open_blobs


def read(documents: Sequence[Made], keep: Path | None = None) -> dict[str, Extraction]:
    """By the documents' names. `keep`: a folder for the results as JSON."""
    found: dict[str, Extraction] = {}
    with tempfile.TemporaryDirectory(prefix="octavo-quality-") as name, PlainScript(1, 1) as script:
        paths = [Path(name, f"{made.name}.pdf") for made in documents]
        for path, made in zip(paths, documents, strict=True):
            path.write_bytes(made.pdf)
        for envelope in script.convert(paths):
            whole = resolve(envelope, open_blobs("memory://"))
            stem = Path(envelope.source.name).stem
            found[stem] = extraction_of(whole.document or {"body": {"children": []}})
            if keep:
                (keep / f"{stem}.json").write_text(whole.model_dump_json(indent=1), encoding="utf-8")
    return found
