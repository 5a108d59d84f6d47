"""The words of a scheme's keys, and a condition as a sentence."""

from __future__ import annotations

from luoshi.schemes.check import FACT_NAMES
from luoshi.schemes.values import WHO, Clock, Condition, Scheme
from luoshi.values import Message

STAGE = {
    "before": Message("未起算", "before"),
    "open": Message("办理", "open"),
    "review": Message("审核", "review"),
    "done": Message("办结", "done"),
    "struck": Message("销号", "struck off"),
    "void": Message("终止", "void"),
}
COLOUR = {
    "green": Message("绿", "green"),
    "blue": Message("蓝", "blue"),
    "yellow": Message("黄", "yellow"),
    "orange": Message("橙", "orange"),
    "red": Message("红", "red"),
    "grey": Message("灰", "grey"),
}
# Lights have a shape beside their colour, so that they can be read in grey and on paper.
SHAPE = {"green": "○", "blue": "◇", "yellow": "△", "orange": "▲", "red": "■", "grey": "·"}
_CLOCK_STATE = {
    "running": Message("在走", "is running"),
    "met": Message("按时完成", "was met"),
    "late": Message("曾经逾期", "was late"),
    "overdue": Message("已到期", "is overdue"),
    "over": Message("期满", "has run out"),
}


def who(roles: tuple[str, ...]) -> Message:
    """督查员、责任领导."""
    return Message("、".join(WHO[r].zh for r in roles), ", ".join(WHO[r].en for r in roles))


def field(scheme: Scheme, name: str) -> Message:
    """A field's label; of the system's own facts the name itself."""
    known = scheme.field.get(name)
    return Message(known.name, known.en) if known else FACTS[name]


FACTS = FACT_NAMES


def actions(scheme: Scheme, names: tuple[str, ...]) -> Message:
    """The names of actions; `open` is the making of the commitment."""
    zh = "、".join("立项" if n == "open" else scheme.transition[n].name for n in names)
    return Message(zh, ", ".join("opening" if n == "open" else scheme.transition[n].en for n in names))


def limit_of(scheme: Scheme, clock: Clock) -> Message:
    """`7日（含当日）`, `完成时限所写日期`."""
    if clock.limit.startswith("field:"):
        label = field(scheme, clock.limit.removeprefix("field:"))
        return Message(f"到“{label.zh}”之日", f"until the day of {label.en}")
    counted = scheme.day_one == "counted" and clock.limit.endswith("日")
    return Message(
        clock.limit + ("（含当日）" if counted else ""), clock.limit + (", day 1 included" if counted else "")
    )


def condition(scheme: Scheme, c: Condition | None) -> Message:
    """The condition as a sentence; empty for none."""
    if c is None:
        return Message("", "")
    said = [*_plain(scheme, c)]
    if c.any:
        inner = [condition(scheme, one) for one in c.any]
        some = Message("或".join(one.zh for one in inner), " or ".join(one.en for one in inner))
        said.append(Message(f"（{some.zh}）", f"({some.en})") if said else some)
    said += [Message(f"除去{one.zh}的", f"not ({one.en})") for one in (condition(scheme, inner) for inner in c.none)]
    return Message("，".join(m.zh for m in said), ", ".join(m.en for m in said))


def _plain(scheme: Scheme, c: Condition) -> list[Message]:
    found: list[Message] = []
    for key, zh, en in (("stage", "现在是", "now"), ("reached", "到过", "has been")):
        if names := getattr(c, key):
            stages = [scheme.stage[n] for n in names]
            found.append(Message(zh + "、".join(s.name for s in stages), f"{en} {', '.join(s.en for s in stages)}"))
    if c.kind:
        found.append(Message("、".join(STAGE[k].zh for k in c.kind), ", ".join(STAGE[k].en for k in c.kind)))
    if c.field is not None:
        found.append(_field(scheme, c, c.field))
    if c.clock is not None:
        found.append(_clock(scheme, c, c.clock))
    if c.behind is not None:
        found.append(Message(f"落后序时进度 {c.behind} 个百分点以上", f"{c.behind} points or more behind schedule"))
    if c.unstarted is not None:
        found.append(Message(f"计划开始后 {c.unstarted}没有进展", f"nothing {c.unstarted} after the planned start"))
    if c.idle is not None:
        found.append(Message(f"{c.idle}没有报告", f"no report for {c.idle}"))
    if c.light is not None:
        name = scheme.light[c.light]
        zh = f"连续 {c.times} 期“{name.name}”" if c.times > 1 else f"“{name.name}”"
        found.append(Message(zh, f"{name.en}, {c.times} period(s) running"))
    return found


def _field(scheme: Scheme, c: Condition, name: str) -> Message:
    label = field(scheme, name)
    if c.is_:
        return Message(f"{label.zh}是{'、'.join(c.is_)}", f"{label.en} is {', '.join(c.is_)}")
    if c.latest is not None:
        return Message(
            f"{label.zh}{'' if c.latest else '不'}是最近的", f"{label.en} is {'' if c.latest else 'not '}the newest"
        )
    return Message(
        f"{label.zh}{'已' if c.given is not False else '没有'}填",
        f"{label.en} {'' if c.given is not False else 'not '}given",
    )


def _clock(scheme: Scheme, c: Condition, name: str) -> Message:
    clock = scheme.clock[name]
    if c.within is not None:
        return Message(f"“{clock.name}”{c.within}内到期", f"{clock.en} ends within {c.within}")
    state = _CLOCK_STATE[c.state or "overdue"]
    over = Message(f"超过 {c.by}", f" by more than {c.by}") if c.by else Message("", "")
    return Message(f"“{clock.name}”{state.zh}{over.zh}", f"{clock.en} {state.en}{over.en}")
