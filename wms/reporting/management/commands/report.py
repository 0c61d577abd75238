"""Write a report into a file."""

import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wms.kernel.errors import DomainError
from wms.platform.management.arguments import code
from wms.platform.tenancy import facade as tenancy
from wms.reporting.reports.contracts import AskReport, Format, ReportName
from wms.reporting.reports.queries.forms import write_report
from wms.reporting.reports.queries.rows import LONGEST, report_rows

DAYS = 30


class Command(BaseCommand):
    """For figures of any length, of one client or of all."""

    help = (
        "Write a report as CSV, JSON or XLSX, by default to the standard output. Example:"
        " manage.py report orders --client demo --since 2026-01-01 --until 2026-03-31"
        " --output orders.xlsx"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add which report, of what, and where to."""
        today = timezone.now().date()
        parser.add_argument("name", choices=[each.value for each in ReportName])
        parser.add_argument("--client", type=code, help="the code of a client (default: all)")
        parser.add_argument("--warehouse", type=code, help="the code of a building (default: all)")
        parser.add_argument("--since", type=date.fromisoformat, help="the first day, YYYY-MM-DD")
        parser.add_argument(
            "--until", type=date.fromisoformat, default=today, help="the last day (default: today)"
        )
        parser.add_argument("--days", type=int, help="how far dead stock and expiry look")
        parser.add_argument(
            "--format",
            choices=[each.value for each in Format],
            help="by default that of the file's name, else CSV",
        )
        parser.add_argument("--output", type=Path, help="a file; by default the standard output")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it, and say how many rows it has."""
        until = options["until"]
        form = _format_of(options["format"], options["output"])
        try:
            asked = AskReport(
                name=ReportName(options["name"]),
                client_id=_client(options["client"]),
                warehouse_id=_warehouse(options["warehouse"]),
                since=options["since"] or until - timedelta(days=DAYS),
                until=until,
                days=options["days"],
            )
            count = self._write(asked, form, options["output"])
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        if options["output"] is not None:
            self.stdout.write(f"{count} rows in {options['output']}")

    def _write(self, asked: AskReport, form: Format, output: Path | None) -> int:
        rows = report_rows(asked, limit=LONGEST)
        if output is None:
            file: IO[bytes] = sys.stdout.buffer
            return write_report(asked.name, rows, form, file)
        with output.open("wb") as file:
            return write_report(asked.name, rows, form, file)


def _format_of(named: str | None, output: Path | None) -> Format:
    if named is not None:
        return Format(named)
    ending = "" if output is None else output.suffix.removeprefix(".").lower()
    return Format(ending) if ending in set(Format) else Format.CSV


def _client(code: str | None) -> Any:
    return None if code is None else tenancy.get_client(code=code).client_id


def _warehouse(code: str | None) -> Any:
    return None if code is None else tenancy.get_warehouse(code=code).warehouse_id
