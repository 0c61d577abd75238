"""Let the history of balances follow a month that left the ledger."""

from datetime import timedelta

from wms.inventory.stock.contracts.ledger import CloseLedgerMonth, MonthBeforeIsOpen
from wms.inventory.stock.models.closings import carry_balances, take_turns
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.stock.models.ledger import LedgerClosing, end_of_month
from wms.platform.commands import command
from wms.platform.partitions import detach_month, months_of, partition_of
from wms.platform.tables import shown


@command(limit=timedelta(hours=2))
def close_balance_history(request: CloseLedgerMonth) -> tuple[str, ...]:
    """Carry balances on to the next month and detach this one and those before.

    Not in the transaction of the ledger: commands write balances and ledger in either order, and
    must never wait for somebody who holds one table and wants the other.

    Returns:
        The tables that keep what the months held.

    Raises:
        MonthBeforeIsOpen: the month is still in the ledger.
    """
    take_turns()
    month = request.month.replace(day=1)
    if not LedgerClosing.objects.filter(month=month).exists():
        raise MonthBeforeIsOpen(f"{month:%Y-%m} is still in the ledger")
    leaving = [each for each in months_of(BalanceHistory) if each <= month]
    for each in leaving:
        carry_balances(partition_of(BalanceHistory, each), end_of_month(each))
    return tuple(shown(detach_month(BalanceHistory, each)) for each in leaving)
