"""What the rest of the system may ask of reporting."""

from wms.reporting.selectors.order_views import count_orders, get_order_view, list_order_views
from wms.reporting.services.apply_event import apply_event

__all__ = ["apply_event", "count_orders", "get_order_view", "list_order_views"]
