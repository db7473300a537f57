"""Layouts that developers look at and tune to, as teachers and scholars have them: the outline of a course, a
field guide, a chapter of a history with long notes."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.quality import prose
from benchmarks.quality.composer import LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, inset, margin_line, marked, ruled_under
from benchmarks.quality.layouts_tuned_kit import Piece, mixed, on_bar, small_caps
from benchmarks.quality.layouts_tuned_lines import captioned, raised, raised_in, set_raised
from benchmarks.quality.layouts_tuned_parts import WHITE, outline, rule
from benchmarks.quality.sheet import Rgb, Style, line_count
from benchmarks.quality.vocabularies import MONTHS

_POCKET, _ROYAL = (450.0, 666.0), (468.0, 702.0)
_PAGES = 2
_GREEN: Rgb = (0.1, 0.33, 0.2)
_GREY: Rgb = (0.4, 0.4, 0.4)
_OUTLINE = Style(9.5, leading=1.35)
_ACCOUNT = Style(8.4, leading=1.25)
_BOOK = Style(10.5, leading=1.25, justified=True, hyphenated=True, indent_pt=13)
_TERM = "Autumn term 2024, 20 credits, taught in English"
_ABLE = "By the end of the module you will be able to:"
_NOTE = Style(8.2, leading=1.22, justified=True, hyphenated=True)


def syllabus(made: Composer) -> None:
    """The outline of a course: who teaches it beside a frame with days to keep, headings in small capitals
    over rules, what is to be learned, weeks with a subject and something to read, bold heads of the text's
    size for what holds for all."""
    code, flow = f"GEO {made.rng.randint(101, 399)}", Flow([])
    for page_no in range(1, _PAGES + 1):
        made.sheet(LETTER)
        made.furniture(f"Page {page_no} of {_PAGES}", 760, 66, right=546)
        if page_no == 2:
            made.furniture(f"{code}, autumn term", 40, 66)
        flow.columns.append(made.column(66, 64, 480, 738))
    made.heading(flow, f"{code}: {made.title(2)}", 1, Style(17, bold=True), 0)
    made.paragraph(flow, _TERM.split(), _OUTLINE, 8)
    first = flow.columns[0]
    first.frame.y = _who_and_when(made, first.frame.y)
    _part(made, flow, "Aims of the module")
    made.paragraph(flow, made.words(4), _OUTLINE, 6)
    made.paragraph(flow, _ABLE.split(), _OUTLINE, 3)
    for _ in range(made.rng.randint(3, 5)):
        marked(made, flow, "\u2022", prose.sentence(made.rng, made.vocabulary), _OUTLINE, Hang(16, 4), 3)
    _part(made, flow, "Week by week")
    for week in range(1, made.rng.randint(9, 11)):
        _week(made, flow, week)
    _part(made, flow, "Assessment")
    for share in ("40%", "60%"):
        work = f"{made.title(2)}, {share}:".split()
        pieces = [Piece(work, replace(_OUTLINE, bold=True)), Piece(made.words(1), _OUTLINE)]
        mixed(made, flow, pieces, 4, "list")
    _part(made, flow, "What holds for all modules")
    for name in ("Attendance", "Late work", "Honesty", "Support"):
        made.heading(flow, name, 3, Style(9.5, bold=True), 3)
        made.paragraph(flow, made.words(2), _OUTLINE, 5)


def _part(made: Composer, flow: Flow, name: str) -> None:
    if flow.with_room(100):
        small_caps(made, flow, name, 2, Style(13, bold=True), 10)
        ruled_under(flow, -2, 0.6, 6)


def _who_and_when(made: Composer, top: float) -> float:
    """Whom to ask, by labels; beside it a framed list, read before or after the page. The y under both."""
    ask = Flow([made.column(66, top, 290, top + 160, 1)])
    name = made.title(1)
    told = {
        "Taught by": f"Dr {made.title(1)} {name}",
        "Room": f"{made.title(1)} Building, {made.rng.randint(1, 4)}.{made.rng.randint(10, 40)}",
        "Hours": "Tuesdays, 14:00 to 16:00",
        "E-mail": f"{name.lower()}@geo.example",
        "Classes": "Mondays and Fridays at 10:00",
    }
    for label, value in told.items():
        marked(made, ask, label, value.split(), _OUTLINE, Hang(76, bold=True), 4)
    dates = Flow([made.column(382, top + 6, 156, top + 200, 1)])
    small_caps(made, dates, "Key dates", 2, Style(13, bold=True), 0, "aside")
    for what, month in (("First class", "Sept."), ("Essay due", "Nov."), ("Test", "Jan.")):
        day = f"{what}: {made.rng.randint(4, 28)} {month}"
        made.paragraph(dates, day.split(), Style(9, leading=1.35), 2, "aside")
    end = max(dates.columns[0].frame.y + 4, ask.columns[0].frame.y)
    outline(made.sheets[0], (374, top, 546, end), _GREY)
    return end + 6


def _week(made: Composer, flow: Flow, week: int) -> None:
    """Its number at the left, beside it a subject in bold type, a sentence, and what to read."""
    if not flow.with_room(64):
        return
    bold = replace(_OUTLINE, bold=True)
    label = Piece(["Week", str(week)], bold)
    subject = Piece(f"{made.title(2)}.".split(), bold, from_pt=72)
    mixed(made, flow, [label, subject, Piece(made.words(1), _OUTLINE)], 1, "list", 72)
    read = f"Read: {made.title(1)} and {made.title(1)}, chapter {made.rng.randint(1, 14)}".split()
    mixed(made, flow, [Piece(read, Style(8.5, color=_GREY, leading=1.35), from_pt=72)], 5, "list", 72)


def field_guide(made: Composer) -> None:
    """A guide for the pocket: two columns, families on bars of colour, under the name of each kind its Latin
    one in italics, its length, paragraphs that begin with a bold word, pictures with what they show."""
    flow, first, folio = Flow([]), made.title(2), made.rng.randrange(41, 220, 2)
    for page_no in range(1, _PAGES + 1):
        made.sheet(_POCKET)
        over = first if page_no == 2 else "Pocket guide"
        outer = Style(8, bold=True, to_right=page_no == 2, color=_GREEN)
        margin_line(made, over.upper(), 26, outer, 36, 414)
        margin_line(made, str(folio + page_no), 640, Style(8.5, to_right=page_no == 2), 36, 414)
        top = 46.0
        if page_no == 1:
            head = Flow([made.column(36, 44, 378, 200)])
            made.heading(head, first, 1, Style(25, color=_GREEN), 0)
            made.paragraph(head, made.words(3), Style(9.2, leading=1.3), 4)
            top = head.columns[0].frame.y + 2
        flow.columns += made.columns(2, 36, top, 414, 624, 16)
    while flow.with_room(190):
        on_bar(made, flow, f"Family {_latin(made)}idae", 2, Style(10, bold=True, color=WHITE), _GREEN, 8)
        made.paragraph(flow, made.words(1), _ACCOUNT, 3)
        for kind in range(made.rng.randint(2, 3)):
            _species(made, flow, pictured=kind % 2 == 0)


def _latin(made: Composer) -> str:
    """The root of a name that might be Latin."""
    return prose.plain_word(made.rng, made.vocabulary).capitalize().rstrip("aeiouy")


def _species(made: Composer, flow: Flow, pictured: bool) -> None:
    if not flow.with_room(170 if pictured else 110):
        return
    made.heading(flow, made.title(2), 3, Style(12.5, bold=True), 6)
    flow.columns[0].frame.y -= 2
    latin = f"{_latin(made)}us {_latin(made).lower()}ensis".split()
    made.paragraph(flow, latin, Style(9, italic=True), 3)
    if pictured:
        shown = f"{made.rng.choice(('Adult', 'Young bird', 'In flight'))}, {made.rng.choice(MONTHS)}".split()
        captioned(made, flow, made.rng.choice((76.0, 92.0)), shown, Style(7.4, italic=True, color=_GREY))
    length = made.rng.randint(11, 60)
    measures = f"Length {length}\u2013{length + 4} cm. Wings {2 * length}\u2013{2 * length + 7} cm."
    made.paragraph(flow, measures.split(), replace(_ACCOUNT, color=_GREEN), 3)
    for label in ("Range.", "Habitat.", "Voice.", "Similar."):
        if label != "Similar." or made.rng.random() < 0.5:
            lead = Piece([label], replace(_ACCOUNT, bold=True))
            mixed(made, flow, [lead, Piece(made.words(made.rng.randint(1, 2)), _ACCOUNT)], 3)


def history_chapter(made: Composer) -> None:
    """A chapter of a book: its number and its name apart, a motto, parts under small italics in the middle
    or after three asterisks, long notes by raised figures that count on overleaf."""
    flow, page, note = Flow([]), made.rng.randrange(101, 300, 2), made.rng.randint(1, 30)
    splits = (made.rng.uniform(452, 490), made.rng.uniform(430, 470))
    name = made.title(3)
    for number, split in enumerate(splits):
        made.sheet(_ROYAL)
        if number:
            margin_line(made, str(page + 1), 36, Style(9.5), 62, 120)
            margin_line(made, name, 36, Style(9.5, italic=True, centred=True), 130, 338)
        else:
            margin_line(made, str(page), 666, Style(9.5, centred=True), 62, 406)
        flow.columns.append(made.column(62, 64, 344, split))
    _opening(made, flow, name)
    for number, kind in enumerate(("", "head", "", "break", "head", "", "", "")):
        text = _BOOK if kind == "" and number else replace(_BOOK, indent_pt=0.0)
        words = made.words(4)
        if kind == "head":
            made.heading(flow, made.title(3), 2, Style(11, italic=True, centred=True), 10)
        elif kind == "break" and flow.with_room(70):
            flow.columns[0].frame.y += 6
            made.paragraph(flow, ["*", "*", "*"], Style(11, centred=True), 6)
            words[:3] = [word.upper() for word in words[:3]]
        words[-1] += raised(note + number)
        made.paragraph(flow, [*words, *made.words(made.rng.randint(1, 2))], text, 0)
    for page_no, split in enumerate(splits, 1):
        _notes(made, made.column(62, split + 18, 344, 654, page_no), _called_on(made, page_no))
    set_raised(made)


def _opening(made: Composer, flow: Flow, name: str) -> None:
    """What number the chapter has, its name in large type, and a motto at the right."""
    numbers = ("FIVE", "SEVEN", "NINE", "TWELVE")
    made.heading(flow, f"CHAPTER {made.rng.choice(numbers)}", 1, Style(10, centred=True), 0)
    made.heading(flow, name, 1, Style(21, centred=True, leading=1.15), 12)
    flow.columns[0].frame.y += 16
    inset(made, flow, made.words(1), Style(9.5, italic=True, leading=1.3), 120, 0)
    author = f"{made.title(1)} {made.title(1)}, {made.rng.randint(1720, 1890)}"
    made.paragraph(flow, author.split(), Style(9, to_right=True), 20)


def _called_on(made: Composer, page_no: int) -> list[int]:
    """The notes that the text of that page refers to."""
    called: list[int] = []
    for block in made.truth.blocks:
        split = len(block.words) - block.carried
        if block.page_no == page_no - 1:
            called += raised_in(block.words[split:])
        elif block.page_no == page_no:
            called += raised_in(block.words[:split])
    return called


def _notes(made: Composer, column: Column, numbers: Sequence[int]) -> None:
    """Under a short rule; together they take the room that there is."""
    rule(column.sheet, 62, column.frame.y - 6, 140, 0.5)
    step = _NOTE.size_pt * _NOTE.leading
    for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
        most = int(column.room_pt / step) // left
        words = [raised(number), *prose.sentence(made.rng, made.vocabulary)]
        while True:
            longer = [*words, *prose.sentence(made.rng, made.vocabulary)]
            if line_count(longer, column.frame.width, made.face, _NOTE) > most:
                break
            words = longer
        words[-1] = words[-1].rstrip(";?") + ("." if words[-1][-1] in ";?" else "")
        made.beside(column, words, _NOTE, "footnote")
