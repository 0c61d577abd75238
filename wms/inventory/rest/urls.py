"""Where inventory answers."""

from wms.inventory.adjustments.rest import adjustments, changes
from wms.inventory.catalogue.rest import locations, skus
from wms.inventory.counts import rest as counts
from wms.inventory.diagnosis import rest as diagnosis
from wms.inventory.handling import rest as handling
from wms.inventory.moves import rest as moves
from wms.inventory.receiving.rest import inbound, receipts
from wms.inventory.replenishment import rest as replenishment
from wms.inventory.reservations import rest as reservations
from wms.inventory.rest import skus as one_sku
from wms.inventory.stock.rest import lots, stock
from wms.platform.rest.routes import routes_of

urlpatterns = routes_of(
    *(adjustments, changes, counts, diagnosis, handling, inbound, locations, lots, moves),
    *(receipts, replenishment, reservations, skus, one_sku, stock),
)
