"""The tables reporting owns. Nothing outside this context may import them."""

from wms.reporting.inbox import ReportingInbox
from wms.reporting.order_view.models import OrderViewRow

__all__ = ["OrderViewRow", "ReportingInbox"]
