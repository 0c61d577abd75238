"""A broker that keeps what it has: nothing is sent, handled or forgotten because it was away."""

from uuid import uuid4

import pytest

from tests.support.effects import effects
from tests.support.events import consuming, eventually, publish
from wms.inventory.models import InventoryInbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = uuid4(), uuid4()


@pytest.mark.parametrize("trouble", ["restart", "kill"])
def test_what_was_sent_is_there_in_order_and_a_group_goes_on_at_its_offset(
    group, drain, broker, reader, trouble
):
    publish((ONE, 1), (OTHER, 1))
    drain()
    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 2)
        getattr(broker, trouble)()
        publish((ONE, 2))
        broker.start()
        publish((ONE, 3), (OTHER, 2))
        drain()
        eventually(lambda: InventoryInbox.objects.count() == 5)

    assert effects() == {ONE: [1, 2, 3], OTHER: [1, 2]}
    # What was under way when patience ended is there twice, in order; it has one effect.
    found = {key: list(dict.fromkeys(numbers)) for key, numbers in reader.numbers(5).items()}
    assert found == {ONE: [1, 2, 3], OTHER: [1, 2]}
