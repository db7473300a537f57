"""`python -m octavo.schemagen [--release]`: writes `schemas/json/`."""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from octavo.schemagen.asyncapi import asyncapi
from octavo.schemagen.channels import channels
from octavo.schemagen.compatibility import compatible
from octavo.schemagen.events import event_schemas
from octavo.topology import TOPOLOGY
from schemas.events import Event

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "schemas" / "json"
RELEASED = FOLDER / f"v{Event.version}"
ASYNCAPI = "asyncapi"


def documents() -> dict[str, dict[str, Any]]:
    """Every generated document by file stem."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {**event_schemas(), ASYNCAPI: asyncapi(channels(TOPOLOGY), project)}


def text(document: dict[str, Any]) -> bytes:
    """A document as it lies in its file: indented, keys in a fixed order, one newline at the end."""
    return orjson.dumps(
        document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )


def broken_promises(released: Path, today: Mapping[str, dict[str, Any]]) -> list[str]:
    """How today's events break what the schemas in a folder promised. An event that is gone counts."""
    found: list[str] = []
    for file in sorted(released.glob("*.json")):
        if file.stem not in today:
            found.append(f"{file.stem}: the event is gone.")
        else:
            problems = compatible(orjson.loads(file.read_bytes()), today[file.stem])
            found += [f"{file.stem}: {problem}" for problem in problems]
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m octavo.schemagen", description="Writes schemas/json/.")
    parser.add_argument("--release", action="store_true", help="also make these schemas the promise to keep")
    release = parser.parse_args(arguments).release
    problems = broken_promises(RELEASED, event_schemas())
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    _write(FOLDER, documents())
    if not release:
        return 0
    if problems:
        sys.stderr.write("Not released: undo these changes, or raise Event.version.\n")
        return 1
    _write(RELEASED, event_schemas())
    return 0


def _write(folder: Path, contents: dict[str, dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.json"):
        if file.stem not in contents:
            file.unlink()
    for stem, document in contents.items():
        (folder / f"{stem}.json").write_bytes(text(document))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
