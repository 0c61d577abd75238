"""The role by which the app works in its database: it owns what is there, and is no superuser.

It owns the tables because it makes and drops their months while it runs.
"""

import psycopg
from psycopg.sql import SQL, Identifier, Literal

ROLE = "wms_app"

# What a role of its own needs none of.
_ATTRIBUTES = SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")

# What an earlier version has made as a superuser. Sequences of columns go with their tables, and
# what belongs to an extension stays with it.
_TAKE_OVER = """
DO $$
DECLARE
    each record;
BEGIN
    FOR each IN
        SELECT c.oid::regclass AS name, c.relkind
        FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
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
        FROM pg_proc AS p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proowner <> {role}::regrole
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
    """Make the role, or set its password, and let it own a database and all that is in it.

    May be run again. ``admin`` is the address of a superuser, in whatever database.

    Raises:
        psycopg.Error: the server refuses, or does not answer.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        connection.execute(
            SQL("{} ROLE {} {} PASSWORD {}").format(
                SQL("CREATE" if known is None else "ALTER"),
                Identifier(ROLE),
                _ATTRIBUTES,
                Literal(password),
            )
        )
        owner = SQL("ALTER DATABASE {} OWNER TO {}")
        connection.execute(owner.format(Identifier(database), Identifier(ROLE)))
    with psycopg.connect(admin, dbname=database) as connection:
        connection.execute(SQL(_TAKE_OVER).format(role=Literal(ROLE)))
