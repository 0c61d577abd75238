"""Telling trouble that passes by itself from trouble that does not."""

from confluent_kafka import KafkaException
from django.db import InterfaceError, OperationalError
from temporalio.service import RPCError, RPCStatusCode

AWAY = (
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.ABORTED,
    RPCStatusCode.CANCELLED,
    RPCStatusCode.INTERNAL,
    RPCStatusCode.UNKNOWN,
)


def passes_by_itself(error: Exception) -> bool:
    """Return whether a server is away or busy, so that trying again will work one day.

    A lost connection comes as one of these, or as the cause of something that wraps it.
    """
    match error:
        case RPCError():
            return error.status in AWAY
        case OperationalError() | InterfaceError() | KafkaException() | OSError():
            return True
        case _:
            return "Failed client connect" in str(error)  # a bare RuntimeError of temporalio
