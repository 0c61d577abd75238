"""A ledger of three months to close."""

import pytest

from tests.inventory.stock.months import work_for_three_months


@pytest.fixture
def three_months():
    """Goods that stay, goods that came and left, goods that came later."""
    work_for_three_months()
