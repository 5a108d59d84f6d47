"""Django's settings, from a few words of the environment.

LUOSHI_HOME      the folder of a ledger: database, evidence, secret (default `~/.luoshi`)
LUOSHI_DATABASE  `postgresql://user:password@host:port/name`; absent: SQLite in the home
LUOSHI_HOSTS     names under which it is served, by commas (default localhost)
LUOSHI_HTTPS     `1` where a proxy before it speaks HTTPS: cookies and HSTS then insist on it
"""

from __future__ import annotations

import os
from pathlib import Path

from luoshi.web import database, secret

HOME = Path(os.environ.get("LUOSHI_HOME", Path.home() / ".luoshi"))
HTTPS = os.environ.get("LUOSHI_HTTPS") == "1"

SECRET_KEY = secret.key(HOME)
DEBUG = False
ALLOWED_HOSTS = [h.strip() for h in os.environ.get("LUOSHI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
DATABASES = {"default": database.settings(HOME, os.environ.get("LUOSHI_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "luoshi.web.apps.Web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "luoshi.web.headers.policy",
    "luoshi.web.unsaved.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "luoshi.web.unsaved.middleware",
    "luoshi.web.who.middleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "luoshi.web.urls"
WSGI_APPLICATION = "luoshi.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "luoshi.web.who.context",
            ],
            "builtins": ["luoshi.web.templatetags.say"],
        },
    }
]

AUTH_USER_MODEL = "web.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
]
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login"
# Five wrong passwords lock a name out for a quarter of an hour, whatever address they come from.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_VERBOSE = False
# By name alone: on an intranet behind one proxy every address is the same, and an address locks out a whole office.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
# Times are those of the place: an office knows no other, and the rules count in its days.
USE_TZ = False
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
EVIDENCE = HOME / "evidence"
# An upload larger than this is refused before it is kept.
EVIDENCE_LIMIT = 50 << 20
# A report, or a table to be matched with one, larger than this is refused before it is read.
REPORT_LIMIT = 50 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# What events are hashed with from now on: sha256, or sm3 (GB/T 32905). Each event names its own.
HASH = os.environ.get("LUOSHI_HASH", "sha256")
# A local table of holidays (docs/schemes.md), where the announced years don't reach.
CALENDAR = Path(os.environ["LUOSHI_CALENDAR"]) if os.environ.get("LUOSHI_CALENDAR") else None
