"""Ending a process without taking the interpreter down."""

import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Flag
from typing import NoReturn

from django.db import connections

_others_have_threads = Flag()


def expect_threads_of_others() -> None:
    """Note that a library runs threads of its own in this process, which nobody can end."""
    _others_have_threads.set()


def end_process(code: int = 0) -> NoReturn:
    """End the process, whatever threads it still has; its work must be safe by now.

    The threads of Temporal's SDK may still want the interpreter while that is being taken down,
    which aborts the process (SIGABRT) now and then, and those of a Kafka client may wait for a
    broker that is away; so it is not taken down.
    """
    connections.close_all()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@contextmanager
def ended_with_care() -> Iterator[None]:
    """Run the block as the whole of a process, and end that as the block ended.

    A process in which others have threads ends by ``end_process``, also if the block was left by
    a refusal or an error: its exit code is the one that was meant, never that of an abort.
    """
    code = 0
    try:
        yield
    except SystemExit as ended:
        if not _others_have_threads.is_set():
            raise
        code = _code_of(ended)
    except BaseException:
        if not _others_have_threads.is_set():
            raise
        traceback.print_exc()
        code = 1
    if _others_have_threads.is_set():
        end_process(code)


def _code_of(ended: SystemExit) -> int:
    """Return its code; a text instead of a code is said, as the interpreter does."""
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    sys.stderr.write(f"{ended.code}\n")
    return 1
