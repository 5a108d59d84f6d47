"""Many open commitments and hand parts down at once: each gets a number of its own, and none is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.conftest import NOW, Office
from tests.web.homes import BEGIN, KINDS, database
from tests.web.test_report_desk import SAMPLE

from luoshi.ledger import Refused
from luoshi.web.models import Commitment, Numbering

AT_ONCE = (
    BEGIN
    + """
import threading
from django.db import connection
from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import keep, open_commitment
from luoshi.web.actions.opening import delegate
from luoshi.web.actions.verify import verify
from luoshi.web.models import *
version = keep(builtin("13710"), (BUILTIN / "13710.toml").read_text("utf-8"))
unit = Unit.objects.create(name="市水务局")
user = User.objects.create_user("ducha", name="林督查")
post = Post.objects.create(unit=unit, title="督查室", role="supervisor")
Holding.objects.create(user=user, post=post, since=clock.now().date())
actor = Actor(user, post)
wholes = [open_commitment(actor, version, "总项", {"matter": "一般"}, lead=unit) for _ in range(4)]
connection.close()
together, wrong = threading.Barrier(16), []
def work(at):
    try:
        together.wait()
        for _ in range(4):
            # In years of their own too, the first of which is made by several at once.
            open_commitment(actor, version, "一件", {"matter": "一般"}, lead=unit, year=2030)
            delegate(actor, wholes[at % 4], "一部分", unit.pk)
    except Exception as error:
        wrong.append(repr(error))
    finally:
        connection.close()
threads = [threading.Thread(target=work, args=(at,)) for at in range(16)]
for one in threads: one.start()
for one in threads: one.join()
assert wrong == [], wrong[:3]
this = f"{clock.now().year}"
numbers = sorted(Commitment.objects.values_list("number", flat=True))
expected = sorted([*(f"{this}-{n:04d}" for n in range(1, 69)), *(f"2030-{n:04d}" for n in range(1, 65))])
assert numbers == expected, numbers
assert [m.zh for m in verify()] == []
"""
)


# Two reports of a year, each with tasks that bear the number of the higher list that one of the other bears, too.
ABOVE = (
    BEGIN
    + """
import sys, threading
from pathlib import Path
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions import desk
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import keep
from luoshi.web.actions.opening import open_tasks
from luoshi.web.actions.reports import take
from luoshi.web.models import *
version = keep(builtin("key-task"), (BUILTIN / "key-task.toml").read_text("utf-8"))
unit = Unit.objects.create(name="市水务局")
user = User.objects.create_user("ducha", name="林督查")
post = Post.objects.create(unit=unit, title="督查室", role="supervisor")
Holding.objects.create(user=user, post=post, since=clock.now().date())
actor, words, chosen = Actor(user, post), Path(sys.argv[1]).read_bytes(), []
for more in ("", "完。"):
    report, _ = take(actor, SimpleUploadedFile("2026.txt", words + more.encode()))
    names = [one.id for one in report.report.tasks][:12]
    for at, name in enumerate(names):
        desk.assign(actor, report, [name], {"scheme": version.pk, "lead": unit.pk, "above": f"省{at // 2}"})
    desk.stand(actor, report, "accept", names)
    chosen.append((report, names))
connection.close()
together, wrong = threading.Barrier(2), []
def work(report, names):
    try:
        for at in range(0, 12, 3):
            together.wait()
            open_tasks(actor, report, names[at:at + 3])
    except Exception as error:
        wrong.append(repr(error))
    finally:
        connection.close()
threads = [threading.Thread(target=work, args=one) for one in chosen]
for one in threads: one.start()
for one in threads: one.join()
assert wrong == [], wrong
assert sorted(Commitment.objects.values_list("above", flat=True)) == [f"省{n}" for n in range(6)]
"""
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_on_the_higher_list_is_opened_once_though_two_open_it_at_once(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path / "home") as home:
        home.luoshi("verify")
        home.python(ABOVE, str(SAMPLE))


@pytest.mark.parametrize("kind", KINDS)
def test_sixteen_at_once_get_numbers_of_their_own_without_a_gap(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path / "home") as home:
        home.luoshi("verify")
        home.python(AT_ONCE)


def test_numbers_go_on_behind_those_given_by_hand(office: Office) -> None:
    for number in ("2026-0007", "2026-10000", "2026-省3", "2026-0008"):
        office.commitment(number=number)
    assert office.commitment().number == "2026-10001"
    office.commitment(number="2026-10002")
    assert office.commitment().number == "2026-10003"


def test_an_opening_that_is_refused_uses_no_number(office: Office) -> None:
    assert office.commitment().number == f"{NOW.year}-0001"
    with pytest.raises(Refused):
        office.commitment(facts={"matter": "没有这一类"})
    assert office.commitment().number == "2026-0002"
    assert (Numbering.objects.get().last, Commitment.objects.count()) == (2, 2)
