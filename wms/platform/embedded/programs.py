"""The app's own processes: web, beat, drain worker, consumers, saga worker."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from wms.platform.embedded.environment import PROJECT
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.ports import LOOPBACK, Ports, accepts
from wms.platform.embedded.process import Process, wait_until
from wms.platform.embedded.starting import Report

WEB_PORT = "{web_port}"
PATIENCE_SECONDS = 30.0

# A program that cannot work (a wrong setting, a missing table) usually ends within this time.
SETTLING_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class App:
    """The processes of an app, as argument lists by name."""

    programs: Mapping[str, Sequence[str]]
    after_broker_start: Sequence[Sequence[str]]
    """Commands that tell a broker which started empty what it forgot."""


NO_APP = App({}, ())


class Program(Process):
    """One process of the app, known by its argument list."""

    def __init__(self, name: str, folder: Path, ports: Ports, command: Sequence[str]) -> None:
        """Take an argument list with {python}, {web_port} and {folder} in it, where needed."""
        super().__init__(name, folder)
        self._folder = folder
        self._ports = ports
        self._command = command
        self.serves_http = any(WEB_PORT in part for part in command)

    @property
    def uses_broker(self) -> bool:
        """Return whether it has to stop and start with the broker: all but the web server."""
        return not self.serves_http

    @property
    def where(self) -> str:
        """Return its address, if it has one."""
        port = self._ports["web"]
        return f"http://{LOOPBACK}:{port}" if self.serves_http and port else ""

    def launch(self, environment: Mapping[str, str]) -> None:
        """Start it; it is not ready yet."""
        fillings = {"{python}": sys.executable, "{folder}": str(self._folder)}
        if self.serves_http:
            fillings[WEB_PORT] = str(self._ports.choose("web"))
        self.start(_filled(self._command, fillings), environment=environment, directory=PROJECT)

    def wait(self, deadline: float) -> None:
        """Wait until it answers or, if it is not asked anything, has stayed alive for a while."""
        settled = time.monotonic() + SETTLING_SECONDS

        def decided() -> bool:
            ready = accepts(self._ports["web"]) if self.serves_http else time.monotonic() > settled
            return ready or self.pid is None

        answered = wait_until(decided, deadline - time.monotonic())
        if answered and self.pid is not None:
            return
        reason = "does not answer in time" if answered is False else self.last_words()
        raise StackError(
            self.name,
            f"does not start: {reason or 'it ended without a word'}",
            log=self.log,
            advice="Read the log",
        )


def start_programs(
    programs: Sequence[Program], environment: Mapping[str, str], report: Report
) -> None:
    """Start the programs that do not run, and wait for all of them.

    Raises:
        StackError: one does not start; those that this call started are stopped again.
    """
    begun = time.monotonic()
    started = [program for program in programs if program.pid is None]
    try:
        for program in started:
            program.launch(environment)
        for program in started:
            program.wait(begun + PATIENCE_SECONDS)
            report(program.name, f"runs {program.where}".rstrip())
    except BaseException:
        stop_processes(started)
        raise


def stop_processes(processes: Sequence[Process]) -> None:
    """Stop processes side by side; each gets time to finish what it has begun."""
    with ThreadPoolExecutor(max_workers=max(len(processes), 1)) as pool:
        for future in [pool.submit(process.stop, patience=15.0) for process in processes]:
            future.result()


def run_once(
    commands: Sequence[Sequence[str]],
    environment: Mapping[str, str],
    log: Path,
    report: Report,
) -> None:
    """Run commands to their end, one after the other.

    Raises:
        StackError: one of them fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    for command in commands:
        name = " ".join(command[1:]).replace("manage.py ", "") or command[0]
        begun = time.monotonic()
        with log.open("ab") as output:
            done = subprocess.run(
                _filled(command, {"{python}": sys.executable}),
                env=dict(environment),
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode != 0:
            raise StackError(
                name,
                f"ended with code {done.returncode}",
                log=log,
                advice="Read the log",
            )
        report(name, f"done in {time.monotonic() - begun:.1f} s")


def _filled(command: Sequence[str], fillings: Mapping[str, str]) -> list[str]:
    """Replace the placeholders that are known, and leave other braces alone."""
    filled = list(command)
    for placeholder, value in fillings.items():
        filled = [part.replace(placeholder, value) for part in filled]
    return filled
