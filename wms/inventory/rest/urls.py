"""Where inventory answers."""

from wms.inventory.adjustments.rest import adjustments, changes
from wms.inventory.catalogue import rest as catalogue
from wms.inventory.counts import rest as counts
from wms.inventory.diagnosis import rest as diagnosis
from wms.inventory.handling import rest as handling
from wms.inventory.moves import rest as moves
from wms.inventory.receiving.rest import inbound, receipts
from wms.inventory.replenishment import rest as replenishment
from wms.inventory.reservations import rest as reservations
from wms.inventory.stock.rest import lots, stock
from wms.platform.rest.routes import routes_of

urlpatterns = routes_of(
    *(adjustments, changes, catalogue, counts, diagnosis, handling, inbound, lots, moves),
    *(receipts, replenishment, reservations, stock),
)
