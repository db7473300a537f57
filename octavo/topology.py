"""The dataflow of Octavo, whole: what flows where, and who works on it.

PDF -> ingest -> intake ----------------> outputs -> assembler -> results, progress, finished
                                            ^            |
                                            |            v
                                            |          slices -> rasterizer -> pages -> layout
                                            |                                             |
                                            +-- ocr, table, chart <- regions.* <----------+
"""

from octavo import bindings as bind
from octavo.dataflow import Goes, JoinSpec, StageSpec, Topology
from schemas.document import DocumentAssembled, DocumentCancelled, DocumentFailed, Envelope
from schemas.events import CancelRequested, DocumentProgressed, DocumentSubmitted, RequestFinished
from schemas.parts import (
    ChartRead,
    DocumentOpened,
    DocumentRejected,
    PageLaidOut,
    Part,
    PartFailed,
    TableRead,
    TextRead,
)
from schemas.work import ChartFound, OcrWanted, PageRasterized, SliceReleased, TableFound
from streams.topics import Topic

TOPOLOGY = Topology(
    topics=(
        Topic("ingest", title="PDFs and submissions, from any Kafka client", config=bind.BIG_RECORDS),
        Topic("control", title="Requests to cancel"),
        Topic("outputs", title="Every part of every document: the assembler's input and changelog"),
        Topic("results", title="Finished documents: what users consume", config=bind.BIG_RECORDS),
        Topic("finished", title="Which runs are over", config=bind.COMPACTED),
        Topic("progress", title="Pages done of total", config=bind.COMPACTED),
        Topic("slices", title="Pages that may be rasterized now", at_least=bind.MIXED),
        Topic("pages", title="Rasterized pages", at_least=bind.MIXED),
        Topic("pages.interactive", title="Rasterized pages, urgent ones", at_least=bind.MIXED),
        Topic("regions.ocr", title="Pages to read", at_least=bind.MIXED),
        Topic("regions.ocr.interactive", title="Pages to read, urgent ones", at_least=bind.MIXED),
        Topic("regions.table", title="Tables to structure", at_least=bind.MIXED),
        Topic("regions.table.interactive", title="Tables to structure, urgent ones", at_least=bind.MIXED),
        Topic("regions.chart", title="Possible charts", at_least=bind.MIXED),
        Topic("regions.chart.interactive", title="Possible charts, urgent ones", at_least=bind.MIXED),
        Topic("dead-letters", title="Events nobody could process, untouched", config=bind.BIG_RECORDS),
    ),
    routes={
        DocumentSubmitted: Goes("ingest", bind.by_request),
        CancelRequested: Goes("outputs", bind.by_request),  # passed on by intake: one log tells all
        SliceReleased: Goes("slices", bind.by_slice),
        PageRasterized: Goes("pages", bind.by_shard, interactive="pages.interactive"),
        OcrWanted: Goes("regions.ocr", bind.by_shard, interactive="regions.ocr.interactive"),
        TableFound: Goes("regions.table", bind.by_shard, interactive="regions.table.interactive"),
        ChartFound: Goes("regions.chart", bind.by_shard, interactive="regions.chart.interactive"),
        Part: Goes("outputs", bind.by_request),
        Envelope: Goes("results", bind.by_request),
        DocumentProgressed: Goes("progress", bind.by_request),
        RequestFinished: Goes("finished", bind.by_run),
    },
    stages=(
        StageSpec(
            "intake",
            reads=("control", "ingest"),
            emits=(DocumentOpened, DocumentRejected, CancelRequested),
            build=bind.intake,
            decode=bind.submission_or_cancel,
            max_batch=8,
        ),
        StageSpec(
            "rasterizer",
            reads=("slices",),
            emits=(PageRasterized, PartFailed),
            build=bind.rasterizer,
            max_batch=4,
        ),
        StageSpec(
            "layout",
            reads=("pages.interactive", "pages"),
            emits=(PageLaidOut, OcrWanted, TableFound, ChartFound, PartFailed),
            build=bind.layout,
            max_batch=32,
        ),
        StageSpec(
            "ocr",
            reads=("regions.ocr.interactive", "regions.ocr"),
            emits=(TextRead, PartFailed),
            build=bind.ocr,
            max_batch=32,
        ),
        StageSpec(
            "table",
            reads=("regions.table.interactive", "regions.table"),
            emits=(TableRead, PartFailed),
            build=bind.table,
            max_batch=32,
        ),
        StageSpec(
            "chart",
            reads=("regions.chart.interactive", "regions.chart"),
            emits=(ChartRead, PartFailed),
            build=bind.chart,
            max_batch=32,
        ),
    ),
    join=JoinSpec(
        "assembler",
        reads="outputs",
        emits=(
            DocumentAssembled,
            DocumentFailed,
            DocumentCancelled,
            SliceReleased,
            DocumentProgressed,
            RequestFinished,
        ),
    ),
)
