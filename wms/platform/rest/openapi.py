"""The description of the API, and a page to read it on; both need a login."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from wms.platform.rest.permissions import LoggedIn


class ApiSchema(SpectacularAPIView):
    """OpenAPI 3.1, as YAML or JSON."""

    permission_classes = (LoggedIn,)


class ApiDocs(SpectacularSwaggerView):
    """The description as a page; all it needs comes from here."""

    permission_classes = (LoggedIn,)
