"""A broker of the tests' own with a second listener, whose advertised address is that of a proxy."""

import socket
from pathlib import Path

from streams.embedded import EmbeddedBroker
from tests.faults.proxy import Proxy


class ProxiedBroker(EmbeddedBroker):
    """An embedded broker; `proxy` is in front of its second listener."""

    def __init__(self, data_dir: Path) -> None:
        port, behind = _free_port(), _free_port()
        self.proxy = Proxy(("127.0.0.1", behind))
        told = (
            f"listeners=PLAINTEXT://127.0.0.1:{port},PROXIED://127.0.0.1:{behind},CONTROLLER://127.0.0.1:0",
            f"advertised.listeners=PLAINTEXT://127.0.0.1:{port},PROXIED://127.0.0.1:{self.proxy.port}",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
        )
        super().__init__(data_dir, port=port, properties="\n".join((*told, "")))

    @property
    def proxied_servers(self) -> str:
        return f"127.0.0.1:{self.proxy.port}"

    def stop(self) -> None:
        super().stop()
        self.proxy.close()


def _free_port() -> int:
    """One that nobody listens on now; its next holder may be somebody else, which the start would tell."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
