"""Ways in which a run ends that undo nothing."""


class OrderCompleted(Exception):
    """The order has left, by whichever way."""


class GoOnAnew(Exception):
    """The history of the run is long: another one goes on in its place."""
