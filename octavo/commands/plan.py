"""`octavo plan`: what a load needs, as tables or as one JSON object."""

import sys
from dataclasses import asdict

from rich.markup import escape

from octavo.commands.plan_models import DEVICE_GB, planned_models
from octavo.config import Settings
from octavo.errors import UsageError
from octavo.page_image import PAGE_LOOKS, page_image
from octavo.plan import MISSION_CALL_S, MISSION_MODELS, MISSION_PAGE_S, Load, Plan, plan_of
from octavo.presets import PRESETS, PresetName
from octavo.report import plain_table, print_json, print_table

_PIXELS: dict[str, str] = {
    "layout": "layout: pages",
    "ocr": "ocr: pages without a text layer",
    "table": "table: cut-outs",
    "chart": "chart: cut-outs",
}
_STORED = {"text": "page images in the store, text", "scan": "page images in the store, scans"}


def plan(
    pages: int,
    requests: int,
    page_size: str,
    preset: str | None,
    as_json: bool,
    settings: Settings,
    device_gb: float = DEVICE_GB,
) -> int:
    """0. Both presets where none is named. Raises UsageError for a page or a document that is refused, and
    where there is no such profile."""
    if pages > settings.max_pages:
        raise UsageError(
            f"A document of {pages} pages is refused: the setting max_pages is {settings.max_pages}."
        )
    presets: list[PresetName] = [settings.preset] if preset else list(PRESETS)
    planned = plan_of(Load(requests, pages), page_image(page_size, settings), settings, presets)
    models = planned_models(settings, presets, device_gb)
    if as_json:
        print_json({**_plain(planned), "models": models.plain()})
        return 0
    asked = "" if planned.image.dpi == settings.dpi else f", not {settings.dpi}: it is too large"
    _say(
        f"{_count(requests, 'request')} of {_count(pages, 'page')}, {page_size} at {planned.image.dpi} DPI"
        f"{asked}. Calculated, not measured; nothing was started."
    )
    for show in (_show_page, _show_mission, _show_held, _show_entries, _show_spans):
        show(planned)
    models.show()
    return 0


def _plain(planned: Plan) -> dict[str, object]:
    entries = [
        {
            "page_bytes": limits.page_bytes,
            "credits": limits.credits,
            "requests": [
                {"requests": each.requests, "at_once": each.at_once, **each.route.model_dump()}
                for each in found
            ],
        }
        for limits, found in planned.entries
    ]
    image = planned.image
    sizes = {"raw_bytes": image.raw_bytes, "tensor_bytes": image.tensor_bytes}
    stored = {look: image.stored_bytes(look) for look in PAGE_LOOKS}
    return {
        **{name: part for name, part in asdict(planned).items() if name not in ("image", "entries")},
        "page": {**asdict(image), **sizes, "stored_bytes": stored},
        "entries": entries,
    }


def _show_page(planned: Plan) -> None:
    image = planned.image
    scaled = "" if image.is_the_missions else ", by pixels"
    _title("One page")
    table = plain_table("what", ">size", "where from")
    table.add_row("pixels", f"{image.width_px} x {image.height_px}", "rendered as the settings say")
    table.add_row("decoded, RGB", _size(image.raw_bytes), "3 bytes a pixel")
    table.add_row("as a tensor", _size(image.tensor_bytes), f"the mission's figure{scaled}")
    for look, what in zip(PAGE_LOOKS, ("a page of text", "a scan"), strict=True):
        size = _size(image.stored_bytes(look))
        table.add_row(f"stored, {what}", size, f"estimate: one such page, measured{scaled}")
    print_table(table)


def _show_mission(planned: Plan) -> None:
    models = f">with {_size(sum(MISSION_MODELS.values()))} of models"
    _title("The mission's table: all requests under way at once")
    table = plain_table("way", ">requests", ">pages held", ">as tensors", models, ">at 50 MB a page")
    for row in planned.mission:
        sizes = map(_size, (row.images_bytes, row.with_models_bytes, row.estimate_bytes))
        table.add_row(row.way, f"{row.requests:,}", f"{row.pages_in_memory:,}", *sizes)
    print_table(table)
    parts = ", ".join(f"{name} {_size(size)}" for name, size in MISSION_MODELS.items())
    _say(f"The mission's models: {parts}.")


def _show_held(planned: Plan) -> None:
    _title("What Octavo holds, at most, with one worker for each stage")
    loads = dict.fromkeys(each.requests for each in planned.held)
    table = plain_table("preset", "what", *(f">{_count(requests, 'request')}" for requests in loads))
    for preset in dict.fromkeys(each.preset for each in planned.held):
        columns = [each for each in planned.held if each.preset == preset]
        for number, stage in enumerate(columns[0].stages):
            sizes = (_size(each.stages[stage]) for each in columns)
            table.add_row("" if number else preset, _PIXELS[stage], *sizes)
        table.add_row("", "rasterizer: a page in each child", *(_size(each.children) for each in columns))
        table.add_row(
            "", "pixels in memory, all together", *(_size(each.total) for each in columns), style="bold"
        )
    for look, what in _STORED.items():
        sizes = (_size(each.size_bytes) for each in planned.stored if each.look == look)
        table.add_row("any" if look == "text" else "", what, *sizes)
    print_table(table)
    _say(
        "Budgets bound the pixels. What is let in bounds the store: about, while documents get even turns.\n"
        "Not counted: models, libraries, PDFs and results."
    )


def _show_entries(planned: Plan) -> None:
    _title("How the requests enter")
    table = plain_table(">a page", ">let in", ">requests", "route", "why")
    for limits, found in planned.entries:
        counts, let_in = _size(limits.page_bytes), _count(limits.credits, "page")
        for entry in found:
            name = entry.route.name if entry.at_once else f"{entry.route.name}, later"
            table.add_row(counts, let_in, f"{entry.requests:,}", name, escape(entry.route.reason))
            counts = let_in = ""
    print_table(table)
    estimated, measured = (_size(limits.page_bytes) for limits, _ in planned.entries)
    _say(f"A page counts as {estimated} until pages were measured; then one of text counts as {measured}.")
    if not all(entry.at_once for _, found in planned.entries for entry in found):
        _say("Later: as soon as pages are done.")


def _show_spans(planned: Plan) -> None:
    _title(f"Least time on one device where b pages take {MISSION_CALL_S} + {MISSION_PAGE_S} b seconds")
    loads = sorted({1, planned.load.requests})
    table = plain_table("way", ">pages a batch", *(f">{_count(requests, 'request')}" for requests in loads))
    for span in planned.spans:
        times = (span.one_request_s, span.all_requests_s)[: len(loads)]
        table.add_row(span.way, f"{span.batch_pages:,}", *map(_seconds, times))
    print_table(table)
    _say("Lower bounds of the mission's device model: rendering, Kafka and waiting cost nothing.")


def _title(text: str) -> None:
    _say(f"\n{text}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _size(size_bytes: int) -> str:
    """Powers of a thousand, as the mission counts."""
    if size_bytes >= 999_500_000:
        return f"{size_bytes / 1e9:,.2f} GB"
    if size_bytes >= 99_950_000:
        return f"{size_bytes / 1e6:.0f} MB"
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 999_500 else f"{size_bytes / 1e3:.0f} KB"


def _seconds(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds < 1000 else f"{seconds:,.0f} s"
