"""Jobs as a Django app: it brings the table of what they could not do."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What the jobs do belongs to the contexts."""

    name = "wms.platform.jobs"
    label = "jobs"
    verbose_name = "Jobs"
