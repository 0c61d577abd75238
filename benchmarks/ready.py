"""Sets Django up for figures that call the facade themselves; import it before any model."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wms.config.settings")
django.setup()
