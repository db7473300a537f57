"""The loops of a worker, one for each agent it runs, as settings and preset would have them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from octavo.presets import PRESETS, stage_options
from octavo.profiles import MODEL_STAGES
from octavo.topology import TOPOLOGY
from octavo.workshop import Workshop
from schemas.stage import AnyAgent
from streams.cancels import Cancels
from streams.connection import Connection
from streams.journal import Journal
from streams.stage import Stage


class Loop(Protocol):
    def run(self) -> None: ...

    def stop(self) -> None: ...


class LoopMaker:
    """Makes loops that share a workshop, a connection, a journal, and what they know of cancels. `slot` is
    the identity that a loop keeps over restarts. `on_end` is called in the thread of a loop that begins to
    end, before it waits for anything."""

    def __init__(
        self,
        shop: Workshop,
        connection: Connection,
        journal: Journal,
        cancels: Cancels,
        on_end: Callable[[], None],
    ) -> None:
        self._shop = shop
        self._connection = connection
        self._journal = journal
        self._cancels = cancels
        self._on_end = on_end

    def stage(self, name: str, slot: str, build: Callable[[], AnyAgent]) -> Loop:
        """`build` is asked in the loop's own thread; whatever it raises ends the loop."""
        from streams.loop import StageLoop

        spec = TOPOLOGY.stage(name)
        stage = Stage(name, spec.reads, TOPOLOGY.address, spec.decode)
        options = replace(
            stage_options(self._shop.settings, spec),
            unwanted=self._cancels.unwanted,
            journal=self._journal,
            on_end=self._on_end,
        )
        if name in MODEL_STAGES:
            runners, turn = self._shop.instances(name), self._shop.turn(name)
            options = replace(options, runners=runners, turn=turn)
        return StageLoop(stage, self._connection, slot, build, options)

    def join(self, slot: str) -> Loop:
        from octavo.bindings import assembler, forget_pages
        from octavo.memory import readings_of
        from octavo.retention import finished_kept_ms
        from streams.flow import FlowLimits
        from streams.join import JoinLoop, JoinOptions

        settings = self._shop.settings
        flow = FlowLimits(
            settings.pages_budget_bytes,
            settings.page_estimate_bytes,
            settings.immediate_below_pages,
            largest_first=PRESETS[settings.preset].largest_first,
            max_pages=settings.pages_in_flight,
            strategy=settings.strategy,
        )
        options = JoinOptions(
            flow,
            settings.session_timeout_ms,
            settings.max_poll_interval_ms,
            settings.group_protocol,
            orphan_ms=settings.request_deadline_s * 1000,
            finished_kept_ms=finished_kept_ms(settings),
            readings=readings_of(settings),
            patience_s=settings.patience_s,
            on_end=self._on_end,
        )
        return JoinLoop(
            self._connection,
            slot,
            assembler(self._shop),
            TOPOLOGY.address,
            options,
            on_finished=forget_pages(self._shop),
        )
