"""The application's entry for Django."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class Web(AppConfig):
    name = "luoshi.web"
    label = "web"
    verbose_name = "落实"

    def ready(self) -> None:
        from luoshi.web import logins

        logins.listen()
        post_migrate.connect(_guard, sender=self)


def _guard(using: str, **rest: Any) -> None:
    from luoshi.web import append_only

    append_only.guard(connections[using])
