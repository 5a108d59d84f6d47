"""Ledgers of every earlier version come up: migrated, nothing lost, all of it verifies, and work goes on.

The ledgers are backups that `scripts/past_ledger.py` made with the code of their time.
"""

from __future__ import annotations

import json
import sqlite3
import tarfile
from pathlib import Path

import pytest
from tests.web.homes import BEGIN, POSTGRES, Home, database

LEDGERS = Path(__file__).parent / "ledgers"
SQLITE, COPIES = (sorted(LEDGERS.glob(f"*.{kind}.tar.*")) for kind in ("sqlite", "postgresql"))
# What must be there afterwards, word for word: table and column.
KEPT = {
    "web_eventrow": "hash", "web_officeevent": "hash", "web_decision": "body", "web_evidence": "sha256",
    "web_dayhead": "signature", "web_commitment": "title", "web_noticerow": "key", "web_token": "sha256",
    "web_storedreport": "data", "web_user": "password",
}  # fmt: skip
BEGIN += """
import datetime as dt, json, sys
from luoshi.web import clock
from luoshi.web.models import DayHead
# Some days after the ledger was left.
TODAY = dt.datetime.combine(DayHead.objects.values_list("day", flat=True).last(), dt.time(9)) + dt.timedelta(days=4)
clock.now = lambda: TODAY
"""
NOW = (
    BEGIN
    + """
from django.db import connection
found = {}
with connection.cursor() as cursor:
    for table, column in json.loads(sys.argv[1]).items():
        cursor.execute(f"SELECT {column} FROM {table}")
        found[table] = sorted(row[0] for row in cursor.fetchall())
print(json.dumps(found))
"""
)
WORK = (
    BEGIN
    + """
from django.test import Client
from luoshi.web.actions import desk, heads
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import act, open_commitment
from luoshi.web.actions.daily import tick
from luoshi.web.actions.verify import verify
from luoshi.web.models import *
def client(name):
    one = Client(SERVER_NAME="localhost")
    one.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return one
def actor(name):
    user = User.objects.get(username=name)
    return Actor(user, Post.objects.get(holdings__user=user))
report = StoredReport.objects.order_by('pk').last()
ducha, boss = client("ducha"), actor("ducha")
pages = ["/", "/ledger/", "/overview/", "/reports/", f"/reports/{report.pk}/", f"/reports/{report.pk}/way"]
pages += [f"/c/{c.number}/" for c in Commitment.objects.all()]
pages += [f"/reports/{report.pk}/t/{name}" for name in list(desk.desk_of(report).items)[:4]]
for page in pages:
    assert ducha.get(page).status_code == 200, page
assert client("shenji").get("/office/log").status_code == 200
before = report.decisions.count()
free = next(n for n, i in desk.desk_of(report).items.items() if i.standing == "open")
desk.stand(boss, report, "accept", [free])
assert report.decisions.count() == before + 1
numbers = set(Commitment.objects.values_list("number", flat=True))
lead = Unit.objects.get(name="市水务局")
one = open_commitment(boss, SchemeVersion.objects.get(scheme="13710"), "新的一件", {"matter": "一般"}, lead=lead)
assert one.number not in numbers
one = act(boss, one, "assign", {"matter": "一般"}, seen=1)
tick(clock.now())
assert DayHead.objects.last().format == 2 and DayHead.objects.last().before == list(DayHead.objects.all())[-2].head
assert [m.zh for m in verify()] == [], [m.zh for m in verify()]
print("went on")
"""
)


def was(file: Path, folder: Path) -> dict[str, list[str]]:
    """What the backup holds, read without any code of the ledger's."""
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    found = {}
    if (folder / "ledger.sqlite3").is_file():
        database = sqlite3.connect(folder / "ledger.sqlite3")
        for table, column in KEPT.items():
            found[table] = sorted(row[0] for row in database.execute(f"SELECT {column} FROM {table}"))
        database.close()
        return found
    columns = json.loads((folder / "about.json").read_text())["columns"]
    escapes = {"\\n": "\n", "\\r": "\r", "\\t": "\t"}
    for table, column in KEPT.items():
        at, values = columns[table].index(column), []
        for line in (folder / "tables" / table).read_text("utf-8").split("\n")[:-1]:
            parts = line.split("\t")[at].split("\\\\")
            for written, meant in escapes.items():
                parts = [part.replace(written, meant) for part in parts]
            values.append("\\".join(parts))
        found[table] = sorted(values)
    return found


def test_there_is_a_ledger_of_the_first_version_of_both_kinds() -> None:
    assert any(file.name.startswith("0.1.0-0005") for file in SQLITE)
    assert any(file.name.startswith("0.1.0-0005") for file in COPIES)


@pytest.mark.parametrize("file", SQLITE, ids=lambda file: file.name)
def test_a_home_of_an_earlier_version_is_served_as_it_is(file: Path, tmp_path: Path) -> None:
    old, home = was(file, tmp_path / "home"), Home(tmp_path / "home")
    assert "与写入时一致" in home.luoshi("verify")
    assert json.loads(home.python(NOW, json.dumps(KEPT))) == old
    assert len(old["web_eventrow"]) > 200 and len(old["web_decision"]) > 5
    assert "went on" in home.python(WORK)


@pytest.mark.parametrize("file", SQLITE, ids=lambda file: file.name)
def test_a_backup_of_an_earlier_version_is_restored(file: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert "核验无误" in home.luoshi("restore", "--home", str(home.folder), str(file))
    assert json.loads(home.python(NOW, json.dumps(KEPT))) == was(file, tmp_path / "old")


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL only: python tests/postgres.py")
@pytest.mark.parametrize("file", COPIES, ids=lambda file: file.name)
def test_a_postgresql_backup_of_an_earlier_version_is_restored(file: Path, tmp_path: Path) -> None:
    with database("postgresql", tmp_path / "home") as home:
        assert "核验无误" in home.luoshi("restore", "--home", str(home.folder), str(file))
        assert json.loads(home.python(NOW, json.dumps(KEPT))) == was(file, tmp_path / "old")
        assert "went on" in home.python(WORK)
