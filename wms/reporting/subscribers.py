"""What reporting handles: each projection is a group of its own, so that none holds another."""

from wms.kernel.events import Event
from wms.platform.inbox.models import InboxMessage
from wms.platform.inbox.receipts import InboxReceipts
from wms.platform.kafka.subscribers import Arrivals, Subscriber
from wms.reporting.analytics.projection import ANALYTICS
from wms.reporting.inbox import AnalyticsInbox, OrderViewsInbox, ReportsInbox
from wms.reporting.order_view.projection import ORDER_VIEWS
from wms.reporting.projection.commands.apply_events import apply_events
from wms.reporting.projection.contracts import ApplyEvents, Entry
from wms.reporting.projection.queries.known import Projection
from wms.reporting.reports.projection import REPORTS

AT_MOST = 500


def _feed(projection: Projection, inbox: type[InboxMessage]) -> Subscriber:
    """Make the consumer group of a projection."""
    subscriber = Subscriber(projection.name, inbox)

    @subscriber.on_all(projection.events, at_most=AT_MOST)
    def apply(arrivals: Arrivals[Event]) -> None:
        """Add what the events say to the projection."""
        apply_events(
            ApplyEvents(
                projection=projection.name,
                entries=tuple(
                    Entry(
                        event=event,
                        event_id=delivery.event_id,
                        sequence=delivery.sequence,
                        occurred_at=delivery.occurred_at,
                        actor=delivery.actor,
                    )
                    for event, delivery in arrivals
                ),
            ),
            receipt=InboxReceipts(delivery.receipt for _event, delivery in arrivals),
        )

    return subscriber


order_views = _feed(ORDER_VIEWS, OrderViewsInbox)
analytics = _feed(ANALYTICS, AnalyticsInbox)
reports = _feed(REPORTS, ReportsInbox)
