"""A broker of the tests' own with a second listener, whose advertised address is that of a proxy."""

import socket
from dataclasses import dataclass, fields
from pathlib import Path

from streams.broker_files import BrokerFiles
from streams.embedded import EmbeddedBroker
from tests.faults.proxy import Proxy


@dataclass(frozen=True, slots=True)
class _TwoListeners(BrokerFiles):
    behind: int = 0
    advertised: int = 0

    def lay_out(self, home: Path, port: int) -> Path:
        path = BrokerFiles.lay_out(self, home, port)
        told = [
            f"listeners=PLAINTEXT://127.0.0.1:{port},PROXIED://127.0.0.1:{self.behind},CONTROLLER://127.0.0.1:0",
            f"advertised.listeners=PLAINTEXT://127.0.0.1:{port},PROXIED://127.0.0.1:{self.advertised}",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "",
        ]
        path.write_text(path.read_text() + "\n".join(told))  # of two lines for a setting, the last counts
        return path


class ProxiedBroker(EmbeddedBroker):
    """An embedded broker; `proxy` is in front of its second listener."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, port=_free_port())
        self._behind = _free_port()
        self.proxy = Proxy(("127.0.0.1", self._behind))

    @property
    def proxied_servers(self) -> str:
        return f"127.0.0.1:{self.proxy.port}"

    def launch(self, files: BrokerFiles, *extra: str) -> None:
        given = {one.name: getattr(files, one.name) for one in fields(BrokerFiles)}
        super().launch(_TwoListeners(**given, behind=self._behind, advertised=self.proxy.port), *extra)

    def stop(self) -> None:
        super().stop()
        self.proxy.close()


def _free_port() -> int:
    """One that nobody listens on now; its next holder may be somebody else, which the start would tell."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
