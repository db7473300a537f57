"""Settings: parsed once, from `OCTAVO_*` variables and an optional TOML file; unknown keys are errors."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import (
    SettingsError as SourceError,
)

MIB = 1024 * 1024
GB = 1000 * 1000 * 1000
PREFIX = "OCTAVO_"
CONFIG_FILE = "OCTAVO_CONFIG"


class SettingsError(Exception):
    """A setting is unknown or out of range; the message names it."""


class StageSettings(BaseModel):
    """How one stage batches. Unset values come from the preset."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_batch: int | None = Field(default=None, ge=1)
    """Items of one batch, at most."""
    max_wait_ms: float | None = Field(default=None, ge=0)
    """The longest that the oldest item of a batch waits for others."""
    idle_close: bool = True
    """Whether a batch closes as soon as the device is idle, with what is there by then."""
    isolation_slice_ms: float | None = Field(default=None, gt=0)
    """The longest batch while more than one tenant waits; unset: found from the device's own times."""
    budget_bytes: int | None = Field(default=None, ge=1)
    """Decoded bytes that may be held at once."""
    instances: int | None = Field(default=None, ge=1)
    """Models of the stage in one worker; unset: what the profile says."""


class Settings(BaseSettings):
    """Everything that can be set. Sizes in bytes, times as the name's unit says."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    bootstrap_servers: str | None = None
    """Kafka to use; unset: an embedded one is started."""
    kafka: dict[str, SecretStr] = {}
    """Passed to librdkafka as it is (SASL, TLS); values never appear in logs."""
    topic_prefix: str = ""
    partitions: int = Field(default=4, ge=1)
    replication_factor: int = Field(default=1, ge=1)

    blob_url: str | None = None
    """Where pixels live: a folder, or s3://, gs://, az:// (obstore). Unset: a folder under `data_dir`."""
    data_dir: Path = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "octavo"

    cache_dir: Path = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "octavo"
    """What can be fetched or made again: Kafka's jars, a formatted log folder."""

    preset: Literal["api", "batch"] = "api"
    strategy: Literal["sequential", "batched", "mixed"] = "mixed"
    """`sequential`: a page at a time; `batched`: a document at a time, whatever it holds; `mixed`: pages of
    all requests share batches, as memory allows. The first two are there to be compared with."""
    profile: str = "lite"
    stages: dict[str, StageSettings] = {}

    dpi: int = Field(default=200, ge=36, le=600)
    max_page_px: int = Field(default=40_000_000, ge=10_000)
    """Pixels of one page; a larger page is rendered at a lower resolution."""
    page_timeout_s: float = Field(default=30.0, gt=0)
    child_memory_bytes: int = Field(default=3 * GB, ge=512 * MIB)
    """Address space of a child process that touches PDFs; its libraries alone take some 300 MiB."""
    rasterizer_children: int = Field(default=2, ge=1)
    max_pdf_bytes: int = Field(default=512 * MIB, ge=1)
    max_pages: int = Field(default=100_000, ge=1)
    allowed_sources: tuple[str, ...] = ()
    """URI prefixes that `DocumentSubmitted` may name; none by default."""

    request_deadline_s: float = Field(default=3600.0, gt=0)
    immediate_below_pages: int = Field(default=10, ge=0)
    pages_budget_bytes: int = Field(default=4 * GB, ge=1)
    page_estimate_bytes: int = Field(default=50_000_000, ge=1)
    pages_in_flight: int = Field(default=96, ge=1)
    """Pages released and not finished, whatever their size, for each worker of the largest stage: three full
    batches. Whoever comes later waits behind them."""
    slice_pages: int = Field(default=8, ge=1)

    memory_limit_bytes: int | None = Field(default=None, ge=1)
    """What the processes of this Octavo on this host may use together; unset: what the host has."""
    system_pid: int | None = None
    """The process that all others of this Octavo on this host descend from. Set by whoever starts them."""
    disk_reserve_bytes: int = Field(default=2 * GB, ge=0)
    """Free space that the blob folder's disk should keep."""

    keep_s: float = Field(default=7 * 86_400.0, ge=1)
    """How long a request's blobs, and what stands in the topics, are kept: that long it can be replayed."""
    blob_cap_bytes: int | None = Field(default=None, ge=1)
    """What the blobs may take; beyond it those of the oldest finished requests go sooner. Unset: as much as
    `disk_reserve_bytes` leaves; then nothing goes before its time, and submitting is refused."""
    topic_cap_bytes: int = Field(default=4 * GB, ge=1)
    """What one topic of work may take; beyond it what was read goes sooner. What was not read never does."""
    gc_every_s: float = Field(default=600.0, gt=0)
    """How often an assembler cleans up."""

    session_timeout_ms: int = Field(default=6000, ge=1000)
    max_poll_interval_ms: int = Field(default=60_000, ge=1000)
    """How long a worker's polling thread may hang before its partitions go to others; at least
    `session_timeout_ms`. No batch runs in that thread, so it has nothing to do with how long they take."""
    group_protocol: Literal["classic", "consumer"] = "classic"
    """How Kafka shares partitions out. `consumer` (KIP-848) stops nobody whose partitions stay, but those of
    a killed worker wait for the session to end, even where it is started again at once."""
    max_batch_s: float = Field(default=300.0, gt=0)
    drain_s: float = Field(default=10.0, gt=0)
    """How long a worker that is told to stop, or that loses partitions, finishes what is running. What takes
    longer is left to others, who do it again."""
    patience_s: float = Field(default=600.0, gt=0)
    """How long work waits for a blob store or a Kafka that fails, before it is given up."""
    model_threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    status_url: str = "http://127.0.0.1:6066"
    metrics_port: int | None = Field(default=None, ge=0, le=65_535)
    """Where each worker serves Prometheus metrics: the first free port from this one on. Unset: nowhere."""
    metrics_host: str = "127.0.0.1"
    log_level: Literal["debug", "info", "warning", "error"] = "warning"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = os.environ.get(CONFIG_FILE)
        sources = (init_settings, env_settings)
        return (*sources, TomlConfigSettingsSource(settings_cls, toml_file=file)) if file else sources

    @property
    def ending_s(self) -> float:
        """The longest that a worker takes to end: its drain, and what it needs to let go of Kafka."""
        return self.drain_s + 3.0

    @property
    def blobs(self) -> str:
        return self.blob_url or str(self.data_dir / "blobs")

    def revealed(self) -> dict[str, Any]:
        """Every setting as plain JSON types, secrets readable: for another process, never for a log."""
        kafka = {key: secret.get_secret_value() for key, secret in self.kafka.items()}
        return {**self.model_dump(mode="json", exclude_none=True), "kafka": kafka}


def load_settings(**overrides: Any) -> Settings:
    """Reads the settings; `overrides` win over variables, variables over the file named by OCTAVO_CONFIG.

    Raises SettingsError with a sentence that names the key.
    """
    _refuse_unknown_variables()
    _refuse_missing_file()
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})
    except ValidationError as error:
        # Without the values: one of them may be a secret.
        found = error.errors(include_url=False, include_input=False, include_context=False)
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)
        raise SettingsError(f"Settings are wrong: {wrong}.") from None
    except tomllib.TOMLDecodeError as error:
        where = f"{os.environ.get(CONFIG_FILE)} ({CONFIG_FILE})"
        raise SettingsError(f"{where} is no TOML: {error}; correct it.") from None
    except SourceError as error:  # without its cause, which holds the value
        named = re.search(r'field "(\w+)"', str(error))
        variable = PREFIX + named[1].upper() if named else "A variable"
        raise SettingsError(f"{variable} cannot be read: it should hold JSON.") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"Settings cannot be read: {error}.") from None


def _refuse_missing_file() -> None:
    file = os.environ.get(CONFIG_FILE)
    if file and not Path(file).is_file():
        raise SettingsError(f"{CONFIG_FILE} names {file}, which is no file; correct it or unset it.")


def _refuse_unknown_variables() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {CONFIG_FILE}
    for name in os.environ:
        if name.startswith(PREFIX) and name.split("__")[0] not in known:
            raise SettingsError(f"{name} is not a setting of Octavo; unset it or check its spelling.")
