"""Where a server is reached, for what speaks to it without Django."""

from django.db import connections
from psycopg.conninfo import make_conninfo

from wms.platform.databases import server_of


def address_of(database: str) -> str:
    """Return how libpq connects to the server of a database: to itself if a pool is before it."""
    known = connections.settings[server_of(database)]
    direct: str = known["DIRECT_URL"]
    return direct or make_conninfo(
        host=known["HOST"],
        port=known["PORT"] or None,
        user=known["USER"],
        password=known["PASSWORD"] or None,
        dbname=known["NAME"],
        **{key: value for key, value in known["OPTIONS"].items() if key.startswith("ssl")},
    )
