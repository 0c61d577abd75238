"""Pages of fulfillment for people."""

from wms.fulfillment.admin import exceptions as exceptions
from wms.fulfillment.admin import restarted as restarted
from wms.fulfillment.admin import runs as runs
