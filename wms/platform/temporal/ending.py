"""Ending a process that ran a Temporal worker."""

import logging
import os
import sys
from typing import NoReturn

from django.db import connections


def end_process() -> NoReturn:
    """End the process successfully, when all of its work is finished.

    The SDK's own threads may still want the interpreter while that is being taken down, which
    aborts the process (SIGABRT) now and then; so it is not taken down.
    """
    connections.close_all()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
