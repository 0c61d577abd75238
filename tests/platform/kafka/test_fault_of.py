"""Whose fault an error is."""

import errno

import psycopg
import pytest
from confluent_kafka import KafkaError, KafkaException
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from psycopg import errors
from temporalio.service import RPCError, RPCStatusCode

from wms.kernel.errors import NotFound
from wms.platform.kafka.dead_letters import NotParked
from wms.platform.kafka.faults import Fault, fault_of
from wms.platform.temporal.bridge import TemporalUnavailable


def raised_by(cause: psycopg.Error) -> OperationalError:
    error = OperationalError("whatever it says")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("connection refused"),
        raised_by(psycopg.OperationalError("the connection is lost")),
        raised_by(errors.LockNotAvailable()),
        raised_by(errors.DeadlockDetected()),
        raised_by(errors.QueryCanceled()),
        raised_by(errors.AdminShutdown()),
        raised_by(errors.TooManyConnections()),
        raised_by(errors.DiskFull()),
        InterfaceError("connection already closed"),
    ],
)
def test_a_database_that_is_away_or_busy_is_waited_for(error):
    assert fault_of(error) is Fault.OF_THE_DATABASE


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        TemporalUnavailable("no answer in 10 seconds"),
        NotParked("no acknowledgement"),
        OSError(errno.EHOSTUNREACH, "No route to host"),
        OSError(errno.ENOSPC, "No space left on device"),
        RPCError("", RPCStatusCode.UNAVAILABLE, b""),
        RuntimeError("Failed client connect: nobody there"),
        KafkaException(KafkaError(KafkaError._TRANSPORT)),
    ],
)
def test_another_server_that_is_away_is_waited_for(error):
    assert fault_of(error) is Fault.OF_A_SERVER


@pytest.mark.parametrize(
    "error",
    [
        raised_by(errors.ProgramLimitExceeded()),
        raised_by(errors.StatementTooComplex()),
        DataError("integer out of range"),
        IntegrityError("duplicate key"),
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
        PermissionError(errno.EACCES, "Permission denied"),
        OSError(errno.ENAMETOOLONG, "File name too long"),
        RPCError("", RPCStatusCode.INVALID_ARGUMENT, b""),
        NotFound("there is no such order"),
        ValueError("no such thing"),
    ],
)
def test_what_no_repetition_can_help_is_the_fault_of_the_message(error):
    assert fault_of(error) is Fault.OF_THE_MESSAGE
