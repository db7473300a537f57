"""The families that are there to look at and to mend by."""

from collections.abc import Callable

from benchmarks.quality.composer import Layout
from benchmarks.quality.family import Family, Subject
from benchmarks.quality.layouts_drawn import drawn
from benchmarks.quality.layouts_tables import simple, tables_between_text, with_spans
from benchmarks.quality.layouts_tuned import digest, paper, report
from benchmarks.quality.layouts_tuned_bulletin import bulletin
from benchmarks.quality.layouts_tuned_company import general_meeting, market_report
from benchmarks.quality.layouts_tuned_conference import abstracts, poster
from benchmarks.quality.layouts_tuned_desk import board_paper, vitae
from benchmarks.quality.layouts_tuned_law import conditions, contract, judgment, patent
from benchmarks.quality.layouts_tuned_learned import (
    exhibition,
    law_journal,
    official_notices,
    recipes,
    textbook,
)
from benchmarks.quality.layouts_tuned_letters import letter
from benchmarks.quality.layouts_tuned_more import guide, leaflet, newsletter
from benchmarks.quality.layouts_tuned_odd import gazette, handbook, minutes, slides
from benchmarks.quality.layouts_tuned_office import (
    annual_report,
    datasheet,
    memo,
    policy_brief,
    questions,
)
from benchmarks.quality.layouts_tuned_plain import essay, fact_sheet, office_report
from benchmarks.quality.layouts_tuned_press import front_page, interview, news_sheet, press_release
from benchmarks.quality.layouts_tuned_public import broadsheet, cards, noticeboard, programme
from benchmarks.quality.layouts_tuned_school import examination, thesis
from benchmarks.quality.layouts_tuned_shelf import directory, play, standard
from benchmarks.quality.layouts_tuned_study import field_guide, history_chapter, syllabus
from benchmarks.quality.layouts_tuned_trade import sale_catalogue, seed_list
from benchmarks.quality.layouts_tuned_works import api_reference, rulebook, tender
from benchmarks.quality.table_drawing import Look


def _tuned(subject: Subject, name: str, layout: Layout, typeface: str, scan: str = "") -> Family:
    return Family(f"tuned-{name}", "tuned", subject, layout, typeface, "reports", scan)


_between: Callable[..., Layout] = tables_between_text

TUNED = (
    _tuned("digital", "report", report, "helvetica"),
    _tuned("digital", "paper", paper, "times"),
    _tuned("digital", "digest", digest, "noto sans"),
    _tuned("digital", "gazette", gazette, "times"),
    _tuned("digital", "handbook", handbook, "helvetica"),
    _tuned("digital", "minutes", minutes, "times"),
    _tuned("digital", "slides", slides, "noto sans"),
    _tuned("digital", "guide", guide, "cascadia"),
    _tuned("digital", "newsletter", newsletter, "helvetica"),
    _tuned("digital", "leaflet", leaflet, "noto sans"),
    _tuned("digital", "noticeboard", noticeboard, "helvetica"),
    _tuned("digital", "cards", cards, "noto sans"),
    _tuned("digital", "broadsheet", broadsheet, "times"),
    _tuned("digital", "programme", programme, "times"),
    _tuned("digital", "drawn", drawn, "helvetica"),
    _tuned("digital", "drawn-serif", drawn, "times"),
    _tuned("digital", "drawn-noto", drawn, "noto sans"),
    _tuned("digital", "front-page", front_page, "times"),
    _tuned("digital", "news-sheet", news_sheet, "noto sans"),
    _tuned("digital", "press-release", press_release, "helvetica"),
    _tuned("digital", "interview", interview, "helvetica"),
    _tuned("digital", "memo", memo, "times"),
    _tuned("digital", "datasheet", datasheet, "helvetica"),
    _tuned("digital", "policy-brief", policy_brief, "noto sans"),
    _tuned("digital", "annual-report", annual_report, "helvetica"),
    _tuned("digital", "questions", questions, "cascadia"),
    _tuned("digital", "law-journal", law_journal, "times"),
    _tuned("digital", "official-notices", official_notices, "times"),
    _tuned("digital", "textbook", textbook, "noto sans"),
    _tuned("digital", "exhibition", exhibition, "helvetica"),
    _tuned("digital", "recipes", recipes, "noto sans"),
    _tuned("digital", "bulletin", bulletin, "helvetica"),
    _tuned("digital", "essay", essay, "times"),
    _tuned("digital", "office-report", office_report, "helvetica"),
    _tuned("digital", "fact-sheet", fact_sheet, "noto sans"),
    _tuned("digital", "contract", contract, "times"),
    _tuned("digital", "patent", patent, "times"),
    _tuned("digital", "abstracts", abstracts, "helvetica"),
    _tuned("digital", "poster", poster, "noto sans"),
    _tuned("digital", "standard", standard, "helvetica"),
    _tuned("digital", "play", play, "times"),
    _tuned("digital", "directory", directory, "helvetica"),
    _tuned("digital", "conditions", conditions, "helvetica"),
    _tuned("digital", "examination", examination, "helvetica"),
    _tuned("digital", "letter", letter, "noto sans"),
    _tuned("digital", "thesis", thesis, "times"),
    _tuned("digital", "judgment", judgment, "times"),
    _tuned("digital", "board-paper", board_paper, "helvetica"),
    _tuned("digital", "vitae", vitae, "helvetica"),
    _tuned("digital", "api-reference", api_reference, "helvetica"),
    _tuned("digital", "sale-catalogue", sale_catalogue, "times"),
    _tuned("digital", "field-guide", field_guide, "helvetica"),
    _tuned("digital", "syllabus", syllabus, "cascadia"),
    _tuned("digital", "rulebook", rulebook, "noto sans"),
    _tuned("digital", "market-report", market_report, "noto sans"),
    _tuned("digital", "tender", tender, "helvetica"),
    _tuned("digital", "history-chapter", history_chapter, "times"),
    _tuned("digital", "seed-list", seed_list, "noto sans"),
    _tuned("digital", "general-meeting", general_meeting, "times"),
    _tuned("clean scan", "report-flatbed", report, "times", "flatbed"),
    _tuned("clean scan", "digest-flatbed", digest, "helvetica", "flatbed"),
    _tuned("clean scan", "newsletter-copier", newsletter, "helvetica", "copier"),
    _tuned("clean scan", "handbook-copier", handbook, "cascadia", "copier"),
    _tuned("clean scan", "leaflet-copier", leaflet, "noto sans", "copier"),
    _tuned("clean scan", "slides-copier", slides, "noto sans", "copier"),
    _tuned("clean scan", "programme-copier", programme, "times", "copier"),
    _tuned("clean scan", "drawn-copier", drawn, "times", "copier"),
    _tuned("noisy scan", "report-askew", report, "helvetica", "fed askew"),
    _tuned("noisy scan", "paper-askew", paper, "times", "fed askew"),
    _tuned("noisy scan", "digest-fax", digest, "times", "fax"),
    _tuned("noisy scan", "minutes-dusty", minutes, "helvetica", "dusty glass"),
    _tuned("noisy scan", "gazette-speckled", gazette, "helvetica", "speckled"),
    _tuned("noisy scan", "guide-worn", guide, "cascadia", "worn"),
    _tuned("noisy scan", "cards-worn", cards, "noto sans", "worn"),
    _tuned("noisy scan", "noticeboard-worn", noticeboard, "helvetica", "worn"),
    _tuned("noisy scan", "broadsheet-worn", broadsheet, "times", "worn"),
    _tuned("noisy scan", "drawn-worn", drawn, "noto sans", "worn"),
    _tuned("noisy scan", "bulletin-worn", bulletin, "noto sans", "worn"),
    _tuned("turned scan", "report-sideways", report, "times", "sideways"),
    _tuned("turned scan", "digest-upside-down", digest, "helvetica", "upside down"),
    _tuned("ruled", "ruled", _between(simple((4, 10), (3, 6)), Look("all")), "helvetica"),
    _tuned("half-ruled", "booktabs", _between(simple((4, 10), (3, 6)), Look("booktabs")), "times"),
    _tuned("borderless", "borderless", _between(simple((4, 10), (3, 5)), Look("none")), "helvetica"),
    _tuned("spans", "spans", _between(with_spans((4, 8), (4, 5)), Look("all")), "noto sans"),
    _tuned("spans", "spans-booktabs", _between(with_spans((4, 8), (4, 5)), Look("booktabs")), "times"),
    _tuned(
        "scanned tables",
        "ruled-flatbed",
        _between(simple((4, 9), (3, 5)), Look("all")),
        "helvetica",
        "flatbed",
    ),
    _tuned(
        "scanned tables",
        "booktabs-flatbed",
        _between(simple((4, 9), (3, 5)), Look("booktabs")),
        "times",
        "flatbed",
    ),
    _tuned(
        "scanned tables",
        "borderless-copier",
        _between(simple((4, 9), (3, 5)), Look("none")),
        "helvetica",
        "copier",
    ),
    _tuned(
        "scanned tables",
        "spans-booktabs-worn",
        _between(with_spans((4, 8), (4, 5)), Look("booktabs")),
        "times",
        "worn",
    ),
)
