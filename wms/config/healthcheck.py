"""Asks the web process on this machine whether it is ready, under a name that it answers to.

``python -m wms.config.healthcheck [port]`` ends with 0 if it is; it needs nothing but Python.
"""

import os
import sys
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

PORT = 8000
TIMEOUT_SECONDS = 4.0


def name_in(environment: Mapping[str, str]) -> str:
    """Return a host name that ``ALLOWED_HOSTS`` admits; without that variable ``localhost``."""
    for allowed in environment.get("ALLOWED_HOSTS", "").split(","):
        if name := allowed.strip().removeprefix("."):
            return "localhost" if name == "*" else name
    return "localhost"


def is_ready(port: int, name: str) -> bool:
    """Return whether the process answers that it is ready."""
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health/ready", headers={"Host": name})
        return connection.getresponse().status == 200  # noqa: PLR2004 - as HTTP has it
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    sys.exit(0 if is_ready(asked, name_in(os.environ)) else 1)
