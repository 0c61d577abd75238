"""The app's own processes: web, beat, drain worker, consumers, saga worker."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from wms.platform.embedded.environment import PROJECT
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.ports import LOOPBACK, Ports, PortTaken
from wms.platform.embedded.process import Process, reason_in
from wms.platform.embedded.start import Report

WEB_PORT = "{web_port}"
PATIENCE_SECONDS = 30.0

# A program that cannot work (a wrong setting, a missing table) usually ends within this time.
SETTLING_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class App:
    """The processes of an app, as argument lists by name."""

    programs: Mapping[str, Sequence[str]]
    after_broker_start: Sequence[Sequence[str]]
    """Commands that bring a broker which started empty what it forgot."""
    on_given_broker: Sequence[Sequence[str]]
    """Commands that make what is missing on a broker that is not ours, before programs start."""


NO_APP = App({}, (), ())


class Program(Process):
    """One process of the app, known by its argument list."""

    def __init__(self, name: str, folder: Path, ports: Ports, command: Sequence[str]) -> None:
        """Take an argument list with {python}, {web_port} and {folder} in it, where needed."""
        super().__init__(name, folder)
        self._folder = folder
        self._ports = ports
        self._command = command
        self.is_web = any(WEB_PORT in part for part in command)

    @property
    def uses_broker(self) -> bool:
        """Return whether it has to stop and start with the broker: all but the web server."""
        return not self.is_web

    @property
    def where(self) -> str:
        """Return its address, if it has one."""
        port = self._ports["web"]
        return f"http://{LOOPBACK}:{port}" if self.is_web and port else ""

    def launch(self, environment: Mapping[str, str]) -> None:
        """Start it; it is not ready yet.

        Raises:
            StackError: it cannot be run, or its address is taken.
        """
        fillings = {"{python}": sys.executable, "{folder}": str(self._folder)}
        if self.is_web:
            fillings[WEB_PORT] = str(self._port())
        self.start(_filled(self._command, fillings), environment=environment, directory=PROJECT)

    def _port(self) -> int:
        """Return the port that people and programs know it by.

        Raises:
            StackError: somebody else has it.
        """
        self.end_remains()  # workers of one that was killed still listen
        try:
            return self._ports.keep("web")
        except PortTaken as error:
            raise StackError(
                self.name,
                f"does not start: {error}, and it keeps its address",
                advice="Stop that program, or let `stack up --fresh` choose another port",
            ) from error

    def responds(self) -> bool:
        """Return whether it answers over HTTP, with whatever status."""
        connection = HTTPConnection(LOOPBACK, self._ports["web"], timeout=PATIENCE_SECONDS)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        return True

    def failure(self, reason: str) -> StackError:
        """Return what to say when it does not start."""
        return StackError(
            self.name, f"does not start: {reason}", log=self.log, advice="Read the log"
        )


def start_programs(
    programs: Sequence[Program], environment: Mapping[str, str], report: Report
) -> None:
    """Start the programs that do not run, and wait for all of them.

    Raises:
        StackError: one does not start; those that this call started are stopped again.
    """
    started = [program for program in programs if program.pid is None]
    try:
        for program in started:
            program.launch(environment)
        _watch(started)
    except BaseException:
        stop_processes(started)
        raise
    for program in started:
        report(program.name, f"runs at {program.where}" if program.where else "runs")


def _watch(programs: Sequence[Program]) -> None:
    """Wait until the web server answers, and a little longer if that was quick.

    The others cannot be asked anything, but load the same code in the same time.
    """
    waiting = {program for program in programs if program.is_web}
    settled = time.monotonic() + SETTLING_SECONDS
    deadline = time.monotonic() + PATIENCE_SECONDS
    while programs and (waiting or time.monotonic() < settled):
        for program in programs:
            if program.pid is None:
                raise program.failure(program.last_words() or "it ended without a word")
            if program in waiting and program.responds():
                waiting.remove(program)
            elif program in waiting and time.monotonic() > deadline:
                raise program.failure(f"no answer in {PATIENCE_SECONDS:.0f} s")
        time.sleep(0.05)


def stop_processes(processes: Sequence[Process]) -> None:
    """Stop processes side by side; each gets time to finish what it has begun."""
    with ThreadPoolExecutor(max_workers=max(len(processes), 1)) as pool:
        for future in [pool.submit(process.stop, patience=15.0) for process in processes]:
            future.result()


def run_once(
    commands: Sequence[Sequence[str]], environment: Mapping[str, str], log: Path, report: Report
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
            log_start = output.seek(0, os.SEEK_END)
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
            with log.open("rb") as output:
                output.seek(log_start)
                words = reason_in(output.read().decode(errors="replace"))
            raise StackError(
                name,
                f"ended with code {done.returncode}: {words or 'no word why'}",
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
