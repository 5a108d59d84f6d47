"""督办单 and the lights of the periods before: proposed by the rules, signed and answered by those who may."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.ledger.cast import CALENDAR, at, event, walk

from luoshi.ledger import Refused, View, act, notices, proposals
from luoshi.ledger.history import look
from luoshi.ledger.periods import every
from luoshi.ledger.values import Event
from luoshi.schemes import Scheme, SchemeError, builtin
from luoshi.schemes.load import parse

DAY = dt.date
ORDER = builtin("13710")
KEY = builtin("key-task")


def in_hand() -> list[Event]:
    return [
        event("open", "2026-03-02", "supervisor", matter="一般"),
        event("assign", "2026-03-02", "supervisor", matter="一般"),
        event("deploy", "2026-03-02 15:00", "head", summary="召开专题会部署"),
        event("feedback", "2026-03-04", "handler", summary="已进场"),
    ]


def issued(figure: str = "0") -> list[Event]:
    facts = {"start": DAY(2026, 1, 1), "due": DAY(2026, 12, 31), "target": Decimal(1000), "accrual": "累计"}
    return [
        event("open", "2026-01-05", "supervisor", **facts),
        event("approve", "2026-01-06", "leader"),
        event("issue", "2026-01-07", "supervisor", document="澄政办发〔2026〕3号", due=DAY(2026, 12, 31)),
        event("sign", "2026-01-08", "handler"),
        event("report", "2026-01-09", "handler", summary="进场", figure=Decimal(figure)),
    ]


def proposed(scheme: Scheme, events: list[Event], when: str) -> list[str]:
    view, _ = look(scheme, events, CALENDAR, at(when))
    return [one.id for one in proposals(view)]


def test_slips_follow_one_another_and_a_person_issues_them() -> None:
    events = in_hand()
    assert proposed(ORDER, events, "2026-03-10") == ["blue"]
    blue = event("slip:blue", "2026-03-10", "supervisor", words="请三日内办结")
    assert proposed(ORDER, [*events, blue], "2026-03-12") == []
    assert proposed(ORDER, [*events, blue], "2026-03-15") == ["orange"]
    answered = walk(ORDER, *events, blue, event("answer:blue", "2026-03-16", "head", measure="增派人手"))
    assert answered.slips[0].answered == at("2026-03-16")
    with pytest.raises(Refused, match="没有待答复的"):
        act(ORDER, answered, event("answer:blue", "2026-03-17", "head", measure="再答"), CALENDAR)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (event("slip:blue", "2026-03-10", "handler", words="请办"), "“督办提示单（蓝）”要由督查员签发"),
        (event("slip:blue", "2026-03-10", "leader", words="请办"), "要由督查员签发"),
        (event("slip:orange", "2026-03-10", "supervisor", words="请办"), "要由责任领导签发"),
        (event("slip:blue", "2026-03-10", "supervisor"), "要写明“督办要求”"),
        (event("slip:blue", "2026-03-10", "supervisor", words="  "), "要写明“督办要求”"),
        (event("slip:blue", "2026-03-10", "supervisor", words="请办", colour="红"), "没有“colour”这一项"),
        (event("slip:blue", "2026-03-10", "supervisor", words=DAY(2026, 3, 1)), "“督办要求”应是 text"),
        (event("slip:green", "2026-03-10", "supervisor", words="请办"), "没有“green”这种督办单"),
        (event("answer:blue", "2026-03-10", "head", measure="整改"), "没有待答复的“督办提示单（蓝）”"),
    ],
)
def test_a_slip_that_nobody_may_issue_or_that_says_nothing_is_refused(wrong: Event, said: str) -> None:
    with pytest.raises(Refused, match=said):
        act(ORDER, walk(ORDER, *in_hand()), wrong, CALENDAR)


@pytest.mark.parametrize("role", ["supervisor", "handler", "leader", "viewer", "party"])
def test_only_the_addressee_answers(role: str) -> None:
    state = walk(ORDER, *in_hand(), event("slip:blue", "2026-03-10", "supervisor", words="请三日内办结"))
    with pytest.raises(Refused, match="要由承办单位负责人答复"):
        act(ORDER, state, event("answer:blue", "2026-03-11", role, measure="整改"), CALENDAR)


def test_an_answer_says_what_will_be_done_and_by_when() -> None:
    state = walk(ORDER, *in_hand(), event("slip:blue", "2026-03-10", "supervisor", words="请三日内办结"))
    with pytest.raises(Refused, match="要写明“整改措施”"):
        act(ORDER, state, event("answer:blue", "2026-03-11", "head", cause="汛期"), CALENDAR)
    with pytest.raises(Refused, match="“整改完成日期”应是 date"):
        act(ORDER, state, event("answer:blue", "2026-03-11", "head", measure="整改", by="下周"), CALENDAR)
    good = event("answer:blue", "2026-03-11", "head", cause="汛期", measure="增派人手", by=DAY(2026, 3, 20))
    after = act(ORDER, state, good, CALENDAR)
    assert after.slips[0].answered == at("2026-03-11")
    assert "measure" not in after.fields  # what is written in a slip is no fact of the commitment


def test_what_is_completed_or_not_begun_gets_no_slip() -> None:
    fresh = walk(KEY, issued()[0])
    with pytest.raises(Refused, match="现在是“拟立项”，“督办函”只对在办的事项签发"):
        act(KEY, fresh, event("slip:orange", "2026-03-10", "leader", words="请办"), CALENDAR)
    done = walk(
        ORDER,
        *in_hand(),
        event("apply", "2026-03-06", "head", evidence=1, result="已办结"),
        event("complete", "2026-03-07", "supervisor", grade="良好"),
    )
    with pytest.raises(Refused, match="只对在办的事项签发"):
        act(ORDER, done, event("slip:blue", "2026-03-10", "supervisor", words="请办"), CALENDAR)


def test_two_periods_are_two_that_are_over_and_today() -> None:
    events = issued(figure="50")  # 5 % done: yellow from mid-February, red in May
    _, stood = look(KEY, events, CALENDAR, at("2026-05-01"))
    assert [(f"{one.end:%m-%d}", one.lit.id if one.lit else "") for one in stood] == [
        ("01-31", "green"), ("02-28", "yellow"), ("03-31", "yellow"), ("04-30", "yellow"),
    ]  # fmt: skip
    assert proposed(KEY, events, "2026-03-01") == []  # yellow at the end of one month and today: one period
    assert proposed(KEY, events, "2026-03-31") == []
    assert proposed(KEY, events, "2026-04-01") == ["blue"]
    caught_up = event("report", "2026-04-01 08:00", "handler", summary="赶上", figure=Decimal(300))
    assert proposed(KEY, [*events, caught_up], "2026-04-02") == []  # green today: what was is no cause for a slip


def test_a_talk_is_proposed_after_two_red_months_and_a_letter_without_effect() -> None:
    events = issued(figure="0")  # red from the end of April
    letter = event("slip:orange", "2026-05-06", "leader", words="请说明原因")
    answer = event("answer:orange", "2026-05-08", "head", measure="加快进度")
    assert proposed(KEY, events, "2026-05-04") == ["orange"]
    assert proposed(KEY, [*events, letter, answer], "2026-05-30") == []
    assert proposed(KEY, [*events, letter, answer], "2026-06-03") == ["orange", "talk"]


def test_a_slip_is_proposed_again_when_a_period_went_by_and_nothing_changed() -> None:
    events = [
        *issued(figure="50"),
        event("slip:blue", "2026-04-01", "supervisor", words="请加快"),
        event("answer:blue", "2026-04-03", "head", measure="加快"),
    ]
    assert proposed(KEY, events, "2026-04-20") == []
    assert proposed(KEY, events, "2026-05-01") == ["blue"]


def test_the_reason_of_a_proposal_says_why_the_light_burns() -> None:
    view, _ = look(KEY, issued(figure="50"), CALENDAR, at("2026-04-01"))
    said = [reason.zh for reason in proposals(view)[0].reasons]
    assert said == ["连续 2 期“落后”", "落后序时进度 19.9 个百分点"]


def test_a_light_that_rests_on_lights_before_finds_them() -> None:
    text = (
        'id="x"\nversion="1"\nname="例"\nen="x"\nabout="例"\nbasis="海口江东：两次黄灯亮红灯"\n'
        '[stage.open]\nname="办理"\nen="open"\nkind="open"\n[stage.done]\nname="办结"\nen="done"\nkind="done"\n'
        '[transition.report]\nname="报告"\nen="report"\nwho=["handler"]\nfrom=["open"]\nprogress=true\n'
        'may=["percent"]\n[transition.close]\nname="办结"\nen="close"\nwho=["head"]\nfrom=["open"]\nto="done"\n'
        '[report.ten]\nevery="旬"\naction="report"\n'
        '[light.red]\nname="红"\nen="red"\ncolour="red"\nwhen={light="yellow",times=2,behind=10}\n'
        '[light.yellow]\nname="黄"\nen="yellow"\ncolour="yellow"\nwhen={behind=10}\n'
        '[light.green]\nname="绿"\nen="green"\ncolour="green"\n'
    )
    scheme = parse(text, "x")
    assert every(scheme) == "旬"
    opened = event("open", "2026-01-05", "supervisor", start=DAY(2026, 1, 1), due=DAY(2026, 2, 28))
    view, stood = look(scheme, [opened], CALENDAR, at("2026-02-01"))
    assert [(f"{one.end:%m-%d}", one.closes) for one in stood] == [("01-10", True), ("01-20", True), ("01-31", True)]
    assert view.lights == ("yellow", "yellow", "red")


def test_only_lights_and_slips_may_ask_what_burned() -> None:
    text = (
        'id="x"\nversion="1"\nname="例"\nen="x"\nabout="例"\nbasis="例"\n'
        '[stage.open]\nname="办理"\nen="open"\nkind="open"\n[stage.done]\nname="办结"\nen="done"\nkind="done"\n'
        '[transition.close]\nname="办结"\nen="close"\nwho=["head"]\nfrom=["open"]\nto="done"\n'
        'when={light="green"}\n[light.green]\nname="绿"\nen="green"\ncolour="green"\n'
    )
    with pytest.raises(SchemeError, match=r"transition\.close\]：只有 light 和 slip 可以问亮过什么灯"):
        parse(text, "x")


def test_who_missed_an_early_warning_is_warned_once() -> None:
    state = walk(KEY, *issued())
    keys = [n.key for n in notices(View(KEY, state, at("2026-12-28"), CALENDAR)) if n.key.startswith("warn:due")]
    assert keys == ["warn:due:202612312359:7日"]
