"""What the buttons of pick faces and thresholds ask."""

from django.core.exceptions import ValidationError
from django.forms import IntegerField
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from wms.platform.admin.fields import ClientField, CodeField, WarehouseField

MOST = 10_000_000


class LevelsForm(BaseDialogForm):
    """Asks how many units a pick location is to have."""

    minimum = IntegerField(min_value=0, max_value=MOST, widget=UnfoldAdminIntegerFieldWidget)
    maximum = IntegerField(min_value=1, max_value=MOST, widget=UnfoldAdminIntegerFieldWidget)

    def clean_maximum(self) -> int:
        """Return the maximum, unless it is below the minimum.

        Raises:
            ValidationError: it is.
        """
        maximum: int = self.cleaned_data["maximum"]
        if maximum < self.cleaned_data.get("minimum", 0):
            raise ValidationError("the minimum is not above the maximum")
        return maximum


class NewPickFaceForm(LevelsForm):
    """Asks also which goods are kept where."""

    client = ClientField()
    warehouse = WarehouseField()
    sku = CodeField(max_length=64, label="SKU")
    location = CodeField(max_length=32)
    field_order = ("client", "warehouse", "sku", "location", "minimum", "maximum")


class ThresholdForm(BaseDialogForm):
    """Asks from how many units on stock is low."""

    low_stock_at = IntegerField(min_value=0, max_value=MOST, widget=UnfoldAdminIntegerFieldWidget)


class NewThresholdForm(ThresholdForm):
    """Asks also of which goods, and where."""

    client = ClientField()
    warehouse = WarehouseField()
    sku = CodeField(max_length=64, label="SKU")
    field_order = ("client", "warehouse", "sku", "low_stock_at")
