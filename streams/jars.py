"""The jars of Apache Kafka: resolved once into a folder of the user's cache, whole or not at all."""

import dataclasses
import fcntl
import logging
import os
import shutil
import tempfile
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jgo.maven import Dependency

log = logging.getLogger(__name__)

KAFKA_VERSION = "4.4.0"
KAFKA = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}"
# Without it Kafka's log stays empty, and the port could not be read from it. It is resolved by itself:
# together with Kafka, the versions its parent manages would apply to Kafka too (kafka-clients 3.9).
LOG_BINDING = "org.apache.logging.log4j:log4j-slf4j-impl"
LISTING = "classpath.txt"
ATTEMPTS = 2


class JarsUnavailable(Exception):
    """The jars are not in the cache and could not be fetched; the message says what to do."""


def default_cache_dir() -> Path:
    """`$XDG_CACHE_HOME/octavo`, else `~/.cache/octavo`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "octavo"


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Holds an exclusive lock on a file, against other processes and other threads alike."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def kafka_jars(cache_dir: Path) -> list[Path]:
    """Paths of all jars, in the order of the classpath.

    Uses the network only where the folder is missing or incomplete. Raises JarsUnavailable.
    """
    folder = cache_dir / f"kafka-{KAFKA_VERSION}" / "jars"
    if (jars := _complete(folder)) is not None:
        return jars
    with locked(folder.parent / "jars.lock"):
        if (jars := _complete(folder)) is None:
            _fetch(folder)
            jars = _complete(folder)
    assert jars is not None
    return jars


def _complete(folder: Path) -> list[Path] | None:
    """The jars named in the listing, if each is there with the size it had."""
    listing = folder / LISTING
    if not listing.exists():
        return None
    jars: list[Path] = []
    for line in listing.read_text().splitlines():
        size, name = line.split(" ", 1)
        jar = folder / name
        if not jar.exists() or jar.stat().st_size != int(size):
            return None
        jars.append(jar)
    return jars


def _fetch(folder: Path) -> None:
    log.warning("Fetching Apache Kafka %s (42 MB), once; it is kept in %s.", KAFKA_VERSION, folder)
    for attempt in range(1, ATTEMPTS + 1):
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="jars-") as scratch:
            try:
                fresh = _gather(_resolve(Path(scratch) / "repository"), Path(scratch) / "jars")
            except (OSError, RuntimeError, ValueError) as error:  # what jgo and requests raise
                if attempt == ATTEMPTS:
                    raise JarsUnavailable(
                        f"Apache Kafka {KAFKA_VERSION} could not be fetched ({error}): connect to the "
                        "network and try again, or give the address of a running Kafka (bootstrap_servers)."
                    ) from error
                continue
            shutil.rmtree(folder, ignore_errors=True)
            fresh.rename(folder)
            return


def _gather(found: list[Path], folder: Path) -> Path:
    folder.mkdir()
    for jar in found:
        jar.rename(folder / jar.name)
    listing = "".join(f"{jar.stat().st_size} {jar.name}\n" for jar in sorted(folder.glob("*.jar")))
    (folder / LISTING).write_text(listing)
    return folder


def _download(one: "Dependency") -> Path:
    return one.artifact.resolve()


def _resolve(repository: Path) -> list[Path]:
    """Downloads Kafka, what it needs at run time, and the log binding, into an empty local repository.

    An empty one of our own, since a download that was cut off would count as present in a shared one.
    """
    # Here and not at the top: half a second that later starts need not pay.
    from jgo.config import GlobalSettings
    from jgo.maven import MavenContext
    from jgo.parse import Coordinate

    context = MavenContext(repo_cache=repository)
    context.remote_repos.update(GlobalSettings.load().repositories)  # the user's mirrors, where configured

    def resolved(coordinate: str) -> "list[Dependency]":
        parsed = dataclasses.replace(Coordinate.parse(coordinate), scope="compile")
        roots, needed = context.resolver.resolve([context.create_dependency(parsed)])
        return [*roots, *(one for one in needed if one.scope in ("compile", "runtime"))]

    wanted = resolved(KAFKA)
    version = next(one.version for one in wanted if one.artifactId == "log4j-api")
    wanted.append(resolved(f"{LOG_BINDING}:{version}")[0])
    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(_download, wanted))
