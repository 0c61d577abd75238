"""What buttons of admin pages ask, and how their answers are carried out."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from unfold.forms import BaseDialogForm

from wms.kernel.errors import DomainError
from wms.platform.admin.fields import TextField
from wms.platform.temporal.bridge import TemporalUnavailable

AnswerT = TypeVar("AnswerT")


class SureForm(BaseDialogForm):
    """Asks for nothing but to be sure."""


class ReasonForm(BaseDialogForm):
    """Asks why."""

    reason = TextField(max_length=200)


def carry_out(
    request: HttpRequest,
    page: tuple[str, str] | str,
    command: Callable[[], AnswerT],
    *,
    say: Callable[[AnswerT], str],
) -> HttpResponse:
    """Run a command, say what came of it, and go back to the page as ``back_to`` does."""
    try:
        answer = command()
    except DomainError as refusal:
        messages.error(request, f"Refused: {refusal}")
    except TemporalUnavailable:
        messages.error(
            request,
            "The service of the orders' steps does not answer; nothing was done. Try again.",
        )
    else:
        messages.success(request, say(answer))
    return back_to(request, page)


def back_to(request: HttpRequest, page: tuple[str, str] | str) -> HttpResponse:
    """Go back to a page: a model's name, like ``waving_wave``, and an id; or its list, by name."""
    if isinstance(page, str):
        address = reverse(f"admin:{page}_changelist")
    else:
        model, object_id = page
        address = reverse(f"admin:{model}_change", args=[object_id])
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def id_of(object_id: str) -> UUID:
    """Return the id in the address of a page.

    Raises:
        Http404: it is none.
    """
    try:
        return UUID(object_id)
    except ValueError as error:
        raise Http404 from error
