"""What an embedded broker starts from: settings, a formatted data folder, and an archive of loaded classes.

Formatting a folder, creating the internal topics and loading 13,000 classes take longer than everything
else a start does. So one first run does all three, and what it leaves is kept in the cache: later starts
copy the folder and map the archive.
"""

import base64
import hashlib
import logging
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from streams.jars import KAFKA_VERSION, kafka_jars, locked
from streams.jvm import Java, JavaProcess, find_java

log = logging.getLogger(__name__)

TOOL_LIMIT_S = 120.0

# A broker shares its cores with models: with a short session it misses its own heartbeats there, and is taken
# for dead. A short one is needed only where the controller runs alone (`broker_start.fence`).
# Port 0 lets the system choose, so no other program can take the port in between. The address of the
# controllers must be given though a node that is the whole quorum never calls it.
#
# Kafka compacts closed segments only: with its own of 100 MB, closed at the latest after a week, the offsets
# of a small system would grow for days before it did once. Marks of transactions stay in compacted topics for
# a day at Kafka's default, hundreds of megabytes under load; who reads such a topic here is through in
# seconds. Topics so small are compacted for what little can go. The cleaner's table of keys is kept on the
# heap, full or empty: 128 MB at Kafka's default, where 4 MB are 150,000 keys a pass. What has expired is
# looked for every other second: at Kafka's five minutes, or at an interval like that of the segments, disk
# and files of a broker that keeps little would swing with it.
SETTINGS = """
node.id=1
process.roles=broker,controller
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=127.0.0.1:1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
offsets.topic.segment.bytes=1048576
transaction.state.log.segment.bytes=1048576
log.roll.ms=60000
log.cleaner.dedupe.buffer.size=4194304
log.cleaner.delete.retention.ms=60000
log.cleaner.min.cleanable.ratio=0.1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
group.consumer.min.session.timeout.ms=1000
group.consumer.min.heartbeat.interval.ms=300
auto.create.topics.enable=false
message.max.bytes=8388608
replica.fetch.max.bytes=8388608
transaction.abort.timed.out.transaction.cleanup.interval.ms=500
broker.session.timeout.ms=9000
broker.heartbeat.interval.ms=250
log.segment.delete.delay.ms=1000
log.retention.check.interval.ms=2000
"""

LOGGING = """
rootLogger.level = warn
rootLogger.appenderRef.file.ref = file
logger.network.name = kafka.network
logger.network.level = info
logger.cluster.name = org.apache.kafka.controller.ClusterControlManager
logger.cluster.level = info
appender.file.type = File
appender.file.name = file
appender.file.fileName = ${sys:octavo.log}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{ISO8601} %p %c{1} %m%n
"""


@dataclass(frozen=True, slots=True)
class BrokerFiles:
    """Everything a start needs that does not change from one start to the next."""

    java: Java
    jars: tuple[Path, ...]
    folder: Path

    @property
    def data_template(self) -> Path:
        return self.folder / "data"

    @property
    def class_archive(self) -> Path:
        return self.folder / "classes.jsa"

    @property
    def class_path(self) -> str:
        return os.pathsep.join(str(jar) for jar in self.jars)

    def arguments(self, home: Path, settings: Path, log: Path, *extra: str) -> list[str]:
        """Java's arguments to run Kafka with these settings, from files that `lay_out` made in `home`."""
        archive = [f"-XX:SharedArchiveFile={self.class_archive}"] if self.class_archive.exists() else []
        logging_flags = [f"-Doctavo.log={log}", f"-Dlog4j2.configurationFile={home / 'log4j2.properties'}"]
        return [*archive, *extra, *logging_flags, "-cp", self.class_path, "kafka.Kafka", str(settings)]

    def lay_out(self, home: Path, port: int, properties: str = "") -> Path:
        """Writes the settings into `home` and, where there is none yet, a data folder. Raises OSError.

        Returns the file with the settings.
        """
        home.mkdir(parents=True, exist_ok=True)
        if not (home / "data").exists():
            fresh = Path(tempfile.mkdtemp(dir=home, prefix="data-")) / "data"
            shutil.copytree(self.data_template, fresh)
            _rename_cluster(fresh / "meta.properties")
            fresh.rename(home / "data")
            fresh.parent.rmdir()
        return write_settings(home, port, properties)


def write_settings(home: Path, port: int, properties: str = "") -> Path:
    listeners = f"listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:0\nlog.dirs={home / 'data'}\n"
    (home / "log4j2.properties").write_text(LOGGING)
    (home / "server.properties").write_text(SETTINGS + listeners + properties)
    return home / "server.properties"


def write_controller_settings(home: Path) -> Path:
    """The same node without its broker, which it takes for dead after a second."""
    alone = SETTINGS.replace("process.roles=broker,controller", "process.roles=controller")
    alone = alone.replace("broker.session.timeout.ms=9000", "broker.session.timeout.ms=1000")
    listeners = f"listeners=CONTROLLER://127.0.0.1:0\nlog.dirs={home / 'data'}\n"
    (home / "controller.properties").write_text(alone + listeners)
    return home / "controller.properties"


def prepare(cache_dir: Path, rehearse: Callable[[BrokerFiles, Path], None]) -> BrokerFiles:
    """The files for this machine's Java, from the cache or made now (half a minute, once).

    `rehearse(files, home)` runs a broker in a formatted `home` once, uses it, and stops it; it must list the
    classes it loaded in `home / "classes.txt"`. Safe against other processes that prepare at the same time.
    Raises JavaMissing, JarsUnavailable, OSError, subprocess.SubprocessError.
    """
    java = find_java()
    jars = tuple(kafka_jars(cache_dir))
    key = hashlib.sha256("\n".join([java.version, str(java.launcher), SETTINGS, *map(str, jars)]).encode())
    folder = cache_dir / f"kafka-{KAFKA_VERSION}" / f"start-{key.hexdigest()[:12]}"
    files = BrokerFiles(java, jars, folder)
    if folder.exists():
        return files
    with locked(folder.parent / "start.lock"):
        if not folder.exists():
            log.warning("Preparing Apache Kafka for quick starts, once; it is kept in %s.", folder)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="start-") as scratch:
                _make(BrokerFiles(java, jars, Path(scratch) / "made"), rehearse).rename(folder)
    return files


def _make(files: BrokerFiles, rehearse: Callable[[BrokerFiles, Path], None]) -> Path:
    home = files.folder.parent / "home"
    home.mkdir()
    write_settings(home, port=0)
    tool = ["-cp", files.class_path, "kafka.tools.StorageTool", "format", "--standalone"]
    _run_to_end(
        files.java, [*tool, "-t", _fresh_id(), "-c", str(home / "server.properties")], home / "format.out"
    )
    rehearse(files, home)
    files.folder.mkdir()
    shutil.copytree(home / "data", files.data_template, ignore=shutil.ignore_patterns("*-delete", ".lock"))
    _dump_classes(files, home)
    return files.folder


def _dump_classes(files: BrokerFiles, home: Path) -> None:
    """Archives the classes of the rehearsal. Some builds of Java cannot: then starts are slower, no more."""
    classes = f"-XX:SharedClassListFile={home / 'classes.txt'}"
    flags = [
        "-Xshare:dump",
        classes,
        f"-XX:SharedArchiveFile={home / 'classes.jsa'}",
        "-cp",
        files.class_path,
    ]
    try:
        _run_to_end(files.java, flags, home / "dump.out")
    except subprocess.SubprocessError as error:
        log.warning(
            "This Java makes no class archive (%s); Kafka will take about a second longer to start.", error
        )
    else:
        (home / "classes.jsa").rename(files.class_archive)


def _run_to_end(java: Java, arguments: list[str], output: Path) -> None:
    process = JavaProcess(java, arguments, output)
    code = process.wait(TOOL_LIMIT_S)
    if code is None:
        process.kill()
        raise subprocess.TimeoutExpired(str(java.launcher), TOOL_LIMIT_S)
    if code != 0:
        raise subprocess.CalledProcessError(
            code, str(java.launcher), output.read_text(errors="replace")[-2000:]
        )


def _rename_cluster(meta: Path) -> None:
    """Gives a copied data folder a cluster id of its own, so that clients can tell brokers apart."""
    lines = [line for line in meta.read_text().splitlines() if not line.startswith("cluster.id=")]
    meta.write_text("\n".join([*lines, f"cluster.id={_fresh_id()}", ""]))


def _fresh_id() -> str:
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=").replace("-", "A")
