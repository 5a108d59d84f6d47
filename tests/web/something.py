"""A little of everything: one commitment in each state, an obstacle, slips, a bulletin, notices, a report at the desk.
For tests that look at pages; made by the same actions as people's work."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions import bulletins, desk, opening, reports
from luoshi.web.actions.commitments import act, keep, open_commitment
from luoshi.web.actions.daily import tick
from luoshi.web.demo.city import Cast
from luoshi.web.models import Commitment, Unit

SAMPLE = Path(__file__).parents[2] / "samples" / "澄川市-2026.txt"
NOW = dt.datetime(2026, 4, 8, 8)
PROOF = b"%PDF-1.7 ok"


def fill(cast: Cast) -> dt.datetime:
    """Up to a morning in April, which is given back; of the cast of the invented city."""
    water, finance = cast.units["市水务局"], cast.units["市财政局"]
    supervisor, leader = cast["ducha"], cast["fushizhang"]
    handler, head = cast.of("市水务局", "handler"), cast.of("市水务局", "head")
    scheme = keep(builtin("key-task"), (BUILTIN / "key-task.toml").read_text("utf-8"))
    for name in ("13710", "livelihood", "rectification"):
        keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8"))

    def made(title: str, **more: Any) -> Commitment:
        facts = {"start": dt.date(2026, 1, 1), "due": more.pop("due", dt.date(2026, 12, 20)), **more}
        with clock.at(dt.datetime(2026, 1, 20, 9)):
            return open_commitment(supervisor, scheme, title, facts, year=2026, lead=water, leader=leader.post)

    def done(one: Commitment, *steps: tuple[Any, str, tuple[int, int], dict[str, Any]]) -> Commitment:
        for actor, action, (month, day), fields in steps:
            files = [SimpleUploadedFile("验收单.pdf", PROOF)] if action == "apply" else []
            with clock.at(dt.datetime(2026, month, day, 10)):
                one = act(actor, one, action, fields, files, why="按计划" if ":" in action else "")
        return one

    def issued(title: str, **more: Any) -> Commitment:
        one = made(title, **more)
        given = {"document": "澄政办发〔2026〕3号", "due": more.get("due", dt.date(2026, 12, 20))}
        return done(one, (leader, "approve", (1, 21), {}), (supervisor, "issue", (1, 22), given))

    def in_hand(title: str, **more: Any) -> Commitment:
        return done(issued(title, **more), (handler, "sign", (1, 23), {}))

    with clock.at(dt.datetime(2026, 1, 20, 8)):
        row, _ = reports.take(supervisor, SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes()))
        first, second = list(desk.desk_of(row).items)[:2]
        desk.stand(supervisor, row, "accept", [first])
        desk.stand(supervisor, row, "reject", [second])
        unit = Unit.objects.get(name="市水务局")
        desk.assign(supervisor, row, [first], {"scheme": scheme.pk, "lead": unit.pk, "leader": leader.post.pk})
        opening.open_tasks(supervisor, row, [first])
    made("制定调度规程")
    done(made("编制治理方案"), (supervisor, "consult", (4, 7), {}))
    issued("除险加固小型水库", due=dt.date(2026, 4, 30))
    target = {"target": Decimal(40), "unit": "处", "accrual": "累计"}
    told = {"summary": "完成4处", "figure": Decimal(4), "problem": "管线迁改慢", "coordination": "资金缺口320万元",
            "coordinate-with": finance.name, "obstacle": "资金"}  # fmt: skip
    stuck = done(in_hand("改造供水管网", **target), (handler, "report", (3, 30), told))
    again = done(in_hand("更新计量设施"), (handler, "report", (3, 31), told | {"figure": Decimal(5)}))
    number = again.events_count
    done(again, (cast.of("市财政局", "handler"), f"reply:{number}", (4, 1), {}))
    late = in_hand("修复灌区渠道", due=dt.date(2026, 3, 10))
    with clock.at(dt.datetime(2026, 3, 12, 9)):
        tick(dt.datetime(2026, 3, 12, 9))
    done(late, (leader, "slip:orange", (3, 12), {"words": "请说明原因，明确完成日期。"}),
         (head, "answer:orange", (3, 16), {"measure": "两班作业", "by": dt.date(2026, 4, 20)}))  # fmt: skip
    done(stuck, (supervisor, "slip:blue", (4, 2), {"words": "请加快进度。"}))
    applied = {"result": "全部完成"}
    review = done(in_hand("清理河道"), (head, "apply", (3, 20), applied))
    done(
        in_hand("安装监测设备"),
        (head, "apply", (3, 21), applied),
        (supervisor, "return", (3, 22), {"reason": "缺照片"}),
    )
    over = done(in_hand("建成泵站"), (head, "apply", (3, 18), applied), (supervisor, "complete", (3, 19), {}))
    gone = done(in_hand("推广节水器具"), (head, "apply", (3, 18), applied), (supervisor, "complete", (3, 19), {}))
    done(gone, (leader, "strike", (3, 25), {}))
    done(in_hand("延后的工程"), (head, "ask-extension", (4, 3), {"reason": "汛期", "until": dt.date(2027, 1, 20)}))
    assert (review.kind, over.kind) == ("review", "done")
    with clock.at(dt.datetime(2026, 4, 1, 9)):
        tick(dt.datetime(2026, 4, 1, 9))
        bulletins.issue(supervisor, 2026, 3, "澄政督通〔2026〕1号")
    with clock.at(NOW):
        tick(NOW)
    return NOW
