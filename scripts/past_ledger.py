"""Keep a ledger of this version for the tests of later ones: tests/web/ledgers/VERSION-MIGRATION.KIND.tar.gz.

    python scripts/past_ledger.py                                          # SQLite
    python tests/postgres.py python scripts/past_ledger.py                 # PostgreSQL

A backup (`luoshi backup`) of a small ledger of the invented city, made by the actions that people use: officers, a
report with decisions at its desk, commitments in many states and parts of them, evidence, notices, signed heads, a
token. Run it when a version is released; tests/web/test_earlier_versions.py tries every file there.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEDGERS = ROOT / "tests" / "web" / "ledgers"
BEGUN = dt.datetime(2026, 6, 15, 9)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.web.settings"
        from luoshi.cli.serve import ready

        ready(Path(home))
        from django.db import connection
        from django.db.migrations.recorder import MigrationRecorder

        import luoshi
        from luoshi.web import backup

        fill()
        last = max(MigrationRecorder(connection).migration_qs.filter(app="web").values_list("name", flat=True))
        LEDGERS.mkdir(exist_ok=True)
        target = LEDGERS / f"{luoshi.__version__}-{last}.{connection.vendor}.tar.gz"
        target.unlink(missing_ok=True)
        print(target.relative_to(ROOT), backup.write(target))


def fill() -> None:
    """The ledger; its clock goes through four days of June 2026."""
    from luoshi.schemes import builtin, names
    from luoshi.schemes.load import BUILTIN
    from luoshi.web import clock, demo
    from luoshi.web.actions import tokens
    from luoshi.web.actions.commitments import keep
    from luoshi.web.actions.daily import tick
    from luoshi.web.actions.organisation import unit

    now, dice = [BEGUN], random.Random(1)
    clock.now = lambda: now[0]
    cast = demo._people()
    unit(cast["xitong"], {"name": "市审计局", "order": "90"})
    versions = {name: keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8")) for name in names()}
    for year in (2025, 2026):
        for number, (short, title, target, of) in enumerate(demo.TASKS[:14]):
            scheme = list(versions)[(number + year) % len(versions)]
            demo._one(cast, versions[scheme], year, short, title, target, of, dice)
    promises(cast, versions["key-task"].pk)
    tokens.make(cast["shuiwu"], "对接", True)
    for _ in range(3):
        now[0] += dt.timedelta(days=1)
        tick(now[0])
        work(cast, now[0], dice)


def promises(cast, scheme: int) -> None:
    """A report taken in, decided about at its desk, and commitments made of it."""
    from decimal import Decimal

    from django.core.files.uploadedfile import SimpleUploadedFile

    from luoshi.web.actions import desk
    from luoshi.web.actions.opening import delegate, open_tasks
    from luoshi.web.actions.reports import take

    who, sample = cast["ducha"], ROOT / "samples" / "澄川市-2026.txt"
    report, _ = take(who, SimpleUploadedFile(sample.name, sample.read_bytes()))
    task = list(desk.desk_of(report).items)
    desk.stand(who, report, "reject", task[20:23], "不是任务")
    desk.undo(who, report, 2, "看错了")
    desk.say(who, report, "edit", task[0], {"title": "改过的事项", "due": "2026-10-31"})
    desk.merge(who, report, task[10:12], "一件事")
    duty = {"scheme": scheme, "lead": cast["水务"].post.unit_id, "leader": cast["fushizhang"].post.pk}
    desk.assign(who, report, task[:4], duty | {"supports": [cast["住建"].post.unit_id]})
    desk.stand(who, report, "accept", task[:4])
    opened, left = open_tasks(who, report, task[:4])
    assert not left, left
    delegate(who, opened[1], "其中一部分", cast["住建"].post.unit_id, Decimal(3))
    opened[2].restricted.add(cast["shuiwu"].post)


def work(cast, now: dt.datetime, dice: random.Random) -> None:
    """What people do in a day."""
    from luoshi.web import demo
    from luoshi.web.models import Commitment

    for one in Commitment.objects.exclude(kind__in=("struck", "void")).order_by("number")[::3]:
        demo._step(cast, one, now, dice, 1.0)


if __name__ == "__main__":
    sys.exit(main())
