"""The role by which the app connects to its database, and the roles that it becomes there.

It is no superuser, and owns nothing. Statements about a context run in the role of that context,
what drains and replays events in another, and what makes tables in that of their owner.
"""

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

from wms.platform.postgresql.roles import LOGIN, OWNER, ROLES

# What a role of its own needs none of.
_NOTHING_MORE = SQL("NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")

# What an earlier version has made as another role. Sequences of columns go with their tables, and
# what belongs to an extension stays with it.
_TAKE_OVER = """
DO $$
DECLARE
    each record;
BEGIN
    FOR each IN
        SELECT n.nspname AS name FROM pg_namespace AS n
        WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')
        AND n.nspowner <> {role}::regrole
    LOOP
        EXECUTE format('ALTER SCHEMA %I OWNER TO %I', each.name, {role});
    END LOOP;
    FOR each IN
        SELECT c.oid::regclass AS name, c.relkind
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        AND c.relowner <> {role}::regrole
        AND NOT EXISTS (
            SELECT 1 FROM pg_depend AS d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
            AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i'))
        )
    LOOP
        EXECUTE format('ALTER %s %s OWNER TO %I', CASE each.relkind
            WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
            ELSE 'TABLE' END, each.name, {role});
    END LOOP;
    FOR each IN
        SELECT p.oid::regprocedure AS name
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND p.proowner <> {role}::regrole
        AND NOT EXISTS (
            SELECT 1 FROM pg_depend AS d
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
        )
    LOOP
        EXECUTE format('ALTER ROUTINE %s OWNER TO %I', each.name, {role});
    END LOOP;
END
$$
"""


def make_app_role(admin: str, *, database: str, password: str) -> None:
    """Make the role that connects, or set its password, and those that it becomes.

    The owner's role gets a database with all that is in it. May be run again. ``admin`` is the
    address of a superuser, in whatever database.

    Raises:
        psycopg.Error: the server refuses, or does not answer.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        _make(connection, LOGIN, SQL("LOGIN PASSWORD {}").format(Literal(password)))
    make_roles(admin, database=database, login=LOGIN)


def make_roles(admin: str, *, database: str, login: str) -> None:
    """Make the roles that the app becomes, and let the role by which it connects become them.

    Raises:
        psycopg.Error: the server refuses, or does not answer.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        for role in ROLES:
            _make(connection, role, SQL("NOLOGIN"))
            become = SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE")
            connection.execute(become.format(Identifier(role), Identifier(login)))
        owner = SQL("ALTER DATABASE {} OWNER TO {}")
        connection.execute(owner.format(Identifier(database), Identifier(OWNER)))
    with psycopg.connect(admin, dbname=database) as connection:
        connection.execute(SQL(_TAKE_OVER).format(role=Literal(OWNER)))


def _make(
    connection: psycopg.Connection[tuple[object, ...]], role: str, more: Composed | SQL
) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    connection.execute(
        SQL("{} ROLE {} {} {}").format(
            SQL("CREATE" if known is None else "ALTER"), Identifier(role), _NOTHING_MORE, more
        )
    )
