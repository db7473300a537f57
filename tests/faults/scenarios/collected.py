"""Clean-up under load: `octavo gc` again and again, by an operator who keeps what has ended for a second."""

import json
import time
import uuid
from contextlib import redirect_stdout
from io import StringIO

from confluent_kafka import Producer

from octavo.commands.gc import gc
from octavo.errors import UsageError
from octavo.replay import Selection, how_of, replay
from octavo.submission import Order, new_run_id
from schemas.blobs import BlobRef, blob_key
from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.events import FIRST_RUN, DocumentSubmitted, ReplayOf
from streams.blobs import open_blobs
from streams.codec import encode
from tests.faults.fleet import CREW, FRONT
from tests.faults.ground import Ground
from tests.faults.oracle import answer, without
from tests.faults.trial import Outcome, Trial, wait_until
from tests.faults.workload import document, heavy

KEEP_S = 1
STARTS = {"ingest": ("rasterizer",), "pages": ("layout",)}
VARIANT, HEAVY_PAGES = 2, 2


def collected_under_load(ground: Ground) -> Outcome:
    """What live requests need stays, that of an announced replay included. What is gone is restored from
    `ingest` where that still has it; else whoever replays it is told that it is gone."""
    passes = ground.faults(full=12, short=1)
    with ground.trial("gc") as trial:
        operator = _Operator(trial)
        trial.begin_load()
        small, large = operator.ended(document(VARIANT)), operator.ended(heavy(HEAVY_PAGES))
        for _ in range(passes):
            wait_until("a clean-up removes something", operator.collect, 60)
            trial.struck("clean-up that removed something")
        alone_s = 0.0
        for start in STARTS if ground.full else ("pages",):
            wait_until("both are removed", lambda: operator.collected(small, large), 60)
            operator.expect_whole(small, operator.replayed(small, start))
            operator.expect_gone(large, start)
            if ground.full:
                alone_s = max(alone_s, operator.expect_pinned(start))
        return trial.judge(at_least=passes, extra_s=alone_s)


class _Operator:
    """Has ended requests of its own beside the load, and replays them."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._settings = trial.field.settings
        self._connection = trial.field.connection
        self._blobs = open_blobs(self._settings.blobs)
        self._first: dict[str, Envelope] = {}

    def ended(self, pdf: bytes) -> str:
        request = f"kept-{uuid.uuid4().hex[:8]}"
        self._trial.field.submitter.submit(pdf, "kept.pdf", Order(), request)
        self._first[request] = self._result(request, FIRST_RUN)
        return request

    def collect(self) -> list[str]:
        """One run of the command. Returns the requests whose blobs went."""
        settings = self._settings.model_copy(update={"keep_s": KEEP_S})
        with redirect_stdout(StringIO()) as said:
            gc(dry_run=False, as_json=True, settings=settings)
        return json.loads(said.getvalue())["requests"]

    def collected(self, *requests: str) -> bool:
        self.collect()
        return not any(entry for request in requests for entry in self._blobs.entries(request))

    def replayed(self, request: str, start: str) -> str:
        """Returns the run."""
        how = how_of(start, None, None, False)
        return replay(self._connection, self._blobs, Selection(request), how).run_id

    def expect_whole(self, request: str, run_id: str) -> None:
        """The run ends as the first one of its request did."""
        found, like = (
            without(answer(one), frozenset({"run_id"}))
            for one in (self._result(request, run_id), self._first[request])
        )
        if found != like:
            self._trial.outcome.failures.append(f"{request}/{run_id} is not what it should be")
        self._trial.struck("replay of what was removed, or nearly")

    def expect_gone(self, request: str, start: str) -> None:
        """A replay is refused; one that was announced before its PDF went ends in `blob_missing`."""
        failures = self._trial.outcome.failures
        try:
            failures.append(f"{request} was replayed as {self.replayed(request, start)}, though it is gone")
        except UsageError as error:
            if f"The PDF is gone, submit it again: {request}" not in str(error):
                failures.append(f"{request}: {error}")
        found = self._result(request, self._announce(request, start))
        if found.status != "failed" or found.error is None or found.error.code != ErrorCode.BLOB_MISSING:
            failures.append(f"{request}: {found.status}, {found.error}")
        self._trial.struck("replay of what is gone", 2)

    def expect_pinned(self, start: str) -> float:
        """A clean-up between a replay and its being read: no intake runs meanwhile. Returns for how long, in
        seconds."""
        request = self.ended(document(VARIANT))
        fleet, since_s = self._trial.fleet, time.monotonic()
        fleet.let_go(FRONT)
        run_id = self.replayed(request, start)
        self.collect()
        fleet.start(FRONT, CREW[FRONT])
        self.expect_whole(request, run_id)
        return time.monotonic() - since_s

    def _announce(self, request: str, start: str) -> str:
        run_id = new_run_id()
        key = blob_key(request, FIRST_RUN, "submitted.pdf")
        event = DocumentSubmitted(
            request_id=request,
            run_id=run_id,
            blob=BlobRef(key=key, size_bytes=1, encoding="pdf"),
            replay=ReplayOf(run_id=FIRST_RUN, redo=STARTS[start]),
        )
        value, headers = encode(event)
        producer = Producer(self._connection.producer())
        producer.produce(self._connection.name("ingest"), value=value, key=request, headers=headers)
        assert producer.flush(30) == 0
        return run_id

    def _result(self, request: str, run_id: str) -> Envelope:
        """Raises TimeoutError where the run has not ended after a while."""
        if not self._trial.oracle.await_these([request], 60):
            raise TimeoutError(f"{request}: no result within 60 s")
        oracle = self._trial.oracle
        wait_until(f"{request}/{run_id} has ended", lambda: oracle.result(request).run_id == run_id, 60)
        return oracle.result(request)
