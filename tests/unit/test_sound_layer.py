"""Invisible text layers in scripts that the recogniser does not know."""

from typing import Any

import pymupdf
import pytest

from agents.look import look
from agents.models.onnx_session import OnnxSession, shipped_model
from agents.page_kind import Evidence, decide
from agents.page_task import PageLimits
from agents.scripts import KNOWN_SCRIPTS, script_of, unknown_script
from schemas.labels import PageKind
from schemas.page_facts import PageFacts

RUSSIAN = (
    "Комитет собрался весной чтобы рассмотреть",
    "достаточны ли существующие меры и расходы",
    "на обслуживание которые росли быстрее чем",
    "ожидалось в начале прошлого года.",
)
ENGLISH = ("The committee met in spring to consider", "whether the present measures would be enough")
FONT = pymupdf.Font("helv")


def scan(shown: tuple[str, ...], layer: tuple[str, ...], down: float = 0.0) -> PageFacts:
    """A page of pixels, and invisible words over it or `down` points below."""
    typed: Any = pymupdf.open().new_page(width=600, height=800)
    document: Any = pymupdf.open()
    page = document.new_page(width=600, height=800)
    for target, lines, mode, shift in ((typed, shown, 0, 0.0), (page, layer, 3, down)):
        writer = pymupdf.TextWriter(target.rect)
        for row, text in enumerate(lines):
            writer.append((60, 100 + 20 * row + shift), text, font=FONT, fontsize=14)
        writer.write_text(target, render_mode=mode)
    page.insert_image(page.rect, pixmap=typed.get_pixmap(dpi=150), overlay=False)
    return look(document, 1, PageLimits(dpi=150)).facts


def test_a_sound_layer_in_a_script_that_cannot_be_recognised_is_kept() -> None:
    page = scan(RUSSIAN, RUSSIAN)
    assert page.kind is PageKind.DIGITAL
    assert page.kind_reason == "text layer of 22 words, invisible but sound; Cyrillic cannot be recognised"
    assert [word.text for word in page.words] == " ".join(RUSSIAN).split()


def test_a_layer_in_a_script_that_can_be_recognised_is_read_anew() -> None:
    page = scan(ENGLISH, ENGLISH)
    assert (page.kind, page.words) == (PageKind.OCR, ())
    assert "invisible" in page.kind_reason


MIXED = tuple(text.replace("\u043e", "o").replace("\u0442", "m") for text in RUSSIAN)
SIGNS = tuple(text.replace("\u043e", "~").replace("\u0435", "|") for text in RUSSIAN)
DUMB = tuple("".join(c if c == " " else "бвгджз"[ord(c) % 6] for c in text) for text in RUSSIAN)


@pytest.mark.parametrize(
    ("shown", "layer", "down", "why"),
    [
        (RUSSIAN, RUSSIAN, 300, "it lies over bare paper"),
        (RUSSIAN * 4, RUSSIAN[:2], 0, "most lines are not in it"),
        (RUSSIAN, MIXED, 0, "words have letters of two scripts"),
        (RUSSIAN, SIGNS, 0, "words have signs in them"),
        (RUSSIAN, DUMB, 0, "words have no vowels"),
        (RUSSIAN[:1], RUSSIAN[:1], 0, "too little of it"),
    ],
)
def test_a_layer_that_is_not_sound_is_read_anew(
    shown: tuple[str, ...], layer: tuple[str, ...], down: float, why: str
) -> None:
    assert scan(shown, layer, down).kind is PageKind.OCR, why


def test_a_visible_layer_is_believed_as_before() -> None:
    seen = Evidence(words=30, unknown=1.0, script="Cyrillic")
    assert decide(seen) == (PageKind.DIGITAL, "text layer of 30 words")
    unsound = decide(Evidence(words=30, unknown=1.0, script="Cyrillic", invisible=1.0))
    assert unsound[0] is PageKind.OCR
    spoilt = Evidence(words=30, unknown=1.0, script="Thai", invisible=1.0, sound=True, unmapped=0.02)
    assert decide(spoilt)[0] is PageKind.OCR


@pytest.mark.parametrize(
    ("text", "share", "script"),
    [
        ("plain words, 12", 0.0, ""),
        ("漢字かなカナ", 0.0, ""),
        ("שלום", 1.0, "Hebrew"),
        ("한국어", 1.0, "Hangul"),
        ("яжgh", 0.5, "Cyrillic"),
        ("123", 0.0, ""),
    ],
)
def test_letters_of_scripts_that_are_not_known_are_counted(text: str, share: float, script: str) -> None:
    assert unknown_script(text) == (share, script)


def test_the_scripts_that_are_known_are_those_of_the_recogniser() -> None:
    path = shipped_model("rapidocr", ["*_rec_*.onnx"], None)
    labels = OnnxSession(path.read_bytes(), threads=1).labels
    letters = {letter for label in labels for letter in label if letter.isalpha()}
    scripts = {script_of(letter) for letter in letters}
    assert scripts >= KNOWN_SCRIPTS
    assert not scripts & {
        "CYRILLIC",
        "ARABIC",
        "HEBREW",
        "HANGUL",
        "THAI",
        "DEVANAGARI",
        "ARMENIAN",
        "GEORGIAN",
    }
    assert not letters & set("άέήίόύώ"), "Greek is written with these"
