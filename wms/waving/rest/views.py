"""Waves over HTTP."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.kernel.ids import OrderId
from wms.kernel.pages import Page
from wms.platform.deferred.contracts import Deferred
from wms.platform.deferred.views import DeferredView
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView
from wms.waving.contracts import (
    AddOrders,
    CancelWave,
    NewWave,
    PlanWave,
    ReleaseWave,
    RemoveOrder,
    Wave,
    WaveCancellation,
    WaveDetail,
    WaveFilter,
    WaveId,
    WaveNotFound,
    WaveOrders,
)
from wms.waving.contracts.commands import ScheduleWave, WaveSchedule
from wms.waving.selectors.waves import get_wave, list_waves
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.locks import lock_planning_around
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.remove_order import remove_order
from wms.waving.services.request_release import request_release
from wms.waving.services.schedule_wave import schedule_wave

WAVE = Resource(
    contract=WaveDetail,
    noun="wave",
    parameter="wave_id",
    load=get_wave,
    missing=WaveNotFound,
)


class Waves(ContractView):
    """Orders that go to the floor together."""

    route = "waves"
    scopes: ClassVar[dict[str, str]] = {"GET": "waves:read", "POST": "waves:write"}

    @describe(answer=Page[Wave], query=WaveFilter)
    def get(self, request: Request) -> Response:
        """List the waves that hold orders of the caller's client only, the newest first."""
        filters = self.query(WaveFilter)
        warehouse_id = None if filters.warehouse is None else self.warehouse_id(filters.warehouse)
        return self.answer(
            list_waves(
                filters=filters,
                page=self.page(),
                warehouse_id=warehouse_id,
                client_id=self.caller.client_id,
            )
        )

    @describe(request=NewWave, answer=Wave, status=HTTP_201_CREATED)
    def post(self, request: Request) -> Response:
        """Plan a wave of the client's most urgent orders that wait, or of those named."""
        asked = self.body(NewWave)
        wave = plan_wave(
            PlanWave(
                warehouse_id=self.warehouse_id(asked.warehouse),
                wave=asked,
                actor=self.caller.actor,
                client_id=self.caller.client_id,
            ),
            receipt=self.receipt(),
        )
        response = self.answer(wave, HTTP_201_CREATED)
        response.headers["Location"] = reverse("wave", kwargs={"wave_id": wave.wave_id})
        return response


class OneWave(ContractView):
    """One wave."""

    route = "waves/<uuid:wave_id>"
    route_name = "wave"
    scopes: ClassVar[dict[str, str]] = {"GET": "waves:read"}

    @describe(answer=Cached[WaveDetail])
    def get(self, request: Request, wave_id: UUID) -> HttpResponse:
        """Show a wave with its orders, the most urgent first."""
        return self.cached(WAVE.read(wave_id, self.caller.client_id))


class OrdersOfWave(ContractView):
    """The orders of one wave."""

    route = "waves/<uuid:wave_id>/orders"
    scopes: ClassVar[dict[str, str]] = {"POST": "waves:write"}
    changes = WAVE

    def lock_before(self, thing: UUID) -> None:
        """Lock the planning, as whoever puts orders into a wave does."""
        lock_planning_around(thing)

    @describe(request=WaveOrders, answer=Wave)
    def post(self, request: Request, wave_id: UUID) -> Response:
        """Put orders into a wave that is not released."""
        command = AddOrders(
            wave_id=WaveId(wave_id),
            order_ids=self.body(WaveOrders).order_ids,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(add_orders(command, receipt=self.receipt()))


class OneOrderOfWave(ContractView):
    """One order of one wave."""

    route = "waves/<uuid:wave_id>/orders/<uuid:order_id>"
    scopes: ClassVar[dict[str, str]] = {"DELETE": "waves:write"}
    changes = WAVE

    @describe(answer=Wave)
    def delete(self, request: Request, wave_id: UUID, order_id: UUID) -> Response:
        """Take an order out of a wave that is not released; it can be planned again."""
        command = RemoveOrder(
            wave_id=WaveId(wave_id),
            order_id=OrderId(order_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(remove_order(command, receipt=self.receipt()))


class WaveRelease(ContractView):
    """The release of one wave."""

    route = "waves/<uuid:wave_id>/release"
    scopes: ClassVar[dict[str, str]] = {"POST": "waves:write"}
    changes = WAVE

    @describe(answer=Wave, deferred=True)
    def post(self, request: Request, wave_id: UUID) -> Response:
        """Turn a wave into work; a released one stays as it is.

        A large one is released in the background: 202, and ``Location`` says how far it is.
        """
        command = ReleaseWave(
            wave_id=WaveId(wave_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        released = request_release(command, receipt=self.receipt())
        if isinstance(released, Deferred):
            return self.deferred(released, "wave-release-in-background")
        return self.answer(released)


class WaveReleaseInBackground(DeferredView):
    """The release of one large wave."""

    route = "wave-releases/<uuid:deferred_id>"
    route_name = "wave-release-in-background"

    command = "release_wave"
    scopes: ClassVar[dict[str, str]] = {"GET": "waves:read"}


class WaveSchedules(ContractView):
    """When one wave is released by itself."""

    route = "waves/<uuid:wave_id>/schedule"
    scopes: ClassVar[dict[str, str]] = {"POST": "waves:write"}
    changes = WAVE

    @describe(request=WaveSchedule, answer=Wave)
    def post(self, request: Request, wave_id: UUID) -> Response:
        """Let the schedule release a wave, or at another time; 422 after its truck has left."""
        command = ScheduleWave(
            wave_id=WaveId(wave_id),
            release_at=self.body(WaveSchedule).release_at,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(schedule_wave(command, receipt=self.receipt()))


class WaveCancel(ContractView):
    """The end of one wave that is not released."""

    route = "waves/<uuid:wave_id>/cancel"
    scopes: ClassVar[dict[str, str]] = {"POST": "waves:write"}
    changes = WAVE

    @describe(request=WaveCancellation, answer=Wave)
    def post(self, request: Request, wave_id: UUID) -> Response:
        """Dissolve a wave; its orders can be planned again."""
        command = CancelWave(
            wave_id=WaveId(wave_id),
            reason=self.body(WaveCancellation).reason,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(cancel_wave(command, receipt=self.receipt()))
