"""Arguments of commands that are words, cleaned like everything else that comes in."""

import getpass
from argparse import ArgumentTypeError
from collections.abc import Callable

from wms.kernel.actors import MAX_ACTOR, Actor, system_actor
from wms.kernel.text import clean_code, clean_text


def code(said: str) -> str:
    """Return a code as it is kept.

    Raises:
        ArgumentTypeError: it is blank, or can be none.
    """
    return _cleaned(clean_code, said)


def text(said: str) -> str:
    """Return a text as it is kept.

    Raises:
        ArgumentTypeError: it is blank, or can be none.
    """
    return _cleaned(clean_text, said)


def operator(named: str | None = None) -> Actor:
    """Return who runs a command: whoever is named, else who is logged in on this machine."""
    return system_actor(f"shell/{named or getpass.getuser()}")[:MAX_ACTOR]


def _cleaned(clean: Callable[[str], str], said: str) -> str:
    try:
        cleaned = clean(said)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    if not cleaned:
        raise ArgumentTypeError("it is blank")
    return cleaned
