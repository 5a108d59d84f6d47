"""What becomes of each commitment of the invented city: steps in time, by the scheme and by its fate."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from luoshi.web.demo.city import matters

DAY = dt.timedelta(days=1)
HUNDRED = Decimal(100)
# What a unit reports in words is taken from here by whether it builds something.
BUILDS = ("建", "投用", "开工", "投产", "改造", "工程", "枢纽", "新校区", "新院区", "贯通")


@dataclass(frozen=True, slots=True)
class Step:
    """One action: when, by whom (`supervisor`, or a role of the lead unit), with what."""

    at: dt.datetime
    who: str
    action: str
    fields: dict[str, Any] = field(default_factory=dict)
    files: int = 0


@dataclass(frozen=True, slots=True)
class Matter:
    """What a tale is told of. `target` with its `unit` and `accrual` as in the commitment's facts."""

    title: str
    year: int
    due: dt.date
    fate: str
    target: Decimal | None = None
    unit: str = ""
    accrual: str = ""


class Teller:
    """Tells tales; chance is seeded, so that the city is the same each time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def day(self, date: dt.date, spread: int = 0) -> dt.datetime:
        """An hour of office on this day, or up to `spread` days later."""
        date += self.dice.randint(0, spread) * DAY
        return dt.datetime.combine(
            date, dt.time(self.dice.choice((8, 9, 10, 11, 14, 15, 16, 17)), self.dice.randint(0, 59))
        )

    def word(self, kind: str) -> str:
        return str(self.dice.choice(matters()["words"][kind]))

    def progress(self, m: Matter, share: Decimal, month: int) -> dict[str, Any]:
        """What a unit reports when `share` percent is done: the figure in its own terms, or the share, and words."""
        steps = matters()["words"]["building" if any(w in m.title for w in BUILDS) else "other"]
        if m.target is None:
            at = min(int(share * len(steps) / HUNDRED), len(steps) - 1)
            return {"summary": steps[at], "percent": share}
        figure = _figure(m, share, self.dice)
        if m.accrual in ("累计", ""):
            words = f"1—{month}月完成{figure}{m.unit}，占年度目标的{_percent(figure, m.target)}%"
        else:
            words = f"1—{month}月为{figure}{m.unit}，目标{m.target.normalize():f}{m.unit}"
        return {"summary": words, "figure": figure}


def _percent(figure: Decimal, target: Decimal) -> Decimal:
    return (figure / target * HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _figure(m: Matter, share: Decimal, dice: random.Random) -> Decimal:
    """What adds up is a part of the target; what is measured stands near it, on the side that its fate says."""
    assert m.target is not None
    places = Decimal(1).scaleb(min(0, int(m.target.normalize().as_tuple().exponent)))
    if m.accrual in ("累计", ""):
        small = places if m.target >= 100 or places < 1 else Decimal(1)
        return (m.target * share / HUNDRED).quantize(small, ROUND_HALF_UP)
    lag = (
        Decimal(dice.randint(-2, 3)) / 100
        if m.fate not in ("slow", "far", "late")
        else Decimal(-dice.randint(4, 12)) / 100
    )
    if m.accrual == "控制上限":
        lag = -lag
    return (m.target * (1 + lag)).quantize(min(places, Decimal("0.1")), ROUND_HALF_UP)


# How far a matter is after each twelfth of its year, by its fate; the last is where it stops.
PACE: dict[str, tuple[int, ...]] = {
    "early": (5, 12, 25, 38, 52, 68, 82, 100, 100, 100, 100, 100),
    "steady": (3, 10, 19, 28, 37, 46, 55, 64, 73, 82, 91, 100),
    "slow": (0, 4, 8, 14, 20, 27, 35, 44, 52, 60, 66, 70),
    "far": (0, 0, 2, 4, 8, 12, 16, 20, 24, 28, 30, 33),
}


def key_task(t: Teller, m: Matter, document: str) -> Iterator[Step]:
    """From 征求意见 to 销号: the list of a year is issued in the middle of February."""
    consulted = dt.date(m.year, 1, 27)
    yield Step(t.day(consulted), "supervisor", "consult")
    yield Step(t.day(consulted + DAY, 5), "head", "answer", {"comment": t.word("comment")})
    yield Step(t.day(dt.date(m.year, 2, 9)), "leader", "approve")
    yield Step(t.day(dt.date(m.year, 2, 11)), "supervisor", "issue", {"document": document, "due": m.due})
    yield Step(t.day(dt.date(m.year, 2, 12), 1 if m.fate != "far" else 8), "handler", "sign")
    yield from _delivery(t, m, "result")
    if m.fate == "ended":
        yield Step(
            t.day(dt.date(m.year, 8, 20)),
            "leader",
            "end",
            {"reason": t.word("ended"), "document": f"澄政办函〔{m.year}〕41号"},
        )


def _delivery(t: Teller, m: Matter, words: str) -> Iterator[Step]:
    """Monthly reports at the pace of its fate, then the application and what comes of it."""
    span = max((m.due - dt.date(m.year, 1, 1)).days + 1, 30)
    shares = {}
    for month in range(2, 13):
        day = dt.date(m.year + month // 12, month % 12 + 1, 1)
        gone = min(round(12 * (day - dt.date(m.year, 1, 1)).days / span), 12)
        shares[day] = Decimal(PACE.get(m.fate, PACE["steady"])[max(gone - 1, 0)])
    full = next((day for day, share in shares.items() if share >= HUNDRED), m.due)
    open_still = m.fate in ("slow", "far", "ended")
    applied = t.day(dt.date(m.year, 8, 15)) if m.fate == "ended" else _applied(t, m, full)
    for day, share in shares.items():
        told = t.day(day, 3)
        if told < applied or (open_still and m.fate != "ended"):
            yield Step(told, "handler", "report", _reported(t, m, day, share))
        if m.fate == "extended" and day.month == min(max(m.due.month - 1, 4), 9) and day.year == m.year:
            until = m.due + 60 * DAY
            asked = {"reason": t.word("extension"), "until": until}
            yield Step(t.day(day + 4 * DAY), "head", "ask-extension", asked)
            granted = {"until": until, "document": f"澄政办函〔{m.year}〕{20 + day.month}号"}
            yield Step(t.day(day + 8 * DAY), "leader", "grant-extension", granted)
    if not open_still:
        yield from _closing(t, m, words, applied)


def _reported(t: Teller, m: Matter, day: dt.date, share: Decimal) -> dict[str, Any]:
    lagging = m.fate in ("slow", "far", "late")
    share = min(share, Decimal(80)) if m.fate == "late" else share
    uneven = share + t.dice.randint(-2, 2) if 0 < share < 98 else share
    fields = t.progress(m, min(uneven, HUNDRED), (day - DAY).month)
    return fields | ({"problem": t.word("problem"), "next": t.word("next")} if lagging and day.month > 4 else {})


def _applied(t: Teller, m: Matter, full: dt.date) -> dt.datetime:
    """When completion is applied for: in time, but by those who are late and by those who were given more time."""
    if m.fate == "late":
        return t.day(m.due + 18 * DAY, 12)
    if m.fate == "extended":
        return t.day(m.due + 35 * DAY, 15)
    return t.day(min(full, m.due) - t.dice.randint(6, 11) * DAY)


def _closing(t: Teller, m: Matter, words: str, at: dt.datetime) -> Iterator[Step]:
    result = {
        words: "年度任务全部完成，佐证材料附后"
        if m.target is None
        else f"完成年度目标，累计{m.target.normalize():f}{m.unit}"
    }
    yield Step(at, "head", "apply", result, files=1)
    at += t.dice.randint(2, 4) * DAY
    if m.fate == "returned":
        yield Step(at, "supervisor", "return", {"reason": t.word("returned")})
        at += t.dice.randint(3, 8) * DAY
        yield Step(at, "head", "apply", result, files=2)
        at += 3 * DAY
    yield Step(at, "supervisor", "complete", {"grade": t.dice.choice(("优秀", "良好", "良好", "合格"))})
    if m.fate == "reopened":
        at += 20 * DAY
        yield Step(at, "supervisor", "reopen", {"reason": t.word("reopened")})
        at += 10 * DAY
        yield Step(at, "head", "apply", result, files=1)
        at += 3 * DAY
        yield Step(at, "supervisor", "complete", {"grade": "合格"})
    if m.fate != "unstruck":
        yield Step(at + t.dice.randint(4, 15) * DAY, "leader", "strike")


def livelihood(t: Teller, m: Matter, funds: int) -> Iterator[Step]:
    """民生实事: decided in January, published in February, reported by quarter, rated by deputies in December."""
    yield Step(t.day(dt.date(m.year, 1, 8)), "supervisor", "propose")
    facts = {
        "document": f"澄政发〔{m.year}〕2号",
        "due": m.due,
        "funds": Decimal(funds),
        "votes": Decimal(t.dice.randint(296, 338)),
    }
    yield Step(t.day(dt.date(m.year, 2, 12)), "supervisor", "publish", facts)
    yield Step(t.day(dt.date(m.year, 3, 10), 20), "handler", "start", {"summary": "项目开工，施工单位进场"})
    pace = PACE.get(m.fate, PACE["steady"])
    for month in (3, 6, 9):
        fields = t.progress(m, Decimal(pace[month - 1]), month)
        if m.fate in ("slow", "far"):
            fields |= {"problem": t.word("problem"), "next": t.word("next")}
        yield Step(t.day(dt.date(m.year, month + 1, 2), 6), "handler", "report", fields)
    if m.fate in ("slow", "far"):
        return
    at = t.day(dt.date(m.year, 10 if m.fate == "early" else 11, 8), 14)
    last = t.progress(m, HUNDRED, at.month) | {"summary": "全部建成，申请验收"}
    yield Step(at, "head", "apply", last, files=2)
    if m.fate == "returned":
        yield Step(at + 4 * DAY, "supervisor", "return", {"reason": t.word("returned")})
        yield Step(at + 11 * DAY, "head", "apply", last, files=2)
    yield Step(at + 15 * DAY, "supervisor", "accept")
    yield Step(
        at + 25 * DAY, "supervisor", "rate", {"satisfaction": t.dice.choice(("满意", "满意", "满意", "基本满意"))}
    )
    yield Step(at + 31 * DAY, "leader", "strike")


def rectification(t: Teller, m: Matter, measure: str, month: int) -> Iterator[Step]:
    """问题整改: assigned with its measure, reported monthly, checked on the spot, made public, struck off."""
    begun = dt.date(m.year, month, 6)
    yield Step(t.day(begun), "supervisor", "assign", {"measure": measure, "due": m.due})
    days = (m.due - begun).days
    number = max(days // 30, 1)
    for n in range(1, number):
        share = Decimal(100 * n // number) if m.fate != "slow" else Decimal(40 * n // number)
        fields = {"summary": f"整改完成约{share}%，{t.word('next')}", "percent": share}
        yield Step(t.day(begun + 30 * n * DAY, 3), "handler", "report", fields)
    if m.fate == "slow":
        return
    at = t.day(m.due + (16 if m.fate == "late" else -8) * DAY)
    yield Step(at, "head", "apply", {"summary": "整改措施全部落实，申请验收"}, files=1)
    if m.fate == "returned":
        yield Step(at + 5 * DAY, "supervisor", "return", {"reason": t.word("returned")})
        yield Step(at + 16 * DAY, "head", "apply", {"summary": "补充整改到位"}, files=1)
        at += 16 * DAY
    yield Step(at + 4 * DAY, "supervisor", "publish", {"finding": "现场核查，整改到位，台账齐全"}, files=1)
    yield Step(at + 34 * DAY, "leader", "strike")
    if m.fate == "reopened":
        yield Step(at + 60 * DAY, "supervisor", "reopen", {"reason": t.word("reopened")})


def ordered(t: Teller, m: Matter, day: dt.date, matter: str) -> Iterator[Step]:
    """会议和批示事项 under 13710: deployed the same day, answered in three, settled in seven or by a plan."""
    at = dt.datetime.combine(day, dt.time(9, t.dice.randint(0, 40)))
    hours = dt.timedelta(hours=1)
    yield Step(at, "supervisor", "assign", {"matter": matter})
    yield Step(
        at + (30 if m.fate == "late" else 5) * hours, "handler", "deploy", {"summary": "主要负责人部署，明确责任科室"}
    )
    yield Step(
        at + 2 * DAY + 3 * hours,
        "handler",
        "feedback",
        {"summary": "已到现场了解情况，提出办理意见", "percent": Decimal(30)},
    )
    done = at + (6 if m.fate != "late" else 11) * DAY
    if matter != "一般":
        planned = day + 95 * DAY
        yield Step(at + 16 * DAY, "head", "plan", {"plan": "分三步：摸清底数、制定方案、逐项落实", "planned": planned})
        for n in (1, 2):
            fields = {"summary": t.word("other"), "percent": Decimal(30 + 25 * n)}
            yield Step(at + (16 + 28 * n) * DAY, "handler", "report", fields)
        if matter == "持续推进":
            return
        done = dt.datetime.combine(planned, dt.time(15)) - 4 * DAY
    yield Step(
        done, "head", "apply", {"result": "事项办结，已向来电来信人反馈" if matter == "一般" else "方案已落实"}, files=1
    )
    if m.fate == "returned":
        yield Step(done + DAY, "supervisor", "return", {"reason": t.word("returned")})
        yield Step(done + 4 * DAY, "head", "apply", {"result": "补充材料后重报"}, files=2)
        done += 4 * DAY
    yield Step(done + DAY, "supervisor", "complete", {"grade": t.dice.choice(("优秀", "良好", "良好", "合格"))})
    yield Step(done + 4 * DAY, "leader", "strike")


# How far the tasks added late have come, by the stage that they stand in.
STAGES = ("draft", "consulting", "approved", "issued")


def added(t: Teller, m: Matter, stage: str, begun: dt.date) -> Iterator[Step]:
    """A task put on the list late, on its way as far as `stage`."""
    steps = (
        Step(t.day(begun), "supervisor", "consult"),
        Step(t.day(begun + 3 * DAY), "leader", "approve"),
        Step(t.day(begun + 5 * DAY), "supervisor", "issue", {"document": f"澄政办发〔{m.year}〕38号", "due": m.due}),
    )  # fmt: skip
    yield from steps[: STAGES.index(stage)]
