"""Where a running `octavo up` is reached: a file in the data folder, and a lock that proves it is running."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from octavo.config import Settings
from octavo.errors import NoKafka, SystemFailed, UsageError
from streams.connection import Connection

FILE = "endpoint.json"
LOCK = "endpoint.lock"
# What librdkafka itself writes to standard error, in syslog's levels: what matters comes as an error, too.
_LOG_LEVELS = {"debug": "7", "info": "6", "warning": "0", "error": "0"}


class Endpoint(BaseModel):
    """What another process must know to work with a running system. Holds no secret."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    bootstrap_servers: str
    blob_url: str
    topic_prefix: str = ""
    status_url: str = ""
    pid: int = 0


@contextmanager
def writable(folder: Path) -> Generator[None]:
    """Around the first writing below a folder. Raises UsageError where it cannot be written."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"The data folder {folder} cannot be written ({error.strerror or error}): free it, or choose "
            "another with --data-dir or OCTAVO_DATA_DIR."
        ) from error


@contextmanager
def exclusive(data_dir: Path) -> Generator[None]:
    """Holds the data folder for one running system. The kernel lets go of it when the process ends, so a
    crash leaves nothing that looks alive. Raises SystemFailed where another one is running there."""
    with writable(data_dir):
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / LOCK).open("a")
    with lock:
        if not _locked(lock):
            raise SystemFailed(
                f"Another 'octavo up' is running with {data_dir}; stop it or give another --data-dir."
            )
        try:
            yield
        finally:
            (data_dir / FILE).unlink(missing_ok=True)


def publish(data_dir: Path, endpoint: Endpoint) -> Path:
    """Writes the file, whole or not at all. Call it while holding `exclusive`."""
    path = data_dir / FILE
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.write_text(endpoint.model_dump_json(indent=2) + "\n")
    return draft.replace(path)


def find(data_dir: Path) -> Endpoint | None:
    """The system running with this data folder; None where none was started there.

    Raises NoKafka where its file is left over from one that is gone.
    """
    path = data_dir / FILE
    try:
        endpoint = Endpoint.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (ValidationError, OSError) as error:
        raise NoKafka(f"{path} cannot be read; remove it and start 'octavo up' again.") from error
    if not _held(data_dir / LOCK):
        raise NoKafka(f"'octavo up' is not running any more ({path} is left over); start it again.")
    return endpoint


def connected(settings: Settings) -> Settings:
    """The settings with a Kafka in them: the one they name, else that of the running `octavo up`.

    Raises NoKafka where there is neither.
    """
    if settings.bootstrap_servers:
        return settings
    endpoint = find(settings.data_dir)
    if endpoint is None:
        raise NoKafka(
            "No Kafka is named and 'octavo up' is not running: start it, or give --bootstrap-servers "
            "(or OCTAVO_BOOTSTRAP_SERVERS)."
        )
    return settings.model_copy(
        update={
            "bootstrap_servers": endpoint.bootstrap_servers,
            "blob_url": settings.blob_url or endpoint.blob_url,
            "topic_prefix": endpoint.topic_prefix,
            "status_url": endpoint.status_url or settings.status_url,
        }
    )


def connection_of(settings: Settings) -> Connection:
    """The connection that settings name. Raises NoKafka where they name none."""
    if not settings.bootstrap_servers:
        raise NoKafka("No Kafka is named: give --bootstrap-servers or set OCTAVO_BOOTSTRAP_SERVERS.")
    told = {key: secret.get_secret_value() for key, secret in settings.kafka.items()}
    options = {"log_level": _LOG_LEVELS[settings.log_level], **told}
    return Connection(settings.bootstrap_servers, options, settings.topic_prefix)


def _locked(lock: TextIO) -> bool:
    """Takes the lock; an asker may hold it for a moment, another system holds it for good."""
    for _ in range(10):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.02)
        else:
            return True
    return False


def _held(path: Path) -> bool:
    """True where a process holds the lock. Asks with a shared lock, so that askers never meet."""
    try:
        with path.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
