"""A context on a database server of its own, in the tests that are run so."""

from copy import deepcopy

import dj_database_url
from django.conf import settings

from wms.platform.databases import servers
from wms.platform.embedded.ports import Ports
from wms.platform.embedded.postgres import Postgres
from wms.platform.embedded.start import start_all
from wms.platform.postgresql.roles import role_of


def start_apart(context, tests):
    """Start another PostgreSQL beside the servers of a worker, and lead a context's database there.

    Everything else stays where it is, as with the variable of that context. Returns the server.
    """
    folder = tests.folder / context
    folder.mkdir(mode=0o711)
    server = Postgres(folder, Ports(folder / "ports.json"), durable=False)
    start_all([server])
    first = settings.DATABASES["default"]
    there = deepcopy(first) | dj_database_url.parse(server.address, engine=first["ENGINE"])
    settings.DATABASES[context].clear()
    settings.DATABASES[context].update(there | {"ROLE": role_of(context)})
    servers.cache_clear()
    return server
