"""Processes that outlive the command that started them, known again by their pid files."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from wms.platform.embedded.account import Account, switch
from wms.platform.embedded.errors import StackError

LOG_LIMIT_BYTES = 10_000_000


class _Detached(subprocess.Popen[bytes]):
    """A process meant to go on alone, so its object may vanish while it runs."""

    def __del__(self) -> None:
        """Say nothing, where the base class warns."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a pid file says."""

    pid: int
    identity: str
    boot: str
    since: float
    log_start: int
    stop_signal: int


class Process:
    """One process of a stack: its pid file under run/, its log under logs/."""

    def __init__(self, name: str, folder: Path, *, stop_signal: int = signal.SIGTERM) -> None:
        self.name = name
        self._stop_signal = stop_signal
        self.log = folder / "logs" / f"{name}.log"
        self._file = folder / "run" / f"{name}.json"
        self._child: _Detached | None = None

    @property
    def record(self) -> Record | None:
        """Return what the pid file says, even if that process is gone."""
        try:
            return Record(**json.loads(self._file.read_text()))
        except (FileNotFoundError, ValueError, TypeError):  # absent, or cut off by a crash
            return None

    @property
    def pid(self) -> int | None:
        """Return the pid of the process if it runs, whoever started it."""
        if self._child is not None:
            self._child.poll()
        record = self.record
        # A pid is used again one day: only the same start time makes it the same process.
        if record is None or identity(record.pid) != record.identity:
            return None
        return record.pid

    def start(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        directory: Path,
        account: Account | None = None,
    ) -> None:
        """Start a process in a session of its own, so that it outlives this one."""
        self.end_remains()
        for parent in (self.log.parent, self._file.parent):
            parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            log_start = log.seek(0, os.SEEK_END)
            try:
                self._child = _Detached(
                    [*(account.prefix if account else ()), *command],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=dict(environment),
                    cwd=directory,
                    start_new_session=True,
                    **switch(account),
                )
            except OSError as error:
                raise StackError(self.name, f"cannot run {command[0]}: {error.strerror}") from error
            self._write(self._child.pid, log_start)

    def _write(self, pid: int, log_start: int) -> None:
        record = Record(
            pid, identity(pid) or "", _boot(), time.time(), log_start, self._stop_signal
        )
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(record)) + "\n")
        partial.replace(self._file)

    def stop(self, *, patience: float = 10.0) -> None:
        """End the process and all of its group; insist after so many seconds."""
        pid, record = self.pid, self.record
        if pid is not None and record is not None:
            self._send(pid, record.stop_signal)
            if not wait_until(lambda: self.pid is None, patience):
                self._send(pid, signal.SIGKILL)
                if not wait_until(lambda: self.pid is None, 5.0):
                    raise StackError(self.name, f"process {pid} does not end, even when killed")
        self._kill_group(seen=pid is not None)
        self._file.unlink(missing_ok=True)

    def end_remains(self) -> None:
        """End what an earlier run has left behind, if its leader is gone."""
        self._kill_group(seen=False)

    def _send(self, pid: int, number: int) -> None:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return  # it ended by itself in this moment
        except PermissionError as error:
            raise StackError(
                self.name,
                f"process {pid} belongs to another user",
                advice="Run this as the user who started it",
            ) from error

    def _kill_group(self, *, seen: bool) -> None:
        """Kill what a leader that is gone has left behind, such as the workers of a web server.

        No process gets a pid while a group of that number lives, so a group without its leader is
        ours: surely if the leader was seen alive, else if the machine was not started again since.
        """
        record = self.record
        if record is None or identity(record.pid) is not None:
            return
        if not seen and (record.boot == "" or record.boot != _boot()):
            return
        try:
            os.killpg(record.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return  # an empty group; some systems answer so for one of zombies

    def last_words(self) -> str:
        """Return the line of this start's log that most likely says why it ended."""
        record = self.record
        if record is None or not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(max(record.log_start, self.log.stat().st_size - 65_536))
            return reason_in(log.read().decode(errors="replace"))


def reason_in(text: str) -> str:
    """Return the line of a log or an error output that most likely says why a program ended."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for word in ("No space left", "FATAL", "PANIC", "panicked", "rror"):
        for line in reversed(lines):
            if word in line:
                return line
    return lines[-1] if lines else ""


def processes(folder: Path) -> list[Process]:
    """Return every process of which a folder keeps a pid file; newest first."""
    files = sorted(folder.glob("run/*.json"), key=lambda file: file.stat().st_mtime)
    return [Process(file.stem, file.parent.parent) for file in reversed(files)]


def wait_until(condition: Callable[[], bool], patience: float) -> bool:
    """Wait for a condition of another process for so many seconds; return whether it came true."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def identity(pid: int) -> str | None:
    """Return what distinguishes a process from others with its pid, or None when it is gone."""
    if Path("/proc/self/stat").exists():
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return None
        fields = stat.rpartition(")")[2].split()
        state, started = fields[0], fields[19]
    else:
        answer = subprocess.run(
            ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        state, _, started = answer.stdout.strip().partition(" ")
    # A zombie only waits for its parent to look.
    return None if not started or state[0] in "ZX" else started.strip()


def _boot() -> str:
    """Return what distinguishes one run of the machine, or container; "" if nothing does."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    if not boot.exists():
        return ""
    return f"{boot.read_text().strip()} {Path('/proc/self/ns/pid').readlink()}"
