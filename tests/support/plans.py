"""How the database would find rows once a table is large."""

from django.db import connection


def plan_of(statement: str) -> str:
    """Return the plan of a query; scans and sorts are taken only where nothing else is.

    Tables of tests are too small for the planner to prefer an index by itself.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())
