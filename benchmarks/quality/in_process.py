"""Octavo's stages without Kafka: a quick look while something is mended, never for figures that are kept."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from agents.document.stored import resolve
from benchmarks.plain_script import PlainScript
from benchmarks.quality.docling_reading import extraction_of
from benchmarks.quality.extraction import Extraction
from benchmarks.quality.groups import Group
from benchmarks.quality.measuring import Sample, samples_of
from benchmarks.quality.scores import scores
from benchmarks.quality.table import OCTAVO
from streams.blobs import open_blobs


def in_process(groups: Sequence[Group], keep: Path | None = None) -> list[Sample]:
    """`keep`: a folder for the results as JSON. One process and one thread."""
    samples: list[Sample] = []
    with PlainScript(1, 1) as script:
        for group in groups:
            started = time.perf_counter()
            found = _read(script, group, keep)
            told = {made.name: scores(made, found[made.name]) for made in group.documents}
            samples += samples_of(OCTAVO, group, told, time.perf_counter() - started)
    return samples


def _read(script: PlainScript, group: Group, keep: Path | None) -> dict[str, Extraction]:
    found: dict[str, Extraction] = {}
    with tempfile.TemporaryDirectory(prefix="octavo-quality-") as folder:
        paths = [Path(folder, f"{made.name}.pdf") for made in group.documents]
        for path, made in zip(paths, group.documents, strict=True):
            path.write_bytes(made.pdf)
        for envelope in script.convert(paths):
            whole = resolve(envelope, open_blobs("memory://"))
            stem = Path(envelope.source.name).stem
            found[stem] = extraction_of(whole.document or {"body": {"children": []}})
            if keep:
                (keep / f"{stem}.json").write_text(whole.model_dump_json(indent=1), encoding="utf-8")
    return found
