"""Where goods are counted."""

from wms.inventory.catalogue.contracts.words import LocationKind

# Goods elsewhere are on their way out with orders.
COUNTED_AT = (
    LocationKind.PICK.value,
    LocationKind.RESERVE.value,
    LocationKind.DOCK.value,
    LocationKind.QUARANTINE.value,
)
