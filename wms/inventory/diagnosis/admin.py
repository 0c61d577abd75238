"""Who holds the units of a SKU, on its page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display

from wms.inventory.diagnosis.contracts import HolderFilter, HolderState, StockHolder
from wms.inventory.diagnosis.queries.holders import list_holders
from wms.inventory.stock.models.balances import StockBalance
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import PageRequest
from wms.platform.admin.columns import age

SHOWN = 50
HEADINGS = ("order", "state", "units", "age", "location", "lot")
STATES = {
    HolderState.WAITS: "backordered",
    HolderState.PROMISED: "reserved",
    HolderState.CLAIMED: "allocated",
    HolderState.STAGED: "staged",
}
_age = age("since")


class HeldBy:
    """A field that lists the orders that hold units or wait for them, the oldest first."""

    @display(description="held by, the oldest first")
    def held_by(self, row: StockBalance) -> SafeString:
        """Return a table of the first 50."""
        page = list_holders(
            client_id=ClientId(row.client_id),
            warehouse_id=WarehouseId(row.warehouse_id),
            filters=HolderFilter(sku=row.sku.code),
            page=PageRequest(limit=SHOWN),
        )
        if not page.results:
            return format_html("{}", "nobody")
        head, cell = '<th class="pr-6 text-left">{}</th>', '<td class="pr-6 py-1">{}</td>'
        return format_html(
            "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}",
            format_html_join("", head, ((each,) for each in HEADINGS)),
            format_html_join(
                "",
                "<tr>{}</tr>",
                (
                    (format_html_join("", cell, ((each,) for each in _cells(holder))),)
                    for holder in page.results
                ),
            ),
            f"only the first {SHOWN} are shown" if page.next else "",
        )


def _cells(holder: StockHolder) -> tuple[object, ...]:
    url = reverse("admin:inventory_reservation_changelist")
    link = format_html(
        '<a href="{}?{}">{}</a>',
        url,
        urlencode({"q": str(holder.order_id)}),
        holder.order_number or holder.order_id,
    )
    return (
        link,
        STATES[holder.state],
        holder.quantity,
        _age(holder),
        holder.location or "-",
        holder.lot or "-",
    )
