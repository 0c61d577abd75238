"""The consumer group of fulfillment."""

from wms.fulfillment.inbox import FulfillmentInbox
from wms.platform.kafka.subscribers import Subscriber

subscriber = Subscriber("fulfillment", FulfillmentInbox)
