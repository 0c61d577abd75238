"""What jobs could not do, to look at."""

from django.contrib import admin

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age
from wms.platform.jobs.models import JobFault


@admin.register(JobFault)
class JobFaultAdmin(ReadOnlyAdmin):
    """Units at which a job fails; the list is empty when all is well."""

    list_display = ("unit", "job", "message", "times", age("first_at"), age("last_at"))
    list_filter = ("job",)
    search_fields = ("unit", "message")
