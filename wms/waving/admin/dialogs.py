"""What the buttons of a wave ask, and how their answers are carried out."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import CharField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextInputWidget

from wms.kernel.errors import DomainError
from wms.waving.contracts import Wave


class ReleaseForm(BaseDialogForm):
    """Asks for nothing but to be sure."""


class CancelForm(BaseDialogForm):
    """Asks why."""

    reason = CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


def carry_out(request: HttpRequest, object_id: str, command: Callable[[], Wave]) -> HttpResponse:
    """Run a command on a wave, say what came of it, and go back to the wave."""
    try:
        wave = command()
    except DomainError as refusal:
        messages.error(request, f"Refused: {refusal}")
    else:
        messages.success(request, f"{wave.number} is {wave.status.replace('_', ' ')}.")
    page = reverse("admin:waving_wave_change", args=[object_id])
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)
