"""Keep a ledger of this version for the tests of later ones: tests/web/ledgers/VERSION-MIGRATION.KIND.tar.xz.

    python scripts/past_ledger.py                                          # SQLite
    python tests/postgres.py python scripts/past_ledger.py                 # PostgreSQL

A backup (`luoshi backup`) of the demo: two years of the invented city, made by the actions that people use, with a
token besides. Run it when a version is released; tests/web/test_earlier_versions.py tries every file there. That of
0.1.0-0005 was made by this script as it was at its first commit, when the demo was another.
"""

from __future__ import annotations

import gzip
import lzma
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEDGERS = ROOT / "tests" / "web" / "ledgers"


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.web.settings"
        from luoshi.cli.serve import ready

        ready(Path(home))
        from django.db import connection
        from django.db.migrations.recorder import MigrationRecorder

        import luoshi
        from luoshi.web import backup, demo
        from luoshi.web.actions import tokens
        from luoshi.web.actions.access import Actor
        from luoshi.web.models import Post, User

        for line in demo.fill():
            print(line)
        user = User.objects.get(username="shuiwu")
        tokens.make(Actor(user, Post.objects.get(holdings__user=user)), "对接", ["act"])
        last = max(MigrationRecorder(connection).migration_qs.filter(app="web").values_list("name", flat=True))
        LEDGERS.mkdir(exist_ok=True)
        target = LEDGERS / f"{luoshi.__version__}-{last}.{connection.vendor}.tar.xz"
        backup.write(Path(home) / "copy.tar.gz")
        # Packed closer than a backup: it stays in the repository for good, and `restore` opens it all the same.
        with gzip.open(Path(home) / "copy.tar.gz") as loose, lzma.open(target, "wb", preset=9) as tight:
            shutil.copyfileobj(loose, tight)
        print(target.relative_to(ROOT), target.stat().st_size)


if __name__ == "__main__":
    sys.exit(main())
