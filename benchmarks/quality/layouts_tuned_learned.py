"""Layouts that developers look at and tune to, as libraries and kitchens have them: a journal of law, a
gazette of official notices, a textbook, the leaflet of an exhibition, cards with recipes."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_tuned_parts import ground, outline, photo, rule, run_in, upright, within
from benchmarks.quality.sheet import Style, line_count
from benchmarks.quality.vocabularies import MONTHS

_OCTAVO, _A5_WIDE = (486.0, 720.0), (595.0, 420.0)
_PLUM, _OLIVE, _SAND, _GREY = (0.4, 0.08, 0.3), (0.33, 0.36, 0.08), (0.95, 0.93, 0.87), (0.3, 0.3, 0.3)


def law_journal(made: Composer) -> None:
    """Small pages whose notes, in smaller type under a short rule, take more room than the text; headings in
    the middle with Roman numbers, and under them others with letters."""
    text, flow = Style(10.5, leading=1.25, justified=True, hyphenated=True), Flow([])
    splits = [made.rng.uniform(330, 400), made.rng.uniform(270, 340)]
    for number, split in enumerate(splits, 1):
        made.sheet(_OCTAVO)
        flow.columns.append(made.column(60, 64, 366, split))
        if number == 2:
            made.furniture("[Vol. 188", 42, 60)
            made.furniture("Law Quarterly", 42, 330, right=426)
        made.furniture(f"{600 + number}", 690, 236)
    made.heading(flow, made.title(6), 1, Style(17, centred=True, leading=1.2), 10)
    made.paragraph(flow, f"{made.title(1)} {made.title(1)}".split(), Style(10.5, centred=True), 8)
    for part in ("I.", "II.", "III."):
        name = Style(10.5, bold=True, centred=True)
        made.heading(flow, f"{part} {made.title(3).upper()}", 2, name, 8)
        made.paragraph(flow, made.words(made.rng.randint(3, 5)), text, 0)
        for letter in ("A.", "B."):
            made.heading(flow, f"{letter} {made.title(3)}", 3, Style(10.5, bold=True), 6)
            for _ in range(2):
                made.paragraph(flow, made.words(made.rng.randint(3, 5)), text, 0)
    made.fill(flow, text, 0)
    note = made.rng.randint(1, 60)
    for number, split in enumerate(splits, 1):
        note = _long_notes(made, made.column(60, split + 16, 366, 668, page_no=number), note)


def _long_notes(made: Composer, column: Column, first: int) -> int:
    """Notes until there is room for none; the number of the next."""
    rule(column.sheet, 60, column.frame.y - 6, 150, 0.6)
    style = Style(8.5, leading=1.2, justified=True, hyphenated=True)
    while True:
        words = [f"{first}.", *made.words(made.rng.choice((1, 1, 2, 3, 5)))]
        lines = line_count(words, column.frame.width, made.face, style)
        if lines * 8.5 * 1.2 > column.room_pt:
            return first
        made.beside(column, words, style, "footnote")
        column.frame.y += 2
        first += 1


def official_notices(made: Composer) -> None:
    """A gazette: three narrow columns of small type, headings in capitals between rules, and notices that
    begin with a bold number and often a bold name."""
    number = made.rng.randint(1000, 8000)
    for page in (1, 2):
        sheet = made.sheet(A4)
        made.furniture("Public register", 34, 40)
        made.furniture(f"L {page + 210}", 34, 520, right=555)
        top = 46.0
        if page == 1:
            head = Flow([made.column(40, 50, 515, 160)])
            made.heading(head, made.title(3), 1, Style(24, bold=True, centred=True), 0)
            top = head.columns[0].frame.y + 10
        rule(sheet, 40, top - 4, 555)
        flow = Flow(made.columns(3, 40, top, 555, 800, 14))
        for x in (207.0, 388.0):
            upright(sheet, x, top, 800)
        while flow.with_room(80):
            number = _of_a_kind(made, flow, number)


def _of_a_kind(made: Composer, flow: Flow, number: int) -> int:
    """A heading, and the notices under it; the number of the next."""
    text = Style(8, leading=1.2, justified=True, hyphenated=True)
    if column := flow.with_room(80):
        frame = column.frame
        rule(column.sheet, frame.x, frame.y + 4, frame.x + frame.width, 0.5)
    made.heading(flow, made.title(2).upper(), 2, Style(9, bold=True, centred=True), 7)
    for _ in range(made.rng.randint(3, 7)):
        name = [f"{made.title(1)}"] if made.rng.random() < 0.4 else []
        run_in(made, flow, [f"{number}.", *name], made.words(made.rng.randint(1, 3)), text, 3)
        number += made.rng.randint(1, 3)
    return number


def textbook(made: Composer) -> None:
    """A chapter: text in a wide column, its terms explained in a box in the outer margin, a worked example in
    a frame, a figure, and exercises on a tinted ground."""
    text, part = Style(10, leading=1.35), Style(13, bold=True, color=_PLUM)
    for page in (1, 2):
        made.sheet(LETTER)
        made.furniture("Chapter four", 40, 60)
        made.furniture(f"{188 + page}", 40, 540, right=552)
        flow = Flow([made.column(60, 60, 340, 740 if page == 1 else 556)])
        if page == 1:
            made.heading(flow, f"4 {made.title(3)}", 1, Style(24, bold=True, color=_PLUM), 0)
            made.paragraph(flow, made.words(2), text, 6)
        for section in (1, 2):
            made.heading(flow, f"4.{section + 2 * page - 2} {made.title(3)}", 2, part, 10)
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), text, 6)
            if section == 2:
                _example(made, flow, f"Example 4.{page}", text)
            elif page == 1:
                made.figure(flow, 1, 90, Style(8.5))
        made.fill(flow, text, 6)
        if page == 2:
            _exercises(made, part)
        _terms(made, made.column(416, 130 if page == 1 else 64, 142, 740))


def _example(made: Composer, flow: Flow, name: str, text: Style) -> None:
    """A frame around a paragraph whose first words, bold, say that it is an example."""
    column = flow.with_room(150)
    if column is None:
        return
    frame, top = column.frame, column.frame.y + 2
    box = within(Column(column.sheet, frame, column.page_no), 8)
    run_in(made, Flow([box]), name.split(), made.words(3), text, 4)
    outline(column.sheet, (frame.x, top, frame.x + frame.width, box.frame.y + 2), _GREY)
    frame.y = box.frame.y + 12


def _exercises(made: Composer, part: Style) -> None:
    ground(made.sheets[-1], (60, 570, 400, 746), _SAND)
    flow = Flow([made.column(72, 574, 316, 746)])
    made.heading(flow, "Exercises", 2, part, 4)
    made.items(flow, ("1.", "2.", "3.", "4."), Style(9.5), 18)


def _terms(made: Composer, margin: Column) -> None:
    """Terms in bold type, and what each means, in a tinted box in the margin."""
    inner, frame = within(margin, 8), margin.frame
    for _ in range(made.rng.randint(4, 6)):
        term = made.title(2).split()
        run_in(made, Flow([inner]), term, made.words(1), Style(8.5, color=_PLUM), 7, "aside")
    ground(margin.sheet, (frame.x, frame.y, frame.x + frame.width, inner.frame.y + 4), _SAND)


def exhibition(made: Composer) -> None:
    """The leaflet of a museum: rooms as headings, a text for each, and pictures with small lines beside them
    that say what they show."""
    number = 0
    for page in (1, 2):
        made.sheet(A4)
        y = 50.0
        if page == 1:
            head = Flow([made.column(50, y, 495, 200)])
            made.heading(head, made.title(4), 1, Style(32, leading=1.1, color=_PLUM), 0)
            days = f"{made.rng.randint(1, 28)} {made.rng.choice(MONTHS)} to 30 {made.rng.choice(MONTHS)} 2024"
            made.paragraph(head, days.split(), Style(14, color=_GREY), 10)
            y = head.columns[0].frame.y
        made.furniture("Gallery guide", 820, 50)
        for _ in range(2):
            number += 1
            y = _room(made, f"Room {number}: {made.title(2)}", y)


def _room(made: Composer, name: str, top: float) -> float:
    """A heading, a text, and a row of pictures; the y under them."""
    flow = Flow([made.column(50, top, 495, top + 200)])
    made.heading(flow, name, 2, Style(16, bold=True, color=_PLUM), 6)
    made.paragraph(flow, made.words(made.rng.randint(3, 5)), Style(10.5, leading=1.35), 8)
    y, wide = flow.columns[0].frame.y + 4, made.rng.random() < 0.4
    height = made.rng.choice((150.0, 180.0, 200.0))
    for x in (50.0,) if wide else (50.0, 305.0):
        right = x + (330.0 if wide else 130.0)
        photo(made, made.sheets[-1], (x, y, right, y + height))
        _label(made, made.column(right + 8, y, 100, y + height))
    return y + height + 14


def _label(made: Composer, column: Column) -> None:
    """What a picture shows, in bold type, and a few words on it."""
    name, words = made.title(3).split(), [*made.words(1)[:10], str(made.rng.randint(1700, 1990))]
    column.sheet.write(name, column.frame, Style(8, bold=True, leading=1.25))
    column.sheet.write(words, column.frame, Style(8, leading=1.25))
    made.add("caption", [*name, *words], column.page_no)


def recipes(made: Composer) -> None:
    """Cards: the name of a dish, for how many it is, what it takes in a narrow column on the left, numbered
    steps on the right, and advice across the foot."""
    for _ in range(2):
        sheet = made.sheet(_A5_WIDE)
        head = Flow([made.column(36, 26, 523, 120)])
        made.heading(head, made.title(3), 1, Style(22, bold=True, color=_OLIVE), 0)
        serves = f"Serves {made.rng.randint(2, 8)}, ready in {made.rng.randint(2, 9) * 10} minutes"
        made.paragraph(head, serves.split(), Style(10), 8)
        top = head.columns[0].frame.y
        rule(sheet, 36, top, 559, 1.0)
        part = Style(12, bold=True, color=_OLIVE)
        left, right = Flow([made.column(36, top + 4, 140, 350)]), Flow([made.column(200, top + 4, 359, 348)])
        made.heading(left, "Ingredients", 2, part, 4)
        for _ in range(made.rng.randint(7, 10)):
            name = prose.plain_word(made.rng, made.vocabulary)
            much = made.rng.choice((f"{made.rng.randint(5, 90) * 5} g", f"{made.rng.randint(2, 5)} cups"))
            made.paragraph(left, f"{much} {name}".split(), Style(9.5, leading=1.45), 0, "list")
        made.heading(right, "Method", 2, part, 4)
        made.items(right, [f"{number}." for number in range(1, 8)], Style(10), 18)
        ground(sheet, (36, 352, 559, 404), _SAND)
        tip = Flow([made.column(46, 358, 503, 404)])
        run_in(made, tip, ["Tip:"], made.words(1)[:14], Style(9, leading=1.2), 0)
