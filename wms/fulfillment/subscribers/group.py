"""The consumer group of fulfillment."""

from wms.fulfillment.models import FulfillmentInbox
from wms.platform.kafka.subscribers import Subscriber

subscriber = Subscriber("fulfillment", FulfillmentInbox)
