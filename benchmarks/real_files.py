"""`python -m benchmarks.real_files [FOLDER]`: every PDF below a folder through Octavo, and how each ended.

Without a folder: what installed packages and the system's documentation hold. Nothing is asserted; a request
that does not end would stop it with a TimeoutError that names one.
"""

import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from benchmarks.results import RESULTS, commit, machine
from octavo.client import Client
from octavo.document import Document

FILE = RESULTS / "real_files.json"
PATIENCE_S = 3600.0
_SHARED = Path("/usr/share")


def main(arguments: Sequence[str]) -> int:
    """0, also where documents failed: that is what is looked at. 2 where there is no PDF."""
    folders = [Path(one) for one in arguments] or [Path(sysconfig.get_paths()["purelib"]), _SHARED]
    files = {path: name for folder in folders for path, name in _pdfs(folder)}
    if not files:
        sys.stderr.write("There is no PDF there; name a folder: make real FILES=folder\n")
        return 2
    started = time.monotonic()
    rows = sorted(_converted(files), key=lambda row: row["name"])
    for row in rows:
        sys.stdout.write(
            f"{row['status']:9} {row['code']:15} {row['pages']:4} {row['words']:6}  {row['name']}\n"
        )
    ended = Counter(row["code"] or row["status"] for row in rows)
    sys.stdout.write(f"\n{len(rows)} files: {', '.join(f'{n} {what}' for what, n in ended.most_common())}\n")
    content = {
        "command": "make real FILES=folder",
        "commit": commit(),
        "machine": machine(),
        "took_s": round(time.monotonic() - started, 1),
        "ended": dict(ended),
        "files": rows,
    }
    FILE.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
    return 0


def _pdfs(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files, and their names below the folder."""
    for path in sorted(folder.rglob("*.pdf")):
        if path.is_file() and path.stat().st_size:
            yield path, path.relative_to(folder).as_posix()


def _converted(files: dict[Path, str]) -> Iterator[dict[str, Any]]:
    with Client() as client:
        since = client.now()
        names = {client.submit(path): name for path, name in files.items()}
        until = time.monotonic() + PATIENCE_S
        with client.watch(follow=True, since=since) as watch:
            while names:
                for document in watch.step():
                    if document.request_id in names:
                        yield _row(names.pop(document.request_id), document)
                if time.monotonic() > until:
                    raise TimeoutError(f"{len(names)} files, such as {min(names.values())}, did not end")


def _row(name: str, document: Document) -> dict[str, Any]:
    envelope = document.envelope
    content = envelope.document or {}
    cells = [cell["text"] for table in content.get("tables", []) for cell in table["data"]["table_cells"]]
    texts = [text["text"] for text in content.get("texts", [])]
    faults = [page.error.code for page in envelope.pages if page.error]
    return {
        "name": name,
        "status": envelope.status,
        "code": str(envelope.error.code) if envelope.error else str(faults[0]) if faults else "",
        "pages": envelope.page_count,
        "kinds": dict(Counter(str(page.kind) for page in envelope.pages)),
        "words": sum(len(text.split()) for text in (*texts, *cells)),
        "tables": len(content.get("tables", [])),
        "seconds": round(envelope.timings.seconds, 2),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
