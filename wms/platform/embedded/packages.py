"""Finding the programs that the server packages carry."""

import os
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from wms.platform.embedded.errors import NotInstalledError, StackError


def program(server: str, package: str, path: str) -> Path:
    """Return where a package keeps the program whose path ends with these parts.

    Raises:
        NotInstalledError: the package is not there.
        StackError: the package is there, but not the program, or it may not be executed.
    """
    try:
        files = distribution(package).files or []
    except PackageNotFoundError as error:
        raise NotInstalledError(server, package) from error
    wanted = Path(path).parts
    for file in files:
        if file.parts[-len(wanted) :] == wanted:
            found = Path(str(file.locate())).resolve()
            if os.access(found, os.X_OK):
                return found
    raise StackError(
        server,
        f"{package} holds no program {path} that can be executed here",
        advice="Install requirements/servers.txt again",
    )
