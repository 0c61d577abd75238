"""Manifests over HTTP; closing one is the hand-over."""

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.kernel.pages import Page
from wms.platform.history.contracts import Change
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView
from wms.shipping.contracts import (
    AddShipments,
    CloseManifest,
    Dissolution,
    DissolveManifest,
    Manifest,
    ManifestFilter,
    ManifestId,
    ManifestSummary,
    MoreShipments,
    NewManifest,
    OpenManifest,
    Removal,
    RemoveShipment,
    ShipmentId,
)
from wms.shipping.rest.scopes import READ, WRITE
from wms.shipping.selectors.manifests import get_manifest, list_manifest_history, list_manifests
from wms.shipping.services.add_shipments import add_shipments
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.dissolve_manifest import dissolve_manifest
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.remove_shipment import remove_shipment


class Manifests(ContractView):
    """Lists for trucks."""

    route = "manifests"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[ManifestSummary], query=ManifestFilter)
    def get(self, request: Request) -> Response:
        """List manifests, newest first, with the number of their shipments."""
        return self.answer(
            list_manifests(
                client_id=self.caller.client_id,
                filters=self.query(ManifestFilter),
                page=self.page(),
            )
        )

    @describe(request=NewManifest, answer=Manifest, status=HTTP_201_CREATED)
    def post(self, request: Request) -> Response:
        """List labelled shipments of one carrier."""
        command = OpenManifest(
            shipment_ids=self.body(NewManifest).shipment_ids,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        manifest = open_manifest(command, receipt=self.receipt())
        response = self.answer(manifest, HTTP_201_CREATED)
        response.headers["Location"] = reverse(
            "manifest", kwargs={"manifest_id": manifest.manifest_id}
        )
        return response


class OneManifest(ContractView):
    """One list."""

    route = "manifests/<uuid:manifest_id>"
    route_name = "manifest"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Manifest)
    def get(self, request: Request, manifest_id: UUID) -> Response:
        """Show a manifest with the ids of its shipments."""
        return self.answer(
            get_manifest(manifest_id=ManifestId(manifest_id), client_id=self.caller.client_id)
        )


class ShipmentsOfManifest(ContractView):
    """What else the truck takes."""

    route = "manifests/<uuid:manifest_id>/shipments"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @describe(request=MoreShipments, answer=Manifest)
    def post(self, request: Request, manifest_id: UUID) -> Response:
        """List more labelled shipments on an open manifest."""
        command = AddShipments(
            manifest_id=ManifestId(manifest_id),
            shipment_ids=self.body(MoreShipments).shipment_ids,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(add_shipments(command, receipt=self.receipt()))


class ShipmentOfManifest(ContractView):
    """One shipment on the list."""

    route = "manifests/<uuid:manifest_id>/shipments/<uuid:shipment_id>"
    scopes: ClassVar[dict[str, str]] = {"DELETE": WRITE}

    @describe(answer=Manifest, query=Removal)
    def delete(self, request: Request, manifest_id: UUID, shipment_id: UUID) -> Response:
        """Take a shipment off an open manifest; it can go on another one."""
        command = RemoveShipment(
            manifest_id=ManifestId(manifest_id),
            shipment_id=ShipmentId(shipment_id),
            reason=self.query(Removal).reason,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(remove_shipment(command, receipt=self.receipt()))


class Dissolve(ContractView):
    """Giving a list up."""

    route = "manifests/<uuid:manifest_id>/dissolve"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @describe(request=Dissolution, answer=Manifest)
    def post(self, request: Request, manifest_id: UUID) -> Response:
        """Take every shipment off an open manifest and end it."""
        command = DissolveManifest(
            manifest_id=ManifestId(manifest_id),
            reason=self.body(Dissolution).reason,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(dissolve_manifest(command, receipt=self.receipt()))


class ManifestHistory(ContractView):
    """What was done to one list."""

    route = "manifests/<uuid:manifest_id>/history"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Change])
    def get(self, request: Request, manifest_id: UUID) -> Response:
        """List what was done to a manifest, by whom and why, the newest first."""
        return self.answer(
            list_manifest_history(
                manifest_id=ManifestId(manifest_id),
                client_id=self.caller.client_id,
                page=self.page(),
            )
        )


class Close(ContractView):
    """The hand-over."""

    route = "manifests/<uuid:manifest_id>/close"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @describe(answer=Manifest)
    def post(self, request: Request, manifest_id: UUID) -> Response:
        """Hand over everything on the list; it is frozen from then on."""
        command = CloseManifest(
            manifest_id=ManifestId(manifest_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(close_manifest(command, receipt=self.receipt()))
