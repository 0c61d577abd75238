"""How the database would find rows once a table is large."""

from collections.abc import Iterator
from typing import Any

from tests.support.database import connection


def plan_of(statement: str) -> str:
    """Return the plan of a query; scans and sorts are taken only where nothing else is.

    Tables of tests are too small for the planner to prefer an index by itself.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())


def rows_read(statement: str, table: str) -> int:
    """Return how many rows of a table, without its schema, a query reads, and throws away.

    As the planner would have it, so the table must be filled and analysed.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}".replace("%", "%%"))
        (((answer,),),) = cursor.fetchall()
    nodes = _nodes(answer["Plan"])
    return sum(_read_by(node) for node in nodes if node.get("Relation Name") == table)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from _nodes(each)


def _read_by(node: dict[str, Any]) -> int:
    thrown = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return int((node["Actual Rows"] + thrown) * node["Actual Loops"])
