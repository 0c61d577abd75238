"""What a broker allows, held against what our settings ask of it."""

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import ConfigEntry, ConfigResource
from django.conf import settings

TIMEOUT_SECONDS = 10.0
# Key, headers and the frame of a batch around the largest event.
FRAME_BYTES = 20_000
# A hosted Kafka may keep its settings to its operators: then only a consumer can find out.
KEPT_SECRET = frozenset(
    {
        KafkaError.CLUSTER_AUTHORIZATION_FAILED,
        KafkaError.UNSUPPORTED_VERSION,
        KafkaError._UNSUPPORTED_FEATURE,  # noqa: SLF001 - its name in the library
    }
)


class BrokerUnfit(Exception):
    """The broker refuses what our settings ask of it; the text names the setting to change."""


def require_limits(admin: AdminClient) -> None:
    """Return if the broker lets our consumers join and takes our largest event.

    What it keeps to itself is not checked.

    Raises:
        BrokerUnfit: it would refuse one of them.
        KafkaException: it does not answer.
    """
    known = _settings_of_broker(admin)
    session = settings.KAFKA_SESSION_TIMEOUT_MS
    least = _number(known, "group.min.session.timeout.ms")
    if least is not None and session < least:
        raise BrokerUnfit(
            f"KAFKA_SESSION_TIMEOUT_MS is {session}; this broker takes {least} at least"
        )
    most = _number(known, "group.max.session.timeout.ms")
    if most is not None and session > most:
        raise BrokerUnfit(
            f"KAFKA_SESSION_TIMEOUT_MS is {session}; this broker takes {most} at most"
        )
    largest = _number(known, "message.max.bytes")
    if largest is not None and largest < settings.KAFKA_MAX_EVENT_BYTES + FRAME_BYTES:
        raise BrokerUnfit(
            f"KAFKA_MAX_EVENT_BYTES is {settings.KAFKA_MAX_EVENT_BYTES}; this broker takes"
            f" {largest} bytes at once, so it may be {largest - FRAME_BYTES}"
        )


def _settings_of_broker(admin: AdminClient) -> dict[str, ConfigEntry]:
    brokers = admin.list_topics(timeout=TIMEOUT_SECONDS).brokers
    asked = ConfigResource(ConfigResource.Type.BROKER, str(min(brokers)))
    answers = admin.describe_configs([asked], request_timeout=TIMEOUT_SECONDS)
    try:
        return dict(answers[asked].result())
    except KafkaException as error:
        if error.args[0].code() in KEPT_SECRET:
            return {}
        raise


def _number(known: dict[str, ConfigEntry], name: str) -> int | None:
    entry = known.get(name)
    return int(entry.value) if entry is not None and entry.value else None
