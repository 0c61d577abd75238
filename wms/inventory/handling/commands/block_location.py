"""Block a location, or open it again."""

from wms.inventory.catalogue.contracts.catalogue import BlockLocation, Location
from wms.inventory.catalogue.contracts.refusals import LocationNotFound
from wms.inventory.catalogue.contracts.words import BlockCause
from wms.inventory.catalogue.queries.locations import describe_location
from wms.inventory.handling.commands.location_blocks import lock_to_block, set_blocked
from wms.platform.commands import command


@command
def block_location(request: BlockLocation) -> Location:
    """Let nothing more be reserved or allocated from a location, or let it again.

    The newest reservations of the lowest priority that no longer have goods wait from then on; what
    becomes usable again is reserved for backorders. Allocations stay: the walk will show. The place
    is the building's, whosever goods lie there: whether the caller may is for its edge to check.

    Raises:
        LocationNotFound: there is no such location, or it is a virtual one.
    """
    row = next(iter(lock_to_block([request.location_id])), None)
    if row is None or row.is_virtual:
        raise LocationNotFound(f"unknown location: {request.location_id}")
    cause = BlockCause.PERSON if request.blocked else None
    return describe_location(set_blocked(row.id, cause, request.reason))
