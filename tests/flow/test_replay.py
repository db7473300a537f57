"""A request that is redone: only what was asked for, and what exists is taken over."""

import uuid
from collections import Counter
from pathlib import Path

import pytest

from octavo.client import Client
from octavo.commands.diff import diff
from octavo.config import load_settings
from octavo.document import Document
from octavo.errors import UsageError
from octavo.replay import How, Selection, how_of, time_ms
from octavo.system import System
from schemas.codes import ErrorCode
from tests.pdfs import scanned, text_document

PAGES = 3
LIMIT_S = 90.0
NAMES = {"layout": "CountingLayout", "ocr": "CountingOcr", "chart": "CountingChart", "table": "CountingTable"}


class Counted:
    """A system whose models log what they see; `word` is what OCR reads, and one of its settings."""

    def __init__(self, folder: Path, broker: str) -> None:
        self.log, self.profile = folder / "seen", folder / "counting.toml"
        self.settings = load_settings(
            bootstrap_servers=broker,
            topic_prefix=f"replay-{uuid.uuid4().hex[:8]}.",
            data_dir=folder / "data",
            blob_url=str(folder / "blobs"),
            profile=str(self.profile),
        )

    def system(self, word: str) -> System:
        stages = [f'[{stage}]\nbackend = "tests.flow.counting:{name}"' for stage, name in NAMES.items()]
        given = [f'settings = {{ log = "{self.log}"{self._word(stage, word)} }}' for stage in NAMES]
        self.profile.write_text("\n".join(f"{s}\n{g}" for s, g in zip(stages, given, strict=True)))
        return System(self.settings)

    def seen(self) -> Counter[str]:
        """What each model saw since this was asked last."""
        names = Counter(self.log.read_text().split()) if self.log.exists() else Counter[str]()
        self.log.unlink(missing_ok=True)
        return names

    def _word(self, stage: str, word: str) -> str:
        return f', word = "{word}"' if stage == "ocr" else ""


def result(client: Client, request_id: str, run_id: str) -> Document:
    with client.watch(request_id, follow=True) as watch:
        while True:
            for document in watch.step():
                if document.run_id == run_id:
                    return document


def said(document: Document) -> dict[str, object]:
    return document.envelope.model_dump(mode="json", exclude={"run_id", "timings", "document_blob"})


def test_only_the_stage_that_is_named_or_changed_runs_again(
    tmp_path: Path, broker: str, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = Counted(tmp_path, broker)
    one = Selection("letter")
    with counted.system("first"), Client(settings=counted.settings) as client:
        client.submit(scanned(text_document(PAGES)).pdf, request_id="letter")
        first = result(client, "letter", "1")
        assert first.status == "complete"
        everything = counted.seen()
        assert set(everything) == {"CountingLayout", "CountingOcr", "CountingChart"}

        again = result(client, "letter", client.replay(one, How(redo=("ocr",))))
        assert counted.seen() == {"CountingOcr": PAGES}
        assert said(again) == said(first)

        joined = result(client, "letter", client.replay(one, How(redo=("assembler",))))
        assert counted.seen() == {}
        assert said(joined) == said(first)

        whole = result(client, "letter", client.replay(one))
        assert counted.seen() == everything
        assert said(whole) == said(first)
        for copy in (tmp_path / "blobs").rglob("source.pdf"):
            copy.unlink()
        restored = result(client, "letter", client.replay(one))
        assert said(restored) == said(first), "the topic still has the PDF"
        assert counted.seen() == everything
        with pytest.raises(UsageError, match="no result"):
            client.replay(Selection("unknown"))
    with counted.system("second"), Client(settings=counted.settings) as client:
        changed = result(client, "letter", client.replay(one, How(redo=(), profile="counting")))
        assert counted.seen() == {"CountingOcr": PAGES}, "the only one whose settings changed"
        # The same line at the same edge of every page is a running header, which Markdown leaves out.
        assert {text.text for text in changed.docling.texts} == {"second"}
        refused = result(client, "letter", client.replay(one, How(redo=(), profile="other")))
        assert refused.error is not None
        assert "--profile other" in refused.error.message
        assert counted.seen() == {}
        assert diff("letter", "1", again.run_id, False, counted.settings) == 0
        assert capsys.readouterr().out == "Nothing changed.\n"
        assert diff("letter", "1", changed.run_id, False, counted.settings) == 1
        told = capsys.readouterr().out.splitlines()
        assert [line for line in told if line.startswith("page")] == ["page 1", "page 2", "page 3"]
        assert {"    -first", "    +second"} <= set(told)
        assert not any(line.startswith("layout") for line in told), "its model is the same"


def test_what_failed_is_redone_and_nothing_else_of_it(tmp_path: Path, broker: str) -> None:
    counted = Counted(tmp_path, broker)
    pdf = scanned(text_document(PAGES)).pdf
    with counted.system("broken"), Client(settings=counted.settings) as client:
        client.submit(pdf, request_id="earlier")
        assert result(client, "earlier", "1").status == "partial"
        since_ms = time_ms("0s") - 1
        client.submit(pdf, request_id="damaged")
        damaged = result(client, "damaged", "1")
        assert {page.error.code for page in damaged.pages if page.error} == {ErrorCode.MODEL_FAILED}
    counted.seen()
    with counted.system("first"), Client(settings=counted.settings) as client:
        client.submit(pdf, request_id="whole")
        whole = result(client, "whole", "1")
        counted.seen()
        how = how_of(None, None, None, failed=True)
        mended = result(client, "damaged", client.replay(Selection(since_ms=since_ms, failed=True), how))
        assert counted.seen() == {"CountingOcr": PAGES}, "neither the earlier one nor the whole one"
        assert said(mended) | {"request_id": "", "source": ""} == said(whole) | {
            "request_id": "",
            "source": "",
        }
        pages = result(client, "whole", client.replay(Selection("whole"), how_of("pages", None, None, False)))
        assert set(counted.seen()) == {"CountingLayout", "CountingOcr", "CountingChart"}
        assert said(pages) == said(whole)
        with pytest.raises(UsageError, match="nothing to replay"):
            client.replay(Selection(until_ms=since_ms, request_id="damaged"))
