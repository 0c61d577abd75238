"""The commands of waving that a worker carries out later."""

from django.contrib import admin

from wms.platform.deferred.admin import DeferredCommandAdmin
from wms.waving.deferred import WavingDeferredCommand

admin.site.register(WavingDeferredCommand, DeferredCommandAdmin)
