"""What is asked for on the page: a client, a building and a period."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.forms import ChoiceField, Form
from unfold.widgets import UnfoldAdminSelectWidget

from wms.platform.tenancy import facade as tenancy
from wms.reporting.analytics.admin.question import Question, midnight
from wms.reporting.analytics.contracts import Scope

PERIODS = {"today": ("Today", 1), "7-days": ("7 days", 7), "30-days": ("30 days", 30)}
USUAL = "7-days"


class QuestionForm(Form):
    """The client, the building and the period; what is not said is as usual."""

    client = ChoiceField(
        widget=UnfoldAdminSelectWidget,
        error_messages={
            "required": "There is no client yet, and so there is nothing to show.",
            "invalid_choice": "There is no client %(value)s. Choose one of the list.",
        },
    )
    warehouse = ChoiceField(
        label="Building",
        required=False,
        widget=UnfoldAdminSelectWidget,
        error_messages={
            "invalid_choice": "There is no building %(value)s. Choose one of the list, or all."
        },
    )
    period = ChoiceField(
        choices=[(key, title) for key, (title, _days) in PERIODS.items()],
        widget=UnfoldAdminSelectWidget,
        error_messages={
            "invalid_choice": "%(value)s is no period. Choose today, 7 days or 30 days."
        },
    )

    def __init__(self, asked: Mapping[str, str]) -> None:
        self.clients = {each.code: each for each in tenancy.list_clients()}
        self.warehouses = {each.code: each for each in tenancy.list_warehouses()}
        usual = {"client": next(iter(self.clients), ""), "warehouse": "", "period": USUAL}
        super().__init__({name: asked.get(name) or usual[name] for name in usual})
        self.fields["client"].choices = [(code, code) for code in self.clients]  # type: ignore[attr-defined]
        self.fields["warehouse"].choices = [  # type: ignore[attr-defined]
            ("", "All buildings"),
            *((code, code) for code in self.warehouses),
        ]

    def question(self, now: datetime) -> Question:
        """Return what is asked, as of now; the form is valid."""
        asked = self.cleaned_data
        building = self.warehouses.get(asked["warehouse"])
        zone = self._zone(building)
        days = PERIODS[asked["period"]][1]
        today = now.astimezone(zone).date()
        since = midnight(today - timedelta(days=days - 1), zone)
        return Question(
            scope=Scope(
                client_id=self.clients[asked["client"]].client_id,
                since=since,
                until=max(now, since + timedelta(seconds=1)),
                warehouse_id=building.warehouse_id if building else None,
            ),
            days=days,
            zone=zone,
        )

    def _zone(self, building: tenancy.Warehouse | None) -> ZoneInfo:
        """Return the time zone of the building, or that of all if they have the same."""
        buildings = [building] if building else self.warehouses.values()
        zones = {each.time_zone for each in buildings}
        return ZoneInfo(zones.pop() if len(zones) == 1 else "UTC")
