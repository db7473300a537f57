"""Which characters of a text Markdown would take for markup, by CommonMark 0.31. Pure.

What Markdown makes of other signs (`*`, `|`, `1.`) is not looked at.
"""

import re

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_REFERENCE = re.compile(r"&(?=#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_QUOTE = re.compile(r"^([ \t]*)>", re.MULTILINE)
_UNDERSCORES = re.compile(r"_+")
_RULE = re.compile(r"^[ \t]*_[ \t_]*$", re.MULTILINE)


def escaped(text: str) -> str:
    """The text with the angle brackets that begin a tag or a quotation and the ampersands of character
    references escaped, and no others: sections 2.5, 5.1, 6.5 and 6.6."""
    return _QUOTE.sub(r"\1&gt;", escaped_in_line(text))


def escaped_in_line(text: str) -> str:
    """The same of what does not begin a line, such as a cell."""
    return _TAG.sub("&lt;", _REFERENCE.sub("&amp;", text))


def escaped_underscores(text: str) -> str:
    """With a backslash before those that may begin or end emphasis: none within a word or between spaces
    does (section 6.2), but a line of nothing else is a rule (section 4.1)."""
    ruled = _RULE.sub(lambda line: line.group().replace("_", "\\_"), text)
    return _UNDERSCORES.sub(_escaped_run, ruled)


def _escaped_run(run: re.Match[str]) -> str:
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    apart = (not before or before.isspace()) and (not after or after.isspace())
    if apart or before == "\\" or (before.isalnum() and after.isalnum()):
        return run.group()
    return run.group().replace("_", "\\_")
