"""A set of servers, and the app's processes on them, in one folder."""

import fcntl
import os
import secrets
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from wms.platform.embedded.catalogue import PORTS, servers_in
from wms.platform.embedded.environment import (
    FILE_VARIABLE,
    ON_ONE_MACHINE,
    ON_OUR_BROKER,
    given,
    read_env,
    write_env,
)
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.kafka import Kafka
from wms.platform.embedded.process import Process, processes
from wms.platform.embedded.programs import (
    NO_APP,
    App,
    Program,
    run_once,
    start_programs,
    stop_processes,
)
from wms.platform.embedded.server import Server
from wms.platform.embedded.start import Report, silent, start_all
from wms.platform.embedded.status import Status

ALL_STACKS = ".stack"
LOCK = "lock"


class Stack:
    """The servers and programs of one folder; every method may be called again and again."""

    def __init__(
        self,
        folder: Path,
        *,
        environment: Mapping[str, str] | None = None,
        app: App = NO_APP,
        durable: bool = True,
        report: Report = silent,
    ) -> None:
        """Know what may run, and start nothing; a server whose address is given never starts."""
        self.folder = folder.resolve()
        self.servers = servers_in(self.folder, durable=durable)
        self.environment = given() if environment is None else dict(environment)
        ports = self.servers[0].ports
        self.programs = [
            Program(name, self.folder, ports, command) for name, command in app.programs.items()
        ]
        self._app = app
        self._report = report

    @property
    def env_file(self) -> Path:
        """Return the file that carries the addresses of the embedded servers."""
        return self.folder / "env"

    def is_external(self, server: Server) -> bool:
        """Return whether the address of this server is given, so that ours is not started."""
        return bool(self.environment.get(server.variable))

    def up(self, names: Collection[str] = (), *, with_programs: bool = False) -> None:
        """Start what does not run of the named, or all servers and, if asked, all programs.

        Raises:
            StackError: a name is unknown, or something does not start; all that this call
                started is stopped again.
        """
        with self._alone():
            servers, programs = self._chosen(names)
            self._up(servers, programs if names or with_programs else [])

    def down(self, names: Collection[str] = ()) -> None:
        """Stop the named, or everything in the folder: programs first, then servers."""
        if self.folder.exists():
            with self._alone():
                self._down(names)

    def restart(self, names: Collection[str] = ()) -> None:
        """Stop and start the named, or everything that runs."""
        with self._alone():
            servers, programs = self._chosen(names)
            if not names:
                programs = [program for program in programs if program.record is not None]
            if any(isinstance(server, Kafka) for server in servers):
                programs = self._with_broker_clients(programs)
            self._stop(programs)
            self._stop([server.process for server in servers])
            self._up(servers, programs)

    def empty(self) -> None:
        """Stop everything and forget all data; only the ports are kept that nobody else has now.

        Raises:
            StackError: the folder holds something, and it is not that of a stack.
        """
        if not self.folder.exists():
            return
        content = {each.name: each for each in self.folder.iterdir()}
        if content.keys() - {LOCK} and PORTS not in content:
            raise StackError(
                "stack", f"{self.folder} is not a stack's folder, so it is not emptied"
            )
        with self._alone():
            self._down(())
            for name, path in content.items():
                if path.is_dir():
                    shutil.rmtree(path)
                elif name not in (LOCK, PORTS):
                    path.unlink(missing_ok=True)
            self.servers[0].ports.forget_taken()

    def status(self) -> list[Status]:
        """Return what should run, and what of it does."""
        servers = [self._status_of(server) for server in self.servers]
        known = [program for program in self.programs if program.record is not None]
        return servers + [
            Status.of(program, "up" if program.pid else "down", program.where) for program in known
        ]

    def _status_of(self, server: Server) -> Status:
        if self.is_external(server):
            return Status(server.name, "external", None, "given in the environment", None, None)
        state = "up" if server.answers() else "silent" if server.process.pid else "down"
        return Status.of(server.process, state, server.where if server.port else "")

    def _up(self, servers: Sequence[Server], programs: Sequence[Program]) -> None:
        """Start servers, then programs, around a broker that may have to start anew."""
        ours = [server for server in servers if not self.is_external(server)]
        for server in servers:
            if server not in ours:
                self._report(server.name, f"is given by {server.variable}, not started")
        anew = any(isinstance(each, Kafka) and not each.answers() for each in ours)
        was_prepared = self._debt.parent.exists() and not self._debt.exists()
        if anew:
            clients = self._with_broker_clients([])
            self._stop(clients)
            programs = [each for each in self.programs if each in programs or each in clients]
            self._debt.parent.mkdir(parents=True, exist_ok=True)
            self._debt.touch()
        started = start_all(ours, self._report)
        try:
            self._write_env()
            if self._debt.exists() and (programs or was_prepared):
                self._run("after_broker_start", self._app.after_broker_start)
                self._debt.unlink()
            elif programs and self._broker_is_given:
                self._run("on_given_broker", self._app.on_given_broker)
            start_programs(programs, self._child_environment(), self._report)
            self._write_env()
        except BaseException:
            self._stop([server.process for server in started])
            raise

    def _run(self, name: str, commands: Sequence[Sequence[str]]) -> None:
        log = self.folder / "logs" / f"{name}.log"
        run_once(commands, self._child_environment(), log, self._report)

    @property
    def _broker_is_given(self) -> bool:
        return any(isinstance(each, Kafka) and self.is_external(each) for each in self.servers)

    @property
    def _debt(self) -> Path:
        """Return the mark of a broker that has started empty and is not prepared yet.

        It is prepared before programs start, and at once if the one before it had been. On the
        very first start there is nothing to bring, and perhaps no tables to ask.
        """
        return self.folder / Kafka.name / "forgot"

    def _with_broker_clients(self, programs: Sequence[Program]) -> list[Program]:
        """Add the running programs that cannot outlive the broker."""
        return [
            each
            for each in self.programs
            if each in programs or (each.uses_broker and each.pid is not None)
        ]

    def _down(self, names: Collection[str]) -> None:
        servers, programs = self._chosen(names)
        named = {each.name for each in servers} | {each.name for each in programs}
        kinds = {server.name for server in self.servers}
        # By the pid files, so that what an earlier version has started stops too.
        running = [each for each in processes(self.folder) if not names or each.name in named]
        self._stop([each for each in running if each.name not in kinds])
        self._stop([each for each in running if each.name in kinds])

    def _stop(self, doomed: Sequence[Process]) -> None:
        ran = [process.name for process in doomed if process.pid is not None]
        stop_processes(doomed)
        for name in ran:
            self._report(name, "stopped")

    def _chosen(self, names: Collection[str]) -> tuple[list[Server], list[Program]]:
        known = [each.name for each in self.servers] + [each.name for each in self.programs]
        for name in names:
            if name not in known:
                raise StackError("stack", f"there is no {name}; there are: {', '.join(known)}")
        return (
            [server for server in self.servers if not names or server.name in names],
            [program for program in self.programs if not names or program.name in names],
        )

    def _write_env(self) -> None:
        kept = read_env(self.env_file).get("SECRET_KEY")
        secret = {"SECRET_KEY": kept or secrets.token_urlsafe(48)}
        ours = {} if self._broker_is_given else ON_OUR_BROKER
        write_env(self.env_file, ON_ONE_MACHINE | ours | secret | self._addresses())

    def _addresses(self) -> dict[str, str]:
        addresses: dict[str, str] = {}
        for server in self.servers:
            if server.port and not self.is_external(server):
                addresses |= server.addresses
        for program in self.programs:
            if program.where:
                addresses["WEB_URL"] = program.where
        return addresses

    def _child_environment(self) -> dict[str, str]:
        return self.environment | {FILE_VARIABLE: str(self.env_file)}

    def _close_folder(self) -> None:
        """Let nobody else look in: there are passwords, keys and everybody's goods in it."""
        around = self.folder.parent
        for place in (self.folder, *((around,) if around.name == ALL_STACKS else ())):
            state = place.stat()
            # A folder of many, like /tmp, is not ours to close.
            if state.st_uid == os.geteuid() and not state.st_mode & stat.S_ISVTX:
                place.chmod(0o700)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one command at a time work on the folder; the lock goes with its process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._close_folder()
        with (self.folder / LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._report("stack", "waiting for another command on this folder")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield
