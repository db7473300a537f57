"""`octavo up`: the whole system as a service on one machine."""

import os
import socket
import sys
from urllib.parse import urlsplit

from octavo.config import Settings
from octavo.endpoint import Endpoint, exclusive, publish
from octavo.interrupts import Interrupts
from octavo.system import AGENTS, STATUS, System

_LOOK_EVERY_S = 0.5


def up(settings: Settings, port: int = 0) -> int:
    """Runs until it is told to stop. Raises SystemFailed where it cannot go on."""
    settings = settings.model_copy(update={"data_dir": settings.data_dir.absolute()})
    settings = settings.model_copy(update={"status_url": _free_url(settings.status_url)})
    with Interrupts() as interrupts, exclusive(settings.data_dir):
        try:
            system = System(
                settings, keep=True, programs=(*AGENTS, STATUS), port=port, hurry=interrupts.hurry
            )
            with system:
                try:
                    _announce(system.settings)
                    while not interrupts.hurry.wait(_LOOK_EVERY_S):
                        system.check()
                finally:
                    interrupts.ending()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")
    return 0


def _announce(settings: Settings) -> None:
    endpoint = Endpoint(
        bootstrap_servers=settings.bootstrap_servers or "",
        blob_url=settings.blobs,
        topic_prefix=settings.topic_prefix,
        status_url=settings.status_url,
        pid=os.getpid(),
    )
    path = publish(settings.data_dir, endpoint)
    rows = {
        "Kafka": endpoint.bootstrap_servers,
        "Blobs": endpoint.blob_url,
        "Status": endpoint.status_url,
        "Logs": str(settings.data_dir / "logs"),
        "Endpoint": str(path),
    }
    sys.stdout.write("".join(f"{name:9} {value}\n" for name, value in rows.items()))
    sys.stdout.write("Octavo is up; stop it with Ctrl-C.\n")
    sys.stdout.flush()


def _free_url(url: str) -> str:
    """The status page's address, on another port where its own is taken. Nothing reserves the port until
    the page is up; where it is lost meanwhile, the page's process fails and says so."""
    parts = urlsplit(url)
    host = parts.hostname or "127.0.0.1"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, parts.port or 0))
        except OSError:
            probe.bind((host, 0))
        return f"{parts.scheme or 'http'}://{host}:{probe.getsockname()[1]}"
