"""这件事到哪一步了，为什么？ Chart, source, nodes and story of a commitment; and reporting from My work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.cast import at, event
from tests.web.conftest import Office
from tests.web.test_report_desk import decide, sent, task
from tests.web.test_report_tables import HEADS, xlsx
from tests.web.test_report_to_issue import assigned, opened

from luoshi.ledger import Event, Refused
from luoshi.ledger.nodes import nodes_of
from luoshi.web.actions import desk
from luoshi.web.actions.commitments import act, state_of
from luoshi.web.actions.opening import open_tasks
from luoshi.web.actions.reports import take
from luoshi.web.actions.table import cells_of, look
from luoshi.web.models import Commitment, StoredReport
from luoshi.web.pages.chart import HEIGHT, WIDTH, chart

DAY = dt.date
PLAN: dict[str, Any] = {"start": DAY(2026, 1, 1), "due": DAY(2026, 12, 31)}
SUM: dict[str, Any] = PLAN | {"target": Decimal(40), "unit": "个", "accrual": "累计"}


@pytest.fixture
def report(office: Office) -> StoredReport:
    return take(office.cast["supervisor"], sent())[0]


def running(office: Office, **facts: Any) -> Commitment:
    """A key task that is signed for."""
    one = office.commitment("key-task", facts=SUM | facts, year=2026)
    office.do("leader", one, "approve")
    office.do("supervisor", one, "issue", document="澄政办发〔2026〕3号", due=DAY(2026, 12, 31))
    return office.do("handler", one, "sign")


def said(office: Office, who: str, path: str) -> str:
    return office.browser(who).get(path).content.decode()


class TestChart:
    def of(self, *told: tuple[str, int], today: str = "2026-07-01", running: bool = True, **facts: Any) -> Any:
        whole = SUM | facts
        events = [event("open", "2026-02-01", "supervisor", **whole)]
        name = "figure" if whole.get("target") is not None else "percent"
        events += [event("report", day, "handler", **{name: Decimal(value)}) for day, value in told]
        for one in events:
            whole |= one.fields
        return chart(events, whole, at(today).date(), running)

    def test_what_adds_up_is_drawn_against_the_line_of_days_and_shows_what_is_short_today(self) -> None:
        drawn = self.of(("2026-04-01", 10), ("2026-06-30", 12))
        assert (drawn.unit, drawn.from_zero, drawn.ceiling) == ("个", True, False)
        assert len(drawn.plan.split()) == 2
        assert drawn.gap is not None
        assert drawn.gap[2] < drawn.gap[1], "what should be done lies above what is"
        assert drawn.marks[-1].text == "12"
        assert self.of(("2026-06-30", 30)).gap is None
        assert self.of(("2026-06-30", 12), running=False).today is None

    def test_nodes_make_steps(self) -> None:
        drawn = self.of(("2026-04-01", 10), nodes=((DAY(2026, 3, 31), Decimal(20)), (DAY(2026, 12, 31), Decimal(100))))
        assert len(drawn.nodes) == 2
        assert drawn.gap is None
        assert [mark.text for mark in drawn.nodes] == ["8", "40"]

    @pytest.mark.parametrize("accrual", ["期末", "增速", "年终核定", "控制上限"])
    def test_what_is_measured_at_the_end_has_no_line_of_days(self, accrual: str) -> None:
        drawn = self.of(("2026-04-01", 6), target=Decimal(7), unit="%", accrual=accrual)
        assert drawn.plan == ""
        assert drawn.gap is None
        assert drawn.target

    def test_a_ceiling_that_is_broken_is_marked(self) -> None:
        drawn = self.of(("2026-04-01", 2), ("2026-06-01", 4), target=Decimal(3), unit="%", accrual="控制上限")
        assert drawn.ceiling
        assert [mark.over for mark in drawn.marks] == [False, True]

    def test_without_a_target_it_is_the_share_of_the_work(self) -> None:
        drawn = self.of(("2026-04-01", 10), target=None, accrual=None)
        assert drawn.unit == "%"
        assert drawn.target == ""

    def test_with_nothing_to_draw_there_is_none(self) -> None:
        events = [event("open", "2026-02-01", "supervisor")]
        assert chart(events, {}, DAY(2026, 3, 1), True) is None

    def test_a_target_that_was_changed_is_a_step(self) -> None:
        events = [event("open", "2026-02-01", "supervisor", **SUM),
                  event("adjust", "2026-05-01", "leader", target=Decimal(30))]  # fmt: skip
        drawn = chart(events, SUM | {"target": Decimal(30)}, DAY(2026, 6, 1), True)
        assert drawn is not None
        assert len({point.split(",")[1] for point in drawn.target.split()}) == 2

    @settings(max_examples=80, deadline=None)
    @given(
        st.lists(st.tuples(st.dates(DAY(2026, 1, 1), DAY(2027, 6, 1)), st.integers(-50, 500)), max_size=8),
        st.sampled_from(["累计", "期末", "增速", "控制上限", "年终核定", None]),
        st.sampled_from([None, Decimal(0), Decimal(40)]),
        st.dates(DAY(2025, 12, 1), DAY(2027, 12, 1)),
    )
    def test_nothing_is_drawn_outside_the_frame(
        self, told: list[tuple[dt.date, int]], accrual: str | None, target: Decimal | None, today: dt.date
    ) -> None:
        whole: dict[str, Any] = PLAN | {"target": target, "accrual": accrual}
        events = [Event("open", at("2026-01-01"), "林督查", "", "supervisor", dict(whole))]
        name = "figure" if target is not None else "percent"
        for day, value in sorted(told):
            events.append(event("report", f"{day} 10:00", "handler", **{name: Decimal(value)}))
            whole |= events[-1].fields
        drawn = chart(events, whole, today, True)
        if drawn is None:
            return
        points = [
            tuple(map(float, p.split(","))) for path in (drawn.line, drawn.plan, drawn.target) for p in path.split()
        ]
        for x, y in [*points, *((m.x, m.y) for m in (*drawn.marks, *drawn.nodes))]:
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT


class TestThePage:
    def test_the_figures_of_the_chart_stand_in_a_table_to_be_copied(
        self, office: Office, today: Callable[[dt.datetime], None]
    ) -> None:
        one = running(office)
        today(dt.datetime(2026, 6, 30, 9))
        office.do("handler", one, "report", summary="推进", figure=Decimal(12))
        page = said(office, "handler", f"/c/{one.number}/")
        assert 'aria-label="目标 40个，2026-06-30 12个"' in page
        assert "红线：今天还差的" in page
        assert '<td class="num">30.0</td>' in page
        assert "单位自报，不等于核实" in page

    def test_each_event_has_who_when_why_its_evidence_and_its_hash(self, office: Office) -> None:
        one = office.do("head", office.in_hand(), "apply", files=1, result="已办结")
        page = said(office, "supervisor", f"/c/{one.number}/")
        row = one.events.last()
        assert row is not None
        item = page[page.index(f'<li id="e{row.number}"') :].split("</li>")[0]
        for words in ("申请办结", "head某", "2026-03-02 09:00", "已办结", "验收0.pdf", row.hash[:12], "/evidence/"):
            assert words in item

    def test_a_missed_limit_stands_in_the_story_for_good(
        self, office: Office, today: Callable[[dt.datetime], None]
    ) -> None:
        one = office.in_hand()
        today(dt.datetime(2026, 3, 20, 9))
        office.do("head", one, "apply", files=1, result="已办结")
        office.do("supervisor", one, "complete", grade="合格")
        assert "“七日办结”应在 2026-03-08 前完成，逾期 12 天" in said(office, "viewer", f"/c/{one.number}/")

    def test_the_quote_leads_to_its_paragraph_in_the_report(self, office: Office, report: StoredReport) -> None:
        (one,) = opened(office, report, "改造老旧小区")
        page = said(office, "head", f"/c/{one.number}/")
        assert f"/c/{one.number}/source#words" in page
        assert f"/reports/{report.pk}/#t-" not in page, "the desk is not theirs"
        assert f"/reports/{report.pk}/#t-{one.task}" in said(office, "supervisor", f"/c/{one.number}/")
        assert f'id="t-{one.task}"' in said(office, "supervisor", f"/reports/{report.pk}/")
        source = said(office, "head", f"/c/{one.number}/source")
        assert "原文里怎么说的？" in source
        assert source.count('id="words"') == 1
        marked = "".join(part.split("</mark>")[0] for part in source.split("<mark>")[1:])
        assert marked == "".join(one.quote.split("\n"))
        assert "下载原文件" not in source
        assert office.browser("outsider").get(f"/c/{one.number}/source").status_code == 404

    def test_what_stands_in_no_report_has_no_source(self, office: Office) -> None:
        one = office.in_hand()
        assert office.browser("head").get(f"/c/{one.number}/source").status_code == 404

    def test_a_supporting_unit_tells_its_part(self, office: Office) -> None:
        one = running(office)
        one.supports.add(office.units["教育"])
        assert f"/c/{one.number}/do/support" in said(office, "outsider", f"/c/{one.number}/")
        act(office.cast["outsider"], one, "support", {"part": "资金已拨付"})
        assert "资金已拨付" in said(office, "head", f"/c/{one.number}/")
        with pytest.raises(Refused, match="要由承办人、承办单位负责人来做"):
            act(office.cast["outsider"], one, "report", {"summary": "代报"})


class TestNodes:
    def test_the_desk_sets_them_and_the_commitment_has_them(self, office: Office, report: StoredReport) -> None:
        (name,) = assigned(office, report, "改造老旧小区")
        page = said(office, "supervisor", f"/reports/{report.pk}/t/{name}")
        assert 'value="2026-03-31"' in page
        rows = {"nodes-1-day": "2026-06-30", "nodes-1-much": "50%", "nodes-1-words": "过半",
                "nodes-2-day": "2026-12-31", "nodes-2-much": "55"}  # fmt: skip
        decide(office, report, "assign", task=name, **rows)
        made, left = open_tasks(office.cast["supervisor"], report, [name])
        assert not left
        one = made[0]
        nodes = nodes_of(state_of(one).fields)
        assert [(n.day, n.percent, n.words, n.figure) for n in nodes] == [
            (DAY(2026, 6, 30), Decimal(50), "过半", None), (DAY(2026, 12, 31), None, "", Decimal(55)),
        ]  # fmt: skip
        assert "过半" in said(office, "head", f"/c/{one.number}/")

    @pytest.mark.parametrize(
        ("rows", "refused"),
        [
            ({"nodes-1-day": "六月底", "nodes-1-much": "50%"}, "节点的日期应如 2026-06-30"),
            ({"nodes-1-day": "2026-06-30", "nodes-1-much": "大半"}, "写 30% 或一个数，不是“大半”"),
            ({"nodes-1-day": "2027-06-30", "nodes-1-much": "50%"}, "晚于完成时限"),
            ({"nodes-1-day": "2026-06-30", "nodes-1-much": "150%"}, "应在 0 到 100% 之间"),
        ],
    )
    def test_what_is_no_node_is_refused_and_nothing_is_decided(
        self, office: Office, report: StoredReport, rows: dict[str, str], refused: str
    ) -> None:
        (name,) = assigned(office, report, "改造老旧小区")
        count = report.decisions.count()
        assert refused in decide(office, report, "assign", task=name, **rows)
        assert report.decisions.count() == count

    def test_saving_with_empty_rows_decides_nothing(self, office: Office, report: StoredReport) -> None:
        (name,) = assigned(office, report, "改造老旧小区")
        count = report.decisions.count()
        decide(office, report, "assign", task=name, above="", **{"nodes-1-day": "2026-03-31", "supports": ""})
        assert report.decisions.count() <= count + 1
        assert not desk.desk_of(report).items[name].said.get("nodes")

    def test_the_quarters_of_a_breakdown_table_become_nodes(self, office: Office, report: StoredReport) -> None:
        words = desk.desk_of(report).items[task(report, "改造老旧小区")].title
        heads = (*HEADS, "一季度目标", "二季度", "三季度形象进度", "四季度")
        row = (1, words, "市水务局", "", "", "2026年12月底", "完成招标", "完成30%", "60%，主体完工", "100%")
        good, bad = look(report, xlsx(row, heads=heads), "分解表.xlsx")
        assert not bad
        assert good[0].said["nodes"] == [
            ["2026-03-31", None, "完成招标", None], ["2026-06-30", "30", "", None],
            ["2026-09-30", "60", "60%，主体完工", None], ["2026-12-31", "100", "", None],
        ]  # fmt: skip
        worse = (1, words, "市水务局", "", "", "2026年12月底", "60%", "30%", "", "")
        good, bad = look(report, xlsx(worse, heads=heads), "分解表.xlsx")
        assert not good
        assert (bad[0].cell, bad[0].why.zh) == ("分解表!G3", "节点 2026-06-30 比前一个节点少")

    def test_two_shares_in_a_cell_are_words(self) -> None:
        assert cells_of(["完成10%至20%", "", "", ""], 2026)[0].percent is None

    def test_by_hand_with_a_target_its_unit_and_how_it_accrues(self, office: Office) -> None:
        browser, scheme = office.browser("supervisor"), office.schemes["key-task"].pk
        assert 'value="2026-03-31"' in browser.get(f"/ledger/new?scheme={scheme}").content.decode()
        typed = {"scheme": scheme, "title": "新建车位", "target": "400", "due": "2026-12-31",
                 "nodes-1-day": "2026-06-30", "nodes-1-much": "100"}  # fmt: skip
        refused = browser.post("/ledger/new", typed)
        assert "有目标值，请选这个数怎么算" in refused.content.decode() and "新建车位" in refused.content.decode()
        browser.post("/ledger/new", typed | {"accrual": "累计", "unit": "个"})
        assert Commitment.objects.get().year == 2026
        facts = state_of(Commitment.objects.get()).fields
        assert (facts["unit"], facts["accrual"]) == ("个", "累计")
        assert nodes_of(facts)[0].figure == 100

    def test_after_issue_the_leader_changes_them_with_a_document_and_others_do_not(self, office: Office) -> None:
        one = running(office)
        typed = {"reason": "汛期停工", "document": "澄政办函〔2026〕9号", "nodes-1-day": "2026-09-30",
                 "nodes-1-much": "20", "seen": str(one.events_count)}  # fmt: skip
        refused = office.browser("supervisor").post(f"/c/{one.number}/do/adjust", typed).content.decode()
        assert "要由责任领导来做" in refused
        without = office.browser("leader").post(f"/c/{one.number}/do/adjust", typed | {"document": ""})
        page = without.content.decode()
        assert "要填“文号”" in page and "汛期停工" in page and 'value="2026-09-30"' in page
        assert office.browser("leader").post(f"/c/{one.number}/do/adjust", typed).status_code == 302
        assert nodes_of(state_of(one).fields)[0].figure == 20
        assert "到节点看" in said(office, "supervisor", "/overview/")


class TestMyWork:
    def test_a_report_is_made_without_leaving_the_page_and_the_next_one_is_open(self, office: Office) -> None:
        one, two = running(office), running(office)
        page = said(office, "handler", "/")
        assert f'action="/c/{one.number}/do/report"' in page
        assert f'name="next" value="{two.number}"' in page
        assert f'id="{one.number}-f-figure"' in page and f'id="{one.number}-f-percent"' not in page
        answer = office.browser("handler").post(
            f"/c/{one.number}/do/report",
            {"summary": "开工 5 个", "figure": "5", "seen": str(one.events_count), "back": "mine", "next": two.number},
        )
        assert answer["Location"] == f"/?open={two.number}#w-{two.number}"
        page = said(office, "handler", answer["Location"].partition("#")[0])
        assert page.count('<details class="quick" open>') == 1
        assert state_of(one).fields["figure"] == 5

    def test_what_was_said_last_is_shown_and_never_sent_again(self, office: Office) -> None:
        one = running(office)
        office.do("handler", one, "report", summary="开工 5 个", figure=Decimal(5))
        page = said(office, "handler", "/")
        assert 'placeholder="上次：开工 5 个"' in page
        assert 'placeholder="上次 5"' in page
        assert ">开工 5 个</textarea>" not in page

    @pytest.mark.parametrize("next", ["//evil.example", "x#y", ""])
    def test_it_goes_back_to_no_other_place(self, office: Office, next: str) -> None:
        one = running(office)
        typed = {"summary": "好", "back": "mine", "next": next, "seen": str(one.events_count)}
        assert office.browser("handler").post(f"/c/{one.number}/do/report", typed)["Location"] == "/"

    def test_what_is_to_be_reported_this_month_is_there_until_it_is_reported(
        self, office: Office, today: Callable[[dt.datetime], None]
    ) -> None:
        one = running(office)
        assert Commitment.objects.get().report_by == DAY(2026, 4, 5)
        today(dt.datetime(2026, 3, 20, 9))
        assert "本期要报告" not in said(office, "handler", "/")
        today(dt.datetime(2026, 3, 26, 9))
        page = said(office, "handler", "/")
        assert "本期要报告" in page and "04-05 前报告，还有 10 天" in page
        today(dt.datetime(2026, 4, 8, 9))
        assert "应在 04-05 前报告，已逾期 3 天" in said(office, "head", "/")
        office.do("handler", one, "report", summary="推进", figure=Decimal(12))
        assert "本期要报告" not in said(office, "handler", "/")
        assert Commitment.objects.get().report_by == DAY(2026, 6, 5)

    def test_what_waits_to_be_signed_for_comes_as_such(self, office: Office) -> None:
        one = office.commitment("key-task", facts=SUM)
        office.do("leader", one, "approve")
        office.do("supervisor", one, "issue", document="澄政办发〔2026〕3号", due=DAY(2026, 12, 31))
        page = said(office, "handler", "/")
        assert "待签收、部署" in page and f"/c/{one.number}/do/sign" in page
        assert "待签收、部署" not in said(office, "supervisor", "/")
