"""Whose fault it is that a message could not be handled: its own, or a server's."""

import errno
import socket
import ssl
from enum import Enum, auto

import psycopg
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
# Classes of SQLSTATE, and codes of their own, that say how the server is and not what it was
# given: connection, log-in, rollback by a race, resources, locks, operator, system, settings.
OF_THE_SERVER = ("08", "28", "40", "53", "55006", "55P03", "57", "58", "F0")
# The network, and what a machine can run out of; any other such error is about what was asked.
OF_THE_MACHINE = frozenset(
    {
        *(errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH),
        *(errno.EADDRNOTAVAIL, errno.ENOBUFS, errno.EMFILE, errno.ENFILE),
        *(errno.ENOSPC, errno.EDQUOT, errno.ENOMEM, errno.EIO),
    }
)
_NETWORK = (
    *(ConnectionError, TimeoutError, InterruptedError, BlockingIOError),
    *(socket.gaierror, ssl.SSLError),
)


class Fault(Enum):
    """Whose fault an error is."""

    OF_THE_MESSAGE = auto()  # trying again does not help
    OF_THE_DATABASE = auto()  # passes by itself, and whatever a group does needs it
    OF_A_SERVER = auto()  # passes by itself, and only some events need it

    @property
    def passes_by_itself(self) -> bool:
        """Return whether a server is away or busy, so that trying again will work one day."""
        return self is not Fault.OF_THE_MESSAGE


def fault_of(error: Exception) -> Fault:
    """Return whose fault an error of a handler is; of the message's, if nothing says otherwise."""
    match error:
        case OperationalError():
            return _of_the_database(error)
        case InterfaceError():
            return Fault.OF_THE_DATABASE
        case RPCError():
            is_away = error.status in AWAY
        case KafkaException():
            is_away = True
        case OSError():
            is_away = isinstance(error, _NETWORK) or error.errno in OF_THE_MACHINE
        case _:
            is_away = "Failed client connect" in str(error)  # a bare RuntimeError of temporalio
    return Fault.OF_A_SERVER if is_away else Fault.OF_THE_MESSAGE


def _of_the_database(error: OperationalError) -> Fault:
    """Say whether the server was in a state, or was given something it can never take.

    A connection that is lost or was never made has no code.
    """
    cause = error.__cause__
    code = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    if code is None or code.startswith(OF_THE_SERVER):
        return Fault.OF_THE_DATABASE
    return Fault.OF_THE_MESSAGE
