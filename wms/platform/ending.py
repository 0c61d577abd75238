"""Ending a process without taking the interpreter down."""

import logging
import os
import sys
from typing import NoReturn

from django.db import connections


def end_process() -> NoReturn:
    """End the process successfully, whatever threads it still has; its work must be safe by now.

    The threads of Temporal's SDK may still want the interpreter while that is being taken down,
    which aborts the process (SIGABRT) now and then, and those of a Kafka client may wait for a
    broker that is away; so it is not taken down.
    """
    connections.close_all()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
