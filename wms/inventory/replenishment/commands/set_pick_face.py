"""Set the levels of a pick face."""

from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.catalogue.queries.locations import locations_of
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.replenishment.contracts import levels as contracts
from wms.inventory.replenishment.contracts.levels import SetPickFace
from wms.inventory.replenishment.contracts.refusals import NotAPickLocation
from wms.inventory.replenishment.models import PickFace
from wms.inventory.replenishment.queries.levels import describe_pick_face
from wms.platform.commands import command


@command
def set_pick_face(request: SetPickFace) -> contracts.PickFace:
    """Keep a SKU at a pick location between a minimum and a maximum; the last word holds.

    Raises:
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        NotAPickLocation: nothing is picked from there.
    """
    face = request.face
    sku = skus_of(request.client_id, [face.sku])[face.sku]
    location = locations_of(request.warehouse_id, [face.location])[face.location]
    if location.kind != LocationKind.PICK:
        raise NotAPickLocation(f"{location.code} is a {location.kind} location")
    row, _is_new = PickFace.objects.update_or_create(
        sku=sku,
        location=location,
        defaults={"minimum": face.minimum, "maximum": face.maximum},
        create_defaults={
            "client_id": request.client_id,
            "warehouse_id": request.warehouse_id,
            "minimum": face.minimum,
            "maximum": face.maximum,
        },
    )
    return describe_pick_face(row)
