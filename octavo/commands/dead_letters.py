"""`octavo dead-letters`: what nobody could process, and what to do with it."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.markup import escape

from octavo.config import Settings
from octavo.dead_letters import DeadLetters, Letter
from octavo.endpoint import connected, connection_of
from octavo.errors import UsageError
from octavo.report import Row, plain_table, print_json, print_table
from octavo.revival import Revival, Revived


def list_letters(
    stage: str | None, cause: str | None, request_id: str | None, as_json: bool, settings: Settings
) -> int:
    """0. Those that are not settled, of the stage, cause and request that are named."""
    wanted = {"stage": stage, "cause": cause, "request_id": request_id}
    letters = [
        letter
        for letter in DeadLetters(connection_of(connected(settings))).open()
        if all(text is None or getattr(letter, name) == text for name, text in wanted.items())
    ]
    if as_json:
        for letter in letters:
            print_json(row_of(letter))
        return 0
    table = plain_table("id", "when", "stage", "cause", ">attempts", "request", "run", ">bytes", "why")
    for letter in letters:
        row = row_of(letter)
        names = ("id", "at", "stage", "cause", "attempts", "request_id", "run_id", "bytes", "message")
        table.add_row(*(escape(str(row[name])) for name in names))
    print_table(table)
    return 0


def show_letter(letter_id: str, file: Path | None, as_json: bool, settings: Settings) -> int:
    """0. With `file`, the original value is written there, exactly."""
    letters = DeadLetters(connection_of(connected(settings)))
    letter = letters.get(letter_id)
    if file:
        try:
            file.write_bytes(letters.original(letter))
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}.") from error
    row = {**row_of(letter), **_original(letter), "settled": letter.settled, "next": letter.advice}
    if as_json:
        print_json(row)
        return 0
    for name, value in row.items():
        shown = (
            "; ".join(f"{key}={text}" for key, text in value.items()) if isinstance(value, dict) else value
        )
        sys.stdout.write(f"{name:12} {shown}\n")
    return 0


def replay_letters(letter_id: str | None, as_json: bool, settings: Settings) -> int:
    """0; 1 where some of all could not be replayed. `letter_id` None: all that are open."""
    from streams.blobs import open_blobs

    settings = connected(settings)
    revival = Revival(connection_of(settings), open_blobs(settings.blobs))
    done, left = (revival.one(letter_id), []) if letter_id else revival.all()
    for one in done:
        _print_revived(one, as_json)
    for sentence in left:
        sys.stderr.write(f"octavo: {sentence}\n")
    return 1 if left else 0


def drop_letters(letter_id: str | None, as_json: bool, settings: Settings) -> int:
    """0. `letter_id` None: all that are open."""
    letters = DeadLetters(connection_of(connected(settings)))
    chosen = [letters.get_open(letter_id)] if letter_id else letters.open()
    letters.settle(chosen, "dropped")
    for letter in chosen:
        if as_json:
            print_json({"id": letter.id, "settled": "dropped"})
        else:
            sys.stdout.write(f"Dropped {letter.id}.\n")
    return 0


def one_or_all(letter_id: str | None, everything: bool) -> str | None:
    """Raises UsageError where neither or both are given."""
    if bool(letter_id) == everything:
        raise UsageError("Name one dead letter by its id, or give --all.")
    return letter_id


def row_of(letter: Letter) -> Row:
    """What a `--json` line of the list holds."""
    return {
        "id": letter.id,
        "at": datetime.fromtimestamp(letter.at_ms / 1000, UTC).isoformat(timespec="seconds"),
        "stage": letter.stage,
        "cause": letter.cause,
        "message": letter.why.get("message", ""),
        "attempts": letter.attempts,
        "request_id": letter.request_id,
        "run_id": letter.run_id if letter.request_id else "",
        "bytes": len(letter.value),
    }


def _original(letter: Letter) -> Row:
    place = f"{letter.topic} {letter.why.get('partition', '')}-{letter.why.get('offset', '')}"
    key = None if letter.key is None else letter.key.decode(errors="replace")
    return {"topic": place, "key": key, "headers": letter.said, "truncated": letter.truncated}


def _print_revived(one: Revived, as_json: bool) -> None:
    if as_json:
        print_json(
            {"ids": one.letters, "topic": one.topic, "request_id": one.request_id, "run_id": one.run_id}
        )
    elif one.run_id:
        sys.stdout.write(f"{_names(one.letters)}: {one.request_id} is redone as run {one.run_id}.\n")
    else:
        sys.stdout.write(f"{_names(one.letters)}: sent to {one.topic} again.\n")


def _names(ids: Iterable[str]) -> str:
    return ", ".join(ids)
