"""The databases: one for each context, all on one server unless one of them is led to its own."""

from typing import Any

from environs import Env

from wms.kernel.contexts import CONTEXTS
from wms.platform.postgresql.roles import role_of

_ENGINE = "wms.platform.postgresql"
_SERVER = "default"


def databases(env: Env, options: str) -> dict[str, dict[str, Any]]:
    """Return the databases by their aliases; ``options`` is what a session begins with.

    ``INVENTORY_DATABASE_URL``, for one, leads the database of inventory to a server of its own.
    """
    platform = _server(env, "", options, default="postgres://wms@127.0.0.1:5432/wms")
    return {_SERVER: platform} | {context: _of(env, context, options) for context in CONTEXTS}


def _of(env: Env, context: str, options: str) -> dict[str, Any]:
    prefix = f"{context.upper()}_"
    if env.str(prefix + "DATABASE_URL", ""):
        return _server(env, prefix, options) | {"ROLE": role_of(context)}
    return {
        "ENGINE": f"{_ENGINE}.shared",
        "SERVER": _SERVER,
        "ROLE": role_of(context),
        "TEST": {"MIRROR": _SERVER},
    }


def _server(env: Env, prefix: str, options: str, default: str = "") -> dict[str, Any]:
    server: dict[str, Any] = env.dj_db_url(
        prefix + "DATABASE_URL",
        default,
        conn_max_age=600,
        conn_health_checks=True,
        engine=_ENGINE,
    )
    # A server that does not answer must not hold a request for minutes.
    server.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    server["OPTIONS"]["options"] = options
    # Where PostgreSQL itself answers, if the address leads to a pool that hands sessions around.
    server["DIRECT_URL"] = env.str(prefix + "DIRECT_DATABASE_URL", "")
    return server
