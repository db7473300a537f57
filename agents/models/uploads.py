"""Batches on their way to a device, the next one while this one is worked on."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from agents.models.torch_place import Place

Pixels = NDArray[np.uint8]


class Uploads:
    """Copies through pinned memory, in a stream of its own. On the host it hands them on as they are.

    The overlap is lost where whoever iterates waits for a result before asking for the next batch."""

    def __init__(self, place: Place) -> None:
        self._device = place.device
        self._stream = torch.cuda.Stream(place.device) if place.on_gpu else None

    def each(self, batches: Iterable[Pixels]) -> Iterator[torch.Tensor]:
        """On the device, in their order. A batch is taken from the iterable while the one before it runs."""
        ahead: tuple[torch.Tensor, Any] | None = None
        for batch in batches:
            sent = self._send(torch.from_numpy(batch))
            if ahead is not None:
                yield self._arrived(*ahead)
            ahead = sent
        if ahead is not None:
            yield self._arrived(*ahead)

    def _send(self, batch: torch.Tensor) -> tuple[torch.Tensor, Any]:
        if self._stream is None:
            return batch.to(self._device), None
        with torch.cuda.stream(self._stream):
            sent = batch.pin_memory().to(self._device, non_blocking=True)
            return sent, self._stream.record_event()

    def _arrived(self, sent: torch.Tensor, event: Any) -> torch.Tensor:
        if event is not None:
            current = torch.cuda.current_stream(self._device)
            current.wait_event(event)
            sent.record_stream(current)  # its memory is not given away while this stream still uses it
        return sent
