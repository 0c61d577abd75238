"""When goods can no longer be reserved because of their age."""

from datetime import date

from wms.inventory.catalogue.contracts.words import StockStatus


def status_on(today: date, expires_on: date | None) -> StockStatus:
    """Return the status in which undamaged goods are written down on a day.

    The day is given by whoever writes: no query reads a clock. Goods are not reserved on the
    day they expire.
    """
    if expires_on is not None and expires_on <= today:
        return StockStatus.EXPIRED
    return StockStatus.USABLE
