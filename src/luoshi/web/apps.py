"""The application's entry for Django."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "luoshi.web"
    label = "web"
    verbose_name = "落实"

    def ready(self) -> None:
        from luoshi.web import logins

        logins.listen()
