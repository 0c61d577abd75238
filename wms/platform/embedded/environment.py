"""The env file by which the processes of a stack find its servers."""

import os
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[3]

FILE_VARIABLE = "STACK_ENV_FILE"
"""Names the env file to read; without it, that of the stack `dev` is read if it is there."""

ON_ONE_MACHINE = {
    "SECURE_COOKIES": "false",  # there is no TLS on loopback
}
"""What a stack sets besides the addresses."""

ON_OUR_BROKER = {
    "KAFKA_SESSION_TIMEOUT_MS": "3000",  # with a longer one the first event waits for seconds
}
"""What a stack sets for the embedded broker; one that is given may refuse it."""


def env_file(environment: Mapping[str, str]) -> Path:
    """Return the env file that a process with this environment reads."""
    named = environment.get(FILE_VARIABLE)
    return Path(named) if named else PROJECT / ".stack" / "dev" / "env"


def read_env(file: Path) -> dict[str, str]:
    """Return the variables of an env file; none if there is no file."""
    if not file.exists():
        return {}
    lines = (line.strip() for line in file.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {key: value for key, _, value in pairs}


def write_env(file: Path, variables: Mapping[str, str]) -> None:
    """Replace an env file at once; it carries a password, so only its owner may read it."""
    partial = file.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    lines = [f"{key}={value}\n" for key, value in sorted(variables.items())]
    partial.write_text(
        "# Written by `manage.py stack`; the real environment wins.\n" + "".join(lines)
    )
    partial.replace(file)


def given(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment as it was given, less what came out of the env file."""
    loaded = read_env(env_file(environment))
    return {key: value for key, value in environment.items() if loaded.get(key) != value}
