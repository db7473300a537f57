"""One page to its blocks, in reading order, with every word in exactly one of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agents.reading.assign import Assigned, assigned
from agents.reading.below_rule import with_footers_below_rule
from agents.reading.filled_columns import without_filled_columns
from agents.reading.forms import is_form
from agents.reading.furniture.line_numbers import without_line_numbers
from agents.reading.furniture.page_numbers import with_page_numbers
from agents.reading.furniture.thumb_marks import with_thumb_marks
from agents.reading.furniture.watermarks import without_watermarks
from agents.reading.headings.bars import with_bars
from agents.reading.headings.first_lines import without_first_lines
from agents.reading.headings.headings import (
    HEADINGS,
    parts_of_heading,
    side_by_side,
    with_their_rest,
    with_whole_headings,
)
from agents.reading.headings.heads_in_text import with_heads
from agents.reading.headings.overlapping import with_whole_lines
from agents.reading.headings.standing import with_standing
from agents.reading.lists.clauses import MAY_HOLD_CLAUSES, Begun, Clause, clauses_of, cut
from agents.reading.lists.contents import with_contents, without_leader
from agents.reading.lists.entries import entries_of
from agents.reading.lists.entry_blocks import entry_blocks, item
from agents.reading.lists.lone_marks import with_marks
from agents.reading.lists.markers import counted, is_bulleted, is_item, itemised
from agents.reading.lists.sequences import mark_of
from agents.reading.lists.terms import with_terms
from agents.reading.mistaken import is_prose, parted_header, set_right
from agents.reading.notes.captions import (
    captioned,
    captions_inside,
    names_table,
    parted_caption,
    with_named_captions,
    with_whole_captions,
)
from agents.reading.notes.footnotes import with_footnotes
from agents.reading.notes.note_starts import is_marked, notes_of
from agents.reading.order.columns import columns_of
from agents.reading.order.ordered import in_order, large_type
from agents.reading.page import MARGINS, Block, Origin, PageParts, Piece, free_region_id, union
from agents.reading.pieces import pieces_of
from agents.reading.prose import without_mistaken_regions
from agents.reading.single_columns import without_single_columns
from agents.reading.tables.cells import Cells, Place
from agents.reading.tables.found_tables import with_found_tables
from agents.reading.tables.heads_between import with_parted_tables
from agents.reading.text.listings import listing, parted, with_listings, with_whole_listings
from agents.reading.text.loose import loose_blocks, loose_groups
from agents.reading.text.paragraph_starts import paragraphs_of
from agents.reading.text.paragraphs import Row, rows_of, text_block
from agents.reading.text.spaced import with_whole_words
from schemas.labels import RegionLabel
from schemas.work import Region

_SPLIT_INTO_PARAGRAPHS = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.FOOTNOTE})
_MAY_HOLD_LISTINGS = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.FORMULA})
_MAY_COUNT = HEADINGS | {RegionLabel.TEXT}


def blocks_of(page: PageParts) -> list[Block]:
    """The page's blocks as a person would read them: headers first, footnotes and footers last, captions with
    their table or picture. A text region without text is left out; text in no region becomes blocks of its
    own. What is printed across the page stands before everything else, as a header."""
    page, watermarks = without_watermarks(page)
    page, numbers = without_line_numbers(with_whole_words(page))
    page = with_whole_lines(without_mistaken_regions(without_filled_columns(page)))
    listed = with_contents(page)
    known = {region.region_id for region in page.regions}
    page = with_found_tables(listed, [one for one in listed.regions if one.region_id not in known])
    page = with_parted_tables(page)
    cells = Cells(page)
    page = without_single_columns(page, cells)
    whole = with_marks(pieces_of(page, cells), page.regions, [*cells.outlines.values()])
    found = assigned(whole, page.regions, cells)
    regions, pieces = without_first_lines(*_with_loose(page.regions, found))
    regions, pieces, entries = with_terms(*with_listings(regions, pieces), page.frames)
    regions = with_heads(regions, pieces, page.origin)
    begun = _begun([region for region in regions if region.region_id not in entries], pieces, page)
    blocks = [
        block
        for region in regions
        for block in (
            entry_blocks(entries[region.region_id])
            if region.region_id in entries
            else _region_blocks(region, page, cells, found.cells, pieces.get(region.region_id, []), begun)
        )
    ]
    large_pt = large_type(blocks)
    blocks = set_right(with_named_captions(blocks), page.height_pt, large_pt if page.page_no == 1 else 0.0)
    blocks = with_thumb_marks(with_their_rest(blocks, large_pt, page.origin), page.width_pt)
    named = with_page_numbers(with_footnotes(blocks, page.height_pt), page.height_pt, large_pt)
    named = with_footers_below_rule(named, page.rules, (page.width_pt, page.height_pt), large_pt)
    ordered = with_whole_headings(
        in_order([*named, *numbers], page.frames, page.rules, page.words), large_pt, page.origin
    )
    named = with_whole_captions(with_whole_listings(map(without_leader, ordered)))
    return [*watermarks, *with_bars(with_standing(captioned(named, large_pt)), page.bars)]


def _begun(regions: Sequence[Region], pieces: Mapping[int, Sequence[Piece]], page: PageParts) -> Begun:
    """What the rows of all texts begin."""
    if not any(mark_of(piece.text) for own in pieces.values() for piece in own):
        return {}
    parts = [
        (region, rows)
        for region in regions
        if region.label in MAY_HOLD_CLAUSES
        and (own := pieces.get(region.region_id))
        and not any(piece.fixed for piece in own)
        for rows in _parts(region, own, page.origin)
    ]
    return clauses_of(parts, page.height_pt, page.origin)


def _parts(region: Region, pieces: Sequence[Piece], origin: Origin) -> list[list[Row]]:
    """The rows of each column of a region."""
    columns = region.label in _SPLIT_INTO_PARAGRAPHS and origin is not Origin.REGIONS
    return [rows_of(part) for part in (columns_of(pieces, origin is Origin.LAYER) if columns else [pieces])]


def _with_loose(regions: Sequence[Region], found: Assigned) -> tuple[list[Region], dict[int, list[Piece]]]:
    """Text in no region gets regions of its own; what begins as the caption of a table is one."""
    free = free_region_id(regions)
    groups = dict(enumerate(loose_groups(found.loose), free))
    tables = any(region.label is RegionLabel.TABLE for region in regions)
    made: list[Region] = []
    for number, group in groups.items():
        captions = tables and names_table(" ".join(piece.text for piece in group))
        label = RegionLabel.CAPTION if captions else RegionLabel.TEXT
        made.append(Region(region_id=number, label=label, box=union([piece.box for piece in group])))
    return [*regions, *made], {**found.regions, **groups}


def _region_blocks(
    region: Region,
    page: PageParts,
    cells: Cells,
    in_cells: dict[Place, list[Piece]],
    pieces: list[Piece],
    begun: Begun,
) -> Iterator[Block]:
    origin = page.origin
    if region.region_id in cells.grids:
        yield Block(RegionLabel.TABLE, region.box, table=cells.filled(region.region_id, in_cells))
    elif region.label is RegionLabel.PICTURE and is_form(pieces):
        yield from _rows_of_form(pieces)
    elif region.label is RegionLabel.PICTURE:
        chart = page.charts.get(region.region_id)
        texts = in_order(loose_blocks(pieces))
        outer = captions_inside(texts)
        inner = tuple(text for text in texts if text not in outer)
        yield Block(RegionLabel.PICTURE, region.box, chart=chart, inner=inner)
        yield from outer
    elif region.label is RegionLabel.CODE and pieces:
        yield listing(pieces)
    elif region.label in _MAY_HOLD_LISTINGS and any(piece.fixed for piece in pieces):
        for is_listing, part in parted(pieces):
            yield from [listing(part)] if is_listing else _prose_blocks(region, part, origin, {})
    else:
        yield from _prose_blocks(region, pieces, origin, begun)


def _rows_of_form(pieces: Sequence[Piece]) -> Iterator[Block]:
    """What a layout model takes for a picture: a label and what was filled in beside it are one text."""
    for row in rows_of(pieces):
        label = RegionLabel.LIST_ITEM if is_item([row]) else RegionLabel.TEXT
        yield text_block(label, row.box, [row])


def _prose_blocks(region: Region, pieces: Sequence[Piece], origin: Origin, begun: Begun) -> Iterator[Block]:
    if region.label is RegionLabel.FORMULA and is_prose(" ".join(piece.text for piece in pieces)):
        region = region.model_copy(update={"label": RegionLabel.TEXT})
    if region.label is RegionLabel.TEXT and (entries := entries_of(pieces)):
        yield from entry_blocks(entries)
    elif region.region_id in begun:
        for rows in _parts(region, pieces, origin):
            yield from _clauses(region, rows, begun[region.region_id], origin)
    elif region.label in _MAY_COUNT and (items := counted(rows_of(pieces))):
        yield from map(item, items)
    elif region.label in HEADINGS:
        for part in side_by_side(pieces, origin):
            yield from _headings(region, rows_of(part), origin)
    else:
        for rows in _parts(region, pieces, origin):
            yield from _text_blocks(region, rows, origin)


def _clauses(
    region: Region, rows: Sequence[Row], begun: Mapping[Row, Clause], origin: Origin
) -> Iterator[Block]:
    """Items and headings with their numbers, and what else stands between them."""
    for clause, run in cut(rows, begun, origin):
        box = union([row.box for row in run])
        if clause is None and region.label in HEADINGS:
            yield from _headings(region, run, origin)
        elif clause is None:
            yield from _text_blocks(region.model_copy(update={"box": box}), run, origin)
        elif clause.heading:
            yield text_block(RegionLabel.SECTION_HEADER, box, run)
        else:
            yield replace(item(run), marker=clause.marker)


def _text_blocks(region: Region, rows: Sequence[Row], origin: Origin) -> Iterator[Block]:
    if not rows:
        if region.label is RegionLabel.FORMULA:
            yield Block(RegionLabel.FORMULA, region.box)
    elif region.label is RegionLabel.TABLE:
        text = "\n".join(row.text for row in rows)
        yield Block(RegionLabel.TEXT, region.box, text, text)
    elif region.label in _SPLIT_INTO_PARAGRAPHS:
        yield from _paragraphs(region, rows, origin)
    elif region.label is RegionLabel.CAPTION:
        for label, part in zip((RegionLabel.TEXT, RegionLabel.CAPTION), parted_caption(rows), strict=True):
            if part:
                box = region.box if len(part) == len(rows) else union([row.box for row in part])
                yield text_block(label, box, part)
    elif region.label in MARGINS:
        for part in parted_header(rows):
            yield text_block(region.label, union([row.box for row in part]), part)
    else:
        yield text_block(region.label, region.box, rows)


def _headings(region: Region, rows: Sequence[Row], origin: Origin) -> Iterator[Block]:
    for heading, part in parts_of_heading(rows, origin):
        other = RegionLabel.LIST_ITEM if is_bulleted(part[0]) else RegionLabel.TEXT
        label = region.label if heading else other
        yield text_block(label, union([row.box for row in part]), part)


def _paragraphs(region: Region, rows: Sequence[Row], origin: Origin) -> Iterator[Block]:
    """A region's paragraphs, and its list items where rows begin with bullets or end as those of a table of
    contents do."""
    noted = region.label is RegionLabel.FOOTNOTE or is_marked(rows[0])
    for run in [run for note in (notes_of(rows) if noted else [rows]) for run in itemised(note)]:
        for at, paragraph in enumerate(paragraphs_of(run.rows, origin)):
            label = RegionLabel.LIST_ITEM if run.is_item and at == 0 else region.label
            rows = paragraph.rows
            block = text_block(label, union([row.box for row in rows]), rows)
            yield replace(block, flush=paragraph.flush, full=paragraph.full)
