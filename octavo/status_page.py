"""The status page as HTML: one document without scripts or anything from elsewhere. Pure."""

from collections.abc import Sequence
from html import escape

from octavo.status_rows import ENDED, StatusRow, totals

REFRESH_S = 2
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #1c2733; background: #fff }
h1 { font-size: 1.4rem; margin: 0 } p { color: #5b6773; margin: .2rem 0 1.2rem }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; color: #5b6773 }
th, td { padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #e4e9ee; vertical-align: top }
.n { text-align: right; font-variant-numeric: tabular-nums } .id { overflow-wrap: anywhere }
progress { width: 7rem } .complete { color: #19703a } .partial { color: #8a5a00 } .failed { color: #b3261e }
.cancelled { color: #7a3e9d }
@media (prefers-color-scheme: dark) { body { color: #dfe6ec; background: #12181f }
  th, p { color: #93a1ae } th, td { border-color: #2a343e } .complete { color: #62c482 }
  .partial { color: #e0b050 } .failed { color: #f28b82 } .cancelled { color: #c9a0e4 } }
"""
_HEAD = (
    "<tr><th scope='col'>Request</th><th scope='col'>Name</th><th scope='col'>Tenant</th>"
    "<th scope='col'>Status</th><th scope='col'>Route</th><th scope='col'>Pages</th>"
    "<th scope='col' class='n'>Pages/s</th></tr>"
)


def page(rows: Sequence[StatusRow], shown: int = 200) -> str:
    """The first `shown` of the rows, which reload every two seconds. All text is escaped."""
    body = "".join(_row(row) for row in rows[:shown]) or "<tr><td colspan='7'>No request yet.</td></tr>"
    more = f"<p>{len(rows) - shown} more are not shown.</p>" if len(rows) > shown else ""
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<meta http-equiv='refresh' content='{REFRESH_S}'><title>Octavo</title>"
        f"<style>{_STYLE}</style></head>"
        f"<body><h1>Octavo</h1><p>{_summary(rows)}</p>"
        f"<table><thead>{_HEAD}</thead><tbody>{body}</tbody></table>{more}</body></html>\n"
    )


def _summary(rows: Sequence[StatusRow]) -> str:
    counted = totals(rows)
    rate = counted.pop("pages_per_s")
    parts = [f"{number:g} {escape(status)}" for status, number in sorted(counted.items())]
    return " · ".join([*parts, f"{rate:.1f} pages/s"])


def _row(row: StatusRow) -> str:
    status = escape(row["status"]) + (f": {escape(row['error'])}" if row["error"] else "")
    kind = row["status"] if row["status"] in ENDED else "running"
    done, total = row["pages_done"], row["page_count"]
    bar = f"<progress max='{total or 1}' value='{done}'></progress> {done}/{total or '?'}"
    return (
        f"<tr><td class='id'>{escape(row['request_id'])}</td><td>{escape(row['name'])}</td>"
        f"<td>{escape(row['tenant'])}</td><td class='{kind}'>{status}</td><td>{escape(row['route'])}</td>"
        f"<td>{bar}</td><td class='n'>{row['pages_per_s']:.1f}</td></tr>"
    )
