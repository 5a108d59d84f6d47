"""What others must settle, the nodes of a plan, the next report, and who may know: rules that events add up to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.cast import CALENDAR, at, event, walk

from luoshi.ledger import Refused, State, View, act, light, notices, replay
from luoshi.ledger.chain import event_of, plain
from luoshi.ledger.nodes import Node, check, nodes_of, planned, rows_of
from luoshi.ledger.obstacles import allowed
from luoshi.ledger.obstacles import light as light_of
from luoshi.ledger.progress import behind, expected
from luoshi.ledger.reporting import next_report
from luoshi.ledger.values import Event, Obstacle
from luoshi.schemes import builtin
from luoshi.values import Message

DAY = dt.date
SCHEME = builtin("key-task")
FACTS = {"start": DAY(2026, 1, 1), "due": DAY(2026, 12, 31), "target": Decimal(40), "unit": "个", "accrual": "累计"}
QUARTERS = (DAY(2026, 3, 31), DAY(2026, 6, 30), DAY(2026, 9, 30), DAY(2026, 12, 31))


def in_hand(**more: object) -> list[Event]:
    return [
        event("open", "2026-02-01", "supervisor", **(FACTS | more)),
        event("approve", "2026-02-10", "leader"),
        event("issue", "2026-02-12", "supervisor", document="澄政办发〔2026〕3号", due=DAY(2026, 12, 31)),
        event("sign", "2026-02-13", "handler"),
    ]


def said(action: str, when: str, role: str, why: str, **fields: Any) -> Event:
    one = event(action, when, role, **fields)
    return Event(**{f: getattr(one, f) for f in Event.__slots__} | {"why": why})


def raised(**more: Any) -> list[Event]:
    fields = {"summary": "进场", "coordination": "用地指标未到位", "coordinate_with": "市自然资源局"} | more
    return [*in_hand(), event("report", "2026-03-02", "handler", **fields)]


def lamp(seen: View, one: Obstacle) -> tuple[str, Message]:
    return light_of(seen.scheme, one, seen.now, seen.calendar)


def view(state: State, when: str) -> View:
    return View(SCHEME, state, at(when), CALENDAR)


class TestObstacles:
    def test_a_report_that_asks_for_help_raises_one_with_whom_and_by_when(self) -> None:
        (one,) = walk(SCHEME, *raised(coordinate_by=DAY(2026, 3, 10), obstacle="用地")).obstacles
        assert (one.number, one.unit, one.kind, one.what) == (5, "市自然资源局", "用地", "用地指标未到位")
        assert one.due == at("2026-03-10 23:59").replace(second=59)

    def test_without_a_day_the_scheme_says_how_long_they_have(self) -> None:
        assert f"{walk(SCHEME, *raised()).obstacles[0].due:%m-%d}" == "03-09"

    def test_a_unit_or_a_day_without_the_matter_is_refused(self) -> None:
        with pytest.raises(Refused, match="请写明“需协调事项”"):
            walk(SCHEME, *raised(coordination=""))
        with pytest.raises(Refused, match="协调时限 2026-03-01 已经过去"):
            walk(SCHEME, *raised(coordinate_by=DAY(2026, 3, 1)))

    def test_it_turns_orange_then_red_and_an_answer_that_was_late_stays_late(self) -> None:
        state = walk(SCHEME, *raised())
        (one,) = state.obstacles
        seen = [lamp(view(state, day), one)[0] for day in ("2026-03-09", "2026-03-10", "2026-03-20")]
        assert seen == ["yellow", "orange", "red"]
        assert lamp(view(state, "2026-03-12"), one)[1].zh == "应在 2026-03-09 前答复，已逾期 3 天"
        answered = act(SCHEME, state, said("reply:5", "2026-03-12", "asked", "指标已下达"), CALENDAR)
        assert lamp(view(answered, "2026-03-30"), answered.obstacles[0])[0] == "blue"
        cleared = act(SCHEME, answered, said("clear:5", "2026-03-13", "handler", "已供地"), CALENDAR)
        assert cleared.obstacles[0].lapsed
        assert lamp(view(cleared, "2026-03-30"), cleared.obstacles[0])[0] == "grey"

    def test_an_answer_that_does_not_help_is_insisted_on_with_a_new_day(self) -> None:
        state = walk(SCHEME, *raised(), said("reply:5", "2026-03-05", "asked", "在研究"))
        again = act(SCHEME, state, said("insist:5", "2026-03-06", "head", "还没有批", by=DAY(2026, 3, 20)), CALENDAR)
        assert again.obstacles[0].waiting
        assert f"{again.obstacles[0].due:%m-%d}" == "03-20"
        assert not again.obstacles[0].lapsed

    @pytest.mark.parametrize(
        ("action", "role", "why", "refused"),
        [
            ("reply:5", "handler", "好", "要由被请协调的单位或督查员来做"),
            ("clear:5", "asked", "好", "要由承办单位或督查员来做"),
            ("reply:5", "asked", " ", "请写几句"),
            ("reply:9", "asked", "好", "没有第 9 号堵点"),
            ("reply:x", "asked", "好", "没有第 x 号堵点"),
            ("insist:5", "head", "好", "对方还没有答复"),
            ("reply:5", "leader", "好", "要由被请协调的单位"),
        ],
    )
    def test_others_silence_and_wrong_times_are_refused(self, action: str, role: str, why: str, refused: str) -> None:
        with pytest.raises(Refused, match=refused):
            act(SCHEME, walk(SCHEME, *raised()), said(action, "2026-03-03", role, why), CALENDAR)

    def test_what_is_cleared_is_cleared(self) -> None:
        state = walk(SCHEME, *raised(), said("clear:5", "2026-03-05", "supervisor", "现场协调会已定"))
        assert allowed(state.obstacles[0], "supervisor") == ()
        with pytest.raises(Refused, match="已经消除"):
            act(SCHEME, state, said("reply:5", "2026-03-06", "asked", "好"), CALENDAR)

    def test_the_asked_unit_is_told_at_once_the_leader_when_it_is_very_late(self) -> None:
        state = walk(SCHEME, *raised())

        def told(day: str) -> set[str]:
            return {n.to for n in notices(view(state, day)) if n.key.startswith("obstacle")}

        assert told("2026-03-02") == {"unit:市自然资源局"}
        assert told("2026-03-10") == {"unit:市自然资源局", "supervisor"}
        assert told("2026-03-25") == {"unit:市自然资源局", "supervisor", "leader"}

    def test_schemes_without_obstacles_replay_as_before(self) -> None:
        from msgspec.structs import replace

        old = replace(SCHEME, obstacle=None)
        assert walk(old, *raised(coordinate_by=DAY(2026, 3, 1))).obstacles == ()


@st.composite
def quarrels(draw: st.DrawFn) -> list[Event]:
    """Reports with and without obstacles, and tries at answering, clearing, insisting, by everybody."""
    events = in_hand()
    now = at("2026-03-02")
    for _ in range(draw(st.integers(1, 14))):
        now += dt.timedelta(days=draw(st.integers(0, 9)), hours=1)
        when = now.isoformat(" ", "minutes")
        verb = draw(st.sampled_from(("report", "reply", "clear", "insist")))
        role = draw(st.sampled_from(("handler", "asked", "supervisor", "leader")))
        if verb == "report":
            more = {"coordination": "缺资金", "coordinate_with": "市财政局"} if draw(st.booleans()) else {}
            events.append(event("report", when, "handler", summary="推进", **more))
        else:
            number = draw(st.integers(4, 12))
            events.append(said(f"{verb}:{number}", when, role, draw(st.sampled_from(("", "已办")))))
    return events


@settings(max_examples=150, deadline=None)
@given(quarrels())
def test_obstacles_are_what_the_events_add_up_to_and_their_lateness_stays(events: list[Event]) -> None:
    state = walk(SCHEME, *events[:4])
    taken = list(events[:4])
    for one in events[4:]:
        before = state
        try:
            state = act(SCHEME, state, one, CALENDAR)
        except Refused:
            continue
        taken.append(one)
        assert state.stage == before.stage or one.action == "report"
        assert [o.number for o in state.obstacles[: len(before.obstacles)]] == [o.number for o in before.obstacles]
        for was, now in zip(before.obstacles, state.obstacles, strict=False):
            assert now.lapsed >= was.lapsed
            assert was.cleared is None or now == was
            if was.overdue(one.at):
                assert now.overdue(one.at) or now.lapsed
    assert replay(SCHEME, taken, CALENDAR) == state
    assert [event_of(plain(one)) for one in taken] == taken
    assert {o.number for o in state.obstacles} == {
        n for n, one in enumerate(taken, 1) if one.fields.get("coordination")
    }


class TestNodes:
    def test_shares_figures_and_words_can_be_mixed(self) -> None:
        nodes = (Node(QUARTERS[0], None, "完成招标"), Node(QUARTERS[1], Decimal(50), "主体封顶"),
                 Node(QUARTERS[3], None, "", Decimal(40)))  # fmt: skip
        rows = rows_of(nodes)
        state = walk(SCHEME, *in_hand(nodes=rows))
        assert nodes_of(state.fields) == nodes
        assert [planned(node, FACTS) for node in nodes] == [None, Decimal(50), Decimal(100)]
        assert expected(state.fields, DAY(2026, 5, 1)) == 0
        assert expected(state.fields, DAY(2026, 7, 1)) == 50
        assert behind({**state.fields, "figure": Decimal(10)}, DAY(2026, 7, 1)) == Decimal("25.0")
        assert event_of(plain(in_hand(nodes=rows)[0])).fields["nodes"] == rows

    def test_the_shape_of_before_is_read_as_before(self) -> None:
        rows = ((DAY(2026, 3, 31), Decimal(10)), (DAY(2026, 6, 30), Decimal(60)))
        assert rows_of(nodes_of({"nodes": rows})) == rows

    def test_nodes_with_words_alone_leave_it_to_the_days(self) -> None:
        only = rows_of([Node(QUARTERS[1], None, "主体封顶")])
        assert expected({**FACTS, "nodes": only}, DAY(2026, 7, 1)) == expected(FACTS, DAY(2026, 7, 1))

    @pytest.mark.parametrize(
        ("rows", "refused"),
        [
            ((), "应有 1 到 24 个"),
            (((DAY(2026, 6, 30), Decimal(10)), (DAY(2026, 3, 31), Decimal(20))), "不晚于前一个"),
            (((DAY(2025, 12, 31), Decimal(10)),), "早于计划开始 2026-01-01"),
            (((DAY(2027, 1, 1), Decimal(10)),), "晚于完成时限 2026-12-31"),
            (((QUARTERS[0], Decimal(101)),), "应在 0 到 100% 之间"),
            (((QUARTERS[0], Decimal(-1)),), "应在 0 到 100% 之间"),
            (((QUARTERS[0], None, "", Decimal(41)),), "应在 0 到 100% 之间"),
            (((QUARTERS[0], Decimal(30)), (QUARTERS[1], Decimal(20))), "比前一个节点少"),
            (((QUARTERS[0], None, ""),), "什么也没写"),
            (((QUARTERS[0], Decimal(3), "", Decimal(3)),), "只写一个"),
            ((("2026-03-31", Decimal(3)),), "节点应写成日期"),
            (((QUARTERS[0], None, "字" * 201),), "超过 200 字"),
        ],
    )
    def test_what_is_no_plan_is_refused(self, rows: Any, refused: str) -> None:
        with pytest.raises(Refused, match=refused):
            walk(SCHEME, *in_hand(nodes=rows)[:1]) if rows else check(rows, FACTS)

    def test_a_figure_needs_a_target_that_adds_up(self) -> None:
        with pytest.raises(Refused, match="没有能累加的目标值"):
            check(((QUARTERS[0], None, "", Decimal(3)),), {**FACTS, "accrual": "增速"})

    def test_after_issue_only_the_leader_changes_them_with_a_document(self) -> None:
        state = walk(SCHEME, *in_hand())
        rows = rows_of([Node(QUARTERS[1], Decimal(40))])
        with pytest.raises(Refused, match="只能在“拟立项”"):
            act(SCHEME, state, event("set-nodes", "2026-03-01", "supervisor", nodes=rows), CALENDAR)
        with pytest.raises(Refused, match="要由责任领导来做"):
            act(SCHEME, state, event("adjust", "2026-03-01", "supervisor", nodes=rows), CALENDAR)
        with pytest.raises(Refused, match="要填“文号”"):
            act(SCHEME, state, event("adjust", "2026-03-01", "leader", nodes=rows, reason="汛期"), CALENDAR)
        changed = event("adjust", "2026-03-01", "leader", nodes=rows, reason="汛期", document="澄政办函〔2026〕9号")
        done = act(SCHEME, state, changed, CALENDAR)
        assert expected(done.fields, DAY(2026, 7, 1)) == 40
        lit = light(View(SCHEME, done, at("2026-07-01"), CALENDAR))
        assert lit
        assert lit.reasons[0].zh == "落后序时进度 40.0 个百分点"

    @given(
        st.lists(st.tuples(st.dates(DAY(2026, 1, 1), DAY(2026, 12, 31)), st.integers(0, 100)), min_size=1, max_size=8)
    )
    def test_any_plan_that_only_grows_is_taken_and_never_expects_less(self, found: list[tuple[dt.date, int]]) -> None:
        days = sorted({day for day, _ in found})
        shares = sorted(much for _, much in found)[-len(days) :]
        rows = tuple((day, Decimal(much)) for day, much in zip(days, shares, strict=True))
        check(rows, FACTS)
        should = [expected({**FACTS, "nodes": rows}, DAY(2026, 1, 1) + dt.timedelta(n)) or 0 for n in range(365)]
        assert should == sorted(should)
        assert should[-1] == shares[-1] or days[-1] == DAY(2026, 12, 31)


class TestTheNextReport:
    def after(self, *events: Event) -> dt.date | None:
        return next_report(view(walk(SCHEME, *in_hand(), *events), "2026-03-01"))

    def test_the_first_is_of_the_month_in_which_it_was_issued(self) -> None:
        assert self.after() == DAY(2026, 3, 5)

    def test_one_report_in_each_month_is_enough_and_the_next_is_due_a_month_later(self) -> None:
        for day, due in (
            ("2026-03-03", DAY(2026, 4, 5)),
            ("2026-03-05", DAY(2026, 4, 5)),
            ("2026-03-06", DAY(2026, 5, 5)),
        ):
            assert self.after(event("report", day, "handler", summary="推进")) == due

    def test_none_is_due_before_it_is_signed_or_once_it_is_in_review(self) -> None:
        assert next_report(view(walk(SCHEME, *in_hand()[:3]), "2026-03-01")) is None
        assert self.after(event("apply", "2026-04-01", "head", evidence=1, result="建成")) is None

    @given(st.integers(0, 300))
    def test_it_is_always_after_the_last_report(self, days: int) -> None:
        told = at("2026-02-14") + dt.timedelta(days=days)
        due = self.after(event("report", told, "handler", summary="推进"))
        assert due is not None
        assert told.date() < due <= told.date() + dt.timedelta(62)


class TestWhoMayKnow:
    def test_a_supervisor_says_who_and_why_and_it_stands_in_the_chain(self) -> None:
        state = walk(SCHEME, *in_hand(), said("restrict", "2026-03-01", "supervisor", "涉密", posts=("市水务局局长",)))
        assert state.restricted == ("市水务局局长",)
        assert state.stage == "handling"
        again = act(SCHEME, state, said("restrict", "2026-03-02", "supervisor", "已解密", posts=()), CALENDAR)
        assert again.restricted == ()

    @pytest.mark.parametrize(
        ("role", "why", "posts", "refused"),
        [
            ("head", "涉密", ("甲",), "要由督查员来做"),
            ("supervisor", "", ("甲",), "请写明限定或解除的理由"),
            ("supervisor", "涉密", "甲", "应是岗位的名称"),
        ],
    )
    def test_others_and_silence_are_refused(self, role: str, why: str, posts: Any, refused: str) -> None:
        with pytest.raises(Refused, match=refused):
            act(SCHEME, walk(SCHEME, *in_hand()), said("restrict", "2026-03-01", role, why, posts=posts), CALENDAR)


def test_a_supporting_unit_tells_its_part_and_nothing_else_moves() -> None:
    state = walk(SCHEME, *in_hand())
    after = act(SCHEME, state, event("support", "2026-03-01", "support", part="资金已拨付"), CALENDAR)
    assert (after.stage, after.reported, after.fields["part"]) == ("handling", None, "资金已拨付")
    with pytest.raises(Refused, match="要由配合单位来做"):
        act(SCHEME, state, event("support", "2026-03-01", "handler", part="好"), CALENDAR)
