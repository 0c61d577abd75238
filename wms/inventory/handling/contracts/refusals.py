"""What is refused about goods in hand and the places they are put at."""

from wms.kernel.errors import Conflict


class LocationBlocked(Conflict):
    """Nothing may be put at a blocked location."""

    code = "location_blocked"
