"""What a load needs: the mission's memory figures for any numbers, what Octavo holds at most, how requests
enter, the least time. Pure: calculated from settings; nothing is started and no document is opened."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from octavo.config import Settings
from octavo.page_image import PAGE_LOOKS, PageImage, PageLook
from octavo.presets import MB, PresetName, stage_options
from octavo.profiles import MODEL_STAGES
from octavo.topology import TOPOLOGY
from schemas.events import Request
from schemas.labels import Priority
from schemas.work import Route
from streams.flow import FlowLimits, ReleaseFlow
from streams.stage import LoopOptions

MISSION_PAGE_BYTES = 50 * MB
MISSION_MODELS = {"DETR": 500 * MB, "GOT-OCR": 1000 * MB, "Table Transformer": 300 * MB, "DePlot": 1000 * MB}
MISSION_CALL_S, MISSION_PAGE_S = 0.625, 0.095
"""A model call on b pages takes 0.625 + 0.095 b seconds: 18 s for 25 single pages, 3 s for 25 at once."""

_STORED_PER_CREDIT = 3


@dataclass(frozen=True, slots=True)
class Load:
    """Equal documents of one tenant, all submitted at once."""

    requests: int
    pages: int

    @property
    def total_pages(self) -> int:
        return self.requests * self.pages


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A way of working as the mission counts it. `images_bytes`: the pages in memory as tensors;
    `with_models_bytes`: the models beside them; `estimate_bytes`: 50 MB a page, whatever its size."""

    way: str
    requests: int
    pages_in_memory: int
    images_bytes: int
    with_models_bytes: int
    estimate_bytes: int


def mission_rows(
    load: Load, image: PageImage, models: Mapping[str, int] = MISSION_MODELS
) -> list[MissionRow]:
    """One request and all of them; a page of each in memory, or every page. `models`: bytes by name."""
    rows: list[MissionRow] = []
    for way, pages_each in (("sequential", 1), ("whole document", load.pages)):
        for requests in sorted({1, load.requests}):
            pages = requests * pages_each
            images = pages * image.tensor_bytes
            with_models = images + sum(models.values())
            rows.append(MissionRow(way, requests, pages, images, with_models, pages * MISSION_PAGE_BYTES))
    return rows


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes of decoded pages at most, one worker for each stage: `stages` by name, `children` that render
    one page each, and all together."""

    preset: PresetName
    requests: int
    stages: dict[str, int]
    children: int
    total: int


def held(load: Load, image: PageImage, settings: Settings, preset: PresetName) -> Held:
    """Bounded by each stage's budget, which a single page always passes, and by the load itself."""
    whole = load.total_pages * image.raw_bytes
    stages = {
        stage: min(whole, max(image.raw_bytes, _options(settings, preset, stage).budget_bytes))
        for stage in MODEL_STAGES
    }
    children = min(settings.rasterizer_children, load.total_pages) * image.raw_bytes
    return Held(preset, load.requests, stages, children, sum(stages.values()) + children)


@dataclass(frozen=True, slots=True)
class Stored:
    """Page images in the blob store, about at most."""

    look: PageLook
    requests: int
    pages: int
    size_bytes: int


def stored(load: Load, image: PageImage, settings: Settings, look: PageLook) -> Stored:
    """Images stay until their document ends, done pages too. While documents get even turns, those under way
    keep at most e times the pages that may be let in, and one document: by the time the first ones end,
    others have entered for every page of theirs that was done. Uneven turns may keep more. For one worker of
    each stage; every further one lets in as much again, while the budget has bytes for it."""
    limits = (flow_limits(settings), measured_limits(image, settings, look))
    let_in = max(settings.slice_pages, *(each.credits for each in limits))
    pages = min(load.total_pages, _STORED_PER_CREDIT * let_in + load.pages)
    return Stored(look, load.requests, pages, pages * image.stored_bytes(look))


def flow_limits(settings: Settings) -> FlowLimits:
    """Those of an assembler that owns every partition and has not measured a page yet."""
    return FlowLimits(
        settings.pages_budget_bytes,
        settings.page_estimate_bytes,
        settings.immediate_below_pages,
        max_pages=settings.pages_in_flight,
    )


def measured_limits(image: PageImage, settings: Settings, look: PageLook) -> FlowLimits:
    """The same once pages were measured: a page counts as its pixels and its stored bytes."""
    return flow_limits(settings).scaled(1.0, image.raw_bytes + image.stored_bytes(look))


@dataclass(frozen=True, slots=True)
class Entry:
    """So many requests take this route, for the reason the first of them is given. Where `at_once` is
    False they wait until pages are done, and `route` is what the next of them is given then."""

    requests: int
    at_once: bool
    route: Route


def entries(load: Load, limits: FlowLimits, slice_pages: int) -> list[Entry]:
    """Asks the release flow itself. Of requests that are all alike no more are opened than may enter, and
    the one after."""
    whole, rest = divmod(load.pages, slice_pages)
    slices = (slice_pages,) * whole + ((rest,) if rest else ())
    flow = ReleaseFlow(limits)
    for number in range(min(load.requests, limits.credits // slices[0] + 2)):
        flow.open((str(number), ""), "", Priority.NORMAL, slices)
    routes = {release.request: release.route for release in flow.release()}
    found: dict[str, Entry] = {}
    for route in routes.values():
        before = found.get(route.name)
        found[route.name] = (
            Entry(before.requests + 1, True, before.route) if before else Entry(1, True, route)
        )
    waiting = load.requests - len(routes)
    later = [Entry(waiting, False, _next_route(flow, list(routes), slices))] if waiting else []
    return [*found.values(), *later]


def _next_route(flow: ReleaseFlow, entered: Sequence[Request], slices: Sequence[int]) -> Route:
    """Pages are done one by one, the oldest first, until one more request enters. Nobody does before those
    that entered are released whole, so they are at once: it makes no difference and saves steps."""
    parts = [(request, slice_no) for request in entered for slice_no in range(len(slices))]
    for part in parts:
        flow.seen(*part)
    for request, slice_no in parts:
        for page_no in range(slices[slice_no]):
            flow.page_done(request, slice_no, page_no)
            if flow.held_pages <= flow.limits.credits and (released := flow.release()):
                return released[0].route
    raise AssertionError("where nothing is under way, the next request enters")


@dataclass(frozen=True, slots=True)
class Span:
    """The least seconds that one device of the mission needs, all else for nothing."""

    way: str
    batch_pages: int
    one_request_s: float
    all_requests_s: float


def spans(load: Load, image: PageImage, settings: Settings, presets: Sequence[PresetName]) -> list[Span]:
    """The mission's ways, one document after the other; then the presets, which fill batches with pages of
    all documents, up to their cap and the layout stage's budget."""
    rows: list[Span] = []
    for way, batch in (("sequential", 1), ("whole document", load.pages)):
        one_s = device_s(load.pages, batch)
        rows.append(Span(way, batch, one_s, one_s * load.requests))
    for preset in presets:
        options = _options(settings, preset, "layout")
        caps = {"one tenant": options.limits.max_items}
        if options.isolation is not None:
            caps["several tenants"] = options.isolation.max_items
        for who, cap in caps.items():
            batch = min(cap, max(1, options.budget_bytes // image.raw_bytes))
            one_s, all_s = device_s(load.pages, batch), device_s(load.total_pages, batch)
            rows.append(Span(f"Octavo {preset}, {who}", batch, one_s, all_s))
    return rows


def device_s(pages: int, batch_pages: int) -> float:
    return MISSION_CALL_S * math.ceil(pages / batch_pages) + MISSION_PAGE_S * pages


def _options(settings: Settings, preset: PresetName, stage: str) -> LoopOptions:
    mixed = settings.model_copy(update={"preset": preset, "strategy": "mixed"})
    return stage_options(mixed, TOPOLOGY.stage(stage))


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about one load. `entries` by what a page counts as: estimated, then as measured."""

    load: Load
    image: PageImage
    mission: list[MissionRow]
    held: list[Held]
    stored: list[Stored]
    entries: list[tuple[FlowLimits, list[Entry]]]
    spans: list[Span]


def plan_of(load: Load, image: PageImage, settings: Settings, presets: Sequence[PresetName]) -> Plan:
    """For one request, for the load, and for ten times the load where the question is what Octavo holds."""
    loads = [Load(requests, load.pages) for requests in sorted({1, load.requests, 10 * load.requests})]
    limits = [flow_limits(settings), measured_limits(image, settings, "text")]
    return Plan(
        load,
        image,
        mission_rows(load, image),
        [held(each, image, settings, preset) for preset in presets for each in loads],
        [stored(each, image, settings, look) for look in PAGE_LOOKS for each in loads],
        [(each, entries(load, each, settings.slice_pages)) for each in limits],
        spans(load, image, settings, presets),
    )
