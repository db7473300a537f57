"""Which blobs go: nothing that a live request needs, everything that is old, and the oldest of the rest."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.expiry import Known, Limits, Plan, plan, tally
from streams.blobs import BlobEntry

NOW, KEEP, YOUNG, PIN = 1_000, 300, 20, 50
NAMES = ("source.pdf", "submitted.pdf", "document.json.zst", "pages/00001.img", "parts/page-1.json", "pins/2")


@dataclass(frozen=True)
class World:
    """What lies in the store, and what the topics say about it."""

    blobs: tuple[BlobEntry, ...]
    known: Known
    cap_bytes: int | None

    @property
    def limits(self) -> Limits:
        return Limits(KEEP, YOUNG, PIN, self.cap_bytes)

    def plan(self) -> Plan:
        return plan(tally(self.blobs), self.known, self.limits, NOW)

    def after(self, done: Plan) -> "World":
        left = tuple(blob for blob in self.blobs if not goes(blob.key, done))
        return World(left, self.known, self.cap_bytes)


def goes(key: str, done: Plan) -> bool:
    request, run, kind = key.split("/")[:3]
    return request in done.requests or (kind == "pages" and f"{request}/{run}" in done.pages)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    runs = [f"{request}/{run}" for request in "abcd" for run in "123"]
    keys = st.tuples(st.sampled_from(runs), st.sampled_from(NAMES)).map("/".join)
    blobs = draw(st.dictionaries(keys, st.tuples(st.integers(0, 9), st.integers(0, NOW)), max_size=30))
    finished = draw(st.frozensets(st.sampled_from(runs)))
    live = draw(st.frozensets(st.sampled_from(runs))) - finished
    known = Known(finished, live, draw(st.integers(0, NOW)))
    entries = tuple(BlobEntry(key, size, put_ms) for key, (size, put_ms) in blobs.items())
    return World(entries, known, draw(st.none() | st.integers(0, 60)))


@given(worlds())
@settings(max_examples=400)
def test_what_a_live_request_needs_is_never_removed(world: World) -> None:
    done = world.plan()
    finished = world.known.finished
    for key, _, put_ms in world.blobs:
        request, run = key.split("/")[:2]
        name = f"{request}/{run}"
        if name not in finished and (name in world.known.live or put_ms >= world.known.since_ms):
            assert request not in done.requests, "a run is under way, or may be"
            assert name not in done.pages
    for key, _, put_ms in world.blobs:
        request, _, kind, *rest = key.split("/")
        if kind == "pins" and f"{request}/{rest[0]}" not in finished:
            taken_over = f"{request}/{rest[0]}" in world.known.live or put_ms >= NOW - PIN
            assert not taken_over or request not in done.requests, "a replay takes it over"


@given(worlds())
@settings(max_examples=300)
def test_what_is_old_and_nobodys_goes_and_the_young_stay(world: World) -> None:
    done, held = world.plan(), tally(world.blobs)
    assert set(done.requests) <= set(held)
    for request in done.requests:
        age_ms = NOW - held[request].last_ms(world.known.finished)
        assert age_ms >= (KEEP if world.cap_bytes is None else YOUNG)
    for request, one in held.items():
        over = all(run in world.known.finished for run in {*one.newest_ms, *(one.pages or ())})
        unseen = not any(run.startswith(f"{request}/") for run in world.known.live)
        if over and unseen and not one.pins and NOW - one.last_ms(world.known.finished) >= KEEP:
            assert request in done.requests


@given(worlds())
@settings(max_examples=300)
def test_what_is_left_is_under_the_cap_or_nothing_more_could_go(world: World) -> None:
    done = world.plan()
    left = world.after(done)
    assert done.left_bytes == sum(blob.size_bytes for blob in left.blobs)
    assert done.freed_bytes == sum(blob.size_bytes for blob in world.blobs) - done.left_bytes
    again = left.plan()
    assert again.requests == []
    assert again.pages == []
    if world.cap_bytes is not None and done.left_bytes > world.cap_bytes:
        bare = World(left.blobs, left.known, 0)
        assert bare.plan().requests == [], "with no room at all, nothing more could have gone"


def test_pixels_that_a_crash_left_go_as_soon_as_their_run_is_finished() -> None:
    blobs = [BlobEntry("a/1/pages/00001.img", 7, NOW), BlobEntry("a/1/source.pdf", 2, NOW)]
    blobs += [BlobEntry("b/1/pages/00001.img", 7, NOW)]
    done = plan(tally(blobs), Known({"a/1"}, {"b/1"}, 0), Limits(KEEP, YOUNG, PIN), NOW)
    assert (done.pages, done.requests, done.freed_bytes) == (["a/1"], [], 7)


def test_a_pdf_that_waits_for_days_stays_while_its_submission_is_unread() -> None:
    waiting, nobodys = BlobEntry("a/1/submitted.pdf", 1, 100), BlobEntry("b/1/submitted.pdf", 1, 99)
    done = plan(tally([waiting, nobodys]), Known(set(), set(), 100), Limits(KEEP, YOUNG, PIN), NOW)
    assert done.requests == ["b"]


def test_keys_that_octavo_did_not_make_are_left_alone() -> None:
    others = [BlobEntry(".octavo/verdict.json", 1, 0), BlobEntry("notes.txt", 1, 0), BlobEntry("x/y", 1, 0)]
    assert tally(others) == {}
