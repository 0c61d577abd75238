"""Making the roles that the app becomes where nobody has made them."""

from django.db import connections

from wms.platform.app_role import make_roles
from wms.platform.postgresql.address import address_of
from wms.platform.postgresql.roles import ROLES


def make_missing_roles(server: str, *, admin: str = "") -> None:
    """Make the roles that a server lacks, unless the role that connects may become all of them.

    Args:
        server: its alias.
        admin: the address of a superuser; without one, the role that connects has to be one.

    Raises:
        psycopg.Error: nobody who was named may make them.
    """
    connection = connections[server]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)"
            " AND pg_has_role(session_user, oid, 'SET')",
            [list(ROLES)],
        )
        (known,) = cursor.fetchone()
        cursor.execute("SELECT session_user")
        (login,) = cursor.fetchone()
    if known < len(ROLES):
        name: str = connection.settings_dict["NAME"]
        make_roles(admin or address_of(server), database=name, login=login)
