"""The embedded broker of a system, started while everything else is."""

import os
import threading
from concurrent.futures import Future
from pathlib import Path

from octavo.errors import SystemFailed


class StartingBroker:
    """The embedded broker, started in a thread of its own."""

    def __init__(self, data_dir: Path, port: int, cache_dir: Path) -> None:
        from streams.embedded import EmbeddedBroker

        self._broker = EmbeddedBroker(data_dir, port=port, cache_dir=cache_dir)
        self._started: Future[None] = Future()
        threading.Thread(target=self._start, name="broker-start", daemon=True).start()

    def bootstrap_servers(self) -> str:
        """Waits until it is up. Raises SystemFailed."""
        from streams.embedded import EmbeddedBrokerError

        try:
            self._started.result()
        except EmbeddedBrokerError as error:
            raise SystemFailed(str(error)) from error
        return self._broker.bootstrap_servers

    def check(self) -> None:
        try:
            os.kill(self._broker.pid, 0)
        except ProcessLookupError as error:
            raise SystemFailed(
                f"The embedded Kafka broker died; its log is {self._broker.log_path}."
            ) from error

    def stop(self) -> None:
        self._broker.stop()
        self._started.add_done_callback(lambda _: self._broker.stop())  # a start that noticed too late

    def _start(self) -> None:
        try:
            self._broker.start()
        except BaseException as error:  # noqa: BLE001  told to whoever waits for the start
            self._started.set_exception(error)
        else:
            self._started.set_result(None)
