"""Short numbers for people, counted by the database: ``O-000123``."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func
from django.db.models.sql.compiler import SQLCompiler


class NextNumber(Func):
    """A prefix and the next value of a sequence, as the default of a column.

    The sequence must exist before the table: create it in the migration. A rolled back
    transaction leaves a gap; the numbers guarantee uniqueness, nothing more.
    """

    allowed_default = True

    def __init__(self, prefix: str, sequence: str) -> None:
        super().__init__(output_field=CharField())
        self.prefix, self.sequence = prefix, sequence

    def as_sql(
        self,
        compiler: SQLCompiler,  # noqa: ARG002 - the framework's signature
        connection: BaseDatabaseWrapper,  # noqa: ARG002 - the same
        *_args: Any,
        **_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return SQL without parameters: a column's default cannot have any."""
        digits = f"to_char(nextval('{self.sequence}'), 'FM9999999999000000')"
        return f"('{self.prefix}-' || {digits})", ()
