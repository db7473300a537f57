"""Which texts of a document are its headings."""

from typing import Any

from agents.reading.headings.outline import Outline
from agents.reading.page import Origin
from tests.unit.outlines import node, settled

BODY_PT = 10.0


def test_a_large_line_that_stands_alone_is_a_heading_whatever_its_region_says() -> None:
    prose = ("The ships came late that year and left early. " * 3, BODY_PT, "text")
    assert settled(("Ports", 14, "text"), prose, ("Seas", 14, "text"), prose) == [
        ("section_header", 1),
        ("text", 0),
        ("section_header", 1),
        ("text", 0),
    ]


def test_a_long_text_in_large_type_stays_text() -> None:
    long = ("It was a year of ice, and the ships that had left in spring came home late. " * 3, 14, "text")
    prose = ("The ships came late that year and left early. " * 30, BODY_PT, "text")
    assert [label for label, _ in settled(long, prose)] == ["text", "text"]


def bold_and_plain(bold_text: str, prose_bold: bool = False) -> list[str]:
    outline = Outline()
    nodes = [node(0, bold_text, "text"), node(1, "The ships came late that year. " * 20, "text")]
    outline.add(nodes[0], BODY_PT, BODY_PT, Origin.LAYER, bold=True)
    outline.add(nodes[1], BODY_PT, 8 * BODY_PT, Origin.LAYER, bold=prose_bold)
    outline.settle()
    return [one["label"] for one in nodes]


def test_a_bold_line_alone_is_a_heading_in_the_size_of_the_text() -> None:
    assert bold_and_plain("Abstract") == ["section_header", "text"]


def test_bold_type_tells_nothing_where_all_is_bold_or_of_the_label_of_a_figure() -> None:
    assert bold_and_plain("Abstract", prose_bold=True) == ["text", "text"]
    assert bold_and_plain("Figure 3. Ships") == ["text", "text"]
    assert bold_and_plain("We saw:") == ["text", "text"]


def headers(*texts: str) -> list[tuple[str, str]]:
    outline = Outline()
    nodes: list[dict[str, Any]] = []
    for text in texts:
        nodes.append({**node(len(nodes), text, "page_header"), "content_layer": "furniture"})
        outline.add(nodes[-1], 14, 14, Origin.LAYER)
        outline.add(node(len(nodes), "The ships came late. " * 9, "text"), BODY_PT, 8 * BODY_PT, Origin.LAYER)
    outline.settle()
    return [(one["label"], one["content_layer"]) for one in nodes]


def test_a_heading_at_the_top_of_a_page_is_no_page_header() -> None:
    assert headers("2 Traffic", "Ports") == [("section_header", "body")] * 2


def test_what_stands_at_the_top_of_more_pages_is_a_page_header_in_whatever_type() -> None:
    assert headers("Report 2024, 1", "Report 2024, 2") == [("page_header", "furniture")] * 2


def test_a_sentence_in_large_type_is_a_quotation_and_no_heading() -> None:
    prose = ("The ships came late that year and left early. " * 3, BODY_PT, "text")
    quoted = ("No ship that I know of ever came back from there.", 15, "text")
    assert settled(("Ports", 14), prose, quoted, prose)[2] == ("text", 0)


def test_what_is_large_beside_the_points_of_a_list_is_no_heading() -> None:
    points = [("They came late and they left early", 16, "list_item")] * 4
    found = settled(("Ports", 30), ("What the ships did that year", 18, "text"), *points)
    assert found[1] == ("text", 0)


def test_several_lines_in_capitals_that_stand_alone_are_headings_together() -> None:
    texts = ["SHIPS OF THE YEAR", "PORTS OF THE COAST", "TONS OF FISH"]
    body = ("The ships came late that year, and left the harbour again. " * 3, BODY_PT, "text")
    found = settled(("Ledger", 16), body, *((text, BODY_PT, "text") for text in texts))
    assert [label for label, _ in found[2:]] == ["section_header"] * 3
    found = settled(("Ledger", 16), body, *((text, BODY_PT, "text") for text in texts[:2]))
    assert [label for label, _ in found[2:]] == ["text"] * 2
    small = settled(("Ledger", 16), body, *((text, 0.8 * BODY_PT, "text") for text in texts))
    assert [label for label, _ in small[2:]] == ["text"] * 3


def test_a_line_in_capitals_is_a_heading_where_others_of_its_type_are() -> None:
    prose = ("The ships came late that year and left early. " * 3, BODY_PT, "text")
    missed = ("THE SEAS", BODY_PT, "text")
    assert settled(("THE PORTS", BODY_PT), prose, missed, prose)[2][0] == "section_header"
    assert settled(("The ports", BODY_PT), prose, missed, prose)[2][0] == "text"
    assert settled(("THE PORTS", 14), prose, missed, prose)[2][0] == "text"


def test_a_quotation_that_a_layout_model_took_for_a_heading_is_none() -> None:
    prose = ("The ships came late that year and left early. " * 3, BODY_PT, "text")
    quoted = "No ship that I know of ever came back from there."
    assert settled(("Ports", 14), prose, (quoted, 15))[2] == ("text", 0)
    assert settled(("Ports", 14), prose, (f"1.1 {quoted}", 12))[2][0] == "section_header"


def test_a_few_lines_in_the_type_of_the_text_are_no_heading() -> None:
    outline = Outline()
    listing, heading = node(0, "$ start --quays 4 $ stop --quays 2 $ show"), node(1, "Ports")
    outline.add(listing, BODY_PT - 0.5, 4.5 * BODY_PT, Origin.LAYER)
    outline.add(heading, BODY_PT + 4, BODY_PT + 4, Origin.LAYER)
    outline.add(node(2, "The ships came late that year. " * 3, "text"), BODY_PT, 3 * BODY_PT, Origin.LAYER)
    outline.settle()
    assert (listing["label"], heading["label"]) == ("text", "section_header")


def test_the_end_of_a_sentence_is_no_heading() -> None:
    assert settled(("Ports", 14), ("and left early.", 10))[1] == ("text", 0)


def test_a_page_header_with_a_number_in_the_type_of_headings_is_one_unless_it_repeats_one() -> None:
    outline = Outline()
    texts = (("1.2 Ports", "section_header"), ("1.3 Tides", "page_header"), ("1.2 Ports", "page_header"))
    nodes = [node(at, text, label) for at, (text, label) in enumerate(texts)]
    for one in nodes:
        outline.add(one, BODY_PT, BODY_PT, Origin.LAYER, bold=True)
    outline.add(node(3, "The ships came late. " * 9, "text"), BODY_PT, 8 * BODY_PT, Origin.LAYER)
    outline.settle()
    assert [one["label"] for one in nodes] == ["section_header", "section_header", "page_header"]


def test_a_bold_line_in_somewhat_larger_type_above_the_first_page_is_its_heading_and_no_page_header() -> None:
    def label(page_no: int, size_pt: float, bold: bool) -> str:
        outline = Outline()
        title = {**node(0, "Supply agreement", "page_header"), "prov": [{"page_no": page_no}]}
        outline.add(title, size_pt, size_pt, Origin.LAYER, bold)
        outline.add(node(1, "The ships came late. " * 9, "text"), BODY_PT, 8 * BODY_PT, Origin.LAYER)
        outline.settle()
        return str(title["label"])

    assert label(1, 11.5, True) == "section_header"
    assert label(2, 11.5, True) == label(1, 11.5, False) == label(1, BODY_PT, True) == "page_header"


def test_bold_type_on_a_scan_makes_headings_but_no_levels() -> None:
    outline = Outline()
    nodes = [node(0, "Ports", "text"), node(1, "Tides")]
    for one, bold in zip(nodes, (True, False), strict=True):
        outline.add(one, BODY_PT, BODY_PT, Origin.LINES, bold)
    outline.add(node(2, "The ships came late. " * 9, "text"), BODY_PT, 8 * BODY_PT, Origin.LINES)
    outline.settle()
    assert [(one["label"], one["level"]) for one in nodes] == [("section_header", 1)] * 2


def test_few_large_words_over_many_lines_are_a_heading_in_a_narrow_column_only() -> None:
    def label(width_pt: float) -> str:
        nodes = [node(0, "Harvest and monitoring of ships", "text"), node(1, "They came late. " * 9, "text")]
        outline = Outline()
        outline.add(nodes[0], 16, 64, Origin.LAYER, width_pt=width_pt)
        outline.add(nodes[1], BODY_PT, 8 * BODY_PT, Origin.LAYER)
        outline.settle()
        return str(nodes[0]["label"])

    assert label(90) == "section_header"
    assert label(160) == "text", "the names on a title page, one below the other"


def test_what_is_asked_at_length_or_said_in_several_sentences_is_no_heading() -> None:
    asked = "And what did you think when the ships of the north came back to the harbour?"
    said = "The harbour was rebuilt. Those who fish there moved north to the old quay"
    for text in (asked, said):
        assert settled(("Ports of the north", 14), (text, 14), ("It went.", 10, "text"))[1][0] == "text"
    for text in (
        "What does a berth cost?",
        "Approx. costs of the quays and of the ships in all ports this year",
    ):
        assert settled(("Ports of the north", 14), (text, 14))[1][0] == "section_header"


def test_what_is_like_a_heading_but_for_its_number_is_one() -> None:
    body = ("The ships came late. " * 9, 10.0, "text")
    texts = [("Article 1", 10.0), body, ("Article 2", 10.0, "text"), body, ("Article 2 says", 10.0, "text")]
    assert [label for label, _ in settled(*texts)] == ["section_header", "text"] * 2 + ["text"]
    assert settled(("Article 2", 10.0, "text"), body)[0] == ("text", 0)


def test_a_salutation_is_no_heading() -> None:
    assert settled(("Ports", 14.0), ("Dear Peter,", 10.0), ("It rains.", 10.0, "text"))[1] == ("text", 0)


def test_lines_of_a_page_of_tables_are_no_headings_for_being_larger_than_its_small_print() -> None:
    def label(letters: int) -> str:
        outline = Outline()
        address, small_print = node(0, "Lindenweg 14", "text"), node(1, "It is said. " * 20, "text")
        outline.add(address, 10.0, 10.0, Origin.LAYER)
        outline.add_table(9.0, letters)
        outline.add(small_print, 7.0, 28.0, Origin.LAYER)
        outline.settle()
        return str(address["label"])

    assert label(900) == "text"
    assert label(20) == "section_header"
