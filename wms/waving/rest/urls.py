"""Where waving answers."""

from django.urls import path

from wms.waving.rest.views import (
    OneOrderOfWave,
    OneWave,
    OrdersOfWave,
    WaveCancel,
    WaveRelease,
    WaveReleaseInBackground,
    Waves,
)

urlpatterns = [
    path("waves", Waves.as_view(), name="waves"),
    path("waves/<uuid:wave_id>", OneWave.as_view(), name="wave"),
    path("waves/<uuid:wave_id>/orders", OrdersOfWave.as_view(), name="wave-orders"),
    path(
        "waves/<uuid:wave_id>/orders/<uuid:order_id>",
        OneOrderOfWave.as_view(),
        name="wave-order",
    ),
    path("waves/<uuid:wave_id>/release", WaveRelease.as_view(), name="wave-release"),
    path(
        "wave-releases/<uuid:deferred_id>",
        WaveReleaseInBackground.as_view(),
        name="wave-release-in-background",
    ),
    path("waves/<uuid:wave_id>/cancel", WaveCancel.as_view(), name="wave-cancel"),
]
