"""Who sees the buttons that change places and the catalogue."""

from django.http import HttpRequest

from wms.platform.rest.access import scopes_of_person


class MayChangePlaces:
    """Lets those press the buttons who may change the building's places."""

    def has_places_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may change places."""
        del object_id
        return "locations:write" in scopes_of_person(request.user)


class MayChangeCatalogue:
    """Lets those press the buttons who say what a client keeps, and when it is low."""

    def has_catalogue_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may say so."""
        del object_id
        return "catalogue:write" in scopes_of_person(request.user)
