"""Reports over HTTP: of the client who asks."""

from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import Any, ClassVar

from django.http import FileResponse
from django.utils import timezone
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from wms.platform.rest.queries import NoQuery
from wms.platform.rest.schema import AsFile, describe
from wms.platform.rest.views import ContractView
from wms.platform.rest.waits import table_seat
from wms.platform.tenancy import facade as tenancy
from wms.reporting.reports.contracts import (
    AskReport,
    Format,
    ReportFilter,
    ReportKinds,
    ReportName,
    ReportTable,
    UnknownReport,
)
from wms.reporting.reports.queries.forms import MEDIA_TYPES, write_report
from wms.reporting.reports.queries.kinds import report_kinds
from wms.reporting.reports.queries.rows import report_rows

READ = "reports:read"
DAYS = 30


class Reports(ContractView):
    """What can be reported."""

    route = "reports"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=ReportKinds)
    def get(self, request: Request) -> Response:
        """List the reports, with what is in their columns."""
        self.query(NoQuery)
        return self.answer(report_kinds())


class _InAnyForm(BaseContentNegotiation):
    """Leaves it to the view in which form it answers."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class OneReport(ContractView):
    """One report."""

    content_negotiation_class = _InAnyForm

    route = "reports/<str:name>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=AsFile[ReportTable], query=ReportFilter)
    def get(self, request: Request, name: str) -> FileResponse:
        """Give a report as JSON, CSV or XLSX, as `format` says."""
        asked = self.query(ReportFilter)
        until = asked.until or _latest_day()
        report = AskReport(
            name=_named(name),
            client_id=self.caller.client_id,
            since=asked.since or until - timedelta(days=DAYS),
            until=until,
            warehouse_id=None if asked.warehouse is None else self.warehouse_id(asked.warehouse),
            days=asked.days,
        )
        # A slow reader holds a file, and nothing in the database.
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        try:
            with table_seat():
                write_report(report.name, report_rows(report), asked.format, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return FileResponse(
            file,
            as_attachment=asked.format is not Format.JSON,
            filename=f"{name}-{report.since}-{report.until}.{asked.format.value}",
            content_type=MEDIA_TYPES[asked.format],
        )


def _latest_day() -> date:
    """Return the day that it is in the building where it is latest."""
    return max(each.day_at(timezone.now()) for each in tenancy.list_warehouses())


def _named(name: str) -> ReportName:
    try:
        return ReportName(name)
    except ValueError:
        known = ", ".join(ReportName)
        raise UnknownReport(f"there is no report {name}; there are: {known}") from None
