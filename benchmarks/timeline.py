"""Where the time of one request goes: when its records reach Kafka, and when the device works."""

from benchmarks.results import Mode, Result
from benchmarks.rig import Rig
from benchmarks.topic_log import TopicLog
from benchmarks.workload import Job, letters
from schemas.records import Record

_TOPICS = ("ingest", "outputs", "slices", "pages", "pages.interactive", "results")


def timeline(mode: Mode) -> Result:
    """One request of 25 letter pages at full scale, on a warm system: milliseconds since the submission."""
    result = Result(says="Milliseconds since the submission; Kafka's timestamps of creation.")
    with Rig() as rig:
        rig.run([Job(letters(25), 25)])
        run = rig.run([Job(letters(25), 25)])
        wanted = run.requests[0].request_id
        events: list[tuple[float, str]] = []
        for topic in _TOPICS:
            log = TopicLog(rig.connection, topic)
            while records := log.poll(2.0):
                events += [(r.timestamp_ms, _named(r)) for r in records if _request(r) == wanted]
            log.close()
    zero = run.requests[0].submitted * 1000
    events += [(call.start * 1000, f"device starts {call.pages} pages") for call in run.calls]
    events += [(call.end * 1000, f"device ends {call.pages} pages") for call in run.calls]
    events.append((run.ended * 1000, "result is read"))
    result.rows = [{"ms": round(at - zero, 1), "what": what} for at, what in sorted(events)]
    result.raw["run"] = run.raw()
    return result


def _request(record: Record) -> str:
    return record.headers.get("request", "")


def _named(record: Record) -> str:
    kind = record.headers.get("schema", "a PDF").partition("/")[0]
    return f"{record.topic}/{record.partition}: {kind} {record.headers.get('part', '')}".rstrip()
