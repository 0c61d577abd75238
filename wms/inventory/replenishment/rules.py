"""How much a pick location is to be given."""


def wanted(*, there: int, in_transit: int, minimum: int, maximum: int) -> int:
    """Return how many units a place is to be given: up to the maximum, if below the minimum.

    ``there`` is what lies there and is not allocated; ``in_transit`` what will come by itself.
    """
    expected = there + in_transit
    return maximum - expected if expected < minimum else 0
