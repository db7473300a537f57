"""Rows that begin with a name and a colon, as those above an e-mail or in a form do, or with a term that they
define. Pure."""

import re

from agents.reading.text.filled import Filled

_LABEL = re.compile(r"^[^\W\d_](?:[\w./&(),-]| (?! )){0,28}:\s+\S")
_FEWEST, _SHARE = 3, 0.5
"""Rows, and of all of them: so many begin so. What was filled in goes over more rows now and then; in prose,
not half of the rows name something."""
_QUOTED = re.compile(
    r"^[\"\u201c\u201e\u00ab][^\"\u201c\u201d\u00bb]{2,60}[\"\u201c\u201d\u00bb](?:\s*\([^)]*\))?,?\s+"
    r"(?:means?|shall mean|has the meaning|have the meaning|includes?|refers? to|bezeichnet|d\u00e9signe)\b"
)
_ENDS = re.compile(r"[;:.,](?:\s+(?:and|or))?$")


def after_labels(text: Filled) -> frozenset[int]:
    """The rows before which a paragraph ends, since they say what stands in them; the first one has to."""
    found = [at for at, row in enumerate(text.rows) if _LABEL.match(row.text)]
    if len(found) < max(_FEWEST, _SHARE * len(text.rows)) or found[0] > 0:
        return frozenset()
    return frozenset(found[1:])


def after_definitions(text: Filled) -> frozenset[int]:
    """The rows before which a paragraph ends, since they define another term, in quotation marks, than the
    finished row above."""
    rows = text.rows
    return frozenset(
        at
        for at in range(1, len(rows))
        if _QUOTED.match(rows[at].text) and _ENDS.search(rows[at - 1].text.rstrip())
    )
