"""Why a Kafka does not answer, as a sentence that names the setting to look at and never its value."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from confluent_kafka import KafkaError, KafkaException

_SECONDS = re.compile(r" \(after \d+ms in state \w+\)")
_AUTHENTICATION = KafkaError._AUTHENTICATION  # pyright: ignore[reportPrivateUsage]  its public name
_RESOLVE = KafkaError._RESOLVE  # pyright: ignore[reportPrivateUsage]


class Unreachable(NamedTuple):
    """`for_good`: asking again in the same second would get the same answer."""

    sentence: str
    for_good: bool = False


def unreachable(addresses: str, errors: Sequence[KafkaError], limit_s: float) -> Unreachable:
    """From what a client met, the oldest first. The last that is of use is told."""
    for error in reversed(errors):
        said = _said(error)
        if error.code() == _AUTHENTICATION:
            return Unreachable(
                f"Kafka at {addresses} does not accept the credentials ({said}): check security.protocol, "
                "sasl.mechanism, sasl.username and sasl.password in OCTAVO_KAFKA.",
                for_good=True,
            )
        if "SSL" in said:
            return Unreachable(
                f"No TLS connection to Kafka at {addresses} ({said}): check security.protocol and ssl.* in "
                "OCTAVO_KAFKA."
            )
        if error.code() == _RESOLVE:
            return Unreachable(f"There is no such host ({said}): check bootstrap_servers.")
    last = f" ({_said(errors[0])})" if errors else ""
    return Unreachable(
        f"No Kafka broker answered at {addresses} within {limit_s:.0f} s{last}: check bootstrap_servers, "
        "that Kafka runs, and whether it wants TLS or credentials (OCTAVO_KAFKA)."
    )


def refused_settings(error: KafkaException) -> str:
    """The value stays out of it: it may be a secret."""
    text = error.args[0].str() if isinstance(error.args[0], KafkaError) else str(error.args[0])
    named = re.search(r'property:? "([^"]+)"', text)
    what = f"the setting {named[1]} or its value" if named else text.rpartition(": ")[2]
    return f"Kafka's client refuses {what}: correct it in OCTAVO_KAFKA."


def _said(error: KafkaError) -> str:
    """Without the address and the milliseconds."""
    text = _SECONDS.sub("", error.str())
    return text.partition(": ")[2] if "/bootstrap: " in text else text
