"""The WSGI entry that `luoshi serve` runs."""

import os

from luoshi.web.database import sqlite_version

sqlite_version()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
