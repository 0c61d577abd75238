"""The tables reporting owns."""

from wms.reporting.models.inbox import ReportingInbox

__all__ = ["ReportingInbox"]
