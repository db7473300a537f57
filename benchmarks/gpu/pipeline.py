"""Device time an item through Kafka and all agents, against a bare loop of the same backend over the same
pages and crops, in batches of the same size."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pymupdf

from agents.images import Rgb
from agents.models.protocols import Detection
from agents.pixels import cut
from agents.render import render
from benchmarks.gpu.backends import Size, call, loaded
from benchmarks.rig import Rig
from benchmarks.topic_log import TopicLog
from benchmarks.workload import Job, scans
from octavo.profiles import FULL, MODEL_STAGES, ModelStage
from octavo.reader import ends
from schemas.document import Envelope, StageTotals
from schemas.events import ModelUsed
from schemas.geometry import Box
from schemas.labels import RegionLabel
from streams.codec import decode

PLACES = (
    (RegionLabel.TEXT, Box(72, 72, 540, 240)),
    (RegionLabel.TABLE, Box(72, 260, 540, 440)),
    (RegionLabel.PICTURE, Box(72, 460, 540, 700)),
)
"""What every page is said to hold, in points: so each of its four models has one thing to do."""
_CROPPED: dict[ModelStage, Box] = {"ocr": PLACES[0][1], "table": PLACES[1][1], "chart": PLACES[2][1]}


class KnownPlaces:
    """A LayoutModel that runs another, so that its device is used, and says of every page what PLACES says:
    random weights find nothing that the other stages could work on."""

    def __init__(self, device: str = "auto", **settings: Any) -> None:
        from agents.models.detr_layout import DetrLayout

        self._model = DetrLayout(device=device, **settings)
        self.used = ModelUsed(name="known-places", version="1", backend=f"{__name__}:{type(self).__name__}")

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        self._model.detect(images, dpis)
        return [[Detection(label, box, 1.0) for label, box in PLACES] for _ in images]


def pipeline(
    folders: Mapping[ModelStage, Path], size: Size, device: str, documents: int, pages: int
) -> dict[str, Any]:
    """By stage: ms of the device an item in both, and the one over the other."""
    pdfs = [scans(pages, seed) for seed in range(documents)]
    dpi = 72 if size.name == "tiny" else 200
    profile = _profile(folders, size, device)
    with Rig(profile=str(profile), warm_pages=scans, dpi=dpi) as rig:
        since = ends(rig.connection, ["results"])
        run = rig.run([Job(pdf, pages) for pdf in pdfs])
        totals = _totals(rig, since, documents)
    images = [image for pdf in pdfs for image in _rendered(pdf, dpi)]
    told: dict[str, Any] = {"pages_per_s": len(images) / run.makespan_s}
    for stage in MODEL_STAGES:
        model = loaded(stage, folders[stage], size, device)
        batch = max(1, round(totals[stage].batch_items_mean))
        bare_ms = _bare_ms(stage, model, images, dpi, batch)
        piped_ms = totals[stage].device_ms / max(1, totals[stage].events)
        told[stage] = {
            "items": totals[stage].events,
            "batch_items_mean": totals[stage].batch_items_mean,
            "pipeline_ms": piped_ms,
            "bare_ms": bare_ms,
            "ratio": bare_ms / piped_ms if piped_ms else float("nan"),
        }
    return told


def _profile(folders: Mapping[ModelStage, Path], size: Size, device: str) -> Path:
    """A profile file beside the checkpoints."""
    tables: list[str] = []
    for stage in MODEL_STAGES:
        told: dict[str, Any] = {"checkpoint": str(folders[stage]), **size.settings.get(stage, {})}
        if stage in size.tokens:
            told["max_tokens"] = size.tokens[stage]
        backend = f"{__name__}:KnownPlaces" if stage == "layout" else FULL.choice(stage).backend
        settings = ", ".join(f"{key} = {_toml(value)}" for key, value in told.items())
        tables.append(
            f'[{stage}]\nbackend = "{backend}"\ninstances = 1\ndevices = ["{device}"]\n'
            f"settings = {{ {settings} }}\n"
        )
    path = folders["layout"].parent / "measured.toml"
    path.write_text('name = "measured"\n' + "".join(tables), encoding="utf-8")
    return path


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _totals(rig: Rig, since: Any, documents: int) -> dict[str, StageTotals]:
    """Over all documents; the size of a batch as the mean over items."""
    log = TopicLog(rig.connection, "results", since)
    found: list[Envelope] = []
    try:
        while len(found) < documents and (records := log.poll(5.0)):
            found += [event for event in map(decode, records) if isinstance(event, Envelope)]
    finally:
        log.close()
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for envelope in found:
        for stage, one in envelope.timings.stages.items():
            total = sums[stage]
            total[0] += one.events
            total[1] += one.device_ms
            total[2] += one.batch_items_mean * one.events
    return {
        stage: StageTotals(events=int(n), device_ms=ms, batch_items_mean=items / max(1.0, n))
        for stage, (n, ms, items) in sums.items()
    }


def _bare_ms(stage: ModelStage, model: Any, images: Sequence[Rgb], dpi: int, batch: int) -> float:
    """Warm: the first batch runs twice, and counts once."""
    box = _CROPPED.get(stage)
    pixels = [cut(image, box, dpi).image for image in images] if box else list(images)
    call(stage, model, pixels[:batch], dpi)
    started = time.perf_counter()
    for start in range(0, len(pixels), batch):
        call(stage, model, pixels[start : start + batch], dpi)
    return 1000 * (time.perf_counter() - started) / len(pixels)


def _rendered(pdf: bytes, dpi: int) -> list[Rgb]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [render(page, dpi) for page in document]
