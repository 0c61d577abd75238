"""The platform on this machine: servers and processes started, prepared, and stopped again."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

PROJECT = Path(__file__).parents[1]
CLIENT, WAREHOUSE = "demo", "MAIN"
# The robots that have a token of their own, with their roles: who counts again must be another.
ROBOTS = {
    "integrator": "integrator",
    "supervisor": "supervisor",
    "picker": "picker",
    "packer": "packer",
    "counter": "picker",
}
READY_SECONDS = 60.0
GIVEN = ("DATABASE_URL", "REDIS_URL", "KAFKA_BOOTSTRAP_SERVERS", "TEMPORAL_ADDRESS")

Report = Callable[[str], None]


class Broken(Exception):
    """Something on this machine does not work; the text says what, and what to do."""


@dataclass(frozen=True)
class Addresses:
    """Where to look."""

    web: str
    temporal_ui: str


class Machine:
    """A stack in a folder of its own, driven by ``manage.py`` as a person would."""

    def __init__(
        self, folder: Path, report: Report, *, given: Mapping[str, str] | None = None
    ) -> None:
        """Know the folder; start nothing. Servers whose addresses are given are not ours."""
        self.folder = folder.resolve()
        self._report = report
        own = {"STACK_ENV_FILE": str(self.folder / "env")}
        self._environment = {**os.environ, **(given or {}), **own}

    def start(self, *, fresh: bool) -> None:
        """Start servers, make tables, roles, client and warehouse, and start the processes.

        Raises:
            Broken: something does not start.
        """
        up = ("stack", "up", "--folder", str(self.folder))
        self.manage(*up, *(("--fresh",) if fresh else ()), heard=True)
        self._report("making tables")
        self.manage("migrate", "--verbosity", "0")
        self.manage("create_roles")
        self.manage("create_site", "--client", CLIENT, "--warehouse", WAREHOUSE)
        self.manage(*up, "--all", heard=True)
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop everything in the folder."""
        self.manage("stack", "down", "--folder", str(self.folder))

    def tokens(self) -> dict[str, str]:
        """Make a token for each robot of the demo; return them by robot."""

        def make(robot: str) -> str:
            return (
                self.manage(
                    *("create_token", "--client", CLIENT, "--role", ROBOTS[robot]),
                    *("--name", f"robot-{robot}"),
                    *(("--building",) if robot == "supervisor" else ()),
                )
                .strip()
                .splitlines()[-1]
                .strip()
            )

        with ThreadPoolExecutor(len(ROBOTS)) as pool:
            return dict(zip(ROBOTS, pool.map(make, ROBOTS), strict=True))

    @property
    def addresses(self) -> Addresses:
        """Return where the web server and Temporal's pages are."""
        known = self._variables()
        return Addresses(web=known["WEB_URL"], temporal_ui=known.get("TEMPORAL_UI_URL", ""))

    def answer(self, *command: str, extra: Mapping[str, str] | None = None) -> Any:
        """Return what a ``manage.py`` command says as JSON; ``extra`` goes to its environment.

        Raises:
            Broken: it fails, or says something else.
        """
        said = self.manage(*command, "--json", may_disagree=True, extra=extra)
        try:
            return json.loads(said)
        except ValueError as error:
            raise Broken(f"manage.py {command[0]} said no JSON: {said[:200]}") from error

    def manage(
        self,
        *command: str,
        heard: bool = False,
        may_disagree: bool = False,
        extra: Mapping[str, str] | None = None,
    ) -> str:
        """Run a ``manage.py`` command to its end and return what it said.

        ``heard`` passes its words on; ``extra`` is added to its environment. A command that
        ``may_disagree`` says in its words what it found wrong, and then ends with an error.

        It runs in a session of its own: Ctrl-C is for us, and we stop things in order.

        Raises:
            Broken: it ends with an error.
        """
        with subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env={**self._environment, **(extra or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                said, complaint = process.communicate()
            except BaseException:
                process.terminate()
                raise
        if process.returncode != 0 and not (may_disagree and said.strip()):
            last = (complaint or said).strip().splitlines()[-1:] or ["no word why"]
            raise Broken(f"manage.py {' '.join(command[:2])} failed: {last[0]}")
        if heard:
            for line in said.strip().splitlines():
                self._report(line)
        return said

    def _variables(self) -> Mapping[str, str]:
        lines = (self.folder / "env").read_text().splitlines()
        pairs = (line.partition("=") for line in lines if not line.startswith("#"))
        return {key: value for key, _, value in pairs}

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        url = f"{self.addresses.web}/health/ready"
        while True:
            try:
                answer = httpx.get(url, timeout=10)
                state = answer.text[:300]
                if answer.status_code == HTTPStatus.OK and answer.json()["health"] == "ok":
                    return
            except (httpx.TransportError, ValueError, KeyError) as error:
                state = repr(error)
            if time.monotonic() > deadline:
                raise Broken(f"the platform does not get ready: {state}; see {self.folder}/logs")
            time.sleep(0.3)
