"""Whatever somebody with the keys of the database changes behind the ledger's back is found, and named."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.web.conftest import NOW, Office
from tests.web.test_report_desk import sent

from luoshi.ledger.chain import append, canonical, plain
from luoshi.web import append_only, evidence, signing
from luoshi.web.actions import desk, heads
from luoshi.web.actions.log import record
from luoshi.web.actions.reports import take
from luoshi.web.actions.verify import verify
from luoshi.web.models import Bulletin, Commitment, DayEnd, DayHead, EventRow, Evidence, StoredReport

Today = Callable[[dt.datetime], None]


@dataclass
class Filled:
    office: Office
    rows: list[Commitment]
    report: StoredReport

    def fresh(self, at: int) -> Commitment:
        return Commitment.objects.get(pk=self.rows[at].pk)


@pytest.fixture
def filled(office: Office, today: Today) -> Filled:
    """Five commitments, a report with decisions, a log; three days signed, and events after the last of them."""
    rows = [office.in_hand() for _ in range(4)]
    rows[0] = office.do("head", rows[0], "apply", files=2, result="已办结")
    report, _ = take(office.cast["supervisor"], sent())
    names = list(desk.desk_of(report).items)
    desk.stand(office.cast["supervisor"], report, "accept", names[:4])
    record(None, "locked", {"name": "试密码的"})
    for day in range(3):
        today(NOW + dt.timedelta(days=day))
        rows[1] = office.do("handler", rows[1], "report", percent=10 + day, summary="按计划推进")
        assert heads.sign_day((NOW + dt.timedelta(days=day)).date())
    desk.stand(office.cast["supervisor"], report, "reject", names[5:7])
    rows[2] = office.do("handler", rows[2], "report", percent=30, summary="按计划推进")
    rows.append(office.commitment())
    record(None, "locked", {"name": "再试"})
    return Filled(office, rows, report)


def said() -> str:
    return "\n".join(message.zh for message in verify() if "被拆除" not in message.zh)


@contextmanager
def behind_its_back() -> Iterator[Callable[..., None]]:
    """SQL with every trigger dropped, as who owns the database can; afterwards all is as it was."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in (*append_only.GUARDED, *append_only.KEPT):
                for word in ("update", "delete", "replace", "truncate"):
                    on = f" ON {table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{word}{on}")

            def run(statement: str, *values: Any) -> None:
                cursor.execute(statement, values)
                assert cursor.rowcount, statement

            yield run
        transaction.set_rollback(True)


def test_nothing_is_found_where_nothing_was_touched(filled: Filled) -> None:
    assert said() == "" and [m.zh for m in verify()] == []
    assert append_only.missing(connection) == []


COLUMNS = {
    "web_eventrow": ("body", "hash", "before", "action", "role", "at"),
    "web_officeevent": ("body", "hash", "before", "action", "at"),
    "web_decision": ("body", "hash", "before", "deed", "task", "why", "who", "at_post", "at"),
    "web_storedreport": ("name", "place", "who", "at_post", "hash", "at"),
    "web_commitment": ("number", "title", "quote", "path", "task", "above", "stage", "kind", "last_action", "head"),
    "web_dayhead": ("head", "before", "signature"),
    "web_dayend": ("end", "chain", "name"),
}


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, some in COLUMNS.items() for column in some])
def test_any_cell_that_is_changed_is_found(filled: Filled, table: str, column: str) -> None:
    """Of every table, some rows that chance chooses."""
    dice = random.Random(f"{table}.{column}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY id")
        found = [pk for (pk,) in cursor.fetchall()]
    for pk in dice.sample(found, min(3, len(found))):
        with behind_its_back() as run:
            if column == "at":
                run(f"UPDATE {table} SET at = %s WHERE id = %s", dt.datetime(2026, 1, 5, 9), pk)
            elif column in ("hash", "before", "head", "signature", "end"):
                run(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', "ab" * 32, pk)
            elif column == "kind":
                run(f"UPDATE {table} SET kind = %s WHERE id = %s", "void", pk)
            elif column == "deed":
                run(f"UPDATE {table} SET deed = %s WHERE id = %s", "reconsider", pk)
            elif column == "body":
                run(f"UPDATE {table} SET body = replace(body, '}}', ' }}') WHERE id = %s", pk)
                if table == "web_decision":
                    run(f"UPDATE {table} SET body = %s WHERE id = %s", '{"title":"另一件事"}', pk)
            else:
                run(f"UPDATE {table} SET {column} = %s WHERE id = %s", "被人改过", pk)
            assert said() != "", (table, column, pk)


def events(one: Commitment) -> list[EventRow]:
    return list(one.events.all())


def test_a_moved_or_missing_event_is_named_with_its_commitment(filled: Filled) -> None:
    one = filled.fresh(1)
    second, third = events(one)[1:3]
    with behind_its_back() as run:
        run("UPDATE web_eventrow SET number = 99 WHERE id = %s", second.pk)
        run("UPDATE web_eventrow SET number = 2 WHERE id = %s", third.pk)
        run("UPDATE web_eventrow SET number = 3 WHERE id = %s", second.pk)
        assert f"{one.number}：" in said() and "第 2 个事件：与前一事件的哈希不符" in said()
    with behind_its_back() as run:
        run("DELETE FROM web_eventrow WHERE id = %s", second.pk)
        assert "应为第 2 个，有缺失或被调换" in said() and f"{one.number}：记有 7 个事件，实有 6 个" in said()


def test_events_swapped_between_two_chains_are_named_in_both(filled: Filled) -> None:
    one, other = filled.fresh(2), filled.fresh(3)
    a, b = events(one)[3], events(other)[3]
    with behind_its_back() as run:
        run("UPDATE web_eventrow SET number = 99 WHERE id = %s", a.pk)
        run("UPDATE web_eventrow SET commitment_id = %s WHERE id = %s", one.pk, b.pk)
        run("UPDATE web_eventrow SET commitment_id = %s, number = 4 WHERE id = %s", other.pk, a.pk)
        words = said()
        assert f"{one.number}：" in words and f"{other.number}：" in words and "第 4 个事件" in words


def test_a_tail_cut_off_together_with_its_mirror_is_named(filled: Filled) -> None:
    """All that lists show is made to fit; the signed head does not."""
    one = filled.fresh(1)
    left = events(one)[:-1]
    with behind_its_back() as run:
        run("DELETE FROM web_eventrow WHERE commitment_id = %s AND number = 7", one.pk)
        run(
            "UPDATE web_commitment SET head = %s, events_count = 6, last_at = %s WHERE id = %s",
            left[-1].hash, left[-1].at, one.pk,
        )  # fmt: skip
        assert said() == f"{one.number}：2026-03-04 时第 7 个事件已不在或被改写"


def test_a_chain_rewritten_from_its_beginning_is_named(filled: Filled) -> None:
    """Every hash made anew: the chain holds, the heads that were signed do not."""
    one = filled.fresh(1)
    with behind_its_back() as run:
        links: list[Any] = []
        first = events(one)[0].before
        for row in events(one):
            event = row.link(str(one.uid)).event
            if row.number == 4:
                event = type(event)(
                    **{**{k: getattr(event, k) for k in event.__slots__}, "fields": {"summary": "假的"}}
                )
            links.append(append(str(one.uid), links, event, row.algorithm, first))
            run(
                "UPDATE web_eventrow SET body = %s, before = %s, hash = %s WHERE id = %s",
                canonical(plain(event)), links[-1].before, links[-1].hash, row.pk,
            )  # fmt: skip
        run("UPDATE web_commitment SET head = %s WHERE id = %s", links[-1].hash, one.pk)
        assert said().split("\n") == [
            f"{one.number}：2026-03-0{2 + n} 时第 {5 + n} 个事件已不在或被改写" for n in range(3)
        ]


def test_a_commitment_that_was_taken_away_altogether_is_named(filled: Filled) -> None:
    one = filled.fresh(1)
    with behind_its_back() as run:
        run("DELETE FROM web_eventrow WHERE commitment_id = %s", one.pk)
        run("DELETE FROM web_commitment WHERE id = %s", one.pk)
        assert said() == f"{one.number}：2026-03-04 时有 7 个事件，现在整个不在了"


def test_a_report_taken_away_or_read_otherwise_and_decisions_cut_off_are_named(filled: Filled) -> None:
    pk, name = filled.report.pk, str(filled.report)
    with behind_its_back() as run:
        run("UPDATE web_storedreport SET data = replace(data, '280', '281') WHERE id = %s", pk)
        assert f"{name}：读出的内容被改动" in said()
    with behind_its_back() as run:
        run("DELETE FROM web_decision WHERE report_id = %s AND number >= 4", pk)
        assert f"{name}：2026-03-02 时第 4 个事件已不在或被改写" in said()
    with behind_its_back() as run:
        run("DELETE FROM web_decision WHERE report_id = %s AND number = 2", pk)
        assert f"{name}：" in said() and "应为第 2 个" in said()
    with behind_its_back() as run:
        run("DELETE FROM web_decision WHERE report_id = %s", pk)
        run("DELETE FROM web_storedreport WHERE id = %s", pk)
        assert f"{filled.report.name}：2026-03-02 时有 4 个事件，现在整个不在了" in said()
    path = evidence.path_of(filled.report.sha256)
    kept = path.read_bytes()
    path.write_bytes(b"another")
    assert said() == f"{name}：原文件缺失或被改动"
    path.write_bytes(kept)


def test_evidence_taken_away_or_put_beside_is_named(filled: Filled) -> None:
    one = filled.fresh(0)
    row = Evidence.objects.filter(commitment=one).first()
    assert row is not None
    with behind_its_back() as run:
        run("DELETE FROM web_evidence WHERE id = %s", row.pk)
        assert said() == f"{one.number}：第 5 个事件的佐证材料 {row.sha256[:12]} 不在了"
    with behind_its_back() as run:
        run("UPDATE web_evidence SET commitment_id = %s WHERE id = %s", filled.rows[1].pk, row.pk)
        assert f"{filled.rows[1].number}：佐证材料“{row.name}”没有事件提到" in said()


def test_a_light_made_better_than_the_events_is_named(filled: Filled, today: Today) -> None:
    one = filled.fresh(3)
    today(NOW + dt.timedelta(days=60))
    one = filled.office.do("handler", one, "report", percent=20, summary="迟了")
    assert Commitment.objects.get(pk=one.pk).late and said() == ""
    for column, value in (("late", False), ("due", dt.datetime(2027, 1, 1)), ("events_count", 9)):
        with behind_its_back() as run:
            run(f"UPDATE web_commitment SET {column} = %s WHERE id = %s", value, one.pk)
            assert f"{one.number}：" in said(), column


def test_another_scheme_under_the_same_version_is_named(filled: Filled) -> None:
    with behind_its_back() as run:
        run("UPDATE web_schemeversion SET text = text || %s", "\n# later")
        assert f"{filled.rows[0].number}：编号、事项、原文或方案被改动" in said()


def test_heads_taken_away_forged_or_emptied_are_named(filled: Filled) -> None:
    with behind_its_back() as run:
        run("DELETE FROM web_dayend WHERE day = %s", NOW.date())
        run("DELETE FROM web_dayhead WHERE day = %s", NOW.date())
        assert said() == "2026-03-03 的日头：之前的日头缺失或被换"
    with behind_its_back() as run:
        run("DELETE FROM web_dayhead WHERE day = %s", dt.date(2026, 3, 4))
        assert said() == "2026-03-04 的日头不在了"
    with behind_its_back() as run:
        last = DayEnd.objects.filter(day=dt.date(2026, 3, 4)).first()
        assert last is not None
        run("DELETE FROM web_dayend WHERE id = %s", last.pk)
        assert "2026-03-04 的日头：签名不符" in said()


def test_a_head_lists_only_what_changed(filled: Filled) -> None:
    first, second, _ = DayHead.objects.all()
    listed = list(DayEnd.objects.filter(day=first.day).values_list("name", flat=True))
    assert sorted(listed) == sorted([*(row.number for row in filled.rows[:4]), filled.report.name, "日志"])
    assert [end.name for end in DayEnd.objects.filter(day=second.day)] == [filled.rows[1].number]
    assert second.before == first.head and not heads.sign_day(first.day)


def test_heads_kept_elsewhere_show_a_ledger_rewritten_with_its_signatures(filled: Filled) -> None:
    """Everything is made anew, and signed with the ledger's own key: only the file knows."""
    kept = heads.export()
    assert list(heads.against(*heads.read(kept))) == []
    with behind_its_back() as run:
        run("DELETE FROM web_dayend")
        run("DELETE FROM web_dayhead")
        run("DELETE FROM web_eventrow WHERE commitment_id = %s", filled.rows[1].pk)
        run("DELETE FROM web_commitment WHERE id = %s", filled.rows[1].pk)
        heads.sign_day(dt.date(2026, 3, 4))
        assert said() == ""
        found = [message.zh for message in heads.against(*heads.read(kept))]
        assert found == [
            "2026-03-02 的日头在文件里，不在台账里", "2026-03-03 的日头在文件里，不在台账里",
            "2026-03-04 的日头与文件里的不同：台账被改写",
        ]  # fmt: skip
    (settings.HOME / "signing.pem").rename(settings.HOME / "signing.kept")
    try:
        assert signing.public(settings.HOME)
        assert "公钥与日头文件的不同" in next(heads.against(*heads.read(kept))).zh
    finally:
        (settings.HOME / "signing.kept").replace(settings.HOME / "signing.pem")


def test_a_file_of_heads_that_was_changed_is_refused(filled: Filled) -> None:
    about = json.loads(heads.export())
    about["heads"][0]["head"] = "0" * 64
    with pytest.raises(heads.HeadsError, match="2026-03-02 的签名不符"):
        heads.read(json.dumps(about))
    for text in ("", "[]", "{}", '{"key": 1, "heads": [{}]}'):
        with pytest.raises(heads.HeadsError, match="不是 luoshi heads 写出的"):
            heads.read(text)


@pytest.mark.parametrize("table", append_only.GUARDED)
def test_the_database_itself_refuses_to_change_what_is_only_added(filled: Filled, table: str) -> None:
    actor = filled.office.cast["supervisor"]
    Bulletin.objects.create(
        year=2026, month=2, number=1, title="督查通报", document="1号", body="{}", sha256="ab" * 32, size=1, at=NOW,
        user=actor.user, post=actor.post,
    )  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As in a transaction of its own: nothing of the rows' making is pending.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
        row = cursor.fetchone()
        columns = [column[0] for column in cursor.description]
    changed = [f'UPDATE {table} SET "{column}" = "{column}"' for column in columns]
    refused = [*changed, f"DELETE FROM {table}"]
    if connection.vendor == "postgresql":
        refused.append(f"TRUNCATE {table} CASCADE")
    for statement in refused:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(columns))
        for word in ("INSERT OR REPLACE", "REPLACE", "INSERT"):
            # By its id, and by what else is unique with a new id.
            for values in (row, [row[0] + 10_000, *row[1:]]):
                if values is not row and len(append_only.GUARDED[table]) == 1:
                    continue
                with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f"{word} INTO {table} VALUES ({marks})", list(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
        assert cursor.fetchone() == row


def test_a_commitment_is_never_taken_away(filled: Filled) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_commitment")
    assert said() == ""


def test_a_trigger_that_was_dropped_is_told_and_comes_back(filled: Filled) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER web_evidence_no_update" + (" ON web_evidence" if connection.vendor == "postgresql" else "")
        )
    assert [m.zh for m in verify()] == ["数据库的保护 web_evidence_no_update 被拆除（表 web_evidence）"]
    append_only.guard(connection)
    assert list(verify()) == []
