"""Where inventory answers."""

from django.urls import path

from wms.inventory.adjustments.rest.adjustments import (
    Adjustments,
    ApproveAdjustments,
    OneAdjustment,
    RejectAdjustments,
)
from wms.inventory.adjustments.rest.changes import StatusChanges, Transfers
from wms.inventory.catalogue.rest import (
    Locations,
    Skus,
    SkuValues,
)
from wms.inventory.counts.rest import (
    CountCancel,
    CountPost,
    CountRecount,
    CountStart,
    CountSubmit,
    CycleCountPlan,
    CycleCounts,
    OneCycleCount,
)
from wms.inventory.diagnosis.rest import Holders, WhyNots
from wms.inventory.handling.rest import BlockedLocation, OpenLocation
from wms.inventory.moves.rest import (
    CancelMove,
    ClaimMove,
    CompleteMove,
    MoveTasks,
    OneMoveTask,
    ReleaseMove,
    ReopenMove,
)
from wms.inventory.receiving.rest.inbound import CloseNotice, InboundNotices, OneInboundNotice
from wms.inventory.receiving.rest.receipts import Receipts
from wms.inventory.replenishment.rest import (
    OnePickFace,
    OneStockThreshold,
    PickFaces,
    StockThresholds,
)
from wms.inventory.reservations.rest import AllocationRules
from wms.inventory.stock.rest.lots import Lots
from wms.inventory.stock.rest.stock import Movements, OneStock, Stock

urlpatterns = [
    path("cycle-counts", CycleCounts.as_view(), name="cycle-counts"),
    path("cycle-counts/plan", CycleCountPlan.as_view(), name="cycle-count-plan"),
    path("cycle-counts/<uuid:count_id>", OneCycleCount.as_view(), name="cycle-count"),
    path("cycle-counts/<uuid:count_id>/start", CountStart.as_view(), name="cycle-count-start"),
    path("cycle-counts/<uuid:count_id>/submit", CountSubmit.as_view(), name="cycle-count-submit"),
    path(
        "cycle-counts/<uuid:count_id>/recount", CountRecount.as_view(), name="cycle-count-recount"
    ),
    path("cycle-counts/<uuid:count_id>/post", CountPost.as_view(), name="cycle-count-post"),
    path("cycle-counts/<uuid:count_id>/cancel", CountCancel.as_view(), name="cycle-count-cancel"),
    path("skus", Skus.as_view(), name="skus"),
    path("sku-values", SkuValues.as_view(), name="sku-values"),
    path("locations", Locations.as_view(), name="locations"),
    path("locations/<uuid:location_id>/block", BlockedLocation.as_view(), name="location-block"),
    path("locations/<uuid:location_id>/unblock", OpenLocation.as_view(), name="location-unblock"),
    path("allocation-rules", AllocationRules.as_view(), name="allocation-rules"),
    path("stock", Stock.as_view(), name="stock"),
    path("stock/<path:sku>", OneStock.as_view(), name="one-stock"),
    path("movements", Movements.as_view(), name="movements"),
    path("receipts", Receipts.as_view(), name="receipts"),
    path("lots", Lots.as_view(), name="lots"),
    path("inbound-notices", InboundNotices.as_view(), name="inbound-notices"),
    path("inbound-notices/<uuid:notice_id>", OneInboundNotice.as_view(), name="inbound-notice"),
    path(
        "inbound-notices/<uuid:notice_id>/close", CloseNotice.as_view(), name="inbound-notice-close"
    ),
    path("move-tasks", MoveTasks.as_view(), name="move-tasks"),
    path("move-tasks/<uuid:task_id>", OneMoveTask.as_view(), name="move-task"),
    path("move-tasks/<uuid:task_id>/claim", ClaimMove.as_view(), name="move-task-claim"),
    path("move-tasks/<uuid:task_id>/release", ReleaseMove.as_view(), name="move-task-release"),
    path("move-tasks/<uuid:task_id>/complete", CompleteMove.as_view(), name="move-task-complete"),
    path("move-tasks/<uuid:task_id>/cancel", CancelMove.as_view(), name="move-task-cancel"),
    path("move-tasks/<uuid:task_id>/reopen", ReopenMove.as_view(), name="move-task-reopen"),
    path("holders", Holders.as_view(), name="holders"),
    path("why-not", WhyNots.as_view(), name="why-not"),
    path("transfers", Transfers.as_view(), name="transfers"),
    path("status-changes", StatusChanges.as_view(), name="status-changes"),
    path("adjustments", Adjustments.as_view(), name="adjustments"),
    path("adjustments/<uuid:adjustment_id>", OneAdjustment.as_view(), name="adjustment"),
    path(
        "adjustments/<uuid:adjustment_id>/approve",
        ApproveAdjustments.as_view(),
        name="adjustment-approve",
    ),
    path(
        "adjustments/<uuid:adjustment_id>/reject",
        RejectAdjustments.as_view(),
        name="adjustment-reject",
    ),
    path("pick-faces", PickFaces.as_view(), name="pick-faces"),
    path("pick-faces/<uuid:pick_face_id>", OnePickFace.as_view(), name="pick-face"),
    path("stock-thresholds", StockThresholds.as_view(), name="stock-thresholds"),
    path(
        "stock-thresholds/<uuid:threshold_id>", OneStockThreshold.as_view(), name="stock-threshold"
    ),
]
