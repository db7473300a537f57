"""What a page's text layer holds, what is drawn around it, and whether it is believed."""

from typing import Any

import pymupdf
import pytest

from agents.drawn.covered import covered_share
from agents.drawn.line_styles import is_fixed
from agents.drawn.text_layer import read_text_layer
from agents.page_kind import Evidence, decide
from schemas.geometry import Box
from schemas.labels import PageKind


def test_outlined_letters_without_a_text_layer_are_for_the_recogniser() -> None:
    assert decide(Evidence(words=0))[0] is PageKind.OCR


def test_a_small_logo_leaves_a_page_digital() -> None:
    assert decide(Evidence(words=300, images=0.02)) == (PageKind.DIGITAL, "text layer of 300 words")


def test_a_few_characters_without_unicode_values_have_each_region_looked_at() -> None:
    assert decide(Evidence(words=300, unmapped=0.005))[0] is PageKind.DIGITAL
    kind, reason = decide(Evidence(words=300, unmapped=0.1))
    assert (kind, reason) == (
        PageKind.HYBRID,
        "text layer of 300 words, but 10% of its characters have no Unicode value",
    )
    assert decide(Evidence(words=300, unmapped=0.5))[0] is PageKind.OCR


def test_strips_of_a_scan_add_up_and_overlaps_do_not() -> None:
    strips = [Box(0, 100 * number, 600, 100 * number + 100) for number in range(8)]
    assert covered_share(strips, 600, 800) == 1.0
    assert covered_share([Box(0, 0, 300, 800)] * 3, 600, 800) == 0.5
    assert covered_share([Box(-500, -500, 5000, 5000)], 600, 800) == 1.0
    assert covered_share([], 600, 800) == 0.0


def test_lines_in_bold_type_are_named_and_those_with_a_bold_word_are_not() -> None:
    document: Any = pymupdf.open()
    page = document.new_page()
    for number, (text, font) in enumerate((("All bold", "hebo"), ("plain", "helv"), ("Times too", "tibo"))):
        page.insert_text((60, 100 + 30 * number), text, fontname=font)
    page.insert_text((60, 220), "half ", fontname="helv")
    page.insert_text((84, 220), "bold", fontname="hebo")
    layer = read_text_layer(page)
    bold = [" ".join(w.text for w in layer.words if w.line == line) for line in layer.bold_lines]
    assert bold[:2] == ["All bold", "Times too"]
    assert "plain" not in bold


def fixed_of(*lines: tuple[str, str]) -> list[str]:
    document: Any = pymupdf.open()
    page = document.new_page()
    for number, (text, font) in enumerate(lines):
        page.insert_text((60, 100 + 30 * number), text, fontname=font)
    layer = read_text_layer(page)
    return [" ".join(w.text for w in layer.words if w.line == line) for line in layer.fixed_lines]


def test_lines_in_type_whose_letters_are_all_as_wide_are_named_where_others_are_not() -> None:
    prose = ("They came late that year and left again", "helv")
    assert fixed_of(prose, ("late(ships)", "cour"), ("early()", "cobo")) == ["late(ships)", "early()"]
    assert fixed_of(("late(ships)", "cour"), ("early()", "cour"), ("7", "helv")) == [], "a typewritten page"


BLACK, RED = (0.0, 0.0, 0.0), (0.7, 0.0, 0.0)


def styled_of(*lines: tuple[str, str, tuple[float, float, float]]) -> list[str]:
    """Of lines with their fonts and colours."""
    document: Any = pymupdf.open()
    page = document.new_page()
    for number, (text, font, colour) in enumerate(lines):
        page.insert_text((60, 100 + 30 * number), text, fontname=font, color=colour)
    layer = read_text_layer(page)
    return [" ".join(w.text for w in layer.words if w.line == line) for line in layer.styled_lines]


def test_lines_in_italics_or_in_another_colour_are_named() -> None:
    prose = ("They came late that year and left again", "helv", BLACK)
    assert styled_of(
        prose, ("In Oslo", "heit", BLACK), ("In Riga", "helv", RED), ("In bold", "hebo", BLACK)
    ) == [
        "In Oslo",
        "In Riga",
    ]


def test_a_line_with_a_word_in_italics_is_not_named() -> None:
    document: Any = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 100), "They came late that year", fontname="helv")
    page.insert_text((60, 130), "On the ", fontname="helv")
    page.insert_text((100, 130), "Albatross", fontname="heit")
    assert read_text_layer(page).styled_lines == ()


def test_italics_and_colours_are_not_named_where_most_of_the_page_is_so() -> None:
    short = ("In Oslo", "helv", BLACK)
    assert styled_of(("They came late that year and left again", "heit", BLACK), short) == []
    assert styled_of(("They came late that year and left again", "helv", RED), short) == ["In Oslo"]


@pytest.mark.parametrize(
    ("name", "fixed"),
    [("DejaVuSansMono", True), ("CMTT10", True), ("MonotypeCorsiva", False), ("Monoton-Regular", False)],
)
def test_fonts_tell_by_their_names(name: str, fixed: bool) -> None:
    assert is_fixed({"flags": 0, "font": name}) is fixed


@pytest.mark.parametrize("rotation", [0, 90])
def test_frames_are_what_is_drawn_around_words_once_each(rotation: int) -> None:
    document: Any = pymupdf.open()
    page = document.new_page(width=600, height=800)
    page.draw_rect((10, 10, 590, 790))  # around the page
    page.draw_rect((50, 100, 300, 200), color=None, fill=(0.9, 0.9, 1))
    page.draw_rect((50, 100, 300, 200), color=(0, 0, 0))
    page.draw_rect((50, 300, 300, 400))  # without a word
    page.draw_line((50, 450), (500, 450))
    page.insert_textbox((60, 110, 290, 190), "one two three four five six seven eight nine ten", fontsize=11)
    page.insert_text((60, 500), "and as many words that stand outside of every frame there is")
    page.set_rotation(rotation)
    (frame,) = read_text_layer(page).frames
    expected = (50, 100, 300, 200) if rotation == 0 else (600, 50, 700, 300)
    assert tuple(frame) == pytest.approx(expected, abs=1.1)


PROSE = "In the regional budget of the year the committee had estimated what the harvest would require. " * 6


def kind_of(page: Any) -> tuple[PageKind, str]:
    return decide(read_text_layer(page).seen)


def written(text: str) -> Any:
    page: Any = pymupdf.open().new_page(width=600, height=800)
    page.insert_textbox((60, 60, 540, 400), text, fontsize=11)
    return page


def picture(alpha: bool) -> bytes:
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 40, 40), alpha)
    pixmap.clear_with(200)
    return pixmap.tobytes("png")


def test_a_text_layer_whose_letters_are_others_is_not_believed() -> None:
    shifted = "".join(chr((ord(c) - 97 + 3) % 26 + 97) if c.islower() else c for c in PROSE)
    assert kind_of(written(PROSE))[0] is PageKind.DIGITAL
    kind, why = kind_of(written(shifted))
    assert kind is PageKind.OCR
    assert "spells no words" in why


@pytest.mark.parametrize("text", ["BCDFG HJKLM NPQRS " * 10, "01-23 45.67 " * 40, "Zrč smrk vrh brk " * 8])
def test_few_letters_or_none_say_nothing_of_a_text_layer(text: str) -> None:
    assert kind_of(written(text))[0] is PageKind.DIGITAL


def test_text_under_the_picture_of_a_scan_is_what_another_recogniser_read() -> None:
    page = written(PROSE)
    page.insert_image((0, 0, 600, 800), stream=picture(alpha=False), keep_proportion=False)
    kind, why = kind_of(page)
    assert kind is PageKind.OCR
    assert "invisible" in why


def test_text_on_a_picture_or_under_one_with_holes_is_read_from_the_layer() -> None:
    behind = pymupdf.open().new_page(width=600, height=800)
    behind.insert_image((0, 0, 600, 800), stream=picture(alpha=False), keep_proportion=False)
    behind.insert_textbox((60, 60, 540, 400), PROSE, fontsize=11)
    over = written(PROSE)
    over.insert_image((0, 0, 600, 800), stream=picture(alpha=True), keep_proportion=False)
    assert [kind_of(page)[0] for page in (behind, over)] == [PageKind.HYBRID, PageKind.HYBRID]


def test_marks_that_only_say_where_a_line_may_break_are_no_part_of_a_word() -> None:
    document: Any = pymupdf.open()
    page = document.new_page()
    writer: Any = pymupdf.TextWriter(page.rect)
    writer.append((50, 100), "see \u2060page\u200bs", font=pymupdf.Font("helv"))
    writer.write_text(page)
    assert [word.text for word in read_text_layer(page).words] == ["see", "pages"]


def test_what_is_drawn_besides_text_is_told_by_its_place() -> None:
    page = written(PROSE)
    assert read_text_layer(page).drawn == ()
    page.draw_rect((100, 500, 300, 600))
    (place,) = read_text_layer(page).drawn or (None,)
    assert place == pytest.approx((100, 500, 300, 600), abs=1.1)
