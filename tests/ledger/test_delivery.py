"""A commitment on its way: 13710, key tasks, livelihood projects, rectification, and drafts of what comes next."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from tests.ledger.cast import CALENDAR, at, event, walk

from luoshi.ledger import Refused, View, act, allowed, light, notices
from luoshi.ledger.rates import rate, rolled, worst
from luoshi.ledger.standing import due_reports
from luoshi.ledger.values import Event, State
from luoshi.schemes import Scheme, builtin, load

DRAFTS = Path(__file__).parents[1] / "schemes" / "drafts"
DAY = dt.date


def view(scheme: Scheme, state: State, when: str, **more: object) -> View:
    return View(scheme, state, at(when), CALENDAR, **more)  # type: ignore[arg-type]


def assigned(matter: str = "一般") -> list[Event]:
    return [
        event("open", "2026-03-02", "supervisor", matter=matter),
        event("assign", "2026-03-02", "supervisor", matter=matter),
    ]


def in_hand(matter: str = "一般") -> list[Event]:
    return [
        *assigned(matter),
        event("deploy", "2026-03-02 15:00", "head", summary="召开专题会部署"),
        event("feedback", "2026-03-04", "handler", summary="已进场"),
    ]


class Test13710:
    scheme = builtin("13710")

    def test_an_ordinary_matter_has_one_three_and_seven_days_counted_from_the_day_itself(self) -> None:
        clocks = walk(self.scheme, *assigned()).clocks
        assert {name: f"{clock.due:%m-%d %H:%M}" for name, clock in clocks.items()} == {
            "deploy": "03-02 23:59",
            "feedback": "03-04 23:59",
            "settle": "03-08 23:59",
        }

    def test_a_major_matter_has_a_month_or_a_dated_plan(self) -> None:
        state = walk(self.scheme, *assigned("重大复杂"))
        assert f"{state.clocks['month'].due:%Y-%m-%d}" == "2026-04-02"
        assert "settle" not in state.clocks
        plan = event("plan", "2026-03-20", "head", plan="分三步", planned=DAY(2026, 9, 30))
        planned = walk(self.scheme, *in_hand("重大复杂"), plan)
        assert planned.clocks["month"].stopped == at("2026-03-20")
        assert f"{planned.clocks['planned'].due:%Y-%m-%d}" == "2026-09-30"

    def test_it_is_followed_to_zero(self) -> None:
        state = walk(
            self.scheme,
            *in_hand(),
            event("apply", "2026-03-06", "head", evidence=1, result="已办结"),
            event("complete", "2026-03-07", "supervisor", grade="良好"),
            event("strike", "2026-03-09", "leader"),
        )
        assert state.stage == "struck"
        assert state.lapses == ()

    def test_lateness_stays_when_the_matter_is_caught_up(self) -> None:
        state = walk(
            self.scheme,
            *in_hand(),
            event("apply", "2026-03-12", "head", evidence=1, result="已办结"),
            event("complete", "2026-03-13", "supervisor", grade="合格"),
        )
        assert [(lapse.clock, f"{lapse.due:%m-%d}") for lapse in state.lapses] == [("settle", "03-08")]
        on_time = rate(self.scheme.rate["on-time"], [view(self.scheme, state, "2026-03-20")])
        assert (on_time.numerator, on_time.denominator, on_time.percent) == (0, 1, Decimal("0.00"))

    def test_a_returned_matter_has_a_new_limit_and_its_old_clock_stays_as_it_ran(self) -> None:
        state = walk(
            self.scheme,
            *in_hand(),
            event("apply", "2026-03-06", "head", evidence=1, result="已办结"),
            event("return", "2026-03-07", "supervisor", reason="缺验收单"),
        )
        assert state.stage == "handling"
        assert f"{state.clocks['redo'].due:%m-%d}" == "03-13"
        assert state.clocks["settle"].stopped == at("2026-03-06")

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (event("apply", "2026-03-06", "head", result="已办结"), "要附 1 份以上佐证材料"),
            (event("apply", "2026-03-06", "head", evidence=1), "要填“办理结果”"),
            (event("apply", "2026-03-06", "handler", evidence=1, result="已办结"), "要由承办单位负责人来做"),
            (event("apply", "2026-03-06", "viewer", evidence=1, result="已办结"), "要由承办单位负责人来做"),
            (event("complete", "2026-03-06", "supervisor", grade="良好"), "现在是“办理中”"),
            (event("report", "2026-03-06", "handler", summary="好", colour="红"), "没有“colour”这一项"),
            (event("report", "2026-03-06", "handler", summary="好", percent="很多"), "“percent”应是 number"),
            (event("report", "2026-03-01", "handler", summary="好"), "早于上一事件"),
            (event("fly", "2026-03-06", "head"), "没有“fly”这个动作"),
            (event("plan", "2026-03-06", "head", plan="分步", planned=DAY(2026, 9, 1)), "还不具备“报办理计划”的条件"),
            (event("grant-extension", "2026-03-06", "leader", until=DAY(2026, 3, 7)), "不晚于原时限"),
            (event("slip:green", "2026-03-06", "leader"), "没有“green”这种督办单"),
        ],
    )
    def test_what_the_scheme_does_not_allow_is_refused_with_the_reason(self, wrong: Event, said: str) -> None:
        state = walk(self.scheme, *in_hand())
        with pytest.raises(Refused, match=said):
            act(self.scheme, state, wrong, CALENDAR)

    def test_a_choice_is_one_of_the_declared(self) -> None:
        with pytest.raises(Refused, match="“事项类别”只能是一般、重大复杂、持续推进"):
            walk(self.scheme, event("open", "2026-03-02", "supervisor", matter="小事"))

    def test_an_extension_is_asked_before_the_limit_and_moves_it(self) -> None:
        ask = event("ask-extension", "2026-03-06", "head", reason="汛期", until=DAY(2026, 3, 20))
        grant = event("grant-extension", "2026-03-07", "leader", until=DAY(2026, 3, 20))
        state = walk(self.scheme, *in_hand(), ask, grant)
        assert f"{state.clocks['settle'].due:%m-%d}" == "03-20"
        late = event("ask-extension", "2026-03-10", "head", reason="汛期", until=DAY(2026, 3, 20))
        with pytest.raises(Refused, match="延期要在到期前申请"):
            walk(self.scheme, *in_hand(), late)

    def test_an_extension_granted_after_the_limit_leaves_the_lapse(self) -> None:
        ask = event("ask-extension", "2026-03-08", "head", reason="汛期", until=DAY(2026, 3, 20))
        grant = event("grant-extension", "2026-03-11", "leader", until=DAY(2026, 3, 20))
        state = walk(self.scheme, *in_hand(), ask, grant)
        assert [lapse.clock for lapse in state.lapses] == ["settle"]

    @pytest.mark.parametrize(
        ("day", "lamp", "why"),
        [
            ("2026-03-05", "green", ""),
            ("2026-03-07", "yellow", "“七日办结”2026-03-08 到期"),
            ("2026-03-09", "red", "“七日办结”2026-03-08 已到期"),
        ],
    )
    def test_the_light_says_why_it_burns(self, day: str, lamp: str, why: str) -> None:
        lit = light(view(self.scheme, walk(self.scheme, *in_hand()), day))
        assert lit is not None
        assert (lit.id, "".join(reason.zh for reason in lit.reasons)) == (lamp, why)

    def test_notices_go_up_the_line_level_by_level_and_keep_their_keys(self) -> None:
        state = walk(self.scheme, *in_hand())

        def told(day: str) -> list[str]:
            return [n.to for n in notices(view(self.scheme, state, day)) if n.key.startswith("late:settle")]

        assert told("2026-03-08") == []
        assert told("2026-03-09") == ["handler"]
        assert told("2026-03-11") == ["handler", "head"]
        assert told("2026-03-20") == ["handler", "head", "supervisor", "leader"]
        once = {n.key for n in notices(view(self.scheme, state, "2026-03-11"))}
        assert once == {n.key for n in notices(view(self.scheme, state, "2026-03-11 17:00"))}

    def test_only_what_may_be_done_now_is_offered(self) -> None:
        now = view(self.scheme, walk(self.scheme, *in_hand()), "2026-03-06")
        assert set(allowed(now, "handler")) == {"report"}
        assert set(allowed(now, "head")) == {"report", "ask-extension", "apply"}
        assert set(allowed(now, "viewer")) == set()


FACTS = {
    "start": DAY(2026, 1, 1), "due": DAY(2026, 12, 31), "target": Decimal(200000), "unit": "亩", "accrual": "累计",
}  # fmt: skip


class TestKeyTask:
    scheme = builtin("key-task")

    def issued(self, **more: object) -> list[Event]:
        return [
            event("open", "2026-02-01", "supervisor", **(FACTS | more)),
            event("consult", "2026-02-02", "supervisor"),
            event("answer", "2026-02-04", "head", comment="同意"),
            event("approve", "2026-02-10", "leader"),
            event("issue", "2026-02-12", "supervisor", document="澄政办发〔2026〕3号", due=DAY(2026, 12, 31)),
            event("sign", "2026-02-13", "handler"),
        ]

    def test_no_clock_of_the_unit_runs_before_it_is_issued(self) -> None:
        assert set(walk(self.scheme, *self.issued()[:4]).clocks) == {"comment"}
        assert set(walk(self.scheme, *self.issued()[:5]).clocks) == {"comment", "sign", "due"}

    def test_it_is_not_issued_without_its_document(self) -> None:
        with pytest.raises(Refused, match="要填“文号”"):
            walk(
                self.scheme,
                *self.issued()[:4],
                event("issue", "2026-02-12", "supervisor", document="", due=DAY(2026, 12, 31)),
            )

    def test_the_limit_of_five_working_days_minds_the_weekends_that_make_up(self) -> None:
        # 2026-02-14 (a Saturday) and 02-28 are worked for the Spring Festival, 02-15 to 02-23 are off.
        opened = event("open", "2026-02-10", "supervisor", **FACTS)
        state = walk(self.scheme, opened, event("consult", "2026-02-12", "supervisor"))
        assert f"{state.clocks['comment'].due:%Y-%m-%d}" == "2026-02-26"

    @pytest.mark.parametrize(
        ("figure", "lamp"), [("110000", "green"), ("70000", "yellow"), ("30000", "red")], ids=["level", "behind", "far"]
    )
    def test_a_cumulative_figure_is_held_to_the_days_gone_by(self, figure: str, lamp: str) -> None:
        report = event("report", "2026-06-30", "handler", summary="推进中", figure=Decimal(figure))
        lit = light(view(self.scheme, walk(self.scheme, *self.issued(), report), "2026-07-01"))
        assert lit is not None
        assert lit.id == lamp

    @pytest.mark.parametrize("accrual", ["增速", "期末", "控制上限", "年终核定"])
    def test_what_is_settled_at_the_end_is_not_behind_in_july(self, accrual: str) -> None:
        lit = light(view(self.scheme, walk(self.scheme, *self.issued(accrual=accrual)), "2026-03-20"))
        assert lit is not None
        assert not any("序时进度" in reason.zh for reason in lit.reasons)

    def test_a_plan_with_nodes_is_held_to_them(self) -> None:
        nodes = ((DAY(2026, 3, 31), Decimal(10)), (DAY(2026, 6, 30), Decimal(60)))
        report = event("report", "2026-04-02", "handler", summary="推进中", percent=Decimal(20))
        state = walk(self.scheme, *self.issued(accrual="期末", nodes=nodes), report)
        march, july = (light(view(self.scheme, state, day)) for day in ("2026-06-29", "2026-07-01"))
        assert march and july
        assert (march.id, july.id) == ("green", "red")
        assert july.reasons[0].zh == "落后序时进度 40.0 个百分点"

    def test_reports_are_due_each_month_by_the_fifth(self) -> None:
        days = due_reports(self.scheme.report["monthly"], DAY(2026, 2, 12), DAY(2026, 5, 6))
        assert [f"{day:%m-%d}" for day in days] == ["03-05", "04-05", "05-05"]

    def test_the_rate_in_time_counts_what_was_due_not_what_was_issued(self) -> None:
        early = walk(
            self.scheme,
            *self.issued(),
            event("apply", "2026-11-01", "head", evidence=1, result="建成"),
            event("complete", "2026-11-05", "supervisor"),
        )
        running = walk(self.scheme, *self.issued())
        share = rate(self.scheme.rate["on-time"], [view(self.scheme, s, "2026-11-10") for s in (early, running)])
        assert (share.numerator, share.denominator, share.percent) == (1, 1, Decimal("100.00"))
        none = rate(self.scheme.rate["on-time"], [view(self.scheme, running, "2026-11-10")])
        assert none.percent is None


class TestRectification:
    scheme = builtin("rectification")

    def public(self) -> list[Event]:
        return [
            event("open", "2026-03-02", "supervisor", source="省级督察", type="立行立改"),
            event("assign", "2026-03-02", "supervisor", measure="截污", due=DAY(2026, 6, 30)),
            event("apply", "2026-06-01", "head", evidence=1, summary="整改到位"),
            event("publish", "2026-06-08", "supervisor", evidence=1, finding="核查通过"),
        ]

    def test_nothing_is_struck_off_before_the_notice_has_run(self) -> None:
        state = walk(self.scheme, *self.public())
        assert f"{state.clocks['notice'].due:%m-%d}" == "06-23"  # 06-19 is the Dragon Boat Festival
        with pytest.raises(Refused, match="还不具备“销号”的条件"):
            act(self.scheme, state, event("strike", "2026-06-23", "leader"), CALENDAR)
        assert act(self.scheme, state, event("strike", "2026-06-24", "leader"), CALENDAR).stage == "struck"

    def test_a_relapse_is_listed_again(self) -> None:
        state = walk(
            self.scheme,
            *self.public(),
            event("strike", "2026-06-24", "leader"),
            event("reopen", "2026-09-01", "supervisor", reason="反弹"),
        )
        assert state.stage == "handling"
        assert "struck" in state.reached
        assert rate(self.scheme.rate["struck"], [view(self.scheme, state, "2026-09-02")]).numerator == 0


class TestDrafts:
    def test_an_unhappy_deputy_has_the_suggestion_done_again_within_a_month(self) -> None:
        scheme = load(DRAFTS / "suggestions.toml")
        state = walk(
            scheme,
            event("open", "2026-02-10", "supervisor", breadth="一般", handling="主办协办"),
            event("assign", "2026-02-10", "supervisor", lead="市水务局"),
            event("answer", "2026-04-20", "head", evidence=1, answer="已解决", **{"class": "A"}),
            event("opinion", "2026-04-28", "party", satisfaction="不满意"),
            event("redo", "2026-05-06", "supervisor", reason="代表不满意"),
        )
        assert f"{state.clocks['redo'].due:%Y-%m-%d}" == "2026-06-06"
        assert f"{state.clocks['three-months'].due:%Y-%m-%d}" == "2026-05-10"
        # The supporting unit never sent its opinion: that lapse stays.
        assert [lapse.clock for lapse in state.lapses] == ["support"]

    def test_the_hotline_counts_office_hours_and_extends_three_times(self) -> None:
        scheme = load(DRAFTS / "hotline.toml")
        call = event("open", "2026-03-06 17:00", "supervisor", sort="一般")
        state = walk(scheme, call)
        # Half a working day of 7.5 hours: one hour on Friday, the other 2:45 on Monday from eight.
        assert f"{state.clocks['dispatch'].due:%m-%d %H:%M}" == "03-09 10:45"
        state = walk(scheme, call, event("dispatch", "2026-03-09 09:00", "supervisor", unit="市水务局"))
        for day, until in (("2026-03-11", 17), ("2026-03-12", 20), ("2026-03-13", 25)):
            state = act(
                scheme,
                state,
                event("grant-extension", day, "supervisor", until=DAY(2026, 3, until)),
                CALENDAR,
            )
        assert state.clocks["general"].extended == 3
        with pytest.raises(Refused, match="最多延期 3 次"):
            act(
                scheme,
                state,
                event("ask-extension", "2026-03-16", "head", reason="难", until=DAY(2026, 3, 27)),
                CALENDAR,
            )

    def test_the_urgent_call_has_thirty_minutes(self) -> None:
        scheme = load(DRAFTS / "hotline.toml")
        state = walk(
            scheme,
            event("open", "2026-03-07 23:50", "supervisor", sort="紧急"),
            event("dispatch", "2026-03-07 23:55", "supervisor", unit="市水务局"),
        )
        assert f"{state.clocks['urgent'].due:%m-%d %H:%M}" == "03-08 00:25"

    def test_the_three_rates_of_the_pipeline_leave_the_newest_batch_out(self) -> None:
        scheme = load(DRAFTS / "pipeline.toml")

        def project(batch: int, *actions: str, actual: str = "0") -> View:
            events = [event("open", "2026-01-05", "handler", batch=Decimal(batch), expected=Decimal(10))]
            for action in actions:
                more = {"actual": Decimal(actual)} if action == "output" else {}
                count = {"start": 1, "count": 3}.get(action, 0)
                events.append(event(action, "2026-02-01", "handler", evidence=count, **more))
            return view(scheme, walk(scheme, *events), "2026-06-01")

        projects = [
            project(1, "sign", "start", "count", "produce", "output", actual="9.5"),
            project(1, "sign", "start"),
            project(1, "sign"),
            project(2, "sign"),
        ]
        signed = rate(scheme.rate["signed-started"], projects)
        assert (signed.numerator, signed.denominator, signed.percent) == (2, 3, Decimal("66.67"))
        output = rate(scheme.rate["output"], projects)
        assert (output.numerator, output.denominator, output.percent) == (Decimal("9.5"), 10, Decimal("95.00"))

    def test_a_lead_on_hold_stands_still(self) -> None:
        scheme = load(DRAFTS / "leads.toml")
        state = walk(
            scheme,
            event("open", "2026-03-02", "supervisor"),
            event("judge", "2026-03-03", "head", summary="可谈"),
            event("pause", "2026-03-05", "supervisor", reason="等规划"),
            event("resume", "2026-03-25", "supervisor"),
        )
        assert f"{state.clocks['answer'].due:%m-%d}" == "03-30"

    def test_a_commitment_of_many_closes_after_its_parts(self) -> None:
        scheme = load(DRAFTS / "composite.toml")
        whole = walk(scheme, event("open", "2026-01-05", "supervisor", due=DAY(2026, 12, 31)))
        done = event("complete", "2026-06-01", "supervisor")
        with pytest.raises(Refused, match="还有 1 项子任务没有办结"):
            act(scheme, whole, done, CALENDAR, parts=[(scheme, whole)])
        part = act(scheme, whole, done, CALENDAR)
        assert act(scheme, whole, done, CALENDAR, parts=[(scheme, part)]).stage == "done"
        assert scheme.parts is not None
        assert rolled(scheme.parts, [Decimal(3), None, Decimal(4)]) == 7
        assert worst(["green", "red", "grey"]) == "red"
