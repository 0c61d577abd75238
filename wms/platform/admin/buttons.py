"""Buttons that carry out a command: what is asked first, who may press, what is said after."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from wms.platform.admin.dialogs import SureForm, carry_out, id_of
from wms.platform.rest.access import actor_of, scopes_of_person

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A button that was pressed: by whom, with which scopes, on the page of which row."""

    actor: str
    scopes: frozenset[str]
    asked: Mapping[str, Any]
    page: UUID | None

    @property
    def row_id(self) -> UUID:
        """Return the id of the row whose page it is.

        Raises:
            Http404: it was pressed on a list.
        """
        if self.page is None:
            raise Http404
        return self.page


@dataclass(frozen=True)
class CommandButton(Generic[RequestT, AnswerT]):
    """A button of an admin page that carries out a command; name it in ``actions_…``.

    The class it stands in gets the action, and the permission to press it.

    Args:
        command: what is done; a refusal is shown as an error, and nothing has changed.
        label: what the button says.
        scope: what a person must hold to see and press it.
        title: the question of its dialog.
        consequence: what will be so afterwards.
        build: makes what the command takes; a refusal or ``Http404`` of it counts too.
        say: what is said once it is done.
        ask: the fields of the dialog.
        submit: what the button of the dialog says, if not the label.
        icon: a name of Material Symbols.
        variant: how it stands out.
        shows: whether the page of a row has it; pressed on a page of a moment ago, it is refused
            by the command, which says why.
        to_list: whether the list is shown afterwards, since the page is gone.
    """

    command: Callable[[RequestT], AnswerT]
    label: str
    _: KW_ONLY
    scope: str
    title: str
    consequence: str
    build: Callable[[Pressed], RequestT]
    say: Callable[[AnswerT], str]
    ask: type[BaseDialogForm] = SureForm
    submit: str = ""
    icon: str = ""
    variant: ActionVariant = ActionVariant.DEFAULT
    shows: Callable[[UUID], bool] | None = None
    to_list: bool = False
    _name: str = field(default="", init=False)

    def __set_name__(self, owner: type[Any], name: str) -> None:
        may_press = f"press_{name}"
        object.__setattr__(self, "_name", name)

        def press(
            admin: ModelAdmin,
            request: HttpRequest,
            form: BaseDialogForm,
            object_id: str | None = None,
        ) -> HttpResponse:
            pressed = Pressed(
                actor=actor_of(request.user),
                scopes=frozenset(scopes_of_person(request.user)),
                asked=form.cleaned_data,
                page=None if object_id is None else id_of(object_id),
            )
            model = admin.model._meta.label_lower.replace(".", "_")
            page = model if object_id is None or self.to_list else (model, object_id)
            return carry_out(request, page, lambda: self.command(self.build(pressed)), say=self.say)

        press.__name__, press.__qualname__ = name, f"{owner.__qualname__}.{name}"
        made = action(
            description=self.label,
            icon=self.icon,
            variant=self.variant,
            permissions=[may_press],
            dialog={
                "title": self.title,
                "description": self.consequence,
                "form_class": self.ask,
                "form_submit_text": self.submit or self.label,
            },
        )(press)
        setattr(owner, name, made)
        setattr(owner, f"has_{may_press}_permission", self._may_press)

    def _may_press(self, request: HttpRequest, object_id: str | None = None) -> bool:
        if self.scope not in scopes_of_person(request.user):
            return False
        if self.shows is None or object_id is None or self._is_address_of(request):
            return True
        try:
            return self.shows(id_of(object_id))
        except Http404:
            return False

    def _is_address_of(self, request: HttpRequest) -> bool:
        """Return whether the request presses the button, not looks at a page that may have it."""
        match = request.resolver_match
        return match is not None and (match.url_name or "").endswith(f"_{self._name}")


def where(model: type[Model], *conditions: Q, **more: object) -> Callable[[UUID], bool]:
    """Return what shows a button only on the pages of rows of which conditions hold."""
    rows: QuerySet[Any] = QuerySet(model)

    def holds(row_id: UUID) -> bool:
        return rows.filter(*conditions, pk=row_id, **more).exists()

    return holds
