"""What is set off from the text as headings are, and is none: dates, figures, where a text goes on. Pure."""

import re

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"\d{1,2}(?:\.|st|nd|rd|th)?"
_DATE = (
    rf"(?:{_DAY}\s+{_MONTHS},?\s+{_YEAR}|{_MONTHS}\s+{_DAY},?\s+{_YEAR}"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d\d-\d\d)"
)
_TO = r"(?:to|until|and|bis|[-\u2013\u2014])"
_DATES = re.compile(rf"(?:{_DAY}(?:\s+{_MONTHS})?\s*{_TO}\s*)?{_DATE}(?:\s*{_TO}\s*{_DATE})?", re.IGNORECASE)
_DATELINE = re.compile(rf"[^\d]{{3,40}},\s+{_DATE}", re.IGNORECASE)
"""A place, or for whom it is released, and when."""
_ON_A_PAGE = re.compile(r".*\b(?:page|seite|página|pagina)\s+\d{1,4}", re.IGNORECASE | re.DOTALL)
_BETWEEN_DASHES = re.compile(r"([-\u2013\u2014*#~])\s*\w.*\w\s*\1", re.DOTALL)
_UNIT = r"(?:%|‰|[kmx]|bn|tn|million|billion|thousand|hundred)"
_FIGURE = re.compile(
    rf"[<>~\u2248+\u2212-]?\s?(?:[$€£¥]\s?\d[\d.,]*\s?{_UNIT}?|\d[\d.,]*\s?(?:{_UNIT}|[€£¥$]))\+?",
    re.IGNORECASE,
)
_FIGURES = re.compile(rf"{_FIGURE.pattern}\s*{_TO}\s*(?:{_FIGURE.pattern}|\d[\d.,]*)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Von|Par|Por)(?:\s+(?:and|und|et|y|de|van|von|[A-Z][\w.\u2019'-]*)){2,7}")


def is_set_off(text: str) -> bool:
    """Whether it is a place and a date, a figure with its unit or a range of such, what stands between dashes
    as an end does, names the page on which a text goes on, or is a mark between two texts, such as stars."""
    if not any(map(str.isalnum, text)):
        return True
    patterns = (_DATELINE, _FIGURE, _FIGURES, _ON_A_PAGE, _BETWEEN_DASHES)
    return any(pattern.fullmatch(text.strip()) for pattern in patterns)


def is_date(text: str) -> bool:
    """Whether it is a day, or the first and the last one of several. What is dated day by day has dates for
    headings."""
    return _DATES.fullmatch(text.strip()) is not None


def is_byline(text: str) -> bool:
    """Whether it may say who wrote what stands below it: only its place tells."""
    return _BYLINE.fullmatch(text.strip()) is not None
