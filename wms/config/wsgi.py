"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from wms.platform.database import become

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wms.config.settings")
application = get_wsgi_application()
become("web")
