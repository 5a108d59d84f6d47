"""`luoshi backup` while the ledger is used, `luoshi restore` elsewhere, and everything verifies there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

FILLED = """
import django; django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import act, keep, open_commitment
from luoshi.web.actions.heads import sign_day
from luoshi.web.models import *
unit = Unit.objects.create(name="市水务局")
def join(name, role):
    user, post = User.objects.create_user(name), Post.objects.create(unit=unit, title=name, role=role)
    Holding.objects.create(user=user, post=post, since=clock.now().date())
    return Actor(user, post)
ducha, head = join("ducha", "supervisor"), join("head", "head")
scheme = SchemeVersion.objects.get(scheme="13710")
for _ in range(3):
    one = open_commitment(ducha, scheme, "完成澄川水库除险加固", {"matter": "一般"}, lead=unit)
    one = act(ducha, one, "assign", {"matter": "一般"})
    one = act(head, one, "deploy", {"summary": "已部署"})
    one = act(head, one, "feedback", {"summary": "已进场"})
    one = act(head, one, "apply", {"result": "完成"}, [SimpleUploadedFile("验收.pdf", b"%PDF " + str(one.pk).encode())])
sign_day(clock.now().date())
"""
COUNT = """
import django; django.setup()
from luoshi.web.models import *
print(Commitment.objects.count(), EventRow.objects.count(), Evidence.objects.count(), OfficeEvent.objects.count())
"""


def run(home: Path, *words: str, fails: bool = False) -> str:
    environment = os.environ | {"LUOSHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "luoshi.web.settings"}
    environment.pop("LUOSHI_DATABASE", None)
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def luoshi(home: Path, *words: str, fails: bool = False) -> str:
    return run(home, "-c", "from luoshi.cli import main; main()", *words, fails=fails)


def test_a_backup_made_while_somebody_writes_comes_back_whole_and_verifies(tmp_path: Path) -> None:
    home, other, file = tmp_path / "home", tmp_path / "other", tmp_path / "copy.tar.gz"
    assert "xitong" in luoshi(home, "officers")
    run(home, "-c", FILLED)
    writing = """
import sqlite3, sys, time
writer = sqlite3.connect(sys.argv[1], isolation_level=None)
writer.execute("BEGIN IMMEDIATE")
writer.execute("UPDATE web_unit SET department = department")
print(1, flush=True)
time.sleep(3)
writer.execute("ROLLBACK")
"""
    writer = subprocess.Popen([sys.executable, "-c", writing, str(home / "ledger.sqlite3")], stdout=subprocess.PIPE)
    assert writer.stdout is not None and writer.stdout.readline()
    assert "已备份到" in luoshi(home, "backup", str(file))
    assert writer.wait(20) == 0
    writer.stdout.close()
    before = run(home, "-c", COUNT)
    assert before.split() == ["3", "15", "3", "3"]
    run(
        home, "-c", "import django; django.setup()\nfrom luoshi.web.models import *\nUnit.objects.create(name='后来的')"
    )
    restored = luoshi(other, "restore", "--home", str(other), str(file))
    assert "核验无误" in restored
    assert ("回滚日志" in restored) == ("回滚日志" in luoshi(other, "verify")), "the SQLite is that of every command"
    assert run(other, "-c", COUNT) == before
    assert (other / "signing.pem").read_bytes() == (home / "signing.pem").read_bytes()
    assert "与写入时一致" in luoshi(other, "verify")
    assert file.stat().st_mode & 0o077 == 0
    _refusals(tmp_path, home, file)


def _refusals(tmp_path: Path, home: Path, file: Path) -> None:
    """What is no whole backup, or would write over a ledger, is refused, and nothing is written."""
    assert "已经存在" in luoshi(home, "backup", str(file), fails=True)
    assert "里已有台账" in luoshi(home, "restore", "--home", str(home), str(file), fails=True)
    half = tmp_path / "half.tar.gz"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    empty = tmp_path / "empty"
    assert "不是完整的备份" in luoshi(empty, "restore", "--home", str(empty), str(half), fails=True)
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "open", filter="data")
    evidence = next((tmp_path / "open" / "evidence").rglob("*/*"))
    evidence.write_bytes(b"%PDF exchanged")
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(changed, "w:gz") as archive:
        for path in (tmp_path / "open").iterdir():
            archive.add(path, path.name)
    assert "缺失或被改动" in luoshi(empty, "restore", "--home", str(empty), str(changed), fails=True)
    assert list(empty.iterdir()) == []


def test_heads_kept_elsewhere_are_written_and_compared(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "日头.json"
    luoshi(home, "officers")
    run(home, "-c", FILLED)
    assert "日头已写到" in luoshi(home, "heads", "--out", str(file))
    assert luoshi(home, "heads") == file.read_text("utf-8")
    assert "与写入时一致" in luoshi(home, "verify", "--heads", str(file))
    database = sqlite3.connect(home / "ledger.sqlite3")
    database.executescript(
        "DROP TRIGGER web_dayhead_no_delete; DROP TRIGGER web_dayend_no_delete;"
        "DELETE FROM web_dayhead; DELETE FROM web_dayend;"
    )
    database.close()
    # The commands put the triggers back, so that nothing but the file knows.
    assert "与写入时一致" in luoshi(home, "verify")
    assert "在文件里，不在台账里" in luoshi(home, "verify", "--heads", str(file), fails=True)
    file.write_text(file.read_text("utf-8").replace('"head": "', '"head": "0'), "utf-8")
    assert "签名不符：文件被改动" in luoshi(home, "verify", "--heads", str(file), fails=True)
    file.write_bytes(b"\xff")
    assert "日头.json" in luoshi(home, "verify", "--heads", str(file), fails=True)


@pytest.mark.skipif(not os.environ.get("LUOSHI_DATABASE"), reason="PostgreSQL only: python tests/postgres.py")
def test_a_postgresql_ledger_comes_back_into_an_empty_database(tmp_path: Path) -> None:
    import psycopg

    base = os.environ["LUOSHI_DATABASE"].rsplit("/", 1)[0]
    urls = {name: f"{base}/luoshi_{name}_{os.getpid()}" for name in ("from", "to")}
    homes = {name: tmp_path / name for name in urls}

    def go(which: str, code: str, *words: str) -> str:
        environment = os.environ | {
            "LUOSHI_HOME": str(homes[which]), "LUOSHI_DATABASE": urls[which],
            "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    main = "from luoshi.cli import main; main()"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        try:
            for url in urls.values():
                admin.execute(f'CREATE DATABASE "{url.rsplit("/", 1)[1]}"')
            go("from", main, "officers")
            go("from", FILLED)
            go("from", main, "backup", str(tmp_path / "copy.tar.gz"))
            assert "核验无误" in go("to", main, "restore", "--home", str(homes["to"]), str(tmp_path / "copy.tar.gz"))
            assert go("to", COUNT) == go("from", COUNT)
            go(
                "to",
                FILLED.replace("市水务局", "市教育局").replace('"ducha"', '"d2"').replace('"head", "h', '"h2", "h'),
            )
        finally:
            for url in urls.values():
                admin.execute(f'DROP DATABASE IF EXISTS "{url.rsplit("/", 1)[1]}" WITH (FORCE)')
