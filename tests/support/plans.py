"""How the database would find rows once a table is large."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def plan_of_last(queries: CaptureQueriesContext) -> str:
    """Return the plan of the last query; scans and sorts are taken only where nothing else is.

    Tables of tests are too small for the planner to prefer an index by itself.
    """
    statement = queries.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())
