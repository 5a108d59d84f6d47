"""Django's own commands on a ledger: `python -m luoshi.web.manage check --deploy`."""

import os
import sys

from luoshi.web.database import sqlite_version


def main() -> None:
    sqlite_version()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
