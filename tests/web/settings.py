"""The application's settings on a home of its own, which goes when the tests end."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="luoshi-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["LUOSHI_HOME"] = _home

from luoshi.web.database import sqlite_version  # noqa: E402

sqlite_version()
from luoshi.web.settings import *  # noqa: E402, F403

# Hashing a password slowly is for attackers, not for tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
