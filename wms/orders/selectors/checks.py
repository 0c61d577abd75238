"""What orders would refuse about an order that was not sent yet."""

from django.utils import timezone

from wms.kernel.ids import ClientId
from wms.orders.contracts import DuplicateExternalRef, InvalidOrder, NewOrder
from wms.orders.domain.intake import faults_in
from wms.orders.models import Order


def reasons_to_refuse(*, client_id: ClientId, order: NewOrder) -> tuple[str, ...]:
    """Return why ``receive_order`` would refuse an order of a client now, each with its code."""
    faults = faults_in(order, today=timezone.now().date())
    reasons = [f"{InvalidOrder.code}: {fault}" for fault in faults]
    holder = Order.objects.of_reference(client_id, order.external_ref).first()
    if holder is not None and not holder.has_ended:
        taken = f"{order.external_ref} is order {holder.number} already"
        reasons.append(f"{DuplicateExternalRef.code}: {taken}")
    return tuple(reasons)
