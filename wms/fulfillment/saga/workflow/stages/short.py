"""What becomes of an order of which not all was found: its policy decides."""

from temporalio import workflow

from wms.fulfillment.saga.workflow.run import OrderRun, refusal
from wms.fulfillment.saga.workflow.stages import hold
from wms.fulfillment.saga.workflow.stages.part import go_on_with
from wms.fulfillment.saga.workflow.stages.quantities import what_is_missing, what_was_found
from wms.orders.contracts import ShippingPolicy

HOLDS_SHORT = "holds-what-ships-complete"


async def settle(run: OrderRun) -> None:
    """Hold what ships complete, leave the rest of a backorder to a child, else go on without it.

    What comes after the picks is done in the last round that brought something.

    Raises:
        FailureError: nothing at all was found, or the order is being cancelled.
    """
    policy = run.order.shipping_policy
    is_held = policy is ShippingPolicy.SHIP_COMPLETE and what_is_missing(run.lines, run.picked)
    if is_held and workflow.patched(HOLDS_SHORT):
        await hold.pick_the_rest(run)
    if not run.staged:
        raise refusal("nothing_picked", "nothing of the order was found")
    run.round = max(run.staged, key=lambda each: each.round_no)
    if policy is ShippingPolicy.SHIP_PARTIAL_BACKORDER:
        await go_on_with(run, what_was_found(run.lines, run.picked))
